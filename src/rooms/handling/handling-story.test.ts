// Who leads, holds and merges: two agencies, their diaries, and what each may see at every step.
import { expect, test } from 'vitest'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom, note } from '#rooms/diary/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { handlingRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, handlingRoom, caseFileRoom]
type Due = { readonly title: string; readonly officer: string | null; readonly agency: string; readonly due: Date }
const open = async (town: Town, caseId: string): Promise<readonly Due[]> => (await town.database.owner.query<Due>(
  'select title, officer_id as officer, agency_id as agency, due_at as due from diary_items where case_id = $1 and done_at is null and cancelled_at is null order by title', [caseId])).rows
const due = (town: Town, caseId: string, title = 'Update the person harmed') => town.work(work => note(work, { kind: 'victim update', title, dueAt: new Date('2026-06-09T22:59:00Z'), because: 'as agreed', caseId, officerId: town.council.officerId, agencyId: town.council.id }))

test('another officer of the agency leads at once, and what was due is theirs by the same times', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await due(town, given.id)
  const [officer, manager] = [await town.as('officer'), await town.actor('manager')]
  expect((await officer.send(`${given.path}/lead`, { who: 'officer', officerId: '', reason: 'Leave' })).says).toContain('Select the officer who should lead')
  expect((await officer.send(`${given.path}/lead`, { who: 'officer', officerId: manager.officerId, reason: 'Leave' })).location).toBe(given.path)
  expect(await open(town, given.id)).toMatchObject([{ officer: manager.officerId, due: new Date('2026-06-09T22:59:00Z') }])
  expect((await officer.get(given.path)).says).toContain('Lead: Mo Manager')
})

test('an offer to another agency: they may read it, nothing moves until they accept, and no clock stops', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await due(town, given.id)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect((await police.get(given.path)).status).toBe(404)
  expect((await officer.send(`${given.path}/lead`, { who: 'agency', agencyId: town.police.id, reason: 'It is drug dealing' })).location).toBe(given.path)
  expect((await officer.get(given.path)).says).toContain('Offered to County Constabulary')
  const before = (await open(town, given.id)).find(item => item.title === 'Update the person harmed')
  expect(before).toMatchObject({ officer: town.council.officerId, agency: town.council.id })
  expect((await police.get('/diary')).says).toContain('Answer whether we take the lead')
  const list = await police.get('/transfers')
  expect(list.says).toContain('It is drug dealing')
  const offer = list.document.querySelector('#to-us a')?.getAttribute('href') ?? ''
  expect((await police.get(given.path)).status).toBe(200)
  expect((await police.post(`${given.path}/hold`, { reason: 'x' })).status).toBe(403)
  expect((await officer.get(offer)).status).toBe(404)
  expect((await police.send(offer, { answer: 'accept', officerId: town.police.officerId, reason: '' })).location).toBe(given.path)
  expect(await open(town, given.id)).toMatchObject([{ title: 'Update the person harmed', officer: town.police.officerId, agency: town.police.id, due: before?.due }])
  expect([(await police.get(given.path)).status, (await officer.get(given.path)).status]).toEqual([200, 404])
})

test('a declined offer: from that moment the other agency sees nothing, and the lead is told why', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  await officer.send(`${given.path}/lead`, { who: 'agency', agencyId: town.police.id, reason: 'Yours?' })
  const offer = (await police.get('/transfers')).document.querySelector('#to-us a')?.getAttribute('href') ?? ''
  const bare = await police.send(offer, { answer: 'decline', reason: '' })
  expect([bare.status, bare.says.includes('Enter why you decline')]).toEqual([422, true])
  expect((await police.send(offer, { answer: 'decline', reason: 'No crime is disclosed' })).location).toBe('/transfers')
  for (const path of [given.path, offer]) expect([path, (await police.get(path)).status]).toEqual([path, 404])
  const theirs = await town.actor('police')
  expect(await town.workAs(theirs, async work => [(await work.db.selectFrom('cases').select('id').execute()).length, (await work.db.selectFrom('caseTransfers').select('id').execute()).length, (await work.db.selectFrom('people').select('id').execute()).length])).toEqual([0, 0, 0])
  expect((await officer.get('/diary')).says).toContain('County Constabulary declined the lead')
  await officer.send(`${given.path}/lead`, { who: 'agency', agencyId: town.police.id, reason: 'Please look again' })
  expect((await police.get(given.path)).status).toBe(200)
  expect((await officer.post(`${given.path}/lead/recall`, {})).location).toBe(given.path)
  expect((await police.get(given.path)).status).toBe(404)
})

test('on hold until a day, with a reason; contact goes on; it comes back by itself', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await due(town, given.id)
  const officer = await town.as('officer')
  const hold = (day: string, month: string, year = '2026') => officer.send(`${given.path}/hold`, { 'ends-day': day, 'ends-month': month, 'ends-year': year, reason: 'Waiting for the court' })
  expect((await hold('2', '6')).says).toContain('must be after today')
  const far = await hold('2', '6', '2027')
  expect([far.status, far.says.includes('within 90 days'), far.document.querySelector('textarea')?.textContent]).toEqual([422, true, 'Waiting for the court'])
  expect((await hold('5', '6')).location).toBe(given.path)
  expect((await open(town, given.id)).map(item => item.title)).toEqual(['The hold ends: pick the case up again', 'Update the person harmed'])
  await town.runChore('handling.holds-that-end')
  expect((await officer.get(given.path)).says).toContain('On hold until Friday 5 June 2026: Waiting for the court')
  town.clock.set('2026-06-05T00:10:00Z')
  await town.runChore('handling.holds-that-end')
  await town.runChore('handling.holds-that-end')
  expect((await open(town, given.id)).map(item => item.title)).toEqual(['Pick the case up again: its hold has ended', 'Update the person harmed'])
  const later = await town.as('officer')
  expect((await later.get(given.path)).says).toContain('The hold has ended')
  await later.send(`${given.path}/hold`, { 'ends-day': '9', 'ends-month': '6', 'ends-year': '2026', reason: 'Again' })
  expect((await later.send(`${given.path}/hold/end`, { reason: 'The court sat early' })).location).toBe(given.path)
  expect((await later.get(given.path)).says).not.toContain('On hold until Tuesday 9 June 2026: Again')
})

test('a merge keeps both histories, moves what is due and leads later reports to the survivor; unmerging brings it back', async () => {
  const town = await openTown({ rooms })
  const [one, other] = [await caseIn(town, { title: 'Noise upstairs' }), await caseIn(town, { title: 'Noise again', phone: '07700 900 555', email: 'bo@example.test' })]
  await due(town, one.id, 'Ring Irene')
  const officer = await town.as('officer')
  expect((await officer.send(`${one.path}/merge`, { into: 'other', reference: one.reference, reason: 'Same' })).says).toContain('That is this case')
  expect((await officer.send(`${one.path}/merge`, { into: 'other', reference: other.reference, reason: 'The same flat' })).location).toBe(other.path)
  const survivor = await officer.get(other.path)
  for (const said of [one.reference, 'The same flat', 'Its chronology', 'Ring Irene']) expect(survivor.says).toContain(said)
  expect((await officer.get(one.path)).says).toContain(`The work on this went on in ${other.reference}`)
  expect(await open(town, one.id)).toEqual([])
  const again = await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' })
  const suggested = await officer.get(`${again}/add-to-case`)
  expect([suggested.says.includes(other.reference), suggested.says.includes(one.reference)]).toEqual([true, false])
  const report = await reportIn(town, { name: 'Zoe Zed', phone: '01632 960 111' })
  expect((await officer.send(`${report}/add-to-case`, { to: 'other', reference: one.reference, severity: 'standard' })).location).toBe(other.path)
  expect((await officer.send(`${one.path}/unmerge`, { reason: 'Two flats after all' })).location).toBe(one.path)
  expect((await open(town, one.id)).map(item => item.title)).toEqual(['Ring Irene'])
  expect((await open(town, other.id)).map(item => item.title)).not.toContain('Ring Irene')
  expect((await officer.get(one.path)).says).toContain('The merge was undone')
})

test('nothing of a case that is not yours can be merged with, suggested or held', async () => {
  const town = await openTown({ rooms })
  const [given, theirs] = [await caseIn(town), await caseIn(town, { title: 'Their secret' })]
  await town.database.owner.query('update cases set lead_agency_id = $1, lead_officer_id = $2 where id = $3', [town.police.id, town.police.officerId, theirs.id])
  // The same person stands in both.
  await town.database.owner.query('update case_parties set person_id = $1 where case_id = $2', [given.personId, theirs.id])
  const officer = await town.as('officer')
  const page = await officer.get(`${given.path}/merge`)
  expect([page.says.includes(theirs.reference), page.says.includes('Their secret')]).toEqual([false, false])
  expect((await officer.send(`${given.path}/merge`, { into: 'other', reference: theirs.reference, reason: 'x' })).says).toContain('no case with this reference that you can see')
  const police = await town.as('police')
  for (const door of ['lead', 'hold', 'merge', 'unmerge']) expect([door, (await police.get(`${given.path}/${door}`)).status]).toEqual([door, 404])
})
