// A browser for tests of the look: the one named by CHROME_PATH, or the one that came through npm. Never skipped.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { chromium as driver } from 'playwright-core'
import { assetPath } from '#ui/assets.ts'

/**
 * Each document has a heap of its own, so that what V8 makes fast in one is thrown away with it: compiling ahead for axe, by the two costlier
 * compilers, was more than a third of all that Chromium did for the tests. What a script does is the same without them.
 */
export const WITHOUT_COMPILING_AHEAD = '--js-flags=--no-opt,--no-maglev'

/** Starts Chromium. The npm build unpacks its own libraries only when it believes it runs on a bare Node 22 host. */
export async function startBrowser(): Promise<Browser> {
  const args = [WITHOUT_COMPILING_AHEAD, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const named = process.env['CHROME_PATH']
  if (named !== undefined) return driver.launch({ executablePath: named, args })
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: bundled } = await import('@sparticuz/chromium')
  return driver.launch({ executablePath: await bundled.executablePath(), args })
}

const KINDS: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }

const policyFor = (nonce: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'`

export type Served = { readonly pages: Readonly<Record<string, string>>; readonly assetFolder: string; readonly nonce: string }

/** Answers the page's requests from memory and from the built assets, under the strict policy real pages have. */
export async function serveTo(page: Page, { pages, assetFolder, nonce }: Served): Promise<void> {
  await page.route('https://specimen.test/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    const body = pages[pathname.slice(1)]
    if (pathname.startsWith(assetPath)) {
      const contentType = KINDS[pathname.split('.').at(-1) ?? ''] ?? 'text/plain'
      return route.fulfill({ contentType, body: readFileSync(join(assetFolder, pathname.slice(assetPath.length))) })
    }
    if (body === undefined) return route.fulfill({ status: 404, body: 'Not found' })
    return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policyFor(nonce) }, body })
  })
}

type AxeNode = { readonly html: string; readonly failureSummary: string }
type AxeViolation = { readonly id: string; readonly help: string; readonly nodes: readonly AxeNode[] }

/**
 * The one thing let by: govuk-frontend marks radios that reveal further questions with `aria-expanded`. ARIA does not
 * list it for radios; the package's makers tested it with screen readers and keep it (alphagov/govuk-frontend#979).
 */
const isOfficialRadio = (id: string, { html, failureSummary }: AxeNode): boolean =>
  id === 'aria-allowed-attr' && html.includes('class="govuk-radios__input"') && /not allowed: aria-expanded="\w+"$/.test(failureSummary)

const axeSource = (): string => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let source: string | undefined
const wires = new WeakMap<Page, Promise<CDPSession>>()
const atHand = new WeakSet<Page>()

/**
 * For a page whose every document axe looks at: half a megabyte goes to it once, and lies in each document as the body of a function until
 * it is called. Where most documents are not looked at, that costs more than it saves.
 */
export async function keepAxeAtHand(page: Page): Promise<void> {
  source ??= axeSource()
  await page.addInitScript(`globalThis.amityBringsAxe = function () { ${source} }`)
  atHand.add(page)
}

/** By the browser's own wire: handed over as an argument of evaluate(), half a megabyte took twice as long. */
const bringAxe = async (page: Page): Promise<void> => {
  if (atHand.has(page)) { await page.evaluate('amityBringsAxe()'); return }
  const wire = wires.get(page) ?? page.context().newCDPSession(page)
  wires.set(page, wire)
  source ??= axeSource()
  await (await wire).send('Runtime.evaluate', { expression: `${source};0` })
}

/** Runs axe in the page (WCAG 2.0 to 2.2 A and AA, and its best practices) and answers with one line for each fault. */
export async function faultsByAxe(page: Page): Promise<readonly string[]> {
  await bringAxe(page)
  const violations: readonly AxeViolation[] = await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)`)
  return violations.flatMap(({ id, help, nodes }) => nodes.filter((node) => !isOfficialRadio(id, node)).map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`))
}
