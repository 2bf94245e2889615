// What must hold of every page a journey visits: one heading, valid HTML as it was sent, axe clean, and no wider than its screen.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { faultsByAxe } from '#ui/specimen/browser.ts'
import { faultsOfHtml } from './html.ts'

const withoutScripts = new WeakSet<Page>()
/** The page as the server sent it: a browser mends what it shows. */
const asSent = new WeakMap<Page, Promise<string>>()

/** A page whose source is looked at: beside axe where it runs scripts, and instead of it where axe, which needs them, cannot run. */
export const keepSource = (page: Page, { runsScripts = false }: { readonly runsScripts?: boolean } = {}): void => {
  if (!runsScripts) withoutScripts.add(page)
  page.on('response', response => { if (response.request().resourceType() === 'document' && response.status() !== 303) asSent.set(page, response.text().catch(() => 'left before it was read')) })
}

/** `invalid` gathers what is not valid HTML on any page walked, to be told all at once at the end. */
export const walkPage = async (page: Page, invalid: string[]): Promise<void> => {
  expect([page.url(), await page.locator('h1').count()]).toEqual([page.url(), 1])
  if (withoutScripts.has(page) || asSent.has(page)) {
    const { pathname, search } = new URL(page.url())
    const html = await asSent.get(page) ?? ''
    expect(html).toContain('</h1>')
    invalid.push(...(await faultsOfHtml(html)).map(fault => `${pathname}${search}: ${fault}`))
  }
  if (withoutScripts.has(page)) return
  expect([page.url(), await faultsByAxe(page)]).toEqual([page.url(), []])
  const [wide, screen] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
  expect([page.url(), wide <= screen]).toEqual([page.url(), true])
}

/** Lists that the journey of the main job walks when there is something in them, as an officer and as a manager. */
export const WALKED_WITH_DATA = {
  officer: ['/diary', '/diary/add', '/diary/absence', '/cases', '/people', '/reports/new', '/seen', '/seen/mine', '/quality/mine', '/improvements', '/measures/handling', '/measures/neighbourhood', '/account'],
  manager: ['/more', '/team', '/quality', '/messages', '/surveys', '/closings', '/evidence', '/transfers'],
} as const
