// The person harmed on their own page, on a phone, in a real browser, with and without JavaScript.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { harmedCase, newestCode, offered } from '#test/harness/own-page.ts'
import { openTown } from '#test/harness/town.ts'
import { keepSource, walkPage } from '#test/harness/walk.ts'

const invalid: string[] = []
/** Neutral title, one heading, a way out, nothing wider than the screen, axe clean (axe itself needs JavaScript). */
const walk = async (page: Page): Promise<void> => {
  expect(await page.title()).toMatch(/^(Error: )?((Messages|Diary) – )?Your page$/)
  expect(await page.getByRole('button', { name: 'Leave this page quickly' }).count()).toBe(1)
  await walkPage(page, invalid)
}

test.each([true, false])('from the private link to a message, a diary sheet and a quick way out (JavaScript: %s)', async javaScriptEnabled => {
  // A browser judges a cookie's end by the real clock, so this town lives today.
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  const address = await town.server.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://${town.host}:${new URL(address).port}`
  const link = await offered(town, await harmedCase(town))
  const phone = await (await sharedBrowser()).newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled, baseURL: base })
  try {
    phone.setDefaultTimeout(8000)
    const page = await phone.newPage()
    if (!javaScriptEnabled) keepSource(page)
    const press = async (name: string): Promise<void> => {
      await walk(page)
      await page.getByRole('button', { name, exact: true }).click()
      await page.waitForLoadState()
    }
    await page.goto(link)
    expect(new URL(page.url()).pathname).toBe('/my-case/enter')
    await press('Send me a code')
    await town.runNews()
    await page.getByLabel('Code').fill('000')
    await press('Open my page')
    expect(await page.getByRole('alert').textContent()).toContain('That code is not right')
    await page.getByLabel('Code').fill(await newestCode(town))
    await press('Open my page')
    await walk(page)
    expect(await page.getByRole('main').textContent()).toContain('We are looking into what you told us.')
    await page.getByRole('link', { name: 'Write to your officer' }).click()
    await press('Send')
    expect(await page.getByRole('alert').first().textContent()).toContain('Write your message')
    await page.getByLabel('Your message').fill('Is anything happening?')
    await press('Send')
    expect(await page.getByRole('main').textContent()).toContain('Your message has been sent')
    await page.getByRole('link', { name: 'Diary', exact: true }).click()
    await walk(page)
    await page.getByRole('button', { name: 'Add to your diary' }).click()
    await page.getByLabel('What happened?').fill('Shouting at nine')
    await page.getByLabel('Or about when? (optional)').fill('Last night')
    await press('Save to my diary')
    expect(await page.getByRole('main').textContent()).toContain('Shouting at nine')
    for (const path of ['/my-case', '/my-case/again', '/my-case/wrong', '/my-case/review']) {
      await page.goto(path)
      await walk(page)
    }
    // 400% zoom of a 1280 px screen. Nothing typed may rest in the browser.
    await page.setViewportSize({ width: 320, height: 256 })
    await page.goto('/my-case')
    await walk(page)
    const stored = javaScriptEnabled ? await page.evaluate<number>('Object.keys(localStorage).length + Object.keys(sessionStorage).length') : 0
    expect(stored).toBe(0)
    await phone.route('https://www.bbc.co.uk/**', route => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title><h1>Weather</h1>' }))
    await page.getByRole('button', { name: 'Leave this page quickly' }).first().click()
    await page.waitForURL('https://www.bbc.co.uk/weather')
    await page.goto('/my-case')
    expect(new URL(page.url()).pathname).toBe('/my-case/enter')
    expect(await page.getByRole('main').textContent()).toContain('Open the private link we sent you')
    expect(invalid).toEqual([])
  } finally {
    await phone.close()
  }
})
