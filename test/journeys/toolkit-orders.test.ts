// Stories of the toolkit in a real browser: a closure over Christmas, and an injunction for somebody of sixteen. Each kind of page is valid HTML
// and axe clean.
import { expect, test } from 'vitest'
import { GATE_QUESTIONS } from '#law/gate-questions.ts'
import { caseIn } from '#test/harness/cases.ts'
import { dayBoxes, delegate, doSteps, passGate, prove, subjectIn } from '#test/harness/matters.ts'
import { at, begin, everyContent, here, idIn, nobodyBornHere, now, openToolkit, STORY, typedSubject, whereNow } from '#test/harness/toolkit.ts'

openToolkit()

test('a closure notice served on Christmas Eve runs over Christmas, is extended, becomes an order, and opens the absolute ground for the tenant', async () => {
  const { town: place, desk: table } = here()
  let { olive, mo } = await now('2025-12-24T15:00:00Z')
  const { path } = await caseIn(place, { title: 'Dealing at 4 Mill Lane', openedAt: '2025-12-20T09:00:00Z' })
  await delegate(place, place.council.officerId, 'issue a closure notice for up to 24 hours')
  await table.done(`${path}/subjects/add`, { ...typedSubject({ name: '4 Mill Lane', kind: 'premises', ...nobodyBornHere, landlord: 'none', tenancy: 'none', behaviour: ['drugs', 'noise'], saidBy: 'The police' }) })
  const premises = idIn(whereNow())
  const tenant = await subjectIn(olive, path, { name: 'Stan Quayle', home: '4 Mill Lane' })
  // Nothing has happened yet that opens possession without asking the court whether it is reasonable.
  await table.read(`${path}/tools?subject=${tenant}`)
  const ground = () => table.page.locator('#tool-absolute-ground-council').textContent()
  expect(await ground()).toContain('opens only after')

  const notice = await begin(path, 'closure-notice', premises, { skips: true })
  expect(await table.done(`${notice}/proof/closure.nuisance`, { support: 'supported', note: 'Needles on the stairs, the log of five visits' })).toContain('Needles on the stairs')
  await prove(olive, notice, 'closure-notice')
  expect(await table.done(`${notice}/step/closure.whoLivesThere`, { was: 'done', ...dayBoxes('on', '2025-12-24'), words: 'One tenant, no children, a cat' })).toContain('One tenant, no children, a cat')
  await doSteps(olive, notice, '2025-12-24', ['closure.whoLivesThere'])
  await passGate(olive, mo, path, 'closure-notice', premises)
  expect(await table.done(`${notice}/to/authorised`, at('2025-12-24 1pm'))).toContain('Jo Hale, chief executive')
  await everyContent(notice)
  await table.done(`${notice}/to/in-force`, { ...at('2025-12-24 1:30pm'), starts: ['none'] })
  const served = { paper: 'Closure notice', onWhom: 'The occupier', method: 'fixed to the premises', ...dayBoxes('served', '2025-12-24 2pm'), servedBy: 'Olive Officer', proof: 'Photograph of the door', starts: ['service'] }
  expect(await table.send(`${notice}/service`, { ...served, ...dayBoxes('served', '2025-12-24 12pm') })).toContain('so it cannot have been served before')
  // The notice runs over Christmas Day; the 48 hours to the hearing leave it out.
  const running = await table.done(`${notice}/service`, served)
  expect(running).toContain('The closure notice ends on 25 December 2025 at 2pm: 24 hours from service of the notice (ASBCPA 2014 s77(1))')
  expect(running).toContain('must hear the application for a closure order by 27 December 2025 at 2pm: 48 hours from service of the notice, Christmas Day left out')
  const extended = { what: 'extended', ...at('2025-12-24 2:30pm'), words: 'Signed by the chief executive' }
  expect(await table.send(`${notice}/happened`, { ...extended, ...dayBoxes('until', '2025-12-27') })).toContain('It may be extended at most to 26 December 2025 at 2pm')
  expect(await table.done(`${notice}/happened`, extended)).toContain('26 December 2025 at 2pm')

  ;({ olive, mo } = await now('2025-12-27T11:00:00Z'))
  expect(await table.read(notice)).toContain('It expired on 26 December 2025 at 2pm')
  const order = await begin(path, 'closure-order', premises, { skips: false })
  await prove(olive, order, 'closure-order')
  await doSteps(olive, order, '2025-12-27')
  for (const stage of ['notice', 'issue', 'trial']) await passGate(olive, mo, path, 'closure-order', premises, stage)
  expect(await table.send(`${order}/to/authorised`, at('2025-12-27 9am'))).toContain('Enter who decided')
  await table.done(`${order}/to/authorised`, { ...at('2025-12-27 9am'), authority: 'Jo Hale, chief executive, Scheme 4.3' })
  await table.done(`${order}/to/applied`, at('2025-12-27 9:30am'))
  await everyContent(order)
  const made = { ...at('2025-12-27 10:30am'), starts: ['order made', 'decision'] }
  expect(await table.send(`${order}/to/in-force`, { ...made, ...dayBoxes('until', '2026-03-27') })).toContain('It may last at most 3 months beginning with the day it takes effect, until Thursday 26 March 2026')
  expect(await table.done(`${order}/to/in-force`, { ...made, ...dayBoxes('until', '2026-03-26') })).toContain('Thursday 26 March 2026')

  // It is the tenant's home that was shut: the ground is open, for three months beginning with the order.
  await table.read(`${path}/tools?subject=${tenant}`)
  expect(await ground()).toContain('To be begun by Thursday 26 March 2026')
  await begin(path, 'absolute-ground-council', tenant, { skips: true })
  await now('2026-03-27T09:00:00Z')
  await table.read(`${path}/tools?subject=${tenant}`)
  expect(await ground()).toContain('past its time')
  expect(await ground()).toContain('must be served by the end of Thursday 26 March 2026')
}, STORY)

test('an injunction for somebody of sixteen: refused while the youth justice service has not been asked, told why, then done', async () => {
  const { town: place, desk: table } = here()
  const { olive, mo } = await now('2026-06-02T09:00:00Z')
  const { path } = await caseIn(place, { title: 'Threats on the stairs' })
  await delegate(place, place.council.officerId, 'apply for a civil injunction')
  await table.done(`${path}/subjects/add`, typedSubject({ name: 'Kai Moss', ...dayBoxes('born', '2010-01-20'), age: 'under 18', behaviour: ['threat of violence'] }))
  const kai = idIn(whereNow())
  // The adults' injunction is not for him; the page says from which age, and his.
  expect(await table.page.locator('#tool-injunction').textContent()).toContain('is for people aged 18 or over; this person is 16')
  const matter = await begin(path, 'injunction-youth', kai, { skips: true })
  await prove(olive, matter, 'injunction-youth')
  await doSteps(olive, matter, '2026-06-02', ['injunction.youthJustice'])
  // Is it proportionate, and fair to him? Olive writes it at her desk, Mo signs it at theirs.
  const answers = Object.fromEntries(GATE_QUESTIONS.flatMap(({ id, kind }) => [...kind === 'in words' ? [] : [[`${id}-choice`, 'no']], [id, 'His school and his mother were asked']]))
  expect(await table.send(`${path}/gate/injunction-youth/${kai}`, { stage: 'notice' })).toContain('Not answered yet')
  await table.done(`${path}/gate/injunction-youth/${kai}`, { ...answers, stage: 'notice' })
  const assessment = whereNow()
  await table.signIn('manager')
  expect(await table.done(`${assessment}/sign`, { verdict: 'proportionate', because: 'Less was tried, and did not hold' })).toContain('proportionate')
  await table.signIn('officer')

  const refused = await table.send(`${matter}/to/authorised`, at('2026-06-02 9:30am'))
  expect(refused).toContain('Not until the youth justice service has been consulted.')
  expect(refused).toContain('ASBCPA 2014 s14')
  const asked = { was: 'done', ...dayBoxes('on', '2026-06-02'), withWhom: 'Youth justice, Sam Hill', words: 'Asked for their views' }
  expect(await table.send(`${matter}/step/injunction.youthJustice`, { ...asked, withWhom: '' })).toContain('Enter with whom')
  expect(await table.done(`${matter}/step/injunction.youthJustice`, { ...asked, reply: 'They would see a contract first, and understand why not', ...dayBoxes('replied', '2026-06-02') })).toContain('They would see a contract first')
  await table.done(`${matter}/to/authorised`, at('2026-06-02 9:45am'))
  // The equality duty goes on: the next stage is its own.
  expect(await table.send(`${matter}/to/applied`, at('2026-06-02 9:46am'))).toContain('not signed off for the stage “issue” yet')
  for (const stage of ['issue', 'trial']) await passGate(olive, mo, path, 'injunction-youth', kai, stage)
  await table.done(`${matter}/to/applied`, at('2026-06-02 9:46am'))
  expect(await table.send(`${matter}/terms`, { kind: 'requirement', words: 'Meet the youth worker each week', supervisor: '' })).toContain('a requirement nobody supervises cannot be enforced')
  await table.done(`${matter}/terms`, { kind: 'requirement', words: 'Meet the youth worker each week', supervisor: 'Sam Hill, youth justice' })
  await everyContent(matter)
  const made = { ...at('2026-06-02 9:50am'), starts: ['none'] }
  expect(await table.send(`${matter}/to/in-force`, { ...made, ...dayBoxes('until', '2027-06-02') })).toContain('until Tuesday 1 June 2027')
  expect(await table.done(`${matter}/to/in-force`, { ...made, ...dayBoxes('until', '2027-06-01') })).toContain('It ends at the end of 1 June 2027')
}, STORY)

test('no page of these stories was anything but valid HTML', () => {
  expect(here().desk.invalid).toEqual([])
}, STORY)
