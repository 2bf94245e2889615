// The main job as one story: a report becomes a case, promises are kept, the person harmed is asked, the case closes.
import { expect, test } from 'vitest'
import { openTown, type Town } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { closingRoom } from '#rooms/closing/index.ts'
import { riskRoom } from '#rooms/risk/index.ts'
import { caseFileRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, closingRoom, riskRoom, caseFileRoom]

/** A report as it would have come in, written by the service itself. */
const reportIn = async (town: Town, reference: string): Promise<void> => town.work(async work => {
  await work.db.insertInto('reports').values({
    partnershipId: town.partnership.id, reference, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: 'Bass until two', effect: 'No sleep', happenedAt: new Date('2026-06-01T23:30:00Z'),
    placeDescribed: '14 Larch Walk', harmed: 'Me', whoIsDoingIt: 'The top flat', becauseOf: ['race'], reporterName: 'Irene Larkin', reporterPhone: '07700 900 123', safeMeans: ['phone'], mustNotKnow: 'My son', agencyId: town.council.id,
  }).execute()
})

const openedCase = async (town: Town): Promise<{ path: string }> => {
  await reportIn(town, '234-567-89C')
  const { rows } = await town.database.owner.query<{ reference: string }>('select reference from reports where partnership_id = $1', [town.partnership.id])
  const officer = await town.as('officer')
  // The reference above need not have a right check character to be stored; the page must be found by a real one.
  const { newReference } = await import('#kernel/reference.ts')
  const real = newReference(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]))
  await town.database.owner.query('update reports set reference = $1 where partnership_id = $2 and reference = $3', [real, town.partnership.id, rows[0]?.reference])
  const opened = await officer.send(`/reports/${real}/open-case`, { title: 'Loud music at night', summary: 'Bass until two', category: 'noise', severity: 'high', leadOfficerId: town.council.officerId })
  expect(opened.status).toBe(303)
  return { path: opened.location ?? '' }
}

test('a report becomes a case with people, an incident, a chronology and clocks that explain themselves', async () => {
  const town = await openTown({ rooms })
  const { path } = await openedCase(town)
  const officer = await town.as('officer')
  const file = await officer.get(path)
  for (const said of ['Loud music at night', 'Irene Larkin', 'By phone. Leave no message. Must not know: My son.', 'The top flat', '2 June 2026 at 12:30am', 'Make first contact', '1 working day from receipt, by Wednesday 3 June 2026', 'hate']) expect(file.says).toContain(said)
  expect((await officer.get('/diary')).says).toContain('Make first contact')
  expect((await officer.get('/cases?whose=mine')).says).toContain('Loud music at night')
})

test('another agency learns nothing of it: not in lists, not by address, not by adding to it', async () => {
  const town = await openTown({ rooms })
  const { path } = await openedCase(town)
  const police = await town.as('police')
  expect((await police.get('/cases?status=all')).says).not.toContain('Loud music')
  for (const door of [path, `${path}/as-seen`, `${path}/add`, `${path}/close`]) expect([door, (await police.get(door)).status]).toEqual([door, 404])
  expect((await police.post(`${path}/add`, { kind: 'note', summary: 'x' })).status).toBe(404)
  expect((await police.get('/diary')).says).not.toContain('Make first contact')
})

test('speaking with the person harmed keeps the promise and makes the next; staff notes stay out of what they see', async () => {
  const town = await openTown({ rooms })
  const { path } = await openedCase(town)
  const officer = await town.as('officer')
  town.clock.set('2026-06-02T09:40:00Z')
  const when = { 'happened-day': '2', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '10:15am' }
  expect((await officer.send(`${path}/add`, { kind: 'call', ...when, summary: 'Spoke with Irene', body: 'Agreed a plan', reached: 'yes', visibility: 'public' })).location).toBe(path)
  await officer.send(`${path}/add`, { kind: 'visit', ...when, summary: 'Visited the top flat', body: 'They deny it', reached: 'not a contact', visibility: 'staff' })
  const file = await officer.get(path)
  expect(file.says).not.toContain('Make first contact')
  expect(file.says).toContain('Update the person harmed')
  const seen = await officer.get(`${path}/as-seen`)
  expect([seen.says.includes('Spoke with Irene'), seen.says.includes('top flat')]).toEqual([true, false])
  const future = await officer.send(`${path}/add`, { kind: 'note', ...when, 'happened-year': '2027', summary: 'x', reached: 'not a contact', visibility: 'staff' })
  expect([future.status, future.says.includes('must be today or in the past')]).toEqual([422, true])
})

test('a case closes only with a current risk assessment, and with somebody else’s yes where the person harmed says no', async () => {
  const town = await openTown({ rooms })
  const { path } = await openedCase(town)
  const officer = await town.as('officer')
  const answers = { verdict: 'no', reason: 'resolved, informal action', summary: 'We visited. Call us if it starts again.' }
  expect((await officer.send(`${path}/close`, answers)).says).toContain('Assess the risk first')
  expect((await officer.send(`${path}/risk`, { often: '4' })).status).toBe(422)
  const risk = { often: '4', linked: '0', worse: '0', known: '0', history: '0', told: '0', aimed: '0', because: '1', vulnerable: '0', affected: '0', support: '0', others: '0', how: 'in person', agreed: 'yes', words: '' }
  expect((await officer.send(`${path}/risk`, risk)).location).toBe(`${path}#risk`)
  expect((await officer.get(path)).says).toContain('standard (8 of 41) review due in 56 days')
  expect((await officer.send(`${path}/close`, answers)).location).toBe(`${path}#closing`)
  const waiting = await officer.get(path)
  expect([waiting.says.includes('Waits for a manager'), waiting.document.querySelector(`a[href="${path}/close"]`) === null]).toEqual([true, true])
  expect((await (await town.as('manager')).send(`${path}/closing`, { answer: 'approve', because: '' })).location).toBe(path)
  expect((await officer.get(path)).says).toContain('Closed: resolved, informal action')
})

test('the chronology cannot be changed or removed, by any page or by the web role', async () => {
  const town = await openTown({ rooms })
  await openedCase(town)
  const actor = await town.actor('officer')
  await expect(town.workAs(actor, work => work.db.updateTable('entries').set({ summary: 'rewritten' }).execute())).rejects.toThrow(/permission denied/)
  await expect(town.workAs(actor, work => work.db.deleteFrom('entries').execute())).rejects.toThrow(/permission denied/)
})

test('a High that something forced is lowered only by a manager with a reason, and another agency finds no such door', async () => {
  const town = await openTown({ rooms })
  const { path } = await openedCase(town)
  const [officer, manager, police] = [await town.as('officer'), await town.as('manager'), await town.as('police')]
  const low = { often: '0', linked: '0', worse: '0', known: '0', history: '0', told: '0', aimed: '0', because: '0', vulnerable: '0', affected: '0', support: '0', others: '0', how: 'in person', agreed: 'yes', words: '' }
  expect((await officer.send(`${path}/risk`, { ...low, forced: 'a threat of arson' })).status).toBe(303)
  town.clock.set('2026-06-02T09:30:00Z')
  expect((await officer.send(`${path}/risk`, { ...low, reason: 'Better now' })).says).toContain('Only a manager who does not lead the case may lower it')
  expect((await manager.send(`${path}/risk`, low)).says).toContain('Enter why it is no longer high')
  expect((await officer.get(path)).says).toContain('high (0 of 41)')
  expect((await manager.send(`${path}/risk`, { ...low, reason: 'He has moved away; police confirm' })).status).toBe(303)
  expect((await officer.get(path)).says).toContain('standard (0 of 41)')
  expect((await police.get(`${path}/risk`)).status).toBe(404)
})
