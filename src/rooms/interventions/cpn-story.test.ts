// From the warning to the penalty, as an officer works it: each gate of the law holds, and each clock says when and why.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { begun, checkPaper, dayBoxes, delegate, doSteps, passGate, prove, subjectIn } from '#test/harness/matters.ts'
import { openTown } from '#test/harness/town.ts'
import { interventionsRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, subjectsRoom, gateRoom, interventionsRoom, caseFileRoom]
const now = (at: string) => dayBoxes('at', at)

test('warned, given time, not complied with, assessed and signed by another, issued with its contents, broken, a penalty, and the first day to prosecute', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  let [officer, manager] = [await town.as('officer'), await town.as('manager')]
  for (const power of ['issue a community protection warning', 'issue a community protection notice', 'issue a fixed penalty notice'] as const) await delegate(town, town.council.officerId, power)
  const subject = await subjectIn(officer, path)

  const cpw = await begun(officer, path, 'cpw', subject)
  // Nothing is authorised before it is proved and the steps are done.
  const early = await officer.send(`${cpw}/to/authorised`, now('2026-06-02 9:30am'))
  expect([early.status, early.says.includes('No evidence yet that the conduct has a detrimental effect')]).toEqual([422, true])
  await prove(officer, cpw, 'cpw')
  await doSteps(officer, cpw, '2026-06-02')
  expect((await officer.send(`${cpw}/to/authorised`, now('2026-06-02 9:30am'))).location).toBe(cpw)
  expect((await officer.send(`${cpw}/to/in-force`, { ...now('2026-06-02 9:45am'), starts: 'none' })).says).toContain('Its paper does not yet say')
  await checkPaper(officer, cpw)
  expect((await officer.send(`${cpw}/to/in-force`, now('2026-06-02 9:45am'))).says).toContain('a clock that is not started is missed')
  await officer.send(`${cpw}/to/in-force`, { ...now('2026-06-02 9:45am'), starts: 'none' })
  await officer.send(`${cpw}/happened`, { what: 'the day given to comply', ...now('2026-06-02 9:50am'), words: 'By the end of today' })
  expect((await officer.get(cpw)).says).toContain('A community protection notice may be issued not before Wednesday 3 June 2026')

  town.clock.set('2026-06-10T09:00:00Z')
  ;[officer, manager] = [await town.as('officer'), await town.as('manager')]
  await officer.send(`${cpw}/happened`, { what: 'checked: not complied with', ...now('2026-06-09 11pm'), words: 'Music again' })
  await officer.send(`${cpw}/to/ended`, { ...now('2026-06-10 9am'), outcome: 'withdrawn', words: 'Not complied with: a notice follows' })
  const cpn = await begun(officer, path, 'cpn', subject)
  expect((await officer.get(`${path}/tools?subject=${subject}`)).says).toContain('Not complied with: a notice follows')
  await prove(officer, cpn, 'cpn')
  await doSteps(officer, cpn, '2026-06-10')
  expect((await officer.send(`${cpn}/to/authorised`, now('2026-06-10 9:30am'))).says).toContain('The proportionality and equality assessment is not signed off yet.')
  await passGate(officer, manager, path, 'cpn', subject)
  await officer.send(`${cpn}/to/authorised`, now('2026-06-10 9:30am'))
  // A notice that leaves out the right to appeal cannot be issued.
  await checkPaper(officer, cpn, ['cpn.appealRights'])
  expect((await officer.send(`${cpn}/to/in-force`, { ...now('2026-06-10 9:45am'), starts: 'issue' })).says).toContain('Its paper does not yet say: The right to appeal')
  await checkPaper(officer, cpn)
  expect((await officer.send(`${cpn}/to/in-force`, { ...now('2026-06-10 9:45am'), starts: 'issue' })).location).toBe(cpn)
  // 21 days beginning with the day of issue: the 10th is the first, the 30th the last.
  const issued = await officer.get(cpn)
  expect(issued.says).toContain('An appeal must reach the magistrates’ court by the end of Tuesday 30 June 2026: 21 days beginning with the day of issue (ASBCPA 2014 s46)')
  expect((await officer.get('/diary')).says).toContain('Appeal against a community protection notice')
  expect((await officer.get(path)).says).toContain('Tuesday 30 June 2026')

  town.clock.set('2026-06-20T09:00:00Z')
  officer = await town.as('officer')
  const broke = { what: 'Music until 2am', term: '', support: 'supported', next: 'Offer a fixed penalty notice, or prosecute', because: 'The third night' }
  expect((await officer.send(`${cpn}/breach`, { ...broke, ...now('2026-06-09 11pm') })).says).toContain('so it could not be broken before')
  expect((await officer.send(`${cpn}/breach`, { ...broke, ...now('2026-06-19 11pm') })).says).toContain('Select the evidence that supports it')
  const entry = /name="entries"[^>]*value="([0-9a-f-]{36})"/.exec((await officer.get(`${cpn}/breach`)).text)?.[1] ?? ''
  expect((await officer.send(`${cpn}/breach`, { ...broke, ...now('2026-06-19 11pm'), entries: entry })).location).toBe(`${cpn}#breaches`)
  expect((await officer.get(cpn)).says).toContain('Offer a fixed penalty notice, or prosecute. The third night')

  const fpn = await begun(officer, path, 'fpn-cpn', subject)
  await prove(officer, fpn, 'fpn-cpn')
  await doSteps(officer, fpn, '2026-06-20')
  await officer.send(`${fpn}/to/authorised`, now('2026-06-20 9:10am'))
  await checkPaper(officer, fpn)
  await officer.send(`${fpn}/to/in-force`, { ...now('2026-06-20 9:20am'), starts: 'date of the notice' })
  // 14 days following the 20th end on 4 July; the first day to prosecute is the 5th.
  const penalty = await officer.get(fpn)
  expect(penalty.says).toContain('Court proceedings may begin not before Sunday 5 July 2026')
  expect(penalty.says).toContain('by the end of Saturday 4 July 2026')
  await officer.send(`${fpn}/costs`, { what: 'Preparing the file', ...dayBoxes('on', '2026-06-20'), cost: '12.50', hours: '1.5' })
  expect((await officer.get(fpn)).says).toContain('£12.50 and 1.5 hours in all')
}, 60_000)

test('without a delegation in force nobody authorises it, and one that ran out since does not issue it', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  let officer = await town.as('officer')
  const subject = await subjectIn(officer, path)
  const cpw = await begun(officer, path, 'cpw', subject)
  await prove(officer, cpw, 'cpw')
  await doSteps(officer, cpw, '2026-06-02')
  expect((await officer.send(`${cpw}/to/authorised`, now('2026-06-02 9:30am'))).says).toContain('You hold no delegation in force to issue a community protection warning')
  await delegate(town, town.council.officerId, 'issue a community protection warning', '2026-06-02')
  expect((await officer.send(`${cpw}/to/authorised`, now('2026-06-02 9:30am'))).location).toBe(cpw)
  expect((await officer.get(cpw)).says).toContain('Jo Hale, chief executive, Scheme 4.2')
  await checkPaper(officer, cpw)
  town.clock.set('2026-06-03T09:00:00Z')
  officer = await town.as('officer')
  expect((await officer.send(`${cpw}/to/in-force`, { ...now('2026-06-03 9:30am'), starts: 'none' })).says).toContain('it may have run out since this was authorised')
})

test('service: never before authority; two dates of one service are asked about, and the one that counts runs the clock', async () => {
  const town = await openTown({ rooms, startAt: '2025-12-24T15:00:00Z' })
  const { path } = await caseIn(town, { openedAt: '2025-12-20T09:00:00Z' })
  let officer = await town.as('officer')
  const manager = await town.as('manager')
  await delegate(town, town.council.officerId, 'issue a closure notice for up to 24 hours')
  const subject = await subjectIn(officer, path, { name: '4 Mill Lane', kind: 'premises', 'born-day': '', 'born-month': '', 'born-year': '', age: 'not known', landlord: 'none', tenancy: 'none' })
  const notice = await begun(officer, path, 'closure-notice', subject)
  await prove(officer, notice, 'closure-notice')
  await doSteps(officer, notice, '2025-12-24')
  await passGate(officer, manager, path, 'closure-notice', subject)
  const served = { paper: 'Closure notice', onWhom: 'The occupier', method: 'fixed to the premises', servedBy: 'Olive Officer', proof: '', starts: 'service' }
  expect((await officer.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-24 2pm') })).says).toContain('Nobody has authorised it yet')
  await officer.send(`${notice}/to/authorised`, now('2025-12-24 1pm'))
  await checkPaper(officer, notice)
  await officer.send(`${notice}/to/in-force`, { ...now('2025-12-24 2pm'), starts: 'none' })
  expect((await officer.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-24 12:30pm') })).says).toContain('so it cannot have been served before')
  expect((await officer.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-24 2pm') })).location).toBe(`${notice}#service`)
  const page = await officer.get(notice)
  // The notice runs over Christmas Day; the hearing's 48 hours leave it out.
  expect(page.says).toContain('The closure notice ends on 25 December 2025 at 2pm: 24 hours from service of the notice (ASBCPA 2014 s77(1))')
  expect(page.says).toContain('must hear the application for a closure order by 27 December 2025 at 2pm: 48 hours from service of the notice, Christmas Day left out')
  // Extended before its end by the hours the law gives, and no longer.
  expect((await officer.send(`${notice}/happened`, { what: 'extended', ...now('2025-12-24 2:30pm'), ...dayBoxes('until', '2025-12-27'), words: 'Signed by the chief executive' })).says).toContain('It may be extended at most to 26 December 2025 at 2pm')
  expect((await officer.send(`${notice}/happened`, { what: 'extended', ...now('2025-12-24 2:30pm'), words: 'Signed by the chief executive' })).location).toBe(`${notice}#events`)
  expect((await officer.get(notice)).says).toContain('Ends26 December 2025 at 2pm')
  // The clock of the first 24 hours has been overtaken: it never says that the notice has ended.
  expect((await officer.get(notice)).says).toContain('Superseded: it was extended, and ends on 26 December 2025 at 2pm')
  town.clock.set('2025-12-26T14:00:00Z')
  officer = await town.as('officer')
  // At its end it is expired at that instant, on its page and on the case file, whoever has written what.
  expect((await officer.get(notice)).says).toContain('It expired on 26 December 2025 at 2pm')
  expect((await officer.get(notice)).says.split('Has ended').length - 1).toBe(1)
  expect((await officer.get(path)).says).toContain('expired')
  const other = await officer.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-25 1pm') })
  expect((await officer.send(`${notice}/happened`, { what: 'extended', ...now('2025-12-26 2pm'), words: 'x' })).says).toContain('What has expired cannot be extended: begin another')
  expect([other.status, other.says.includes('is recorded as served on The occupier on Wednesday 24 December 2025 already')]).toEqual([422, true])
  expect((await officer.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-25 1pm'), counts: 'the one before', because: 'A second copy only' })).location).toBe(`${notice}#service`)
  expect((await officer.get(notice)).says).toContain('no: A second copy only')
}, 60_000)

test('where a change may have begun and nobody has recorded it, the clock is not guessed: the officer is told and it is somebody’s task', async () => {
  const town = await openTown({ rooms, startAt: '2026-12-24T15:00:00Z' })
  const { path } = await caseIn(town, { openedAt: '2026-12-20T09:00:00Z', reviewDueOn: '2027-01-30' })
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path, { name: '4 Mill Lane', kind: 'premises', landlord: 'none', tenancy: 'none' })
  const notice = await begun(officer, path, 'closure-notice', subject)
  expect((await officer.get(notice)).says).toContain('an administrator must record whether it has begun')
  expect((await officer.send(`${notice}/to/authorised`, now('2026-12-24 1pm'))).status).toBe(422)
})
