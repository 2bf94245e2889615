// What each page reads in sequence once its connection has kept its plans: a plan looked at once (bench plans, the test of plans) is made for one
// value, and the one that is kept for any may be another. npm run bench -- kept URL [part of a page's name]
import { sql } from 'kysely'
import { ask, browser } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PAGES, type PageOf, type Who } from './pages/list.ts'
import { openService, signIn } from './pages/service.ts'

const [url = 'postgres://postgres@127.0.0.1:5520/amity_1m', named = ''] = process.argv.slice(2)
/** The sixth time PostgreSQL may keep a plan. */
const TIMES = 10
/** Of tables with fewer rows: reading them whole is cheaper than any index. */
const BIG = 1_000
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

const service = await openService(url, { connections: 1 })
const { owner, web } = service.database
const chosen = await choose(owner)
const cookies: Record<Who, string> = { officer: await signIn(service.database, chosen, chosen.eyes.officer), manager: await signIn(service.database, chosen, chosen.eyes.manager), administrator: await signIn(service.database, chosen, chosen.eyes.administrator) }
const agent = browser(1)

/** Rows read in sequence so far, by table. A connection's counts are seen when it says so. */
const counted = async (): Promise<ReadonlyMap<string, number>> => {
  await sql`select pg_stat_force_next_flush()`.execute(web)
  const { rows } = await owner.query<{ table: string; rows: number }>('select s.relname as table, s.seq_tup_read::float8 as rows from pg_stat_user_tables s join pg_class c on c.oid = s.relid where c.reltuples >= $1', [BIG])
  return new Map(rows.map(({ table, rows: read }) => [table, read]))
}
const inSequence = async (page: PageOf): Promise<readonly string[]> => {
  const before = await counted()
  for (let time = 0; time < TIMES; time += 1) await ask({ port: service.port, host: chosen.host, cookie: cookies[page.who], agent }, page.path(chosen.known))
  return [...await counted()].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)] as const).filter(([, rows]) => rows >= BIG).map(([table, rows]) => `${page.name}: ${Math.round(rows / TIMES)} rows of ${table} each time`)
}
try {
  let [pages, faults] = [0, 0]
  for (const page of PAGES.filter(({ name }) => name.includes(named))) {
    pages += 1
    // Somebody else's reading may be counted meanwhile, and is so once.
    if ((await inSequence(page)).length === 0) continue
    for (const line of await inSequence(page)) { faults += 1; say(line) }
  }
  say(`${pages} pages, ${TIMES} times each on one connection: ${faults} read a table in sequence.`)
} finally {
  agent.destroy()
  await service.stop()
}
