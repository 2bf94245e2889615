// A public spaces order in a real browser: warned of before it expires, extended in time and read by anyone; another, which lapsed, is extended by nobody.
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, addMonths, londonDay, sayDay, startOfDay, type Day } from '#kernel/time.ts'
import { rooms } from '#src/rooms.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { orderIn, prepared } from '#test/harness/public-spaces.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { walkPage } from '#test/harness/walk.ts'

const invalid: string[] = []
const walk = (page: Page): Promise<void> => walkPage(page, invalid)
const says = async (page: Page): Promise<string> => (await page.getByRole('main').textContent())?.replaceAll(/\s+/g, ' ') ?? ''
const press = async (page: Page, button: string): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForLoadState()
}
const dateIn = async (page: Page, name: string, on: Day): Promise<void> => {
  const [year = '', month = '', date = ''] = on.split('-')
  for (const [part, value] of [['day', date], ['month', month], ['year', year]] as const) await page.locator(`[name="${name}-${part}"]`).fill(String(Number(value)))
}
const signIn = async (town: Town, desk: BrowserContext, base: string, who: 'officer' | 'manager'): Promise<Page> => {
  await desk.addCookies([{ name: 'amity_session', value: (await town.as(who)).cookies.get('amity_session') ?? '', url: base }])
  return desk.newPage()
}

/** The officer works the list of what the law asks for down to nothing. @returns the proposal's path */
const prepare = async (page: Page, today: Day): Promise<string> => {
  await page.getByRole('link', { name: 'Prepare: extension of a public spaces protection order' }).click()
  await walk(page)
  await page.locator('textarea[name="reason"]').fill('Wardens still see drinking most weekends')
  await press(page, 'Begin')
  await walk(page)
  const proposal = new URL(page.url()).pathname
  const waiting = page.locator('#asked tr', { hasText: 'not yet' })
  for (let left = await waiting.count(), walked = 0; left > 0; left -= 1, walked += 1) {
    await waiting.first().getByRole('link').click()
    // One page of each kind is enough: what must be shown, a step, a consultation.
    if ([0, 1, 6].includes(walked)) await walk(page)
    await dateIn(page, 'on', addDays(today, -1))
    await page.locator('textarea[name="words"]').fill('Done, on the file')
    await press(page, 'Save')
    expect(await waiting.count()).toBe(left - 1)
  }
  await walk(page)
  expect(await says(page)).toContain('Nothing is missing. Somebody other than who began it')
  return proposal
}

/** The manager is warned, and records the decision: first a day too long, which is explained, then the longest the law allows. */
const extend = async (page: Page, proposal: string, endsOn: Day, today: Day): Promise<void> => {
  await page.goto(proposal)
  await page.getByRole('link', { name: 'Record that it is extended' }).click()
  await walk(page)
  await page.locator('input[name="by"][value="cabinet"]').check()
  await dateIn(page, 'made', today)
  await page.locator('input[name="authority"]').fill('Cabinet, minute 41')
  await dateIn(page, 'to', addMonths(addDays(endsOn, 1), 36))
  await page.locator('textarea[name="why"]').fill('The drinking would come back')
  await press(page, 'Extend it')
  await walk(page)
  expect(await page.getByRole('alert').textContent()).toContain('ASBCPA 2014 s60(2)-(4)')
  await dateIn(page, 'to', addDays(addMonths(addDays(endsOn, 1), 36), -1))
  await press(page, 'Extend it')
  await walk(page)
  expect(await says(page)).toContain('What became of it')
}

test('a public spaces order is extended before it expires, and one that has lapsed is not', async () => {
  // A browser judges a cookie's end by the real clock, so this town lives today.
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  const base = `http://${town.host}:${new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port}`
  const today = londonDay(town.clock.now())
  const ends = addDays(today, 5)
  const [order, lapsing] = [await orderIn(town, { name: 'Town centre', endsOn: ends }), await orderIn(town, { name: 'High View', endsOn: today })]
  const [browser, view] = [await sharedBrowser(), { baseURL: base, locale: 'en-GB', timezoneId: 'Europe/London' }]
  const [phone, officerDesk, managerDesk] = [await browser.newContext({ viewport: { width: 390, height: 844 }, ...view }), await browser.newContext({ viewport: { width: 390, height: 844 }, ...view }), await browser.newContext({ viewport: { width: 1280, height: 900 }, ...view })]
  try {
    for (const one of [phone, officerDesk, managerDesk]) one.setDefaultTimeout(15_000)
    const [officer, manager, resident] = [await signIn(town, officerDesk, base, 'officer'), await signIn(town, managerDesk, base, 'manager'), await phone.newPage()]
    await manager.goto('/team/clocks')
    await walk(manager)
    const row = manager.locator('#clocks tr', { hasText: 'Town centre: the public spaces order expires' })
    expect(await row.textContent()).toContain('within 7 days')
    await row.getByRole('link', { name: 'Extend it in time' }).click()
    await walk(manager)
    expect(await says(manager)).toContain('not started, and late')
    await officer.goto(order.work)
    await walk(officer)
    const proposal = await prepare(officer, today)
    await extend(manager, proposal, ends, today)
    await manager.goto('/public-spaces')
    await walk(manager)
    const late = (await (await town.as('officer')).send(`${lapsing.work}/begin/pspo-extension`, { reason: 'It is still needed' })).location ?? ''
    await prepared(await town.as('officer'), late, addDays(today, -1))

    // Anyone finds it from the first page, and reads what it bans and until when.
    await resident.goto('/')
    await walk(resident)
    await resident.getByRole('link', { name: /^Public spaces protection orders/ }).click()
    await walk(resident)
    await resident.getByRole('link', { name: 'Town centre' }).click()
    await walk(resident)
    const until = sayDay(addDays(addMonths(addDays(ends, 1), 36), -1))
    for (const words of ['Street drinking', 'Town centre, within the line on the map', `Its last day is ${until}`, `Extended on ${sayDay(today)} to ${until}`, 'High Court within 6 weeks']) expect(await says(resident)).toContain(words)
    expect(await resident.locator('svg.amity-map').count()).toBe(1)

    // At midnight the other has lapsed, for everybody at once.
    town.clock.set(startOfDay(addDays(today, 1)))
    await resident.goto(lapsing.path)
    await walk(resident)
    expect(await says(resident)).toContain(`It expired at the end of ${sayDay(today)}: nothing in it can be enforced.`)
    const next = await signIn(town, managerDesk, base, 'manager')
    await next.goto(late)
    await walk(next)
    expect([(await says(next)).includes('past its time'), await next.getByRole('link', { name: 'Record that it is extended' }).count()]).toEqual([true, 0])
    await next.goto(`${late}/extend`)
    await next.locator('input[name="by"][value="cabinet"]').check()
    await dateIn(next, 'made', today)
    await next.locator('input[name="authority"]').fill('Cabinet, minute 42')
    await dateIn(next, 'to', addMonths(today, 30))
    await next.locator('textarea[name="why"]').fill('It is still needed')
    await press(next, 'Extend it')
    await walk(next)
    expect(await next.getByRole('alert').textContent()).toContain('It has lapsed, so only a new order can bring it back')
    await resident.reload()
    expect(await says(resident)).toContain('It expired at the end of')
    expect(invalid).toEqual([])
  } finally {
    for (const one of [phone, officerDesk, managerDesk]) await one.close()
  }
}, 240_000)
