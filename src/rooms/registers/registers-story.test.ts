// Registers through their pages: filters, pages, the file, payments by the law's clocks, and the wall around each row.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { interventionsRoom } from '#rooms/interventions/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { dayBoxes, matterIn } from '#test/harness/matters.ts'
import { openTown } from '#test/harness/town.ts'
import { registersRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, subjectsRoom, gateRoom, interventionsRoom, registersRoom, restrictedRoom, caseFileRoom]
// Given on 20 May 2026 for the 19th: prosecution from 4 June, and by 19 November.
const PENALTY = {
  tool: 'fpn-cpn', inForceAt: '2026-05-20T09:00:00Z', clocks: [
    { rule: 'fpn.cpn.payEarly', title: 'Lower amount', dueAt: '2026-06-02T22:59:00Z', bound: 'by' }, { rule: 'fpn.cpn.prosecute', title: 'First day to prosecute', dueAt: '2026-06-03T23:00:00Z', bound: 'not before' }, { rule: 'prosecution.summary', title: 'Prosecute by', dueAt: '2026-11-19T23:59:00Z', bound: 'by' },
  ],
} as const

test('each register holds its tools, filtered by how they stand at this instant, page by page', async () => {
  const town = await openTown({ rooms })
  const { id } = await caseIn(town)
  for (let n = 0; n < 31; n += 1) await matterIn(town, id, { tool: 'cpn', about: `Person ${n}`, inForceAt: new Date(Date.UTC(2026, 4, 1, 9, n)).toISOString(), endsAt: n === 5 ? '2026-06-02T10:00:00Z' : null })
  await matterIn(town, id, { tool: 'closure-order', about: '4 Mill Lane', kind: 'premises', endsAt: '2026-08-01T23:00:00Z' })
  let officer = await town.as('officer')
  const rows = async (path: string) => [...(await officer.get(path)).document.querySelectorAll('#register tbody th')].map(cell => cell.textContent?.replace(/^.*, /, ''))
  expect(await rows('/registers/closures')).toEqual(['4 Mill Lane'])
  const first = await officer.get('/registers/community-protection')
  const older = first.document.querySelector('.amity-pager a[rel=next]')?.getAttribute('href') ?? ''
  const [one, two] = [await rows('/registers/community-protection'), await rows(older)]
  expect([one.length, two, one[0], new Set([...one, ...two]).size]).toEqual([30, ['Person 0'], 'Person 30', 31])
  expect(await rows('/registers/community-protection?state=expired')).toEqual([])
  town.clock.set('2026-06-02T10:00:00Z')
  officer = await town.as('officer')
  expect(await rows('/registers/community-protection?state=expired')).toEqual(['Person 5'])
  expect(await rows('/registers/community-protection?state=in+force&from-day=1&from-month=5&from-year=2026&until-day=30&until-month=4&until-year=2026')).toEqual([])
  expect((await officer.get('/registers/community-protection?from-day=31&from-month=2&from-year=2026')).says).toContain('The first day must be a real date')
  expect([(await officer.get('/registers/nonsense')).status, (await officer.get('/registers')).says.includes('Acceptable behaviour contracts')]).toEqual([404, true])
}, 60_000)

test('the file opens as text, and the trail names each case in it', async () => {
  const town = await openTown({ rooms })
  const { id, reference } = await caseIn(town)
  await matterIn(town, id, { ...PENALTY, about: '=HYPERLINK("http://x","Danny")' })
  const file = await (await town.as('officer')).get('/registers/fixed-penalties/csv')
  expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  const [headings = '', row = ''] = file.text.replace('\uFEFF', '').split('\r\n')
  expect(headings).toBe('What,About,Case,Now,Ended as,In force from,Ends,Owner,By an override,Payment,Prosecution not before,Prosecute before')
  expect(row).toContain(`"'=HYPERLINK(""http://x"",""Danny"")",${reference},in force,,2026-05-20T09:00:00.000Z,,Olive Officer,,time to pay,2026-06-03T23:00:00.000Z,2026-11-19T23:59:00.000Z`)
  const { rows } = await town.database.owner.query<{ how: string }>(`select how from audit_links where partnership_id = $1 and record_id = $2 and how = 'export'`, [town.partnership.id, id])
  expect(rows.length).toBeGreaterThan(0)
})

test('a penalty: its amount within the law, part paid, not prosecuted before its day, then prosecuted or paid, and its clocks settled', async () => {
  const town = await openTown({ rooms })
  const { id, path } = await caseIn(town, { reviewDueOn: '2026-12-30' })
  const [one, other] = [await matterIn(town, id, PENALTY), await matterIn(town, id, { ...PENALTY, about: 'Sam Vale' })]
  let officer = await town.as('officer')
  const at = `${path}/matters/${one}/penalty`
  const send = (what: string, on: string, over: Record<string, string> = {}, to = at) => officer.send(to, { what, ...dayBoxes('on', on), amount: '', early: '', words: '', ...over })
  const wrong = await send('amount', '2026-05-20', { amount: '120', words: 'Kept' })
  expect([wrong.status, wrong.says.includes('The most the law allows is £100'), wrong.text.includes('Kept')]).toEqual([422, true, true])
  expect((await send('amount', '2026-05-20', { amount: '100', early: '60' })).location).toBe(at)
  expect((await send('paid', '2026-05-19', { amount: '10' })).says).toContain('so nothing became of it before')
  expect((await send('prosecuted', '2026-06-02')).says).toContain('A prosecution may not begin before 4 Jun 2026')
  expect((await send('cancelled', '2026-06-02')).says).toContain('Enter why it is cancelled')
  await send('paid', '2026-06-02', { amount: '25' })
  expect((await officer.get('/registers/fixed-penalties')).says).toContain('part paid')
  await send('paid', '2026-06-02', { amount: '35' })
  expect((await officer.get(at)).says).toContain('paid early')
  expect((await officer.get(path)).says).toContain('something was paid, £35')
  const clocks = (matter: string) => town.work(work => work.db.selectFrom('matterClocks').select('id').where('matterId', '=', matter).where('endedAt', 'is', null).execute())
  expect([(await clocks(one)).length, (await clocks(other)).length]).toEqual([0, 3])
  town.clock.set('2026-06-04T09:00:00Z')
  officer = await town.as('officer')
  expect((await officer.get('/registers/fixed-penalties')).says).toContain('may be prosecuted')
  town.clock.set('2026-11-19T23:59:00Z')
  officer = await town.as('officer')
  expect((await officer.get('/registers/fixed-penalties')).says).toContain('out of time')
  expect((await send('prosecuted', '2026-11-19', {}, `${path}/matters/${other}/penalty`)).says).toContain('The limit to prosecute has passed')
}, 60_000)

test('the wall: another agency, an officer in conflict and whoever is outside the circle have no such row, file or payments', async () => {
  const town = await openTown({ rooms })
  const [plain, hidden] = [await caseIn(town), await caseIn(town)]
  const matter = await matterIn(town, plain.id, PENALTY)
  await matterIn(town, hidden.id, { ...PENALTY, about: 'Sam Vale' })
  const [officer, police, manager] = [await town.as('officer'), await town.as('police'), await town.as('manager')]
  const seen = async (who: typeof officer) => { const [list, file] = [await who.get('/registers/fixed-penalties'), await who.get('/registers/fixed-penalties/csv')]; return ['Danny Reed', 'Sam Vale'].map(name => [list.says.includes(name), file.text.includes(name)]) }
  expect(await seen(police)).toEqual([[false, false], [false, false]])
  expect((await police.get(`${plain.path}/matters/${matter}/penalty`)).status).toBe(404)
  expect(await seen(manager)).toEqual([[true, true], [true, true]])
  const managerId = (await town.actor('manager')).officerId
  await town.work(work => work.db.updateTable('cases').set({ leadOfficerId: managerId }).where('id', '=', hidden.id).execute())
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', hidden.id).execute())
  expect(await seen(manager)).toEqual([[true, true], [true, true]])
  expect((await officer.get(hidden.path)).status).toBe(404)
  expect(await seen(await town.as('officer'))).toEqual([[true, true], [false, false]])
  expect((await officer.send(`${plain.path}/conflict`, { relation: 'family', said: 'x', because: 'My brother' })).status).toBe(303)
  expect([await seen(officer), (await officer.get(`${plain.path}/matters/${matter}/penalty`)).status]).toEqual([[[false, false], [false, false]], 404])
})
