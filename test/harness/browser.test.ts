// The test browser itself: really there, really a browser, with its security on.
import { expect, test } from 'vitest'
import { sharedBrowser } from './browser.ts'

test('one browser serves the whole run, with fonts, and keeps pages apart', async () => {
  const browser = await sharedBrowser()
  expect(await sharedBrowser()).toBe(browser)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.setContent('<h1 style="display:inline-block;font:40px sans-serif">Amity</h1>')
  const { width } = (await page.locator('h1').boundingBox()) ?? { width: 0 }
  expect(width).toBeGreaterThan(60)
  // The flag that switches web security off would let this through.
  await page.setContent('<iframe src="data:text/html,x"></iframe>')
  expect(await page.evaluate(`(() => { try { return String(document.querySelector('iframe').contentWindow.document.body) } catch (e) { return e.name } })()`)).toBe('SecurityError')
  await context.close()
})
