// A report finds its case: added to an open one, opening one that follows, or a case nobody reported; and what two agencies see.
import { expect, test } from 'vitest'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { closingRoom } from '#rooms/closing/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { casesLikeReport, reportingRoom } from '#rooms/reporting/index.ts'
import { casesRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, closingRoom, caseFileRoom]
const people = async (town: Town, caseId: string) => (await town.database.owner.query<{ role: string; who: string }>(
  `select role, coalesce(given_name || ' ' || family_name, described_as) as who from case_parties cp left join people p on p.id = cp.person_id where case_id = $1 order by joined_at, role, who`, [caseId])).rows.map(({ role, who }) => `${role}: ${who}`)

test('a second report by the same person is suggested with the reason, and joins the case with its incident, files and clock', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const report = await reportIn(town, { name: 'irene larkin', phone: '+44 7700 900123', mustNotKnow: 'My son' })
  await town.work(work => work.db.insertInto('attachments').values({ partnershipId: town.partnership.id, reportId: work.newId(), storedAs: 'x', fileName: 'other.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'x', kind: 'photo', givenBy: 'public', givenAt: work.now, agencyId: town.council.id }).execute())
  await town.database.owner.query('update attachments set report_id = (select id from reports where partnership_id = $1) where partnership_id = $1', [town.partnership.id])
  const officer = await town.as('officer')
  const pot = await officer.get(report)
  for (const said of [given.reference, 'Same telephone number']) expect(pot.says).toContain(said)
  expect((await officer.send(`${report}/add-to-case`, { to: given.reference, severity: 'high' })).location).toBe(given.path)
  const file = await officer.get(given.path)
  for (const said of ['Reported again', 'It has happened again', 'The victim spoke last', 'Speak to them: they have reported again', 'Severity raised from standard to high', 'Must not know: My son']) expect(file.says).toContain(said)
  expect(await people(town, given.id)).toEqual(['harmed: Irene Larkin', 'reporting: Irene Larkin'])
  const { rows } = await town.database.owner.query('select 1 from attachments where case_id = $1', [given.id])
  expect(rows).toHaveLength(1)
  expect((await officer.get(report)).says).toContain('Decided: added to case')
})

test('a reference is forgiven its look-alikes, a wrong one is explained, and a case that is not yours is never suggested', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await town.database.owner.query('update cases set lead_agency_id = $1, lead_officer_id = $2 where id = $3', [town.police.id, town.police.officerId, given.id])
  const mine = await caseIn(town, { title: 'Dogs', phone: '07700 900 555', email: 'x@example.test' })
  const report = await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' })
  const officer = await town.as('officer')
  expect((await officer.get(report)).says).not.toContain(given.reference)
  const send = (reference: string) => officer.send(`${report}/add-to-case`, { to: 'other', reference, severity: 'standard', reason: 'My words' })
  expect((await send('234')).says).toContain('Check the reference: a letter or number in it is wrong')
  const theirs = await send(given.reference)
  expect([theirs.status, theirs.says.includes('no case with this reference that you can see'), theirs.document.querySelector('#reason')?.getAttribute('value')]).toEqual([422, true, 'My words'])
  expect((await send(mine.reference.toLowerCase().replaceAll('-', ' '))).location).toBe(mine.path)
  expect((await (await town.as('police')).get(`${report}/add-to-case`)).status).toBe(404)
  // Asked of the database itself, by an officer who may not see the report: nothing, though they lead a case it is like.
  const { rows } = await town.database.owner.query<{ id: string }>('select id from reports where partnership_id = $1', [town.partnership.id])
  const like = (who: 'officer' | 'police') => town.actor(who).then(actor => town.workAs(actor, work => casesLikeReport(work, rows[0]?.id ?? '')))
  expect([await like('police'), (await like('officer')).map(one => one.reference)]).toEqual([[], [mine.reference]])
})

test('who is harmed is written down as it was said, and no more', async () => {
  const town = await openTown({ rooms })
  const officer = await town.as('officer')
  const open = async (harmed: string, name?: string) => {
    const report = await reportIn(town, { harmed, phone: '07700 900 777', ...(name === undefined ? {} : { name }) })
    const opened = await officer.send(`${report}/open-case`, { title: 'Noise', summary: 'Bass', category: 'noise', severity: 'standard', leadOfficerId: town.council.officerId })
    const { rows } = await town.database.owner.query<{ id: string }>('select id from cases where partnership_id = $1 and reference = $2', [town.partnership.id, opened.location?.slice(7)])
    return people(town, rows[0]?.id ?? '')
  }
  expect(await open('Me and my family or household', 'Ann Lee')).toEqual(['harmed: Ann Lee', 'harmed: Family or household of the person reporting', 'reporting: Ann Lee'])
  expect(await open('Somebody else', 'Ann Lee')).toEqual(['harmed: Somebody else, whom the report does not name', 'reporting: Ann Lee'])
  expect(await open('Me')).toEqual(['harmed: The person reporting, who is anonymous'])
  const { rows } = await town.database.owner.query(`select 1 from people where partnership_id = $1 and family_name = 'Lee'`, [town.partnership.id])
  expect(rows).toHaveLength(1)
})

test('a report after closing opens a new case that follows the old one, recorded under the new case’s own key', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  await officer.send(`${given.path}/close`, { verdict: 'yes', reason: 'resolved, informal action', summary: 'It stopped' })
  const report = await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' })
  const page = await officer.get(`${report}/open-case`)
  expect(page.says).toContain('Does it follow an earlier case?')
  const opened = await officer.send(`${report}/open-case`, { title: 'Noise again', summary: 'Bass', category: 'noise', severity: 'standard', leadOfficerId: town.council.officerId, follows: given.reference })
  const { rows } = await town.database.owner.query<{ id: string; follows: string }>(`select id, follows_case_id as follows from cases where partnership_id = $1 and title = 'Noise again'`, [town.partnership.id])
  expect(rows[0]?.follows).toBe(given.id)
  const { rows: lines } = await town.database.owner.query<{ about: string }>(`select subject_id as about from audit_events where partnership_id = $1 and action = 'case opened'`, [town.partnership.id])
  expect([lines.map(line => line.about), opened.status]).toEqual([[rows[0]?.id], 303])
})

test('a case nobody reported is opened with who told us, safely, and a future moment is asked again with everything kept', async () => {
  const town = await openTown({ rooms })
  const officer = await town.as('officer')
  const answers = {
    title: 'Bikes on the green', story: 'Three bikes, no plates', 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '4pm', category: 'vehicles', severity: 'standard', leadOfficerId: town.council.officerId,
    name: 'Cllr Ash', phone: '01632 960 444', email: '', means: ['phone'], harmed: 'people near by',
  }
  const wrong = await officer.send('/cases/new', { ...answers, 'happened-year': '2027', means: [] })
  expect([wrong.status, wrong.says.includes('must be today or in the past'), wrong.says.includes('Select at least one way that is safe'), wrong.document.querySelector('textarea')?.textContent]).toEqual([422, true, true, 'Three bikes, no plates'])
  const opened = await officer.follow(await officer.send('/cases/new', answers))
  for (const said of ['Bikes on the green', 'Cllr Ash', 'By phone', 'People who live or pass near by', 'Make first contact', '1 June 2026 at 4pm']) expect(opened.says).toContain(said)
})

test('the list is filtered, searched and sorted, its pages keep the filter, and another agency’s stays empty', async () => {
  const town = await openTown({ rooms })
  for (let number = 0; number < 23; number += 1) await caseIn(town, { title: `Noise ${number}`, risk: number === 7 ? 'high' : 'standard', openedAt: new Date(Date.UTC(2026, 3, 1 + number)).toISOString() })
  const officer = await town.as('officer')
  const first = await officer.get('/cases?severity=standard&sort=contact')
  const next = [...first.document.querySelectorAll('a')].map(link => link.getAttribute('href') ?? '').find(href => href.includes('after='))
  expect(next).toContain('severity=standard')
  const rows = async (path: string) => [...(await officer.get(path)).document.querySelectorAll('tbody tr')].length
  expect([await rows('/cases'), await rows(next ?? ''), await rows('/cases?risk=high'), await rows('/cases?q=noise+12'), await rows('/cases?stale=yes'), await rows('/cases?late=yes'), await rows('/cases?officer=me&sort=due')]).toEqual([20, 3, 1, 1, 20, 0, 20])
  expect((await (await town.as('police')).get('/cases?status=all')).says).toContain('No cases match')
})
