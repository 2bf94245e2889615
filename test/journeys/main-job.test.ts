// The main job in a real browser, with and without JavaScript: a resident reports, an officer opens a case and works on it.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { keepSource, WALKED_WITH_DATA, walkPage } from '#test/harness/walk.ts'

/** What is not valid HTML on any page walked, all told at the end. */
const invalid: string[] = []
const walk = (page: Page): Promise<void> => walkPage(page, invalid)
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

const CODES = ['often', 'linked', 'worse', 'known', 'history', 'told', 'aimed', 'because', 'vulnerable', 'affected', 'support', 'others']
const dateIn = async (page: Page, name: string, at: Date): Promise<void> => {
  for (const [part, value] of [['day', at.getDate()], ['month', at.getMonth() + 1], ['year', at.getFullYear()]] as const) await page.locator(`[name="${name}-${part}"]`).fill(String(value))
}

/** From the open case to its end: a line, the risk, a plan that is agreed, a promise, and closing after asking. */
const workOn = async (page: Page, file: string): Promise<void> => {
  await page.locator('#quick input[name="summary"]').fill('Rang; she is well')
  await page.locator('#quick select[name="reached"]').selectOption('yes')
  await goOn(page, 'Add it, for staff')
  expect(await page.getByRole('main').textContent()).toContain('Rang; she is well')
  await page.getByRole('link', { name: 'Assess the risk', exact: true }).first().click()
  for (const code of CODES) await page.locator(`input[name="${code}"][value="0"]`).check()
  await page.locator('select[name="how"]').selectOption('by phone')
  await page.locator('input[name="agreed"][value="yes"]').check()
  await goOn(page, 'Save the assessment')
  await page.getByRole('link', { name: 'Begin a plan' }).first().click()
  await page.getByRole('textbox').first().fill('To sleep at night')
  await goOn(page, 'Save')
  await page.locator('input[name="what"]').fill('visit the block')
  await dateIn(page, 'due', new Date(Date.now() + 5 * 86_400_000))
  await goOn(page, 'Add the step')
  await page.getByRole('link', { name: 'Agree and send' }).first().click()
  await page.locator('input[name="agreed"][value="yes"]').check()
  await page.locator('select[name="how"]').selectOption('by phone')
  await dateIn(page, 'on', new Date())
  await page.locator('input[name="send"][value="yes"]').check()
  await goOn(page, 'Save')
  await page.getByRole('link', { name: 'Promise contact' }).first().click()
  await page.locator('select[name="means"]').selectOption('phone')
  await goOn(page, 'Promise it')
  expect(await page.getByRole('main').textContent()).toContain('In touch every 10 working days')
  for (const door of ['print', 'as-seen', 'add', 'evidence', 'write', 'parties/add', 'incidents/add', 'flags/raise', 'lead', 'hold', 'merge', 'own-page']) {
    await page.goto(`${file}/${door}`)
    await walk(page)
  }
  await page.goto(`${file}/close`)
  await page.locator('input[name="verdict"][value="yes"]').check()
  await page.locator('[name="reason"]').first().selectOption('resolved, informal action').catch(() => page.locator('input[name="reason"][value="resolved, informal action"]').check())
  await page.locator('textarea[name="summary"]').fill('We spoke to everybody in the block and it has stopped. You can always come back to us.')
  await walk(page)
  await page.locator('main form button[type="submit"]').last().click()
  await page.waitForLoadState()
  await walk(page)
  expect(await page.getByRole('main').textContent()).toContain('Closed: resolved, informal action')
}

/** The person harmed is asked how we did, answers, and the measures have moved. */
const askAfterwards = async (town: Town, page: Page, phone: Page): Promise<void> => {
  await town.runNews()
  await town.database.owner.query(`update people set safe_means = '{email}', email = 'irene@example.test' where partnership_id = $1 and family_name = 'Larkin'`, [town.partnership.id])
  town.clock.set(new Date(Date.now() + 14 * 86_400_000))
  await town.runChore('feedback-surveys')
  const { rows } = await town.database.owner.query<{ secret: string }>('select secret from message_secrets where partnership_id = $1', [town.partnership.id])
  const link = rows.map(({ secret }) => secret).find(secret => secret.includes('/survey/')) ?? ''
  town.clock.set(new Date())
  await phone.goto(new URL(link).pathname)
  for (const code of ['informed', 'reached', 'support', 'handling', 'outcome']) await phone.locator(`input[name="${code}"][value="very satisfied"]`).check()
  await phone.locator('input[name="known"][value="yes"]').check()
  await walk(phone)
  await phone.locator('main form button[type="submit"]').last().click()
  await phone.waitForLoadState()
  await walk(phone)
  await page.goto('/measures')
  await walk(page)
  expect(await page.getByRole('main').textContent()).toContain('100% (1 of 1')
  await page.goto('/measures/resolved/cases')
  await walk(page)
  expect(await page.getByRole('main').textContent()).toContain('resolved, informal action')
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
    if (!javaScriptEnabled) keepSource(resident)
    await resident.goto('/')
    await walk(resident)
    const reference = await report(resident)
    const officer = await town.as('officer')
    await desk.addCookies([{ name: 'amity_session', value: officer.cookies.get('amity_session') ?? '', url: base }])
    const page = await desk.newPage()
    if (!javaScriptEnabled) keepSource(page)
    await page.goto('/reports')
    await walk(page)
    await page.getByRole('link', { name: reference }).click()
    await walk(page)
    await page.getByRole('button', { name: 'Open a case' }).click()
    await goOn(page, 'Open the case')
    await walk(page)
    expect(await page.getByRole('main').textContent()).toContain('By phone. Leave no message.')
    await workOn(page, new URL(page.url()).pathname)
    await askAfterwards(town, page, resident)
    for (const next of WALKED_WITH_DATA.officer) {
      await page.goto(next)
      await walk(page)
    }
    const manager = await town.as('manager')
    await desk.addCookies([{ name: 'amity_session', value: manager.cookies.get('amity_session') ?? '', url: base }])
    for (const next of WALKED_WITH_DATA.manager) {
      await page.goto(next)
      await walk(page)
    }
    expect(invalid).toEqual([])
  } finally {
    await phone.close()
    await desk.close()
  }
}, 180_000)
