// What a case no longer takes, or not from everybody: late notes, backdated contact, an agency that was only asked, two assessments at once.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { closingRoom } from '#rooms/closing/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { riskRoom } from '#rooms/risk/index.ts'
import { caseFileRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, handlingRoom, closingRoom, riskRoom, caseFileRoom]
const at = (day: string, time = '9am') => ({ 'happened-day': day, 'happened-month': '6', 'happened-year': '2026', 'happened-time': time, visibility: 'staff' })

test('a closed case takes only a late note that says why, and it moves no clock', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  await officer.send(`${given.path}/close`, { verdict: 'yes', reason: 'resolved, informal action', summary: 'It stopped' })
  const call = await officer.send(`${given.path}/add`, { kind: 'call', ...at('1'), summary: 'Rang them', body: 'x', reached: 'yes' })
  expect([call.status, call.says.includes('only a late note can be added')]).toEqual([422, true])
  expect((await officer.send(`${given.path}/add`, { kind: 'note', ...at('1'), summary: 'Found a letter', body: '', reached: 'not a contact' })).says).toContain('Enter why this is added after the case was closed')
  expect((await officer.send(`${given.path}/add`, { kind: 'note', ...at('1'), summary: 'Found a letter', body: 'It was on another desk', reached: 'yes' })).location).toBe(given.path)
  const file = await officer.get(given.path)
  for (const said of ['Late note: Found a letter', 'None yet']) expect(file.says).toContain(said)
  for (const door of ['close', 'hold', 'merge', 'lead', 'risk']) expect([door, (await officer.get(`${given.path}/${door}`)).location]).toEqual([door, given.path])
})

test('a contact entered late never moves the clock back, nor hides that they have spoken since', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-10T09:00:00Z' })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const call = (day: string) => officer.send(`${given.path}/add`, { kind: 'call', ...at(day), summary: `Rang on ${day}`, body: '', reached: 'yes' })
  await call('9')
  await town.work(async work => {
    await work.db.insertInto('entries').values({ partnershipId: town.partnership.id, caseId: given.id, kind: 'message', direction: 'in', happenedAt: new Date('2026-06-09T12:00:00Z'), enteredAt: work.now, enteredAs: 'The person harmed', summary: 'A message' }).execute()
    await work.db.updateTable('cases').set({ harmedSpokeLast: true }).where('id', '=', given.id).execute()
  })
  await call('3')
  const { rows } = await town.database.owner.query<{ last: Date; spoke: boolean }>('select last_contact_at as last, harmed_spoke_last as spoke from cases where id = $1', [given.id])
  expect(rows).toEqual([{ last: new Date('2026-06-09T08:00:00Z'), spoke: true }])
  const { rows: due } = await town.database.owner.query<{ because: string }>(`select because from diary_items where case_id = $1 and kind = 'victim update' and done_at is null and cancelled_at is null`, [given.id])
  expect(due[0]?.because).toContain('Tuesday 23 June 2026')
})

test('an agency the lead is only offered to reads the case and changes nothing', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await (await town.as('officer')).send(`${given.path}/lead`, { who: 'agency', agencyId: town.police.id, reason: 'Yours?' })
  const police = await town.as('police')
  expect((await police.get(given.path)).status).toBe(200)
  for (const door of ['add', 'risk', 'close', 'hold', 'merge', 'lead']) expect([door, (await police.get(`${given.path}/${door}`)).status]).toEqual([door, 403])
})

test('two risk assessments at once: the second officer is told of the first', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const answers = { often: '0', linked: '0', worse: '0', known: '0', history: '0', told: '0', aimed: '0', because: '0', vulnerable: '0', affected: '0', support: '0', others: '0', how: 'in person', agreed: 'yes', words: 'My words', reason: '' }
  const seen = (await officer.get(`${given.path}/risk`)).document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  await manager.send(`${given.path}/risk`, { ...answers, often: '4' })
  const late = await officer.post(`${given.path}/risk`, { ...answers, seen })
  expect([late.status, late.says.includes('Mo Manager'), late.document.querySelector('textarea')?.textContent]).toEqual([422, true, 'My words'])
})
