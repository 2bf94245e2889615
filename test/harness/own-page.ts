// A case with somebody harmed on it, and the steps by which they come to their own page: for tests of what they see there.
import { createHash } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import type { Town } from './town.ts'
import type { Visitor } from './visitor.ts'

export type HarmedCase = { readonly caseId: string; readonly personId: string; readonly reference: string; readonly path: string }
type Options = { readonly title?: string; readonly summary?: string; readonly safeMeans?: ('text' | 'email' | 'phone' | 'post')[] }

/** A case of the council led by its officer, with Irene Larkin who reports it and is harmed. */
export const harmedCase = (town: Town, options: Options = {}): Promise<HarmedCase> => town.work(async work => {
  const [caseId, personId] = [work.newId(), work.newId()]
  const reference = newReference(createHash('sha256').update(caseId).digest())
  const partnershipId = town.partnership.id
  await work.db.insertInto('cases').values({
    partnershipId, id: caseId, reference, leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, title: options.title ?? 'Loud music', summary: options.summary ?? '',
    categoryCode: 'noise', strand: 'nuisance', severity: 'medium', openedAt: work.now,
  }).execute()
  await work.db.insertInto('people').values({ partnershipId, id: personId, givenName: 'Irene', familyName: 'Larkin', phone: '07700 900 123', email: 'irene@example.org', safeMeans: options.safeMeans ?? ['text', 'email'], mayLeaveMessage: false, ownerAgencyId: town.council.id }).execute()
  for (const role of ['reporting', 'harmed'] as const) await work.db.insertInto('caseParties').values({ partnershipId, caseId, role, personId, joinedAt: work.now }).execute()
  return { caseId, personId, reference, path: `/cases/${reference}` }
})

/** Another person harmed on the same case. */
export const alsoHarmed = (town: Town, { caseId }: HarmedCase): Promise<string> => town.work(async work => {
  const personId = work.newId()
  await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id: personId, givenName: 'Femi', familyName: 'Abara', phone: '07700 900 456', email: 'femi@example.org', safeMeans: ['text', 'email'], ownerAgencyId: town.council.id }).execute()
  await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role: 'harmed', personId, joinedAt: work.now }).execute()
  return personId
})

/** Bodies of what was written to somebody, newest first. */
export const lettersTo = async (town: Town, purpose: string): Promise<readonly { readonly body: string; readonly means: string; readonly address: string; readonly subject: string | null }[]> => {
  const { rows } = await town.database.owner.query<{ body: string; means: string; address: string; subject: string | null }>(
    `select replace(body, '[private link or code]', coalesce(secret, '')) as body, means, address, subject from outgoing_messages m left join message_secrets s on s.partnership_id = m.partnership_id and s.message_id = m.id
      where m.partnership_id = $1 and purpose = $2 order by written_at desc, id desc`, [town.partnership.id, purpose])
  return rows
}

/** The officer offers the page; answers the private link's path. */
export const offered = async (town: Town, theCase: HarmedCase, personId = theCase.personId): Promise<string> => {
  const officer = await town.as('officer')
  const sent = await officer.send(`${theCase.path}/own-page`, { personId, linkMeans: 'email', codeMeans: 'text', agreed: 'On the phone today', sure: 'yes' })
  if (sent.status !== 303) throw new Error(`the page was not offered: ${sent.says}`)
  const [letter] = await lettersTo(town, 'own page link')
  return new URL(/http\S+/.exec(letter?.body ?? '')?.[0] ?? 'http://none/').pathname
}

export const newestCode = async (town: Town): Promise<string> => /\d{6}/.exec((await lettersTo(town, 'own page code'))[0]?.body ?? '')?.[0] ?? ''

/** Opens the link, asks for a code and enters it. */
export const comeIn = async (town: Town, link: string): Promise<Visitor> => {
  const person = await town.as('nobody')
  await person.get(link)
  await person.send('/my-case/enter', {})
  await town.runNews()
  const entered = await person.send('/my-case/code', { code: await newestCode(town) })
  if (entered.location !== '/my-case') throw new Error(`the code did not open the page: ${entered.says}`)
  return person
}
