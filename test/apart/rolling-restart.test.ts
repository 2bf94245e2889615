// Two real `amity web` processes behind a small proxy, and people who never stop asking: each is restarted in turn, and nobody is turned away.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSocket, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { foundPartnership } from '#rooms/partnership/index.ts'
import { dropDatabase, newDatabase } from '#test/harness/databases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'

const root = path.resolve(import.meta.dirname, '..', '..')
const HOST = 'rolling.localhost'
let database: Awaited<ReturnType<typeof newDatabase>>
let settings: Record<string, string>
const running = new Set<ChildProcess>()

const freePort = async (): Promise<number> => {
  const probe = createSocket().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

beforeAll(async () => {
  const { owner, secret } = inject('database')
  database = await newDatabase(owner)
  const opened = await openDatabase({ owner: database, secret, say: () => undefined })
  await foundPartnership(opened, { name: 'Rolling', hosts: [HOST], agency: { name: 'Council', shortName: 'Council', kind: 'council', phone: '' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null } })
  await opened.close()
  // The bundle is made once and before: not by two processes at once, and not on a test's time.
  await once(spawn(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'amity', 'help'], { cwd: root }), 'close')
  const { host, port, user, password } = inject('database').owner
  settings = {
    PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', AMITY_SECRET: 'q8Zr1mYw3TnC5kLx7BvD9hGjF2sPaEuR', AMITY_BASE_URL: 'http://localhost:3000', AMITY_LOG: 'error', AMITY_DRAIN: '4',
    AMITY_DATA: scratchFolder('rolling'), AMITY_FILES: path.join(scratchFolder('shared'), 'files'),
    DATABASE_URL: `postgres:///${database.database}?${new URLSearchParams({ host, port: String(port), user, password }).toString()}`,
  }
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await dropDatabase(inject('database').owner, database.database)
})

type Web = { readonly port: number; readonly child: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> }
const startWeb = (port: number): Web => {
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'amity', 'web'], { env: { ...settings, PORT: String(port) }, cwd: root })
  running.add(child)
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { words += part.toString() })
  const ended = new Promise<number | null>(resolve => { child.on('close', code => { running.delete(child); resolve(code) }) })
  return { port, child, said: () => words, ended }
}
const health = async (port: number): Promise<number> => fetch(`http://127.0.0.1:${port}/health/ready`).then(({ status }) => status, () => 0)
const isReady = async (web: Web): Promise<void> => {
  await expect.poll(() => health(web.port), { timeout: 90_000 }).toBe(200).catch((problem: unknown) => { throw new Error(`It did not start: ${web.said()}`, { cause: problem }) })
}

type Proxy = { readonly port: number; readonly served: Map<number, number>; readonly troubles: string[]; readonly close: () => void }
/** As a proxy does: asks each every 100 ms whether it is ready, keeps connections open, and tries nothing twice. */
const openProxy = async (ports: readonly number[]): Promise<Proxy> => {
  const [ready, served, troubles, agent] = [new Set(ports), new Map<number, number>(), [] as string[], new Agent({ keepAlive: true })]
  const asking = setInterval(() => { for (const port of ports) void health(port).then(status => status === 200 ? ready.add(port) : ready.delete(port)) }, 100)
  let turn = 0
  const pass = (came: IncomingMessage, port: number, answer: Parameters<Parameters<typeof createServer>[1] & object>[1]): void => {
    const onward = request({ host: '127.0.0.1', port, agent, method: came.method, path: came.url, headers: came.headers }, got => {
      served.set(port, (served.get(port) ?? 0) + 1)
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on('error', problem => { troubles.push(`${came.method} ${came.url}: ${problem.message}`); answer.writeHead(502).end() })
    came.pipe(onward)
  }
  const server: Server = createServer((came, answer) => {
    const [all] = [[...ready]]
    const port = all[(turn += 1) % all.length]
    if (port === undefined) { troubles.push('nobody is ready'); answer.writeHead(503).end() } else pass(came, port, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, served, troubles, close: () => { clearInterval(asking); agent.destroy(); server.closeAllConnections(); server.close() } }
}

/** Somebody who reads and writes all the time, from ever new addresses, or a quick machine would be told that it asks too much: the report's first pages, and what they typed. */
const goOnAsking = async (proxy: Proxy, who: number, stopped: () => boolean, failures: string[]): Promise<number> => {
  let [cookies, answered] = [new Map<string, string>(), 0]
  const ask = async (url: string, body?: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${proxy.port}${url}`, { redirect: 'manual', headers: { 'x-forwarded-host': HOST, 'x-forwarded-for': `10.${who}.${Math.floor(answered / 50) % 250}.1`, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) }, ...(body === undefined ? {} : { method: 'POST', body }) })
    for (const set of answer.headers.getSetCookie()) { const [name = '', value = ''] = (set.split(';')[0] ?? '').split('='); cookies.set(name, value) }
    answered += 1
    const text = await answer.text()
    if (![200, 303].includes(answer.status)) failures.push(`${url}: ${answer.status}`)
    return text
  }
  const attempt = (url: string, body?: string): Promise<string> => ask(url, body).catch((problem: unknown) => { failures.push(`${url}: ${String(problem)}`); return '' })
  await attempt('/report')
  while (!stopped()) {
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await attempt('/report/story'))?.[1] ?? ''
    await attempt('/report/story', `_csrf=${encodeURIComponent(csrf)}&story=Bass+until+two`)
    await attempt('/')
    await pause(20)
  }
  if (!(await attempt('/report/story')).includes('Bass until two')) failures.push('what was typed is gone')
  return answered
}

test('each is restarted twice while eight people ask without a pause: no request fails, and both go on serving', async () => {
  const webs = [startWeb(await freePort()), startWeb(await freePort())]
  for (const web of webs) await isReady(web)
  const [proxy, failures] = [await openProxy(webs.map(({ port }) => port)), [] as string[]]
  let over = false
  const people = Array.from({ length: 8 }, (_, who) => goOnAsking(proxy, who, () => over, failures))
  const exits: (number | null)[] = []
  for (let round = 0; round < 2; round += 1) {
    for (const [at, web] of webs.entries()) {
      web.child.kill('SIGTERM')
      // From the first signal it says that it is not ready, and answers all the same.
      await expect.poll(() => health(web.port), { interval: 20, timeout: 3_500 }).toBe(503)
      exits.push(await web.ended)
      const again = startWeb(web.port)
      webs[at] = again
      await isReady(again)
      await pause(500)
    }
  }
  over = true
  const answered = (await Promise.all(people)).reduce((sum, n) => sum + n, 0)
  proxy.close()
  for (const web of webs) { web.child.kill('SIGTERM'); await web.ended }
  process.stdout.write(`rolling restart: ${answered} requests, ${failures.length + proxy.troubles.length} failed, served by ${[...proxy.served.values()].join(' and ')}\n`)
  expect([failures, proxy.troubles]).toEqual([[], []])
  expect(exits).toEqual([0, 0, 0, 0])
  expect(answered).toBeGreaterThan(200)
  for (const { port } of webs) expect(proxy.served.get(port) ?? 0).toBeGreaterThan(20)
}, 300_000)

test('a worker of its own has no pages, and says how it is', async () => {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'amity', 'worker'], { env: { ...settings, PORT: String(port) }, cwd: root })
  running.add(child)
  const ended = new Promise<number | null>(resolve => { child.on('close', code => { running.delete(child); resolve(code) }) })
  await expect.poll(() => health(port), { timeout: 90_000 }).toBe(200)
  const [page, figures] = [await fetch(`http://127.0.0.1:${port}/`), await fetch(`http://127.0.0.1:${port}/metrics`)]
  expect([page.status, figures.status, (await figures.text()).includes('amity_info{version="')]).toEqual([404, 200, true])
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 120_000)

test('neither starts on the embedded database, which belongs to one process', async () => {
  const { DATABASE_URL: _none, ...without } = settings
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'amity', 'web'], { env: { ...without, PORT: '0' }, cwd: root })
  let words = ''
  child.stderr.on('data', (part: Buffer) => { words += part.toString() })
  const [code] = await once(child, 'close')
  expect([code, words]).toEqual([2, expect.stringContaining('DATABASE_URL is missing: amity web shares a PostgreSQL')])
})
