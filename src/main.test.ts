// The whole start as a person at a keyboard meets it: a folder with spaces, a second start, Ctrl-C, a killed process.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '#db/processes.ts'
import { readPostmaster } from '#db/embedded-process.ts'

const root = path.resolve(import.meta.dirname, '..')
const base = mkdtempSync(path.join(tmpdir(), 'amity main '))
chmodSync(base, 0o711)
const data = path.join(base, 'data of the service')
const real = { AMITY_SECRET: 'q8Zr1mYw3TnC5kLx7BvD9hGjF2sPaEuR', AMITY_BASE_URL: 'http://localhost:3000', AMITY_DATA: data, PORT: '0', AMITY_LOG: 'silent' }

type Started = { readonly child: ChildProcess; readonly heard: () => string; readonly ended: Promise<number | null> }
const running = new Set<ChildProcess>()

/** Runs one of the project's commands, without what this test run itself was given. */
const run = (script: string, args: readonly string[], settings: Readonly<Record<string, string>>): Started => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [path.join(root, 'scripts', script), ...args], { env: { PATH, HOME, ...settings }, cwd: base })
  running.add(child)
  let words = ''
  child.stdout.on('data', chunk => { words += String(chunk) })
  child.stderr.on('data', chunk => { words += String(chunk) })
  const ended = new Promise<number | null>(resolve => {
    child.on('close', code => {
      running.delete(child)
      resolve(code)
    })
  })
  return { child, heard: () => words, ended }
}

const serve = (settings: Readonly<Record<string, string>> = real): Started => run('start.mjs', ['serve'], settings)
const addressOf = async ({ heard }: Started): Promise<string> => {
  await expect.poll(heard, { timeout: 60_000 }).toContain('Amity is at ')
  return /Amity is at (\S+)/.exec(heard())?.[1] ?? ''
}
const postgres = (): number => readPostmaster(path.join(data, 'database'))?.pid ?? 0

// The first command builds the bundle if it is out of date: not on a test's time.
beforeAll(async () => { await run('run.mjs', ['amity', 'help'], {}).ended })
afterEach(() => { for (const child of running) child.kill('SIGKILL') })
afterAll(() => {
  const left = postgres()
  if (left !== 0 && isAlive(left)) process.kill(left, 'SIGQUIT')
  rmSync(base, { recursive: true, force: true })
})

describe('the real service', () => {
  test('starts, refuses a second start, and leaves nothing running after Ctrl-C', async () => {
    const first = serve()
    const address = await addressOf(first)
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
    expect(first.heard()).toContain('set up the partnership')
    const second = serve()
    expect(await second.ended).toBe(1)
    expect(second.heard()).toMatch(new RegExp(`^Amity is already running on this folder \\(process ${first.child.pid}, started \\d\\d:\\d\\d\\)\\.`))
    const database = postgres()
    // A terminal, npm and we ourselves each pass Ctrl-C on: several at once are one.
    first.child.kill('SIGINT')
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(isAlive(database)).toBe(false)
  })

  test('goes on with the database that a killed process left behind', async () => {
    const first = serve()
    await addressOf(first)
    const database = postgres()
    first.child.kill('SIGKILL')
    await first.ended
    expect(isAlive(database)).toBe(true)
    const second = serve()
    await addressOf(second)
    expect(second.heard()).toContain('Found PostgreSQL still running')
    expect(postgres()).toBe(database)
    const backup = run('run.mjs', ['amity', 'backup', path.join(base, 'beside.amity')], { AMITY_DATA: data })
    expect(await backup.ended).toBe(0)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    expect(isAlive(database)).toBe(false)
  })

  test('tells every missing setting at once and starts nothing', async () => {
    const refused = serve({ AMITY_DATA: data })
    expect(await refused.ended).toBe(2)
    expect(refused.heard().trim().split('\n').map(line => line.split(' ')[0])).toEqual(['AMITY_SECRET', 'AMITY_BASE_URL'])
  })
})

describe('the command line', () => {
  test('lists its commands, and does not guess at a wrong one', async () => {
    const help = run('run.mjs', ['amity', 'help'], {})
    expect(await help.ended).toBe(0)
    expect(help.heard()).toMatch(/backup FILE[^]*restore FILE/)
    const wrong = run('run.mjs', ['amity', 'frobnicate'], {})
    expect(await wrong.ended).toBe(2)
    expect(wrong.heard()).toContain('There is no command "frobnicate".')
  })

  test('will not back up over a file, nor restore into a full folder', async () => {
    const over = run('run.mjs', ['amity', 'backup', path.join(base, 'beside.amity')], { AMITY_DATA: data })
    expect(await over.ended).toBe(1)
    expect(over.heard()).toContain('is there already')
    const full = run('run.mjs', ['amity', 'restore', path.join(base, 'beside.amity')], { AMITY_DATA: data })
    expect(await full.ended).toBe(1)
    expect(full.heard()).toContain('The database is not empty.')
    const empty = run('run.mjs', ['amity', 'restore', path.join(base, 'beside.amity')], { AMITY_DATA: path.join(base, 'new') })
    expect(await empty.ended).toBe(0)
  })
})
