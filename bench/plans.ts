// How the pages' statements are planned on a seeded database: each table read in sequence, and what each page reads most of.
// node bench/run.mjs plans URL [part of a page's name]
import pg from 'pg'
import { listenToPlans, readsOfPage } from '#test/harness/plans.ts'
import type { Heard } from '#db/open.ts'
import { ask, browser, textOf } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PAGES } from './pages/list.ts'
import { openService, signIn } from './pages/service.ts'

const [url = '', named = ''] = process.argv.slice(2)
const FEW = 400
let heard: Heard[] = []
const service = await openService(url, { heard: statement => { heard.push(statement) } })
const chosen = await choose(service.database.owner)
const client = new pg.Client(url)
await client.connect()
await listenToPlans(client)
const { rows: big } = await client.query<{ name: string }>(`select relname as name from pg_class where relkind = 'r' and reltuples > 2000`)
const isBig = new Set(big.map(({ name }) => name))
const agent = browser(1)
for (const page of PAGES.filter(one => one.name.includes(named))) {
  const cookie = await signIn(service.database, chosen, chosen.eyes[page.who])
  heard = []
  const answer = await ask({ port: service.port, host: chosen.host, cookie, agent }, page.path(chosen.known))
  const reads = await readsOfPage(client, heard)
  process.stdout.write(`${page.name} ${answer.status}${answer.status < 400 ? '' : textOf(answer).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').slice(-600)}\n`)
  for (const read of reads.filter(one => one.rows > FEW || (one.by === 'Seq Scan' && isBig.has(one.table))).toSorted((a, b) => b.rows - a.rows).slice(0, 6)) process.stdout.write(`    ${String(read.rows).padStart(8)} ${read.table.padEnd(20)} ${read.by.padEnd(44)} ${read.statement.slice(0, 110)}\n`)
}
agent.destroy()
await client.end()
await service.stop()
