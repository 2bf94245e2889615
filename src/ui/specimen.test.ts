// The specimen pages in a real browser: valid HTML, no axe fault, nothing cut off at any width, nothing stopped by the CSP.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAssets } from '#ui/assets.ts'
import { toHtml } from '#ui/html.ts'
import { specimenNonce, specimenPages } from '#ui/specimen.tsx'
import { faultsByAxe, serveTo, startBrowser } from '#ui/specimen/browser.ts'

const { buildAssets } = await import(join(import.meta.dirname, '../../scripts/assets.mjs'))
const names = ['report', 'sent', 'case-list', 'case-file', 'figures', 'problem']
const assetFolder = mkdtempSync(join(tmpdir(), 'amity-assets-'))
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
async function visit(name: string, width: number, javaScriptEnabled: boolean, look: (page: Page) => Promise<void>): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(error.message))
  await serveTo(page, { pages, assetFolder, nonce: specimenNonce })
  await page.goto(`http://specimen.test/${name}`)
  await look(page)
  await context.close()
  return complaints
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'require-sri': 'off', // our own files, from our own address
    'heading-level': 'off', // the official error summary's h2 stands before the page's h1
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'no-redundant-role': 'off', // official components say role="group" and role="list" for older screen readers
    'no-inline-style': 'error',
    'long-title': 'off',
    'void-style': 'off', // hono/jsx closes void elements
    'attribute-boolean-style': 'off',
    'no-implicit-button-type': 'off',
    'prefer-native-element': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-empty-style': 'off',
  },
})

describe.each(names)('the %s page', (name) => {
  it('is valid HTML', async () => {
    const report = await validator.validateString(pages[name] ?? '')
    expect(report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, selector }) => `${ruleId} ${line} ${selector}: ${message}`))).toEqual([])
  })

  it.each([[1280, true], [390, true], [1280, false]])('has no fault at %i px (JavaScript: %s)', async (width, javaScript) => {
    let faults: readonly string[] = []
    const complaints = await visit(name, width, javaScript, async (page) => {
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}${javaScript ? '' : '-plain'}.png`), fullPage: true })
      faults = javaScript ? await faultsByAxe(page) : []
    })
    expect(faults).toEqual([])
    expect(complaints).toEqual([])
  })

  it('keeps everything in reach at 400% zoom (320 px)', async () => {
    let overflow = 1
    await visit(name, 320, true, async (page) => {
      overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      if (shots) await page.screenshot({ path: join(shots, `${name}-320.png`), fullPage: true })
    })
    expect(overflow).toBe(0)
  })
})
