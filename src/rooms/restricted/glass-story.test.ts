// Breaking the glass: one answer when there is nothing, an hour when there is, everybody told, a manager's verdict, a month's report.
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { closingRoom } from '#rooms/closing/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { restrictedRoom } from './index.ts'

const rooms = [diaryRoom, lettersRoom, casesRoom, flagsRoom, restrictedRoom, handlingRoom, closingRoom, caseFileRoom]
/** A well-formed reference that no record has. */
const NOBODYS = newReference(Buffer.from('no such case at all'))
const NOTHING = 'If there is such a record you would see it below: there is none you can open'
const REASON = 'A child may be in danger tonight at home'

const begin = async (): Promise<{ town: Town; theCase: GivenCase; ordinary: GivenCase }> => {
  const town = await openTown({ rooms })
  await town.database.owner.query(`update roles set acts = acts || array['break the glass'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  const [theCase, ordinary] = [await caseIn(town, { title: 'Shouting at number nine' }), await caseIn(town)]
  await town.work(async work => {
    await work.db.updateTable('people').set({ postcode: 'AL8 6AE' }).where('id', '=', theCase.personId).execute()
    await work.db.updateTable('cases').set({ flags: ['safeguarding'] }).where('id', '=', theCase.id).execute()
  })
  return { town, theCase, ordinary }
}
const byReference = (reference: string) => ({ by: 'reference', reference, reason: REASON, sure: 'yes' })

test('with nothing to open there is one answer, whatever the reason, and every try is counted', async () => {
  const { town, theCase, ordinary } = await begin()
  const police = await town.as('police')
  expect((await (await town.as('adviser')).get('/break-glass')).status).toBe(403)
  const page = await police.get('/break-glass')
  for (const word of ['Everybody who keeps the case is told', 'within 1 working day', '60 minutes']) expect(page.says).toContain(word)
  const short = await police.send('/break-glass', { ...byReference(theCase.reference), reason: 'Because' })
  expect([short.status, short.says.includes('20 characters or more')]).toEqual([422, true])
  const answers: string[] = []
  const council = await town.as('officer') // leads it, so sees it already
  for (const [visitor, sent] of [
    [police, byReference(NOBODYS)], [police, byReference(ordinary.reference)], [council, byReference(theCase.reference)],
    [police, { by: 'person', familyName: 'Larkin', postcode: 'AL7 1AA', reason: REASON, sure: 'yes' }], [police, { by: 'person', familyName: 'Larki', postcode: 'AL8 6AE', reason: REASON, sure: 'yes' }],
  ] as const) {
    const answer = await visitor.send('/break-glass', sent)
    expect(answer.status).toBe(422)
    answers.push(answer.document.querySelector('.govuk-error-summary')?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '')
  }
  expect(new Set(answers)).toEqual(new Set([`There is a problem ${NOTHING}`]))
  // A conflict beats it, and looks the same.
  await town.work(work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: town.police.officerId, subjectKind: 'case', subjectId: theCase.id, relation: 'family', because: 'x', declaredAt: work.now, declaredBy: town.council.officerId }).execute())
  expect((await police.send('/break-glass', byReference(theCase.reference))).says).toContain(NOTHING)
  await town.work(work => work.db.updateTable('conflicts').set({ endedAt: work.now, endedBecause: 'x' }).execute())
  // Four tries of this officer's ten are counted so far; after the tenth even the right reference opens nothing.
  for (let n = 0; n < 6; n += 1) await police.send('/break-glass', byReference(NOBODYS))
  expect((await police.send('/break-glass', byReference(theCase.reference))).says).toContain(NOTHING)
  expect((await police.get(theCase.path)).status).toBe(404)
})

test('for an hour, by name and postcode: the keepers are told, a manager reviews, and through it nobody changes anything', async () => {
  const { town, theCase } = await begin()
  const [police, officer, manager] = [await town.as('police'), await town.as('officer'), await town.as('manager')]
  const opened = await police.send('/break-glass', { by: 'person', familyName: 'larkin', postcode: 'al86ae', reason: REASON, sure: 'yes' })
  expect(opened.location).toBe(theCase.path)
  const file = await police.get(theCase.path)
  expect([file.status, file.says.includes('60 more minutes')]).toEqual([200, true])
  // Told at once, in the diary and by work email, which says nothing of the case.
  for (const keeper of [officer, manager]) expect((await keeper.get('/diary')).says).toContain('Somebody broke the glass on a case you keep')
  await town.runNews()
  const mails = await town.work(work => work.db.selectFrom('outgoingMessages').select(['address', 'subject', 'body', 'caseId']).where('purpose', '=', 'officer news').execute())
  expect(mails.map(({ address }) => address).toSorted()).toEqual(['mo@example.test', 'olive@example.test'])
  expect(mails.some(({ subject, body, caseId }) => caseId !== null || `${subject ?? ''} ${body}`.includes(theCase.reference) || /glass|Larkin|number nine/.test(`${subject ?? ''} ${body}`))).toBe(false)
  // Reads, may add a note, and nothing else.
  const note = { kind: 'note', visibility: 'staff', reached: 'not a contact', summary: 'A patrol is on its way', 'happened-day': '2', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '09:00' }
  expect((await police.send(`${theCase.path}/add`, note)).location).toContain(theCase.path)
  expect((await officer.get(theCase.path)).says).toContain('A patrol is on its way')
  for (const door of ['flags/raise', 'circle', 'lead', 'close', 'merge']) expect([door, (await police.get(`${theCase.path}/${door}`)).status]).toEqual([door, 403])
  await expect(town.workAs(await town.actor('police'), work => work.db.updateTable('cases').set({ leadOfficerId: work.actor.officerId }).where('id', '=', theCase.id).execute())).rejects.toThrow('broke the glass')
  const seen = await town.workAs(await town.actor('police'), work => work.db.selectFrom('glassBreaks').select('id').execute())
  expect(seen).toEqual([])
  // The review: not by who broke in, nor by the lead officer who is no manager.
  const review = (await manager.get('/diary')).document.querySelector('a[href$="/review"]')?.getAttribute('href') ?? ''
  expect(review).toMatch(/^\/break-glass\//)
  expect([(await police.get(review)).status, (await officer.get(review)).status]).toEqual([403, 403])
  expect((await manager.send(review, { verdict: 'not justified', words: '' })).status).toBe(422)
  expect((await manager.send(review, { verdict: 'not justified', words: 'Nobody was in danger' })).location).toBe(theCase.path)
  await expect(town.workAs(await town.actor('manager'), work => work.db.updateTable('glassBreaks').set({ verdict: 'justified' }).execute())).rejects.toThrow('What was done stands')
  // After an hour it is gone, by itself, and their own page says what became of it.
  town.clock.set('2026-06-02T10:00:00Z')
  const later = await town.as('police')
  expect((await later.get(theCase.path)).status).toBe(404)
  expect((await later.get('/break-glass')).says).toContain('not justified')
  // The month for data protection: counts and verdicts, and of the case only what the reader may see.
  const administrator = await town.as('administrator')
  expect((await later.get('/break-glass/report')).status).toBe(403)
  const report = await administrator.get('/break-glass/report?month=2026-06')
  expect([report.says.includes('Pat Police, Police'), report.says.includes('not justified'), report.says.includes('Not yours to see'), report.says.includes(theCase.reference), report.says.includes('child may be')]).toEqual([true, true, true, false, false])
  expect((await administrator.get('/break-glass/report?month=2026-05')).says).toContain('None in this month')
  const csv = await administrator.get('/break-glass/report.csv?month=2026-06')
  expect([csv.headers['content-type'], csv.text.split('\n').length, csv.text.includes('not justified'), csv.text.includes(theCase.reference)]).toEqual(['text/csv; charset=utf-8', 3, true, false])
})

test('a manager who was taken out of the circle comes back by breaking the glass for an hour, and not for good', async () => {
  const { town, theCase } = await begin()
  const [officer, manager, managerId] = [await town.as('officer'), await town.as('manager'), (await town.actor('manager')).officerId]
  await officer.send(`${theCase.path}/circle/${managerId}/remove`, { because: 'Knows the family' })
  expect((await manager.send('/break-glass', byReference(theCase.reference))).location).toBe(theCase.path)
  expect((await manager.get(`${theCase.path}/circle`)).status).toBe(403)
  expect((await manager.get(theCase.path)).document.querySelector('#flags a[href$="/circle"]')).toBeNull()
  const named = await town.workAs(await town.actor('manager'), async work => {
    const { sql } = await import('kysely')
    return (await sql<{ done: boolean }>`select amity.name_in_circle(${theCase.id}::uuid, ${managerId}::uuid) as done`.execute(work.db)).rows[0]?.done
  })
  expect(named).toBe(false)
  // Nobody is left who may review it but who broke in: the lead officer is asked to name a manager, and reviews nothing.
  expect((await officer.get('/diary')).says).toContain('Name a manager in the circle')
})
