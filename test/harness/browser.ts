// A real browser for the journeys: found in a fixed order, started once a run when first asked for, never skipped.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { chromium, type Browser, type BrowserServer } from 'playwright-core'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { WITHOUT_COMPILING_AHEAD } from '#ui/specimen/browser.ts'
import { npmBrowser, type FoundBrowser } from './npm-browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Asked for the address of the run's browser; answers 503 and instructions when there is none. */
    browserDesk: string
  }
}

const onPath = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
]

const installed = (): string | undefined => {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return [...onPath.flatMap(name => folders.map(folder => path.join(folder, name))), ...elsewhere].find(file => existsSync(file))
}

/**
 * CHROME_PATH, an installed Chrome or Chromium, the one that comes through npm.
 * @throws with instructions when there is none: journeys are never skipped in silence
 */
export const findBrowser = async (): Promise<FoundBrowser> => {
  const named = process.env['CHROME_PATH'] ?? ''
  if (named !== '' && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, and there is no such file.`)
  const executable = named === '' ? installed() : named
  const found = executable === undefined ? await npmBrowser() : { executable, environment: {} }
  if (found === undefined) {
    throw new Error('No browser was found. Install Chrome or Chromium (Debian: apt-get install chromium), or set CHROME_PATH to one, then run the tests again.')
  }
  return found
}

/** Nothing leaves the machine by itself, and no flag that weakens the page's own security. */
const flags = (): string[] => [
  '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-sync', '--no-first-run', '--no-pings',
  WITHOUT_COMPILING_AHEAD,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

const withoutGaps = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))

const launch = async (): Promise<BrowserServer> => {
  const { executable, environment } = await findBrowser()
  return chromium.launchServer({ executablePath: executable, args: flags(), env: { ...withoutGaps(process.env), ...environment } })
}

/** For vitest's globalSetup: a desk that starts the browser at the first question, so rule tests never wait for it. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<BrowserServer> | undefined
  const desk = createServer((_request, response) => {
    server ??= launch()
    server.then(
      started => response.end(started.wsEndpoint()),
      (problem: unknown) => response.writeHead(503).end(problem instanceof Error ? problem.message : String(problem)),
    )
  })
  await new Promise<void>(resolve => { desk.listen(0, '127.0.0.1', resolve) })
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('The desk for the browser has no port')
  project.provide('browserDesk', `http://127.0.0.1:${address.port}/`)
  return async () => {
    desk.close()
    const started = await server?.catch(() => undefined)
    await started?.close()
  }
}

let connection: Promise<Browser> | undefined

const connect = async (): Promise<Browser> => {
  const answer = await fetch(inject('browserDesk'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return chromium.connect(text)
}

/** The run's one browser. Open a context of your own in it and close that; never close the browser. */
export const sharedBrowser = async (): Promise<Browser> => {
  connection ??= connect()
  return connection
}
