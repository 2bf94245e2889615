// `npm run pictures`: starts a demonstration of its own and takes a picture of each main page, as on a desk and on a telephone.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import sharp from 'sharp'
import { emailOf, MAIN_PAGES, type MainPage, type Role } from '#demo/pages.ts'
import { DEMONSTRATION_PASSWORD } from '#demo/officers.ts'
import { startBrowser } from '#ui/specimen/browser.ts'

const root = path.join(import.meta.dirname, '..')
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const
const wanted = process.argv.slice(2)
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

/** @returns the address the demonstration says it is at */
const startDemonstration = async (folder: string): Promise<{ readonly url: string; readonly child: ChildProcess }> => {
  const child = spawn(process.execPath, ['scripts/start.mjs', 'demonstration'], { cwd: root, env: { ...process.env, AMITY_DATA: folder, PORT: process.env['PORT'] ?? '3399' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (part: Buffer) => { said += part.toString(); const at = /Amity is at (\S+)/.exec(said)?.[1]; if (at !== undefined) resolve(at) })
    child.on('exit', code => { reject(new Error(`The demonstration ended (${code ?? 'killed'}): ${said}`)) })
  })
  return { url, child }
}

const enter = async (context: BrowserContext, role: Role): Promise<void> => {
  if (role === 'resident') return
  const page = await context.newPage()
  await page.goto('/sign-in')
  if (role === 'person harmed') await page.getByRole('button', { name: 'The person harmed' }).click()
  else {
    await page.getByLabel('Email address').fill(emailOf(role))
    await page.locator('#password').fill(DEMONSTRATION_PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await page.waitForLoadState()
  await page.close()
}

const take = async (context: BrowserContext, { name, path: where, at = '' }: MainPage, size: keyof typeof SIZES): Promise<void> => {
  const page = await context.newPage()
  const found = typeof where === 'string' ? where : await where({ html: async address => (await context.request.get(address)).text() })
  await page.goto('/')
  await page.goto(`${found}${at}`)
  // Photographs are fetched as they come into view.
  await page.waitForLoadState('networkidle')
  if (at !== '') await page.locator(at).scrollIntoViewIfNeeded()
  const picture = await page.screenshot({ fullPage: false })
  await sharp(picture).png({ palette: true, colours: 128, effort: 8 }).toFile(path.join(root, 'docs', 'pictures', `${name}-${size}.png`))
  await page.close()
}

const takeAll = async (browser: Browser, url: string): Promise<void> => {
  const chosen = MAIN_PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  for (const size of ['desktop', 'phone'] as const) {
    for (const [role, pages] of Map.groupBy(chosen, one => one.as)) {
      const context = await browser.newContext({ viewport: SIZES[size], baseURL: url, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/London' })
      context.setDefaultTimeout(30_000)
      await enter(context, role)
      for (const page of pages) { await take(context, page, size); say(`${page.name}-${size}.png`) }
      await context.close()
    }
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'amity-pictures-'))
chmodSync(folder, 0o711)
const { url, child } = await startDemonstration(folder)
try {
  const browser = await startBrowser()
  try {
    await takeAll(browser, url)
  } finally {
    await browser.close()
  }
} finally {
  child.removeAllListeners('exit')
  child.kill('SIGINT')
  await once(child, 'exit')
  rmSync(folder, { recursive: true, force: true })
}
