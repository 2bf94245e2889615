// Four stories of the toolkit in a real browser: a closure over Christmas, a tenancy extended in time and a day late, an injunction for
// somebody of sixteen, and a warning that became a notice and a penalty. Each page is valid HTML and axe clean.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GATE_QUESTIONS } from '#law/gate-questions.ts'
import { rooms } from '#src/rooms.ts'
import { caseIn, responsibleIn } from '#test/harness/cases.ts'
import { begun, checkPaper, dayBoxes, delegate, doSteps, passGate, prove, SUBJECT, subjectIn } from '#test/harness/matters.ts'
import { openDesk, type Desk } from '#test/harness/story.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

/** A story is told step by step in a real browser, each kind of page looked at: longer than a test usually takes. */
const STORY = 240_000
let [town, desk]: [Town | undefined, Desk | undefined] = [undefined, undefined]
const here = (): { readonly town: Town; readonly desk: Desk } => {
  if (town === undefined || desk === undefined) throw new Error('Nothing is open')
  return { town, desk }
}

beforeAll(async () => {
  town = await openTown({ rooms, built: true, startAt: '2025-12-24T15:00:00Z' })
  const port = new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port
  desk = await openDesk(town, `http://${town.host}:${port}`)
})
afterAll(async () => {
  await desk?.close()
  await town?.server.close()
})

/** It is now this moment, and the officer and the manager sign in: the officer at the desk. */
const now = async (at: string): Promise<{ readonly olive: Visitor; readonly mo: Visitor }> => {
  const { town: place, desk: table } = here()
  place.clock.set(at)
  return { olive: await table.signIn('officer'), mo: await place.as('manager') }
}
const at = (moment: string) => dayBoxes('at', moment)
const idIn = (address: string): string => /[0-9a-f-]{36}/.exec(address)?.[0] ?? ''
const whereNow = (): string => { const { pathname, search } = new URL(here().desk.page.url()); return pathname + search }

const BEGIN = { reason: 'It has gone on for months', skipped: 'Too serious for less' }
/** Begins a tool at the desk. @returns the matter's path */
const begin = async (path: string, tool: string, subject: string, { skips }: { readonly skips: boolean }): Promise<string> => {
  await here().desk.done(`${path}/tools/${tool}/${subject}`, skips ? BEGIN : { reason: BEGIN.reason })
  return whereNow()
}
const nobodyBornHere = { party: '', 'born-day': '', 'born-month': '', 'born-year': '', age: 'not known' }
const typedSubject = (over: Readonly<Record<string, string | readonly string[]>>) => ({ ...SUBJECT, ...over })
const everyContent = async (matter: string): Promise<void> => {
  const table = here().desk
  await table.read(`${matter}/contents`)
  const all = await table.page.evaluate<string[]>(`[...document.querySelectorAll('input[name=contents]')].map(box => box.value)`)
  await table.done(`${matter}/contents`, { contents: all })
}

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

test('an introductory tenancy is extended on the last day it can be; a day later another is refused, with the reason and the date', async () => {
  const { town: place, desk: table } = here()
  // A year from 1 August 2025 ends on 31 July 2026; eight weeks before that is Friday 5 June.
  const { olive, mo } = await now('2026-06-05T09:00:00Z')
  const { path } = await caseIn(place, { title: 'Parties at 9 and 11 Elm Road' })
  const introductory = { tenancy: 'introductory', ...dayBoxes('tenancyBegan', '2025-08-01') }
  await table.done(`${path}/subjects/add`, typedSubject({ name: 'Lee Marchant', ...introductory }))
  const lee = idIn(whereNow())
  const [mia, una] = [await subjectIn(olive, path, { name: 'Mia Stone', ...introductory }), await subjectIn(olive, path, { name: 'Una Reed', ...introductory })]
  expect(await table.page.locator('#tool-introductory-extension').textContent()).toContain('To be begun by Friday 5 June 2026')
  const readyFor = async (subject: string, desked: boolean): Promise<string> => {
    const matter = desked ? await begin(path, 'introductory-extension', subject, { skips: true }) : await begun(olive, path, 'introductory-extension', subject)
    await prove(olive, matter, 'introductory-extension')
    await doSteps(olive, matter, '2026-06-05')
    await passGate(olive, mo, path, 'introductory-extension', subject)
    await table.done(`${matter}/to/authorised`, { ...at('2026-06-05 9:30am'), authority: 'Head of housing, Scheme 7' })
    await checkPaper(olive, matter)
    return matter
  }
  const inTime = await readyFor(lee, true)
  await table.done(`${inTime}/to/in-force`, { ...at('2026-06-05 9:40am'), starts: ['none'] })
  const served = { paper: 'Notice of extension', onWhom: 'Lee Marchant', method: 'by hand', ...dayBoxes('served', '2026-06-05 9:50am'), servedBy: 'Olive Officer', proof: 'Signed for', starts: ['notice served'] }
  // Posted today it would count as served on Monday: too late, and the page says so with the date.
  expect(await table.send(`${inTime}/service`, { ...served, method: 'first class post' })).toContain('It counts as served on Monday 8 June 2026, and that is too late. The notice of extension must be served by the end of Friday 5 June 2026: at least 8 weeks before')
  // 14 days beginning with service on the 5th end on the 18th.
  expect(await table.done(`${inTime}/service`, served)).toContain('by the end of Thursday 18 June 2026')
  const almost = await readyFor(mia, false)

  await now('2026-06-06T09:00:00Z')
  await table.read(`${path}/tools?subject=${una}`)
  const late = await table.page.locator('#tool-introductory-extension').textContent()
  expect(late).toContain('past its time')
  expect(late).toContain('by the end of Friday 5 June 2026')
  const refused = await table.read(`${path}/tools/introductory-extension/${una}`)
  for (const says of ['is past its time for Una Reed', 'Friday 5 June 2026', 'Housing Act 1996 s125A']) expect(refused).toContain(says)
  // Nor is one issued that was got ready in time.
  expect(await table.send(`${almost}/to/in-force`, { ...at('2026-06-06 9:30am'), starts: ['none'] })).toContain('by the end of Friday 5 June 2026')
}, STORY)

const partsOf = () => here().desk.page.evaluate<readonly (readonly [string, string])[]>(`[...document.querySelectorAll('main textarea, main input[type=text]')].map(box => [box.name, box.value])`)

/** Writes a letter at the desk: each gap of the template filled with these words. @returns the letter's path */
const writeLetter = async (path: string, template: string, personId: string, words: string): Promise<string> => {
  const { desk: table } = here()
  await table.done(`${path}/letters/new`, { template, personId, variant: 'standard' })
  const letter = whereNow().replace(/\/edit$/, '')
  const gaps = await partsOf()
  await table.done(`${letter}/edit`, Object.fromEntries(gaps.filter(([, value]) => value.includes('{{write:')).map(([name, value]) => [name, value.replaceAll(/\{\{write:[^}]*\}\}/g, words)])))
  return letter
}
const giveByHand = async (letter: string, moment: string): Promise<string> => {
  const { desk: table } = here()
  await table.done(`${letter}/send`, { safe: 'yes', channel: 'by hand' })
  return table.done(`${letter}/served`, { method: 'by hand to them', ...dayBoxes('servedAt', moment), proof: 'He signed for it; Pat Bird saw it' })
}

test('a warning, time to put it right, a notice with its right of appeal, a breach, and a penalty with its fourteen days', async () => {
  const { town: place, desk: table } = here()
  let { olive, mo } = await now('2026-06-08T09:00:00Z')
  const given = await caseIn(place, { title: 'Music at night in Larch Walk' })
  const { path } = given
  const danny = await responsibleIn(place, given, { givenName: 'Danny', familyName: 'Reed' })
  for (const power of ['issue a community protection warning', 'issue a community protection notice', 'issue a fixed penalty notice'] as const) await delegate(place, place.council.officerId, power)
  const subject = await subjectIn(olive, path)

  const cpw = await begin(path, 'cpw', subject, { skips: true })
  expect(await table.send(`${cpw}/to/authorised`, at('2026-06-08 9:30am'))).toContain('No evidence yet that the conduct has a detrimental effect')
  await prove(olive, cpw, 'cpw')
  await doSteps(olive, cpw, '2026-06-08')
  await table.done(`${cpw}/to/authorised`, at('2026-06-08 9:30am'))
  const warning = await writeLetter(path, 'community-protection-warning', danny, 'Music after 11pm on 1, 3 and 5 June. It must stop today')
  place.clock.set('2026-06-08T09:40:00Z')
  expect(await giveByHand(warning, '2026-06-08 10:40am')).toContain('He signed for it')
  await checkPaper(olive, cpw)
  await table.done(`${cpw}/to/in-force`, { ...at('2026-06-08 10:40am'), starts: ['the day given to comply'] })
  expect(await table.read(cpw)).toContain('A community protection notice may be issued not before Tuesday 9 June 2026')

  ;({ olive, mo } = await now('2026-06-15T09:00:00Z'))
  await table.done(`${cpw}/happened`, { what: 'checked: not complied with', ...at('2026-06-14 11pm'), words: 'Music again, heard by an officer' })
  await table.done(`${cpw}/to/ended`, { ...at('2026-06-15 9am'), outcome: 'withdrawn', words: 'Not complied with: a notice follows', starts: ['none'] })
  const cpn = await begin(path, 'cpn', subject, { skips: false })
  await prove(olive, cpn, 'cpn')
  await doSteps(olive, cpn, '2026-06-15')
  await passGate(olive, mo, path, 'cpn', subject)
  await table.done(`${cpn}/to/authorised`, at('2026-06-15 9:30am'))
  // A notice that leaves out the right to appeal goes nowhere: not as a letter, and not as a matter.
  const notice = await writeLetter(path, 'community-protection-notice', danny, 'Do not play music that is heard outside after 11pm')
  await table.read(`${notice}/edit`)
  const [name = '', rights = ''] = (await partsOf()).find(([, value]) => value.startsWith('You may appeal')) ?? []
  expect(await table.done(`${notice}/edit`, { [name]: '' })).toContain('It must say: right to appeal')
  expect(await table.send(`${notice}/send`, { safe: 'yes', channel: 'by hand' })).toContain('It must say: right to appeal')
  const again = await writeLetter(path, 'community-protection-notice', danny, 'Do not play music that is heard outside after 11pm')
  expect(rights).toContain('within 21 days beginning with the day this notice was issued to you')
  place.clock.set('2026-06-15T09:40:00Z')
  await giveByHand(again, '2026-06-15 10:40am')
  await checkPaper(olive, cpn, ['cpn.appealRights'])
  const issued = { ...at('2026-06-15 10:40am'), starts: ['issue'] }
  expect(await table.send(`${cpn}/to/in-force`, issued)).toContain('Its paper does not yet say: The right to appeal')
  await everyContent(cpn)
  // 21 days beginning with the day of issue: the 15th is the first, 5 July the last.
  expect(await table.done(`${cpn}/to/in-force`, issued)).toContain('An appeal must reach the magistrates’ court by the end of Sunday 5 July 2026: 21 days beginning with the day of issue (ASBCPA 2014 s46)')
  await table.done(`${cpn}/service`, { paper: 'Community protection notice', onWhom: 'Danny Reed', method: 'by hand', ...dayBoxes('served', '2026-06-15 10:40am'), servedBy: 'Olive Officer', proof: 'He signed for it', starts: ['none'] })

  ;({ olive } = await now('2026-06-20T09:00:00Z'))
  const broke = { what: 'Music until 2am, the third night', support: 'supported', next: 'Offer a fixed penalty notice, or prosecute', because: 'The first breach', ...at('2026-06-19 11:30pm') }
  expect(await table.send(`${cpn}/breach`, broke)).toContain('Select the evidence that supports it')
  await table.page.locator('input[name=entries]').first().check()
  await table.page.getByRole('button', { name: 'Record it' }).click()
  await table.page.waitForURL(`**${cpn}#breaches`)
  expect(await table.read(cpn)).toContain('Offer a fixed penalty notice, or prosecute. The first breach')
  const fpn = await begin(path, 'fpn-cpn', subject, { skips: false })
  await prove(olive, fpn, 'fpn-cpn')
  await doSteps(olive, fpn, '2026-06-20')
  await table.done(`${fpn}/to/authorised`, at('2026-06-20 9:10am'))
  const penalty = await writeLetter(path, 'fixed-penalty-notice', danny, '100')
  place.clock.set('2026-06-20T09:20:00Z')
  await giveByHand(penalty, '2026-06-20 10:20am')
  await everyContent(fpn)
  const offered = await table.done(`${fpn}/to/in-force`, { ...at('2026-06-20 10:20am'), starts: ['date of the notice'] })
  // Less is due for at most 13 days, the whole for 14; the first day to prosecute is the fifteenth after.
  for (const says of ['The lower amount can be paid by the end of Friday 3 July 2026: 13 days after', 'by the end of Saturday 4 July 2026', 'Court proceedings may begin not before Sunday 5 July 2026']) expect(offered).toContain(says)
  expect(await table.read('/diary')).toContain('Fixed penalty notice for breaking a community protection notice')
}, STORY)

test('no page of these stories was anything but valid HTML', () => {
  expect(here().desk.invalid).toEqual([])
}, STORY)
