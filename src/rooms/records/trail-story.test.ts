// Who looked, one's own trail and the audit screen: what each reader is told, and that none is told of a record they may not see.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { caseIn, reportIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town, type Who } from '#test/harness/town.ts'
import type { Page } from '#test/harness/visitor.ts'
import { recordsRoom } from './index.ts'

const rooms = [partnershipRoom, diaryRoom, reportingRoom, casesRoom, partiesRoom, flagsRoom, caseFileRoom, recordsRoom]
const open = () => openTown({ rooms })
/** The rows of a table, cells by their heading's place, white space folded. */
const rowsOf = (page: Page, id: string): readonly string[] =>
  [...page.document.querySelectorAll(`#${id} tbody tr`)].map(row => [...row.querySelectorAll('th, td')].map(cell => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()).join(' | '))
const offerToPolice = (town: Town, { id }: GivenCase) => town.work(work => work.db.updateTable('cases').set({ offeredToAgencyId: town.police.id }).where('id', '=', id).execute())
const restrict = (town: Town, { id }: GivenCase) => town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', id).execute())
const give = (town: Town, role: string, act: string) => town.database.owner.query('update roles set acts = acts || $3::text where partnership_id = $1 and name = $2', [town.partnership.id, role, act])
const looked = async (town: Town, who: Exclude<Who, 'nobody'>, { path }: GivenCase, query = '') => (await town.as(who)).get(`${path}/looked${query}`)

test('the keeper sees who read, listed, searched, printed and opened a form, from which agency and acting to what', async () => {
  const town = await open()
  const [mine, other] = [await caseIn(town, { title: 'Loud music' }), await caseIn(town, { title: 'Broken glass' })]
  await offerToPolice(town, mine)
  const police = await town.as('police')
  for (const path of [mine.path, '/cases', '/cases?q=Loud', `${mine.path}/print`, `${mine.path}/as-seen`]) expect([path, (await police.get(path)).status]).toEqual([path, 200])
  await (await town.as('manager')).get(`${mine.path}/add`)
  const page = await looked(town, 'officer', mine)
  expect(rowsOf(page, 'looks').toReversed().map(row => row.split(' | ').toSpliced(2, 1).join(' | '))).toEqual([
    'Pat Police | Police | Read | Case file read | see cases', 'Pat Police | Police | In a list |  | ', 'Pat Police | Police | In a search |  | ',
    'Pat Police | Police | Printed | Case file printed | see cases', 'Pat Police | Police | Read | Case read as the person harmed would | see cases', 'Mo Manager | Council | Opened a form | Chronology entry added (form opened) | work on cases',
  ])
  expect(page.text).not.toContain('Broken glass')
  expect(page.text).not.toContain(other.reference)
  // Nobody of the police was shown the other one.
  expect(rowsOf(await looked(town, 'officer', other), 'looks')).toHaveLength(0)
  expect(rowsOf(await looked(town, 'officer', mine, `?agency=${town.police.id}`), 'looks')).toHaveLength(5)
})

test('only the lead officer and the leading agency’s managers are told; to anybody else it is refused or not there', async () => {
  const town = await open()
  const mine = await caseIn(town)
  expect((await looked(town, 'manager', mine)).status).toBe(200)
  expect((await looked(town, 'police', mine)).status).toBe(404)
  await offerToPolice(town, mine)
  const refused = await looked(town, 'police', mine)
  expect([refused.status, refused.says.includes('Only the lead officer')]).toEqual([403, true])
  // Not by the page alone: the function answers nothing either.
  expect(await town.workAs(await town.actor('police'), async work => (await sql`select * from amity.who_looked(${mine.id}::uuid, null, null, null, 50)`.execute(work.db)).rows)).toEqual([])
  const colleague = await town.actor('officer')
  await town.work(work => work.db.updateTable('cases').set({ leadOfficerId: town.police.officerId, leadAgencyId: town.police.id, offeredToAgencyId: town.council.id }).where('id', '=', mine.id).execute())
  expect(await town.workAs(colleague, async work => (await sql`select * from amity.who_looked(${mine.id}::uuid, null, null, null, 50)`.execute(work.db)).rows)).toEqual([])
})

test('a restricted case: its circle sees who tried, and who tried learns nothing anywhere', async () => {
  const town = await open()
  const hidden = await caseIn(town, { title: 'Kept to its circle' })
  await restrict(town, hidden)
  const administrator = await town.as('administrator')
  const [real, made] = [await administrator.get(hidden.path), await administrator.get('/cases/4KD-7WM-X3P')]
  expect([real.status, made.status]).toEqual([404, 404])
  expect((await administrator.get(`${hidden.path}/looked`)).status).toBe(404)
  const keeper = rowsOf(await looked(town, 'officer', hidden), 'looks')
  expect(keeper.filter(row => row.startsWith('Ada Administrator') && row.includes('Tried to open it and was not let in'))).toHaveLength(2)
  // The circle reads it, lists it, changes it; the reader of the audit trail stands outside.
  await (await town.as('officer')).get(hidden.path)
  await (await town.as('officer')).get('/cases')
  await (await town.as('manager')).get(hidden.path)
  for (const query of ['', '?rows=yes', `?reference=${hidden.reference}`, '?how=list', `?officer=${town.council.officerId}`, '?how=refused']) {
    const page = await administrator.get(`/audit${query}`)
    expect([query, page.text.includes(hidden.reference) && !query.includes('reference='), page.text.includes(hidden.id), page.text.includes('Kept to its circle')]).toEqual([query, false, false, false])
  }
  expect(rowsOf(await administrator.get(`/audit?reference=${hidden.reference}`), 'lines')).toEqual(rowsOf(await administrator.get('/audit?reference=4KD-7WM-X3P'), 'lines'))
  // Both refusals look alike but for the moment; and no list says how many stood on it.
  const refusals = rowsOf(await administrator.get('/audit?how=refused'), 'lines').filter(row => row.includes('Case file read'))
  expect(new Set(refusals.map(row => row.replace(/^[^|]*\|/, ''))).size).toBe(1)
  expect(rowsOf(await administrator.get('/audit?how=list'), 'lines').every(row => !/\(\d+ record/.test(row))).toBe(true)
})

test('the whole trail is an act nobody has; given, it shows restricted records, too', async () => {
  const town = await open()
  const { rows } = await town.database.owner.query(`select 1 from roles where partnership_id = $1 and 'see the whole trail' = any (acts)`, [town.partnership.id])
  expect(rows).toEqual([])
  const hidden = await caseIn(town)
  await restrict(town, hidden)
  await (await town.as('officer')).get(hidden.path)
  await (await town.as('officer')).get('/cases?q=Irene%20Larkin')
  await give(town, 'Administrator', 'see the whole trail')
  const page = await (await town.as('administrator')).get('/audit')
  expect(page.says).toContain('You see the whole trail')
  expect(rowsOf(page, 'lines').some(row => row.includes(hidden.reference))).toBe(true)
  expect(page.text).toContain('q: Irene Larkin')
})

test('the audit screen finds by officer, day, kind and reference, in pages, and keeps what was typed wrong', async () => {
  const town = await open()
  const mine = await caseIn(town)
  const [officer, actor] = [await town.as('officer'), await town.actor('officer')]
  await town.workAs(actor, async work => { for (let n = 0; n < 34; n += 1) await work.record('case file read', { kind: 'case', id: mine.id }, { how: 'read' }) })
  await (await town.as('police')).get('/cases')
  const administrator = await town.as('administrator')
  const first = await administrator.get(`/audit?reference=${mine.reference.toLowerCase()}`)
  expect(rowsOf(first, 'lines')).toHaveLength(30)
  const older = first.document.querySelector('.govuk-pagination__next a')?.getAttribute('href') ?? ''
  expect(rowsOf(await administrator.get(older), 'lines')).toHaveLength(4)
  const keeper = await looked(town, 'manager', mine)
  const more = keeper.document.querySelector('.govuk-pagination__next a')?.getAttribute('href') ?? ''
  expect([rowsOf(keeper, 'looks').length, rowsOf(await (await town.as('manager')).get(more), 'looks').length]).toEqual([30, 4])
  expect(rowsOf(await administrator.get(`/audit?officer=${town.council.officerId}&how=print`), 'lines')).toEqual([])
  // What another agency's officer did with no record of ours is theirs.
  expect((await administrator.get(`/audit?officer=${town.police.officerId}`)).says).toContain('No line matches')
  expect(rowsOf(await administrator.get('/audit?from-day=3&from-month=6&from-year=2026'), 'lines')).toEqual([])
  const wrong = await administrator.get('/audit?from-day=31&from-month=2&from-year=2026&reference=4KD-7WM-X3Q')
  for (const says of ['There is a problem', 'From must be a real date', 'Check the reference']) expect(wrong.says).toContain(says)
  expect(wrong.document.querySelector('#reference')?.getAttribute('value')).toBe('4KD-7WM-X3Q')
  expect((await officer.get('/audit')).status).toBe(403)
})

test('officers read what is recorded of them, their refusals by the address they typed', async () => {
  const town = await open()
  const hidden = await caseIn(town)
  await restrict(town, hidden)
  const report = await reportIn(town)
  const administrator = await town.as('administrator')
  for (const path of [hidden.path, report, '/people?q=Larkin', '/reports', '/audit']) await administrator.get(path)
  const page = await administrator.get('/account/trail')
  const lines = rowsOf(page, 'trail')
  expect(lines.some(line => line.includes('Refused') && line.includes(hidden.path))).toBe(true)
  expect(lines.some(line => line.includes('Report read') && line.includes(report.replace('/reports/', '')))).toBe(true)
  expect(lines.some(line => line.includes('People searched') && line.includes('q: Larkin'))).toBe(true)
  expect(lines.some(line => line.includes('Triage list read (1 record)'))).toBe(true)
  expect(rowsOf(await (await town.as('officer')).get('/account/trail'), 'trail')).toHaveLength(0)
})

test('a refused POST and a wrong password stand in the trail under the officer’s name', async () => {
  const town = await open()
  const nobody = await town.as('nobody')
  await nobody.send('/sign-in', { email: 'olive@example.test', password: 'not this one' })
  await (await town.as('officer')).post('/cases/4KD-7WM-X3P/add', { _once: '', kind: 'note' })
  const { rows } = await town.database.owner.query<{ action: string; officerId: string }>(`select action, officer_id as "officerId" from audit_events where partnership_id = $1 and purpose is not null and officer_id is not null order by id`, [town.partnership.id])
  expect(rows).toEqual([{ action: 'sign-in refused', officerId: town.council.officerId }, { action: 'chronology entry added (not there)', officerId: town.council.officerId }])
})
