// Unusual access is raised from the trail, shown to whoever looks into it and to nobody else, and answered by somebody else than the officer.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { recordsRoom } from './index.ts'

const rooms = [partnershipRoom, casesRoom, caseFileRoom, recordsRoom]
const DAY_AFTER = '2026-06-03T05:30:00Z'
const open = (startAt = '2026-06-02T09:00:00Z') => openTown({ rooms, startAt })
const setTerms = (town: Town, terms: Record<string, unknown>) => town.work(work => work.db.insertInto('settings').values({ partnershipId: town.partnership.id, key: 'unusual access', value: JSON.stringify({
  mostRecords: 300, timesUsual: 5, leastRecords: 100, opens: '07:00', closes: '20:00', weekends: false, outsideLooks: 10, refusals: 10, team: false, nearMetres: 150, ...terms }) }).execute())
const raised = async (town: Town) => (await town.database.owner.query<{ rule: string; officer_id: string; keeper: string; case_id: string | null; says: string }>(
  'select rule, officer_id, keeper_agency_id as keeper, case_id, says from unusual_access where partnership_id = $1 order by rule, says', [town.partnership.id])).rows
const overnight = async (town: Town) => { town.clock.set(DAY_AFTER); await town.runChore('records.find-unusual') }
const offerToPolice = (town: Town, { id }: GivenCase) => town.work(work => work.db.updateTable('cases').set({ offeredToAgencyId: town.police.id }).where('id', '=', id).execute())

test('an ordinary day raises nothing', async () => {
  const town = await open()
  const mine = await caseIn(town)
  for (const who of ['officer', 'manager', 'administrator'] as const) for (const path of [mine.path, '/cases', `${mine.path}/print`]) await (await town.as(who)).get(path)
  await overnight(town)
  expect(await raised(town)).toEqual([])
})

test('many records, at night, and guessing: each raised once, however often the night is gone through', async () => {
  const town = await open('2026-06-02T21:30:00Z')
  await setTerms(town, { mostRecords: 2, outsideLooks: 4, refusals: 3 })
  for (let n = 0; n < 3; n += 1) await caseIn(town, { title: `Case ${n}` })
  const officer = await town.as('officer')
  for (const path of ['/cases', '/cases', '/cases?q=Case', '/cases?sort=due', '/cases/4KD-7WM-X3P', '/cases/4KD-7WM-X3P/print', '/cases/nonsense', '/cases/nonsense']) await officer.get(path)
  await overnight(town)
  await town.runChore('records.find-unusual')
  expect((await raised(town)).map(({ rule, officer_id, keeper, says }) => [rule, officer_id === town.council.officerId, keeper === town.council.id, says])).toEqual([
    ['hours', true, true, '4 pages opened outside working hours, at about 10:30pm.'], ['refusals', true, true, '3 different pages were refused to them or not there.'],
    ['volume', true, true, 'Up to 10 records shown in a day. What is usual for them is not known yet.'],
  ])
})

test('far beyond what is usual for this officer, below the setting for all', async () => {
  const town = await open()
  await setTerms(town, { leastRecords: 6 })
  for (let n = 0; n < 6; n += 1) await caseIn(town)
  for (let back = 5; back >= 1; back -= 1) await town.work(work => work.db.insertInto('accessDays').values({ partnershipId: town.partnership.id, officerId: town.council.officerId, keeperAgencyId: town.council.id, day: `2026-05-2${back}` as never, records: 1 }).execute())
  await (await town.as('officer')).get('/cases')
  await (await town.as('manager')).get('/cases')
  await overnight(town)
  expect((await raised(town)).map(({ rule, officer_id, says }) => [rule, officer_id === town.council.officerId, says])).toEqual([['volume', true, 'Up to 10 records shown in a day. Usual for them: about 1.']])
})

test('a case read without a reason, and one near home; restricted cases are in no count', async () => {
  const town = await open()
  await setTerms(town, { mostRecords: 1, team: true })
  const [theirs, near, hidden] = [await caseIn(town, { title: 'Theirs' }), await caseIn(town, { title: 'Near' }), await caseIn(town, { title: 'Hidden' })]
  await offerToPolice(town, theirs)
  await town.work(work => work.db.updateTable('people').set({ postcode: 'AL8 6AE' }).where('id', '=', near.personId).execute())
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', hidden.id).execute())
  const manager = await town.as('manager')
  expect((await manager.send('/account/home', { postcode: '', street: 'Larch Walk' })).says).toContain('Enter the postcode as well as the street')
  expect((await manager.send('/account/home', { postcode: 'al86ae', street: '' })).location).toBe('/account')
  await manager.get(near.path)
  await manager.get(hidden.path)
  await town.work(work => work.db.updateTable('cases').set({ offeredToAgencyId: town.police.id }).where('id', '=', theirs.id).execute())
  const police = await town.as('police')
  await police.get(theirs.path)
  // The police were offered it, so they have a reason; when the offer was gone the next morning, nothing says they had.
  await town.work(work => work.db.updateTable('cases').set({ offeredToAgencyId: null }).where('id', '=', theirs.id).execute())
  await overnight(town)
  const found = await raised(town)
  expect(found.map(({ rule, case_id }) => [rule, case_id])).toEqual([['near home', near.id], ['no reason', theirs.id]])
  expect(found.map(({ says }) => says).join(' ')).not.toContain('AL8')
  // Nobody else reads where they live, and the trail keeps only that they said so.
  const peer = await (await town.as('officer')).get('/account/home')
  expect([peer.status, peer.text.includes('AL8')]).toEqual([200, false])
  expect((await (await town.as('manager')).get('/account/home')).document.querySelector('#postcode')?.getAttribute('value')).toBe('AL8 6AE')
  const administrator = await town.actor('administrator')
  expect(await town.workAs(administrator, work => work.db.selectFrom('officerHomes').selectAll().execute())).toEqual([])
  const { rows } = await town.database.owner.query(`select 1 from audit_events e where partnership_id = $1 and e::text like '%AL8 6AE%' and subject_kind is distinct from 'people'`, [town.partnership.id])
  expect(rows).toEqual([])
})

test('seen and answered by a manager of the keeper, never by the officer or a peer; a restricted case only inside its circle', async () => {
  const town = await open()
  const [theirs, hidden] = [await caseIn(town), await caseIn(town)]
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', hidden.id).execute())
  const base = { partnershipId: town.partnership.id, day: '2026-06-01' as never, officerAgencyId: town.police.id, keeperAgencyId: town.council.id, says: 'Opened twice.', raisedAt: town.clock.now() }
  const add = (rule: 'no reason' | 'volume', officerId: string, caseId: string | null) => town.work(async work => { const id = work.newId(); await work.db.insertInto('unusualAccess').values({ ...base, id, rule, officerId, caseId }).execute(); return id })
  const [one, restricted] = [await add('no reason', town.police.officerId, theirs.id), await add('no reason', town.police.officerId, hidden.id)]
  const own = await add('volume', (await town.actor('manager')).officerId, null)
  const [manager, administrator] = [await town.as('manager'), await town.as('administrator')]
  const listed = await manager.get('/unusual')
  expect([listed.text.includes(one), listed.text.includes(restricted), listed.text.includes(own)]).toEqual([true, true, false])
  const outside = await administrator.get('/unusual')
  expect([outside.text.includes(one), outside.text.includes(restricted), outside.text.includes(own)]).toEqual([true, false, true])
  expect([(await administrator.get(`/unusual/${restricted}`)).status, (await manager.get(`/unusual/${own}`)).status]).toEqual([404, 404])
  for (const who of ['officer', 'police', 'adviser'] as const) expect((await (await town.as(who)).get('/unusual')).status).toBe(403)
  // A manager of the officer's own agency, where the records are not theirs, is not told.
  await town.database.owner.query(`update posts set role_id = (select id from roles where partnership_id = $1 and name = 'Team manager') where partnership_id = $1 and officer_id = $2`, [town.partnership.id, town.police.officerId])
  expect((await (await town.as('police')).get('/unusual')).says).toContain('Nothing to ask about')
  const wrong = await manager.send(`/unusual/${one}`, { answer: '' })
  for (const says of ['Select whether it is explained', 'Enter what you found out']) expect(wrong.says).toContain(says)
  expect(wrong.status).toBe(422)
  expect((await manager.send(`/unusual/${one}`, { outcome: 'explained', answer: 'They covered the duty desk' })).location).toBe('/unusual')
  expect((await administrator.get('/unusual?state=answered')).says).toContain('They covered the duty desk')
  expect((await administrator.post(`/unusual/${one}`, { outcome: 'not explained', answer: 'Again' })).says).toContain('Somebody else has answered this meanwhile')
})
