// The specimen pages in a real browser: valid HTML, no axe fault, nothing cut off at any width, nothing stopped by the CSP.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOfHtml } from '#test/harness/html.ts'
import { readAssets } from '#ui/assets.ts'
import { toHtml } from '#ui/html.ts'
import { specimenNonce, specimenPages } from '#ui/specimen.tsx'
import { faultsByAxe, serveTo, startBrowser } from '#ui/specimen/browser.ts'

const { buildAssets } = await import(join(import.meta.dirname, '../../scripts/assets.mjs'))
const names = ['report', 'sent', 'case-list', 'case-file', 'figures', 'problem']
const assetFolder = mkdtempSync(join(tmpdir(), 'amity-assets-'))

/** Set AMITY_SHOTS to a folder to look at the pages as pictures. */
const shots = process.env['AMITY_SHOTS']

let pages: Record<string, string> = {}
let browser: Browser

beforeAll(async () => {
  await buildAssets({ outDir: assetFolder })
  pages = Object.fromEntries(Object.entries(specimenPages(readAssets(assetFolder))).map(([name, page]) => [name, toHtml(page)]))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  rmSync(assetFolder, { recursive: true, force: true })
})

/** Opens one page, gives it to the visitor, and answers with what the console complained of. */
async function visit(name: string, javaScriptEnabled: boolean, look: (page: Page) => Promise<void>): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(error.message))
  await serveTo(page, { pages, assetFolder, nonce: specimenNonce })
  await page.goto(`https://specimen.test/${name}`)
  await look(page)
  await context.close()
  return complaints
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

describe.each(names)('the %s page', (name) => {
  it('is valid HTML', async () => {
    expect(await faultsOfHtml(pages[name] ?? '')).toEqual([])
  })

  it('has no fault and stays in reach at 1280, 390 and 320 px (400% zoom)', async () => {
    const faults: string[] = []
    const complaints = await visit(name, true, async (page) => {
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 900 })
        await page.reload()
        await shoot(page, `${name}-${width}`)
        if (width > 320) faults.push(...(await faultsByAxe(page)))
        const over: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        if (over !== 0) faults.push(`At ${width} px the page is ${String(over)} px too wide.`)
      }
    })
    expect(faults).toEqual([])
    expect(complaints).toEqual([])
  })

  it('stands without JavaScript', async () => {
    const complaints = await visit(name, false, async (page) => {
      await shoot(page, `${name}-plain`)
      expect(await page.locator('h1').count()).toBe(1)
    })
    expect(complaints).toEqual([])
  })
})

describe('what the scripts do', () => {
  it('leaves at once on Shift three times', async () => {
    await visit('report', true, async (page) => {
      await page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'weather' }))
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift')
      await page.waitForURL('https://www.bbc.co.uk/weather')
      expect(page.url()).toBe('https://www.bbc.co.uk/weather')
    })
  })

  it('stores nothing on a public page', async () => {
    await visit('report', true, async (page) => {
      await page.locator('#what').fill('He is outside again and I am frightened')
      await page.waitForTimeout(600)
      expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0)
    })
  })

  it("brings back an officer's long text after the page was lost, and forgets it once it arrived", async () => {
    const text = 'Visited at 10:15. The tenant agreed\n  to keep the noise down.'
    await visit('case-file', true, async (page) => {
      await page.locator('#entry').fill(text)
      await page.waitForTimeout(600)
      const held: string = await page.evaluate('JSON.stringify(Object.entries(sessionStorage))')
      expect([held.includes('entry'), /Visited|tenant|noise/.test(held)]).toEqual([true, false])
      await page.reload()
      await page.getByRole('button', { name: 'Bring it back' }).click()
      expect(await page.locator('#entry').inputValue()).toBe(text)
      await page.getByRole('button', { name: 'Add entry' }).click()
      await page.goto('https://specimen.test/case-list') // carries a success banner
      expect(await page.evaluate('sessionStorage.length')).toBe(0)
    })
  })

  it('reaches the search by / and lists the shortcuts by ?, until they are switched off', async () => {
    await visit('case-file', true, async (page) => {
      await page.keyboard.press('/')
      expect(await page.evaluate('document.activeElement.id')).toBe('site-search')
      await page.locator('h1').click()
      await page.keyboard.press('?')
      await page.getByRole('button', { name: 'Turn shortcuts off' }).click()
      await page.keyboard.press('?')
      // A closed dialog leaves the page a moment later, when the browser says it closed: only an open one would be wrong.
      expect(await page.locator('dialog[open]').count()).toBe(0)
    })
  })
})
