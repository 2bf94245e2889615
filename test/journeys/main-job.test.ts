// The main job in a real browser, with and without JavaScript: a resident reports, an officer opens a case and works on it.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { faultsByAxe } from '#ui/specimen/browser.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { openTown } from '#test/harness/town.ts'

const withoutScripts = new WeakSet<Page>()

/** Every page visited: one heading, axe clean, and no wider than its screen (axe itself needs JavaScript to run). */
const walk = async (page: Page): Promise<void> => {
  expect([page.url(), await page.locator('h1').count()]).toEqual([page.url(), 1])
  if (withoutScripts.has(page)) return
  expect([page.url(), await faultsByAxe(page)]).toEqual([page.url(), []])
  const [wide, screen] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
  expect([page.url(), wide <= screen]).toEqual([page.url(), true])
}
const goOn = async (page: Page, button = 'Continue'): Promise<void> => {
  await walk(page)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForLoadState()
}

const report = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Start now' }).click()
  await page.getByLabel('Noise', { exact: true }).check()
  await goOn(page)
  await page.getByLabel('No', { exact: true }).check()
  await goOn(page)
  await goOn(page)
  expect(await page.getByRole('alert').textContent()).toContain('Tell us what has been happening')
  await page.getByRole('textbox').fill('Bass until two in the morning')
  await goOn(page)
  await page.getByLabel('Most days').check()
  await goOn(page)
  await page.getByLabel('Address or description').fill('14 Larch Walk')
  await goOn(page)
  await page.getByLabel('Me', { exact: true }).check()
  await goOn(page)
  await goOn(page)
  await goOn(page)
  await page.getByLabel('No', { exact: true }).check()
  await goOn(page)
  await page.getByLabel('Yes, you can contact me').check()
  await page.getByLabel('Your name').fill('Irene Larkin')
  await page.getByLabel('Phone number').fill('07700 900 123')
  await page.getByLabel('Phone', { exact: true }).check()
  await goOn(page)
  await page.getByLabel('Yes', { exact: true }).check()
  await goOn(page)
  await walk(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  await goOn(page, 'Send report')
  await walk(page)
  return (await page.locator('.govuk-panel strong').textContent()) ?? ''
}

test.each([true, false])('a report becomes a case, on a phone and at a desk (JavaScript: %s)', async javaScriptEnabled => {
  // A browser judges a cookie's end by the real clock, so this town lives today.
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  const address = await town.server.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://${town.host}:${new URL(address).port}`
  const browser = await sharedBrowser()
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled, baseURL: base })
  const desk = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled, baseURL: base })
  try {
    phone.setDefaultTimeout(8000)
    desk.setDefaultTimeout(8000)
    const resident = await phone.newPage()
    if (!javaScriptEnabled) withoutScripts.add(resident)
    await resident.goto('/')
    await walk(resident)
    const reference = await report(resident)
    const officer = await town.as('officer')
    await desk.addCookies([{ name: 'amity_session', value: officer.cookies.get('amity_session') ?? '', url: base }])
    const page = await desk.newPage()
    if (!javaScriptEnabled) withoutScripts.add(page)
    await page.goto('/reports')
    await walk(page)
    await page.getByRole('link', { name: reference }).click()
    await walk(page)
    await page.getByRole('button', { name: 'Open a case' }).click()
    await goOn(page, 'Open the case')
    await walk(page)
    expect(await page.getByRole('main').textContent()).toContain('By phone. Leave no message.')
    for (const next of ['/diary', '/cases', '/account']) {
      await page.goto(next)
      await walk(page)
    }
  } finally {
    await phone.close()
    await desk.close()
  }
})
