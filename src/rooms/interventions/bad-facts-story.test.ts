// What goes wrong in real cases: a move in the middle of one, a notice served too late, and a year nobody has the bank holidays of.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { lawBookRoom } from '#rooms/law-book/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { begun, checkPaper, dayBoxes, delegate, doSteps, passGate, prove, SUBJECT, subjectIn } from '#test/harness/matters.ts'
import { openTown } from '#test/harness/town.ts'
import { interventionsRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, lawBookRoom, subjectsRoom, gateRoom, interventionsRoom, caseFileRoom]
const now = (at: string) => dayBoxes('at', at)

test('a move in the middle of a case: what was begun for the old home is held up with the reason, the new home has its own tools, and what was known before stands', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path, { home: '12 Larch Walk' })
  const matter = await begun(officer, path, 'nsp-secure-ground-2', subject)
  expect((await officer.get(matter)).document.querySelector('#next')?.textContent).not.toContain('is for tenants of the council')
  town.clock.set('2026-06-04T09:00:00Z')
  const later = await town.as('officer')
  const moved = await later.send(`${path}/subjects/${subject}`, { ...SUBJECT, name: 'Danny Reed', home: '3 Elm Road', landlord: 'association', tenancy: 'assured', saidBy: 'His new landlord' })
  expect(moved.location).toContain(subject)
  expect((await later.get(matter)).document.querySelector('#next')?.textContent).toContain('is for tenants of the council')
  const refused = await later.send(`${matter}/to/authorised`, now('2026-06-04 9:30am'))
  expect([refused.status, refused.says.includes('is for tenants of the council')]).toEqual([422, true])
  const tools = await later.get(`${path}/tools?subject=${subject}`)
  const stands = (tool: string): string => tools.document.querySelector(`#tool-${tool} h3`)?.textContent ?? ''
  expect([stands('nsp-secure-ground-2').includes('not open'), stands('nsp-assured-ground-14').includes('open once')]).toEqual([true, true])
  const { rows } = await town.database.owner.query<{ home: string; landlord: string }>('select home, landlord from tool_facts where case_id = $1 order by made_at', [id])
  expect(rows).toEqual([{ home: '12 Larch Walk', landlord: 'council' }, { home: '3 Elm Road', landlord: 'association' }])
})

test('a notice that counts as served after its last day starts nothing; that it was given is recorded all the same', async () => {
  // Eight weeks before 31 July are 5 June; the post of Thursday the 4th counts on Monday the 8th.
  const town = await openTown({ rooms, startAt: '2026-06-04T09:00:00Z' })
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const subject = await subjectIn(officer, path, { tenancy: 'introductory', ...dayBoxes('tenancyBegan', '2025-08-01') })
  const matter = await begun(officer, path, 'introductory-extension', subject)
  await prove(officer, matter, 'introductory-extension')
  await doSteps(officer, matter, '2026-06-04')
  await passGate(officer, manager, path, 'introductory-extension', subject)
  await officer.send(`${matter}/to/authorised`, { ...now('2026-06-04 9:30am'), authority: 'Head of housing' })
  await checkPaper(officer, matter)
  await officer.send(`${matter}/to/in-force`, { ...now('2026-06-04 9:40am'), starts: 'none' })
  // The year of the tenancy runs from the day it began, and not from today.
  expect((await officer.get(matter)).says).toContain('ends at the end of Friday 31 July 2026')
  const served = { paper: 'Notice of extension', onWhom: 'Danny Reed', method: 'first class post', ...dayBoxes('served', '2026-06-04 9:50am'), servedBy: 'Olive Officer', proof: '', starts: 'notice served' }
  const late = await officer.send(`${matter}/service`, served)
  for (const says of ['It counts as served on Monday 8 June 2026, and that is too late.', 'by the end of Friday 5 June 2026']) expect([late.status, late.says.includes(says)]).toEqual([422, true])
  expect((await officer.send(`${matter}/service`, { ...served, starts: 'none' })).location).toBe(`${matter}#service`)
  const page = await officer.get(matter)
  expect([page.says.includes('first class post'), page.document.querySelector('#clocks')?.textContent.includes('review')]).toEqual([true, false])
  expect((await officer.send(`${matter}/service`, { ...served, method: 'by hand', ...dayBoxes('served', '2026-06-04 9:55am'), counts: 'this one', because: 'Handed over as well' })).location).toBe(`${matter}#service`)
})

test('a year without its bank holidays: post that runs into it is refused by its year, and a clock that does becomes somebody’s task', async () => {
  const town = await openTown({ rooms, startAt: '2028-12-29T10:00:00Z' })
  const { path } = await caseIn(town, { openedAt: '2028-12-20T09:00:00Z', reviewDueOn: '2028-12-31' })
  const officer = await town.as('officer')
  await delegate(town, town.council.officerId, 'issue a community protection warning', '2030-01-01')
  const subject = await subjectIn(officer, path)
  const cpw = await begun(officer, path, 'cpw', subject)
  await prove(officer, cpw, 'cpw')
  await doSteps(officer, cpw, '2028-12-29')
  await officer.send(`${cpw}/to/authorised`, now('2028-12-29 9:30am'))
  await checkPaper(officer, cpw)
  await officer.send(`${cpw}/to/in-force`, { ...now('2028-12-29 9:40am'), starts: 'none' })
  const served = { paper: 'Warning', onWhom: 'Danny Reed', method: 'first class post', ...dayBoxes('served', '2028-12-29 9:50am'), servedBy: 'Olive Officer', proof: '', starts: 'none' }
  const posted = await officer.send(`${cpw}/service`, served)
  expect([posted.status, posted.says.includes('The bank holidays of 2029 are not known here yet')]).toEqual([422, true])
  expect((await officer.send(`${cpw}/service`, { ...served, method: 'by hand' })).location).toBe(`${cpw}#service`)

  const ada = await town.as('administrator')
  expect((await ada.send('/law/rules/mediation.referral', { value: '5', 'from-day': '1', 'from-month': '1', 'from-year': '2028', source: 'Our policy' })).location).toBe('/law#waiting')
  const mediation = await begun(officer, path, 'mediation-referral', subject)
  await doSteps(officer, mediation, '2028-12-29')
  await officer.send(`${mediation}/to/authorised`, { ...now('2028-12-29 9:30am'), authority: 'The lead officer' })
  expect((await officer.send(`${mediation}/to/in-force`, { ...now('2028-12-29 9:45am'), starts: 'both sides agreed' })).location).toBe(mediation)
  const { rows } = await town.database.owner.query<{ title: string; because: string }>(`select title, because from diary_items where partnership_id = $1 and about_kind = 'matter' and title like '%find out the time limit today'`, [town.partnership.id])
  expect(rows).toEqual([{ title: 'Referral to mediation: find out the time limit today', because: expect.stringContaining('bank holidays of 2029') }])
})
