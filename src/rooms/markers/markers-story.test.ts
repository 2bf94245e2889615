// A marker from the officer who writes it to the day it is history: who sees it, who stands by it, and what it never tells.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { markersRoom } from './index.ts'

const rooms = [diaryRoom, markersRoom, reportingRoom, casesRoom, partiesRoom, flagsRoom, caseFileRoom]
const review = (year: string, month: string) => ({ 'reviewOn-day': '1', 'reviewOn-month': month, 'reviewOn-year': year })
const dog = { kind: 'dangerous animal', says: 'On 3 May the dog bit a colleague', whatToDo: 'ring ahead', alsoDo: '', evidence: 'document', reference: 'Accident book, 3 May', told: 'yes', 'toldOn-day': '4', 'toldOn-month': '5', 'toldOn-year': '2026', ...review('2026', '12') }
const shows = async (town: Town, who: 'officer' | 'manager' | 'administrator' | 'police', path: string): Promise<boolean> => (await (await town.as(who)).get(path)).says.includes('the dog bit a colleague')

test('written with facts, shown at once as not authorised, authorised by another, reviewed, and history when nobody did', async () => {
  const town = await openTown({ rooms })
  const { path, personId } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const bare = await officer.send(`/people/${personId}/markers/add`, { ...dog, says: '', whatToDo: [], told: 'no', ...review('2028', '1') })
  expect(bare.status).toBe(422)
  for (const word of ['Enter what happened, and when', 'Select or enter what staff should do', 'Enter why they are not told', 'within 12 months']) expect(bare.says).toContain(word)
  expect((await officer.send(`/people/${personId}/markers/add`, dog)).location).toBe(`/people/${personId}`)
  for (const place of [path, `${path}/print`, `/people/${personId}`, '/markers']) expect([place, (await officer.get(place)).says.includes('Ring ahead')]).toEqual([place, true])
  expect((await officer.get(path)).says).toContain('not yet authorised')
  const decide = (await manager.get('/diary')).document.querySelector('a[href$="/decide"]')?.getAttribute('href') ?? ''
  expect((await officer.get(decide)).status).toBe(403)
  expect((await manager.send(decide, { what: 'keep', words: '', ...review('2026', '12') })).status).toBe(422)
  expect((await manager.send(decide, { what: 'keep', words: 'Fair, and the accident book says so', ...review('2026', '12') })).status).toBe(303)
  expect([(await officer.get(path)).says.includes('not yet authorised'), (await manager.get('/diary')).says.includes('Authorise a cautionary marker')]).toEqual([false, false])
  // Somebody who decided on a page that is no longer true is told so.
  const stale = await manager.get(decide)
  const version = stale.document.querySelector('input[name=version]')?.getAttribute('value') ?? ''
  await manager.send(decide, { what: 'keep', words: 'Looked again', ...review('2026', '12') })
  expect((await manager.post(decide, { version, told: 'as before', what: 'end', words: 'Gone' })).says).toContain('Somebody else has decided on it')
  // Four weeks before, a manager has it; the day after, it is history in grey, and still there.
  town.clock.set('2026-11-10T09:00:00Z')
  await town.runChore('markers.reviews')
  await town.runChore('markers.reviews')
  expect((await (await town.as('manager')).get('/diary')).says.match(/Review a cautionary marker/g)?.length).toBe(2)
  town.clock.set('2026-12-02T09:00:00Z')
  const later = await town.as('officer')
  const file = await later.get(path)
  expect([file.document.querySelectorAll('[data-marker]').length, file.says.includes('A marker that is now history'), file.says.includes('nobody reviewed it by')]).toEqual([0, true, true])
  // Ended with a reason, it no longer shows where staff act, and its own page keeps everything.
  await (await town.as('manager')).send(decide, { what: 'end', words: 'The dog has died' })
  expect((await later.get(path)).says).not.toContain('the dog bit')
  const own = await later.get(decide.replace('/decide', ''))
  for (const word of ['The dog has died', 'Fair, and the accident book says so', 'Accident book, 3 May']) expect(own.says).toContain(word)
})

test('an address is marked for its building, and shows on the report and the case about it', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const wrong = await officer.send('/markers/add', { ...dog, address: '14 Larch Walk', postcode: '' })
  expect([wrong.status, wrong.says.includes('Enter the postcode')]).toEqual([422, true])
  expect((await officer.send('/markers/add', { ...dog, address: 'Flat 3, 14 Larch Walk', postcode: 'AL8 6AE' })).location).toBe('/markers')
  const report = await reportIn(town, { postcode: 'AL8 6AE' })
  expect([await shows(town, 'manager', report), await shows(town, 'manager', path)]).toEqual([true, false])
  await town.work(work => work.db.insertInto('incidents').values({ partnershipId: town.partnership.id, caseId: id, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: 'x', placeDescribed: '14 Larch Walk', postcode: 'AL8 6AE' }).execute())
  expect(await shows(town, 'manager', path)).toBe(true)
  expect((await officer.get('/markers?postcode=AL8+6AE')).says).toContain('14 Larch Walk')
  expect((await officer.get('/markers?postcode=AL7+1AA')).says).not.toContain('14 Larch Walk')
  expect(await shows(town, 'police', '/markers')).toBe(false)
})

test('a marker follows who sees the person, is shared only with their part, and never tells of the restricted case it rests on', async () => {
  const town = await openTown({ rooms })
  const [ordinary, restricted] = [await caseIn(town), await caseIn(town)]
  await town.work(async work => {
    await work.db.updateTable('people').set({ familyName: 'Stone' }).where('id', '=', restricted.personId).execute()
    await work.db.updateTable('cases').set({ flags: ['hate'] }).where('id', '=', restricted.id).execute()
  })
  const officer = await town.as('officer')
  // On somebody everybody may see, resting on an entry in a case only the circle sees.
  const sent = await officer.send(`/people/${ordinary.personId}/markers/add`, { ...dog, evidence: 'entry in a case', reference: `${restricted.reference}, 3 May` })
  expect(sent.status).toBe(303)
  const link = (await (await town.as('administrator')).get('/markers')).document.querySelector('#markers a')?.getAttribute('href') ?? ''
  const outside = await (await town.as('administrator')).get(link)
  expect([outside.status, outside.text.includes(restricted.reference), outside.says.includes('Something you may not see')]).toEqual([200, false, true])
  expect((await officer.get(link)).says).toContain(restricted.reference)
  expect((await officer.send(`/people/${ordinary.personId}/markers/add`, { ...dog, evidence: 'entry in a case', reference: 'somewhere' })).says).toContain('Enter the reference of a case you can see')
  // On somebody in a restricted case: there for the circle alone.
  await officer.send(`/people/${restricted.personId}/markers/add`, dog)
  expect([(await officer.get('/markers')).says.includes('Stone'), (await (await town.as('administrator')).get('/markers')).says.includes('Stone')]).toEqual([true, false])
  // The police see neither until the people of the ordinary case are shared with them, and no longer than that.
  expect([(await (await town.as('police')).get(link)).status, await shows(town, 'police', '/markers')]).toEqual([404, false])
  const manager = await town.actor('manager')
  await town.workAs(await town.actor('officer'), work => work.db.insertInto('caseGrants').values({
    partnershipId: town.partnership.id, caseId: ordinary.id, toAgencyId: town.police.id, parts: ['people'], purpose: 'Safety', gateway: 'safeguarding', necessity: 'They visit', authorisedBy: manager.officerId, givenBy: work.actor.officerId, givenAt: work.now, endsAt: new Date(work.now.getTime() + 3_600_000),
  }).execute())
  expect([(await (await town.as('police')).get(link)).status, (await (await town.as('police')).get('/markers')).says.includes('Stone')]).toEqual([200, false])
  await town.workAs(await town.actor('officer'), work => work.db.updateTable('caseGrants').set({ endedAt: work.now, endedBecause: 'Done' }).execute())
  expect((await (await town.as('police')).get(link)).status).toBe(404)
})

test('the database holds a marker to its twelve months, its manager and its words, whoever asks', async () => {
  const town = await openTown({ rooms })
  const { personId } = await caseIn(town)
  const [officer, manager] = [await town.actor('officer'), await town.actor('manager')]
  const row = (work: { readonly now: Date }) => ({ partnershipId: town.partnership.id, personId, kind: 'weapons' as const, says: 'A knife', whatToDo: ['visit in pairs' as const], toldOn: day('2026-05-01'), madeAt: work.now, agencyId: town.council.id, reviewedOn: day('2026-06-02') })
  const insert = (over: object) => town.workAs(officer, work => work.db.insertInto('markers').values({ ...row(work), madeBy: officer.officerId, reviewOn: day('2027-06-02'), ...over }).execute())
  await insert({})
  await expect(insert({ reviewOn: day('2027-06-03') })).rejects.toThrow('check constraint')
  // Saying that it was looked at later does not help.
  await expect(insert({ reviewedOn: day('2027-01-01'), reviewOn: day('2027-12-31') })).rejects.toThrow('check constraint')
  await expect(insert({ toldOn: null })).rejects.toThrow('check constraint')
  await expect(insert({ madeBy: manager.officerId })).rejects.toThrow('in the name of whoever writes it')
  await expect(insert({ authorisedBy: manager.officerId, authorisedAt: new Date() })).rejects.toThrow('begins unauthorised')
  const change = (actor: typeof officer, set: object) => town.workAs(actor, work => work.db.updateTable('markers').set(set).execute())
  await expect(change(officer, { authorisedBy: officer.officerId, authorisedAt: new Date() })).rejects.toThrow('A manager who did not write it')
  await expect(change(manager, { says: 'Two knives' })).rejects.toThrow('never rewritten')
  await expect(change(manager, { authorisedBy: officer.officerId, authorisedAt: new Date() })).rejects.toThrow('A manager who did not write it')
  await change(manager, { authorisedBy: manager.officerId, authorisedAt: new Date('2026-06-02T09:00:00Z') })
  expect(await town.workAs(await town.actor('police'), async work => [(await work.db.selectFrom('markers').select('id').execute()).length, (await sql`select 1 from amity.markers_at(array['AL86AE 14'])`.execute(work.db)).rows.length])).toEqual([0, 0])
})
