// Nothing leaks by existence: every page an outsider can open without knowing an address says the same with a restricted record as without,
// for each kind of restricted record, and so does a search for it by every word somebody might know.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { rooms } from '#src/rooms.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

const doors = rooms.flatMap(room => room.doors).filter(door => door.method === 'GET' && !door.path.includes('/:') && (typeof door.may === 'string' || door.may.way === 'signed in')).map(door => door.path)
/** Lists the time somebody was last seen, which moves by itself. */
const MOVES = new Set(['/account'])
const named = (name: string): string => newReference(createHash('sha256').update(name).digest().subarray(0, 16))
const REFERENCE = named('a case nobody outside may know of')
const SOUGHT = [REFERENCE, 'number nine', 'Quill', '07700 900 555', 'AL8 9ZZ', 'Quarry Lane', 'quill@example.test', 'domestic abuse']

const KINDS = ['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location']

const asked = [
  ...doors.filter(path => !MOVES.has(path)), '/cases?status=all', '/cases?status=all&sort=due', '/cases?status=all&sort=contact', '/cases?late=yes', '/cases?stale=yes', '/messages?show=waiting', '/messages?show=to+print', '/markers?show=historical', '/markers?postcode=AL8+9ZZ', '/diary?when=late',
  ...KINDS.map(flag => `/cases?status=all&flag=${encodeURIComponent(flag)}`),
  ...SOUGHT.flatMap(word => [`/cases?status=all&q=${encodeURIComponent(word)}`, `/people?q=${encodeURIComponent(word)}`, `/diary?case=${encodeURIComponent(word)}`]),
  `/cases/${REFERENCE}`, `/cases/${REFERENCE}/print`, `/cases/${REFERENCE}/conflict`,
]

/** What somebody reads at each address: status, words and where the links lead. */
const everything = async (visitor: Visitor, more: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  for (const path of [...asked, ...more]) {
    const page = await visitor.get(path)
    const links = [...page.document.querySelectorAll('main a')].map(link => link.getAttribute('href')).join(' ')
    found.set(path, `${page.status} ${page.says} ${links} ${/json|csv/.test(String(page.headers['content-type'])) ? page.text : ''}`)
  }
  return found
}

/** A case with somebody, something that happened, a file, a task, a letter, a report and a marker, all at once and restricted from the first. */
const restricted = (town: Town, reference: string, flags: string[], conflictFor?: string): Promise<unknown> => town.work(async work => {
  const [partnershipId, id, personId, reportId, markerId] = [town.partnership.id, work.newId(), work.newId(), work.newId(), work.newId()]
  const managerId = (await town.actor('manager')).officerId
  await work.db.insertInto('cases').values({ partnershipId, id, reference, title: 'Shouting at number nine', categoryCode: 'noise', strand: 'nuisance', severity: 'high', leadAgencyId: town.council.id, leadOfficerId: managerId, openedAt: new Date(work.now.getTime() - 60 * 86_400_000), flags, riskBand: 'high', harmedSpokeLast: true }).execute()
  await work.db.insertInto('people').values({ partnershipId, id: personId, givenName: 'Quentin', familyName: 'Quill', phone: '07700 900 555', email: 'quill@example.test', address: '9 Quarry Lane', postcode: 'AL8 9ZZ', safeMeans: ['email', 'post'], ownerAgencyId: town.council.id }).execute()
  for (const role of ['harmed', 'reporting'] as const) await work.db.insertInto('caseParties').values({ partnershipId, caseId: id, role, personId, joinedAt: work.now }).execute()
  await work.db.insertInto('incidents').values({ partnershipId, caseId: id, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: 'x', placeDescribed: '9 Quarry Lane', postcode: 'AL8 9ZZ' }).execute()
  await work.db.insertInto('entries').values({ partnershipId, caseId: id, kind: 'note', happenedAt: work.now, enteredAt: work.now, enteredAs: 'Mo Manager', summary: 'Quill rang', visibility: 'staff' }).execute()
  for (const officerId of [managerId, null]) await work.db.insertInto('diaryItems').values({ partnershipId, kind: officerId === null ? 'closing answer' : 'task', title: 'Ring number nine', dueAt: new Date(work.now.getTime() - 3_600_000), because: 'x', caseId: id, officerId, agencyId: town.council.id, madeAt: work.now }).execute()
  await work.db.insertInto('outgoingMessages').values({ partnershipId, caseId: id, personId, purpose: 'letter', means: 'post', address: '9 Quarry Lane', subject: 'A message for you', body: 'x', language: 'en', safeBecause: 'x', state: 'waiting', writtenAt: new Date(work.now.getTime() - 7_200_000), agencyId: town.council.id }).execute()
  await work.db.insertInto('reports').values({ partnershipId, id: reportId, reference: named(`the report of ${reference}`), channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: 'x', placeDescribed: '9 Quarry Lane', postcode: 'AL8 9ZZ', reporterName: 'Quentin Quill', reporterPhone: '07700 900 555', state: 'case opened', decidedAt: work.now, caseId: id, agencyId: town.council.id }).execute()
  await work.db.insertInto('attachments').values({ partnershipId, caseId: id, reportId, storedAs: 'x', fileName: 'nine.png', mediaType: 'image/png', size: 1, sha256: 'x', kind: 'photo', givenBy: 'officer', givenAt: work.now, agencyId: town.council.id }).execute()
  await work.db.insertInto('markers').values({ partnershipId, id: markerId, personId, kind: 'weapons', says: 'A knife', whatToDo: ['visit in pairs'], notToldBecause: 'x', madeAt: work.now, madeBy: managerId, agencyId: town.council.id, reviewedOn: work.today, reviewOn: work.today }).execute()
  await work.db.insertInto('markerEvidence').values({ partnershipId, markerId, kind: 'entry in a case', reference, caseId: id }).execute()
  if (conflictFor !== undefined) await work.db.insertInto('conflicts').values({ partnershipId, officerId: conflictFor, subjectKind: 'person', subjectId: personId, relation: 'family', because: 'x', declaredAt: work.now, declaredBy: managerId }).execute()
})

const differs = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] => [...after].filter(([path, said]) => before.get(path) !== said).map(([path]) => path)

test('every kind of restricted record: an outsider of the same agency reads the same as before they were there', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-04T09:00:00Z' })
  const other = await caseIn(town)
  // Two that would be matched with it: by the same telephone and postcode, and as another case.
  const more = [await reportIn(town, { name: 'Quentin Quill', phone: '07700 900 555', postcode: 'AL8 9ZZ' }), other.path]
  const outsider = await town.as('administrator')
  const before = await everything(outsider, more)
  for (const [at, kind] of KINDS.entries()) await restricted(town, at === 0 ? REFERENCE : named(`another case, ${kind}`), [kind])
  expect(differs(before, await everything(outsider, more))).toEqual([])
  expect((await (await town.as('manager')).get(`/cases/${REFERENCE}`)).status).toBe(200)
  // The same record without a restriction shows in many places, or the test would prove nothing.
  await restricted(town, named('an ordinary case'), ['child'])
  const ordinary = differs(before, await everything(outsider, more))
  for (const path of ['/cases', '/people?q=Quill', '/places/wards', '/team', '/messages', '/markers', more[0]]) expect(ordinary).toContain(path)
})

test('a conflict of interest: the officer reads the same as before the record was there', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-04T09:00:00Z' })
  const other = await caseIn(town)
  const more = [await reportIn(town, { postcode: 'AL8 9ZY' }), other.path]
  const officer = await town.as('officer')
  const before = await everything(officer, more)
  await restricted(town, REFERENCE, [], town.council.officerId)
  expect(differs(before, await everything(officer, more))).toEqual([])
  expect((await (await town.as('administrator')).get(`/cases/${REFERENCE}`)).status).toBe(200)
})
