// A partnership with a case, reports and everybody who may knock, made anew every so often: what one request breaks, the next set does not inherit.
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import { keepWork, type Partnership } from '#db/work.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { caseIn } from '#test/harness/cases.ts'
import { formToken, newToken } from '#web/csrf.ts'
import type { May } from '#web/doors.ts'
import type { Cast, Who } from './asks.ts'
import { DOORS } from './asks.ts'
import { addOfficer, openOwnPage, startSession, type Service } from './service.ts'

const TRUSTING = JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: true, showWaiting: true, tellWords: true, gridMetres: 0, jurisdiction: '' })

/** Names of a page's boxes, with the answers it offers or holds. */
const boxesIn = (html: string): Readonly<Record<string, readonly string[]>> => {
  const boxes: Record<string, string[]> = {}
  for (const [tag, kind = ''] of html.matchAll(/<(input|textarea|select|option)\b[^>]*>/g)) {
    const [name, value] = [/ name="([^"]*)"/.exec(tag)?.[1], / value="([^"]*)"/.exec(tag)?.[1]]
    if (kind === 'option') { if (value !== undefined) boxes[Object.keys(boxes).at(-1) ?? '']?.push(value); continue }
    if (name !== undefined) (boxes[name] ??= []).push(value ?? '')
  }
  return boxes
}

const found = async (service: Service) => {
  const host = `f${newToken().slice(0, 10).toLowerCase().replaceAll(/[^a-z0-9]/g, 'x')}.localhost`
  const { partnershipId, agencyId, officerId: administrator } = await foundPartnership(service.database, {
    name: 'Fuzzed Partnership', hosts: [host], agency: { name: 'Borough Council', shortName: 'Council', kind: 'council', phone: '01632 960 000' }, officer: { name: 'Ada Administrator', email: 'ada@example.test', passwordHash: null },
  })
  const officerId = await addOfficer(service.database, partnershipId, agencyId, 'Olive Officer', 'Case officer')
  const partnership: Partnership = { ...service.partnership, id: partnershipId, name: 'Fuzzed Partnership', triageAgencyId: agencyId }
  const town = { partnership, council: { id: agencyId, officerId }, work: <T>(act: Parameters<typeof keepWork<{ kind: 'system' }, T>>[3]) => keepWork(service.database, { kind: 'system' as const }, { partnership, now: new Date(), purpose: 'a test' }, act) }
  return { host, partnershipId, agencyId, administrator, officerId, town }
}

export const newCast = async (service: Service, boxes: Cast['boxes']): Promise<Cast> => {
  const { host, partnershipId, agencyId, administrator, officerId, town } = await found(service)
  const { database, secret } = service
  const given = await caseIn(town)
  const report = newReference(randomBytes(8))
  await town.work(async work => {
    await work.db.insertInto('settings').values({ partnershipId, key: 'open311', value: TRUSTING }).execute()
    await work.db.insertInto('reports').values({ partnershipId, reference: report, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: 'It has happened again', placeDescribed: '14 Larch Walk', harmed: 'Me', whoIsDoingIt: '', anonymous: true, safeMeans: [], agencyId }).execute()
  })
  const [visit, officer, admin, own] = [newToken(), await startSession(database, partnershipId, officerId, agencyId), await startSession(database, partnershipId, administrator, agencyId), await openOwnPage(database, town, given)]
  const as = (cookie: string, whose: string) => ({ cookie: `amity_visit=${visit}; amity_draft=${visit}; ${cookie}`, csrf: formToken(secret, visit, whose) })
  const who: Readonly<Record<Who, { cookie: string; csrf: string }>> = { officer: as(`amity_session=${officer}`, officerId), administrator: as(`amity_session=${admin}`, administrator), person: as(`amity_own_page=${own}`, own), nobody: as('', '') }
  const { rows } = await database.owner.query<{ id: string }>(`select id::text from cases where partnership_id = $1 union all select id::text from people where partnership_id = $1 union all select id::text from reports where partnership_id = $1
    union all select id::text from agencies where partnership_id = $1 union all select id::text from officers where partnership_id = $1 union all select id::text from roles where partnership_id = $1 union all select code from categories where partnership_id = $1`, [partnershipId])
  const cast: Cast = { host, who, references: { cases: [given.reference], reports: [report] }, ids: [given.id, ...rows.map(({ id }) => id)], boxes }
  if (boxes.size === 0) await learnBoxes(service, cast)
  return cast
}

const likely = (may: May): readonly Who[] => typeof may === 'string' || may.way === 'signed in' ? ['officer', 'administrator'] : may.way === 'person' ? ['person'] : may.way === 'anyone' ? ['nobody', 'officer'] : []

/** Opens each form once, as whoever is let in. */
const learnBoxes = async (service: Service, cast: Cast): Promise<void> => {
  for (const { path, may } of DOORS.filter(({ method }) => method === 'POST')) {
    const at = path.replace('/cases/:reference', `/cases/${cast.references.cases[0]}`).replace('/reports/:reference', `/reports/${cast.references.reports[0]}`).replaceAll(/:\w+/g, cast.ids[0])
    for (const who of likely(may)) {
      const answer = await fetch(service.base + at, { redirect: 'manual', headers: { 'x-forwarded-host': cast.host, host: cast.host, cookie: cast.who[who].cookie } })
      const boxes = boxesIn(/<main[\s\S]*<\/main>/.exec(await answer.text())?.[0] ?? '')
      if (answer.status === 200 && Object.keys(boxes).length > 0) { cast.boxes.set(path, boxes); break }
    }
  }
}
