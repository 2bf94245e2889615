// Stories of the toolkit in a real browser: a tenancy extended in time and a day late, and a warning that became a notice and a penalty. Each
// kind of page is valid HTML and axe clean.
import { expect, test } from 'vitest'
import { caseIn, responsibleIn } from '#test/harness/cases.ts'
import { begun, checkPaper, dayBoxes, delegate, doSteps, passGate, prove, subjectIn } from '#test/harness/matters.ts'
import { at, begin, everyContent, here, idIn, now, openToolkit, STORY, typedSubject, whereNow } from '#test/harness/toolkit.ts'

openToolkit()

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
