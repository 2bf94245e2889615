// A story told in a real browser: an officer at a desk, forms filled by the names of their boxes, and each page looked at as it comes.
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { sharedBrowser } from './browser.ts'
import type { Town, Who } from './town.ts'
import type { Visitor } from './visitor.ts'
import { keepSource, walkPage } from './walk.ts'

export type Answers = Readonly<Record<string, string | readonly string[]>>
export type Desk = {
  readonly page: Page
  /** Signs somebody in at this desk, at the time of the town's clock. @returns them, for what is done beside the browser. */
  signIn(who: Exclude<Who, 'nobody'>): Promise<Visitor>
  /** Opens a page. @returns what its main part says. */
  read(path: string): Promise<string>
  /** Opens a form, answers it and presses its button. @returns what the page it leads to says. */
  send(path: string, answers: Answers): Promise<string>
  /** The same, and it must have been taken: anything else is told with what the page says. */
  done(path: string, answers: Answers): Promise<string>
  /** What is not valid HTML on any page seen. */
  readonly invalid: readonly string[]
  close(): Promise<void>
}

/** One of a kind is looked at once: the same door and state, with errors or without. */
const kindOf = async (page: Page): Promise<string> => {
  const door = new URL(page.url()).pathname.replace(/^\/cases\/[^/]+/, '/cases/:reference').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replaceAll(/\/(proof|step|tools|to|rules|templates)\/[^/]+/g, '/$1/:one')
  const [badge, errors] = await page.evaluate<[string, number]>(`[document.querySelector('main .amity-badge')?.textContent ?? '', document.querySelectorAll('.govuk-error-summary').length]`)
  return [door, badge, errors].join(' | ')
}

type Box = { readonly tag: string; readonly type: string; readonly name: string; readonly value: string }
const fill = async (page: Page, answers: Answers): Promise<void> => {
  const boxes = await page.evaluate<readonly Box[]>(`[...document.querySelectorAll('main [name]')].map(box => ({ tag: box.tagName, type: box.type, name: box.name, value: box.value }))`)
  for (const [name, given] of Object.entries(answers)) {
    const box = boxes.find(one => one.name === name)
    if (box === undefined) throw new Error(`${page.url()} has no box called ${name}; it has ${[...new Set(boxes.map(one => one.name))].join(', ')}`)
    const [here, values] = [page.locator(`main [name="${name}"]`), typeof given === 'string' ? [given] : given]
    if (box.type === 'radio' || box.type === 'checkbox') for (const value of values) await page.locator(`main [name="${name}"][value="${value}"]`).check()
    else if (box.tag === 'SELECT') await here.selectOption(values[0] ?? '')
    else await here.fill(values[0] ?? '')
  }
}

const sayMain = async (page: Page): Promise<string> => (await page.locator('main').textContent() ?? '').replaceAll(/\s+/g, ' ').trim()

/** @param seen kinds of page looked at already, shared by the desks of one story */
export const openDesk = async (town: Town, base: string, seen = new Set<string>()): Promise<Desk> => {
  const context: BrowserContext = await (await sharedBrowser()).newContext({ viewport: { width: 1280, height: 900 }, baseURL: base })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  const invalid: string[] = []
  keepSource(page, { runsScripts: true })
  const look = async (): Promise<string> => {
    await page.waitForLoadState()
    const kind = await kindOf(page)
    if (!seen.has(kind)) { seen.add(kind); await walkPage(page, invalid) }
    return sayMain(page)
  }
  const send = async (path: string, answers: Answers): Promise<string> => {
    await page.goto(path)
    await look()
    await fill(page, answers)
    const [first] = Object.keys(answers)
    const form = first === undefined ? page.locator(`main form[action^="${path.split('?')[0] ?? path}"]`) : page.locator('main form').filter({ has: page.locator(`[name="${first}"]`) })
    const loaded = page.waitForEvent('load')
    await form.locator('button[type="submit"]').last().click()
    await loaded
    return look()
  }
  return {
    page, invalid, send,
    signIn: async who => {
      const visitor = await town.as(who)
      await context.clearCookies()
      await context.addCookies([{ name: 'amity_session', value: visitor.cookies.get('amity_session') ?? '', url: base }])
      return visitor
    },
    read: async path => { await page.goto(path); return look() },
    done: async (path, answers) => {
      const says = await send(path, answers)
      expect([path, await page.locator('.govuk-error-summary').allTextContents()]).toEqual([path, []])
      return says
    },
    close: () => context.close(),
  }
}
