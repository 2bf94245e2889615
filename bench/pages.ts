// Every page of an officer's day over real HTTP on seeded databases: queries, time of the database, whole time, bytes, and how they grow with
// the data. node bench/run.mjs pages [RUNS] [URL of a small one] [URL of a large one]
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, besides, browser, part, round, textOf } from './pages/http.ts'
import { choose, type Chosen } from './pages/known.ts'
import { PAGES, type PageOf, type Who } from './pages/list.ts'
import { openService, signIn } from './pages/service.ts'

const [howOften = '30', ...given] = process.argv.slice(2)
const SEEDED = ['amity_10k', 'amity_1m'].map(name => `postgres://postgres@127.0.0.1:5520/${name}`)
const [runs, urls] = [Number(howOften), given.length > 0 ? given : SEEDED]
const WARM = 4
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

type Timed = { readonly page: string; readonly kind: PageOf['kind']; readonly status: number; readonly queries: readonly number[]; readonly sqlMs: number; readonly totalMs: number; readonly worstMs: number; readonly bytes: number; readonly besides: number; readonly slowest: { readonly ms: number; readonly sql: string } }
type Size = { readonly url: string; readonly chosen: Omit<Chosen, 'known' | 'eyes'>; readonly pages: readonly Timed[] }

const measure = async (url: string): Promise<Size> => {
  let heard: { readonly sql: string; readonly ms: number }[] = []
  const service = await openService(url, { heard: ({ sql, ms }) => { heard.push({ sql, ms }) } })
  const chosen = await choose(service.database.owner)
  const cookies: Record<Who, string> = { officer: await signIn(service.database, chosen, chosen.eyes.officer), manager: await signIn(service.database, chosen, chosen.eyes.manager), administrator: await signIn(service.database, chosen, chosen.eyes.administrator) }
  const agent = browser(1)
  const pages: Timed[] = []
  for (const page of PAGES) {
    const [times, inSql, queries]: [number[], number[], Set<number>] = [[], [], new Set()]
    let [last, slowest] = [await ask({ port: service.port, host: chosen.host, cookie: cookies[page.who], agent }, page.path(chosen.known)), { ms: 0, sql: '' }]
    for (let run = 1; run < runs + WARM; run += 1) {
      heard = []
      last = await ask({ port: service.port, host: chosen.host, cookie: cookies[page.who], agent }, page.path(chosen.known))
      queries.add(heard.length)
      if (run < WARM) continue
      times.push(last.ms)
      inSql.push(heard.reduce((sum, { ms }) => sum + ms, 0))
      for (const one of heard) if (one.ms > slowest.ms) slowest = one
    }
    const timed: Timed = { page: page.name, kind: page.kind, status: last.status, queries: [...queries], sqlMs: round(part(inSql, 0.5)), totalMs: round(part(times, 0.5)), worstMs: round(part(times, 0.99)), bytes: last.bytes, besides: besides(textOf(last)).length, slowest: { ms: round(slowest.ms), sql: slowest.sql.replaceAll(/\s+/g, ' ').slice(0, 300) } }
    pages.push(timed)
    say(`${timed.page.padEnd(46)} ${timed.status}  queries ${timed.queries.join('/').padStart(4)}  SQL ${String(timed.sqlMs).padStart(7)} ms  whole ${String(timed.totalMs).padStart(7)}  99th ${String(timed.worstMs).padStart(7)}  ${String(timed.bytes).padStart(6)} B  + ${timed.besides}`)
  }
  agent.destroy()
  await service.stop()
  const { known: _known, eyes: _eyes, ...rest } = chosen
  return { url: url.replace(/.*\//, ''), chosen: rest, pages }
}

const sizes: Size[] = []
for (const url of urls) {
  say(`\n${url.replace(/.*\//, '')}`)
  const size = await measure(url)
  say(JSON.stringify(size.chosen))
  sizes.push(size)
}
const [small, large] = sizes
if (small !== undefined && large !== undefined) {
  say(`\n| page | queries | SQL ms ${small.url}, ${large.url} | whole ms | times longer | whole over SQL | kB | besides |\n|---|---|---|---|---|---|---|---|`)
  for (const [at, one] of large.pages.entries()) {
    const before = small.pages[at]
    if (before !== undefined) say(`| ${one.page} | ${[...new Set([...before.queries, ...one.queries])].join(', ')} | ${before.sqlMs}, ${one.sqlMs} | ${before.totalMs}, ${one.totalMs} (99th: ${one.worstMs}) | ${round(one.totalMs / before.totalMs, 2)} | ${round(one.totalMs / one.sqlMs, 1)} | ${round(one.bytes / 1000)} | ${one.besides} |`)
  }
}
writeFileSync(join(tmpdir(), 'amity-bench-pages.json'), JSON.stringify({ on: new Date().toISOString(), runs, sizes }, undefined, 2))
