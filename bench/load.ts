// Twenty officers, each asking for a page a second, at moments of their own (open arrivals: nobody waits for an answer before the next asks);
// then as many as can be answered. With heavy work beside it (papers in the same process, an import in its own): what each page's 99th of 100 becomes.
// node bench/run.mjs load URL [SECONDS] [quiet|heavy|both|full]; AMITY_BENCH_CASEWORK names the file that is imported beside them
import { fork } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPartnershipById } from '#jobs/outbox.ts'
import { importFile, readMap } from '#rooms/imports/index.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { openPress } from '#web/press.ts'
import { ask, browser, part, round } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PAGES, type PageOf } from './pages/list.ts'
import { PATIENCE } from '#web/pressure.ts'
import { AS_SERVED, beBeforeOthers } from './pages/as-served.ts'
import { openService, signIn } from './pages/service.ts'
import { paperOf } from './sample-papers.ts'

const OFFICERS = 20
const [url = '', howLong = '60', what = 'both'] = process.argv.slice(2)
const seconds = Number(howLong)
/** 306,494 rows, too large to keep here: `bench/README.md` says where it comes from. */
const CASEWORK = process.env['AMITY_BENCH_CASEWORK'] ?? join(process.cwd(), 'test', 'vectors', 'nyc-casework', 'casework.csv.gz')
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
/** What an officer asks for in a day, by how often: lists and files often, searches now and then, measures seldom. */
const WEIGHTS: Readonly<Record<PageOf['kind'], number>> = { page: 10, search: 3, measure: 1 }
const DAY = PAGES.filter(({ name }) => !name.startsWith('home')).flatMap(page => Array.from({ length: WEIGHTS[page.kind] * (/^(my work|case file$|cases: (open|mine)|triage)/.test(page.name) ? 4 : 1) }, () => page))
/** The same order every time. */
const chance = (n: number): number => { let mixed = Math.imul(n ^ 0x9e3779b1, 0x85ebca6b); mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35); return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32 }

/** The serving process, and the work beside the pages when it is asked for. */
const serve = async (): Promise<void> => {
  beBeforeOthers()
  const service = await openService(url, { patience: PATIENCE })
  process.send?.({ port: service.port })
  process.on('message', (told: { readonly heavy?: boolean }) => { if (told.heavy === true) void beHeavy().catch((problem: unknown) => { say(`The heavy work ended: ${String(problem)}`); process.exit(1) }) })
}

/** Letters drawn fifty at a time, over and over, as the service draws them. */
const beHeavy = async (): Promise<void> => {
  const press = openPress({ threads: 1, file: new URL('../src/web/press-worker.ts', import.meta.url).pathname })
  for (let run = 0; ; run += 1) await press.print({ papers: Array.from({ length: 50 }, (_, at) => paperOf('warning', run * 50 + at)), at: new Date(0) })
}

/** An import of real casework into a partnership of its own, in a process of its own, giving way as `amity import` does; answers how far it is. */
const beImporting = async (): Promise<void> => {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  const { database, stop } = await openService(url)
  const founded = await foundPartnership(database, { name: `Heavy ${Date.now()}`, hosts: [`heavy-${Date.now()}.localhost`], isDemonstration: true, agency: { name: 'NYC demonstration', shortName: 'NYC', kind: 'council' }, officer: { name: 'Demonstration', email: 'demonstration@amity.example', passwordHash: null } })
  const partnership = await findPartnershipById(database, founded.partnershipId)
  const read = readMap(JSON.parse(readFileSync('bench/nyc-map.json', 'utf8')))
  if (partnership === undefined || !read.ok) throw new Error('The bench’s partnership or map of columns is missing')
  let rows = 0
  const began = performance.now()
  process.on('message', () => process.send?.({ rows, seconds: round((performance.now() - began) / 1000) }))
  await importFile({ database, partnership, clock: () => new Date(), rests: true, progress: line => { rows = Number(/^(\d+) of/.exec(line)?.[1] ?? rows) } }, { path: CASEWORK, map: read.map, allOrNothing: false, officerEmail: undefined })
  say(`The import had ended after ${round((performance.now() - began) / 1000)} s`)
  await stop()
}

type Times = Map<string, number[]>
type Ran = { readonly times: Times; readonly statuses: Readonly<Record<string, number>>; readonly perSecond: number; readonly all: number[] }
const summed = (times: Times): number[] => [...times.values()].flat()

const run = async (port: number, chosen: Awaited<ReturnType<typeof choose>>, cookies: Readonly<Record<string, readonly string[]>>, perSecond: number): Promise<Ran> => {
  const agent = browser(400)
  const [times, statuses]: [Times, Record<string, number>] = [new Map(), {}]
  const waiting: Promise<unknown>[] = []
  const began = performance.now()
  for (let n = 0; ; n += 1) {
    // Exponential pauses: arrivals know nothing of each other.
    const at = began + arrivalAt(n, perSecond)
    if (at > began + seconds * 1000) break
    const rest = at - performance.now()
    if (rest > 0) await new Promise(done => { setTimeout(done, rest) })
    const page = DAY[Math.floor(chance(n * 7 + 1) * DAY.length)]
    if (page === undefined) break
    const all = cookies[page.who] ?? []
    waiting.push(ask({ port, host: chosen.host, cookie: all[n % all.length] ?? '', agent }, page.path(chosen.known)).then(({ status }) => {
      // From when it should have been asked: a driver that is late must not hide a wait.
      const ms = performance.now() - at
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status === 200) times.set(page.name, [...times.get(page.name) ?? [], ms])
    }, (problem: unknown) => { statuses[String(problem)] = (statuses[String(problem)] ?? 0) + 1 }))
  }
  await Promise.all(waiting)
  agent.destroy()
  return { times, statuses, perSecond: waiting.length / ((performance.now() - began) / 1000), all: summed(times) }
}
const arrivals: number[] = []
const arrivalAt = (n: number, perSecond: number): number => { while (arrivals.length <= n) arrivals.push((arrivals.at(-1) ?? 0) - Math.log(1 - chance(arrivals.length * 3 + 5))); return (arrivals[n] ?? 0) * 1000 / perSecond }

/** As many at once as there are officers, each asking again as soon as it is answered. */
const saturate = async (port: number, chosen: Awaited<ReturnType<typeof choose>>, cookies: Readonly<Record<string, readonly string[]>>): Promise<{ readonly perSecond: number; readonly p50: number; readonly p99: number }> => {
  const agent = browser(OFFICERS)
  const times: number[] = []
  const until = performance.now() + Math.min(seconds, 20) * 1000
  let n = 0
  await Promise.all(Array.from({ length: OFFICERS }, async () => {
    while (performance.now() < until) {
      const page = DAY[Math.floor(chance((n += 1) * 11 + 3) * DAY.length)]
      const { ms } = await ask({ port, host: chosen.host, cookie: cookies[page?.who ?? 'officer']?.[n % OFFICERS] ?? '', agent }, page?.path(chosen.known) ?? '/diary')
      times.push(ms)
    }
  }))
  agent.destroy()
  return { perSecond: round(times.length / Math.min(seconds, 20)), p50: round(part(times, 0.5)), p99: round(part(times, 0.99)) }
}

const drive = async (): Promise<void> => {
  if ((what === 'heavy' || what === 'both') && !existsSync(CASEWORK)) throw new Error(`No casework to import at ${CASEWORK}: name it with AMITY_BENCH_CASEWORK, or say quiet`)
  const child = fork(import.meta.filename, [url], { execArgv: [...process.execArgv, ...AS_SERVED], env: { ...process.env, AMITY_BENCH_SERVE: 'yes' } })
  const port = await new Promise<number>((done, gone) => { child.once('message', (told: { port: number }) => { done(told.port) }); child.once('exit', gone) })
  const looker = await openService(url)
  const chosen = await choose(looker.database.owner)
  const cookies: Record<string, string[]> = { officer: [], manager: [], administrator: [] }
  for (let n = 0; n < OFFICERS; n += 1) for (const who of ['officer', 'manager', 'administrator'] as const) cookies[who]?.push(await signIn(looker.database, chosen, chosen.eyes[who]))
  await looker.stop()
  // As many at once as have connections: in service those that a burst opened stay for the next (db/open.ts).
  const warm = browser(8)
  for (const page of PAGES) await Promise.all(Array.from({ length: 8 }, () => ask({ port, host: chosen.host, cookie: cookies[page.who]?.[0] ?? '', agent: warm }, page.path(chosen.known))))
  warm.destroy()
  const ran: Record<string, Ran> = {}
  if (what !== 'heavy') ran['quiet'] = await run(port, chosen, cookies, OFFICERS)
  const most = what === 'heavy' ? undefined : await saturate(port, chosen, cookies)
  if (what === 'full') ran['twice what it can do'] = await run(port, chosen, cookies, (most?.perSecond ?? OFFICERS) * 2)
  let howFar: unknown
  if (what === 'heavy' || what === 'both') {
    child.send({ heavy: true })
    const importing = fork(import.meta.filename, [url], { env: { ...process.env, AMITY_BENCH_SERVE: 'import' } })
    await new Promise(done => { setTimeout(done, 5_000) })
    ran['beside heavy work'] = await run(port, chosen, cookies, OFFICERS)
    howFar = await new Promise(done => { importing.once('message', done); importing.once('exit', () => { done('its end') }); importing.send({ howFar: true }) })
    importing.kill('SIGKILL')
  }
  child.kill('SIGKILL')
  for (const [name, { times, statuses, perSecond, all }] of Object.entries(ran)) {
    say(`\n${name}: ${round(perSecond)} a second, p50 ${round(part(all, 0.5))} ms, p99 ${round(part(all, 0.99))} ms; answers ${JSON.stringify(statuses)}`)
    for (const kind of ['page', 'search', 'measure'] as const) {
      const of = PAGES.filter(page => page.kind === kind).flatMap(page => times.get(page.name) ?? [])
      say(`  all of kind ${kind}: ${of.length}  p50 ${round(part(of, 0.5))}  p99 ${round(part(of, 0.99))}`)
    }
    for (const [page, of] of [...times].toSorted(([, a], [, b]) => part(b, 0.99) - part(a, 0.99))) say(`  ${page.padEnd(46)} ${String(of.length).padStart(5)}  p50 ${String(round(part(of, 0.5))).padStart(7)}  p99 ${String(round(part(of, 0.99))).padStart(7)}`)
  }
  say(`\nsaturation, ${OFFICERS} asking without pause: ${JSON.stringify(most)}; heavy work got to ${JSON.stringify(howFar)}`)
  const [before, beside] = [ran['quiet'], ran['beside heavy work']]
  if (before !== undefined && beside !== undefined) say(`p99 beside heavy work over p99 without: ${round(part(beside.all, 0.99) / part(before.all, 0.99), 2)}; p50: ${round(part(beside.all, 0.5) / part(before.all, 0.5), 2)}`)
  writeFileSync(join(tmpdir(), 'amity-bench-load.json'), JSON.stringify({ on: new Date().toISOString(), url: url.replace(/.*\//, ''), seconds, most, howFar, ran: Object.fromEntries(Object.entries(ran).map(([name, { times, statuses, perSecond, all }]) => [name, { statuses, perSecond, p50: part(all, 0.5), p99: part(all, 0.99), pages: Object.fromEntries([...times].map(([page, of]) => [page, { n: of.length, p50: part(of, 0.5), p99: part(of, 0.99) }])) }])) }, undefined, 2))
  process.exit(0)
}
if (process.env['AMITY_BENCH_SERVE'] === undefined) await drive()
else if (process.env['AMITY_BENCH_SERVE'] === 'import') await beImporting()
else await serve()
