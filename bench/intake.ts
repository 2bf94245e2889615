// How many whole reports from the public are kept a second, durably, against single rows put in by pgbench on the same server with as many at
// once, by turns in one run. node bench/run.mjs intake URL [AT ONCE] [SECONDS A TURN]
import { spawnSync } from 'node:child_process'
import { fork } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ask, browser, part, round, textOf } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PATIENCE } from '#web/pressure.ts'
import { AS_SERVED } from './pages/as-served.ts'
import { openService } from './pages/service.ts'

const [url = '', howMany = '10', howLong = '15'] = process.argv.slice(2)
const [atOnce, seconds] = [Number(howMany), Number(howLong)]
const TURNS = 3
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

const ANSWERS: readonly (readonly [string, string])[] = [
  ['category', 'category=noise'], ['danger', 'danger=no'], ['story', 'story=Loud+music+through+the+wall+most+nights+until+two%2C+and+shouting+in+the+stairwell'], ['when', 'often=Most+days'], ['where', 'place=14+Larch+Walk&postcode='],
  ['effect', 'harmed=Me&effect=No+sleep'], ['who', 'who='], ['because', ''], ['vulnerable', 'children=no&vulnerability='], ['contact', 'named=yes&name=Irene+Larkin&phone=07700+900+123&email=&means=phone&mustNotKnow='], ['needs', 'share=yes'],
]

type Way = { readonly name: string; readonly one: (to: { readonly port: number; readonly host: string; readonly agent: ReturnType<typeof browser> }, n: number) => Promise<void> }
const must = (status: number, wanted: number, at: string): void => { if (status !== wanted) throw new Error(`${at}: ${status}`) }

/** Another system hands a whole report over in one request. */
const open311: Way = { name: 'Open311, one request a report', one: async (to, n) => {
  const { status } = await ask({ ...to }, '/open311/v2/requests.json', `service_code=noise&description=Loud+music+through+the+wall+most+nights+until+two+${n}&address_string=14+Larch+Walk&first_name=Irene&last_name=Larkin&phone=07700900123`)
  must(status, 200, 'open311')
} }

/** Somebody with a browser: every page of the journey is looked at and sent. */
const journey: Way = { name: 'the public pages, 13 pages looked at and sent', one: async (to, _n) => {
  const jar = new Map<string, string>()
  const go = async (path: string, form?: string): Promise<{ readonly status: number; readonly text: string; readonly location: string }> => {
    const answer = await ask({ ...to, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }, path, form)
    for (const set of answer.headers['set-cookie'] ?? []) { const [pair = ''] = set.split(';'); const at = pair.indexOf('='); jar.set(pair.slice(0, at), pair.slice(at + 1)) }
    return { status: answer.status, text: form === undefined ? textOf(answer) : '', location: String(answer.headers['location'] ?? '') }
  }
  const hidden = (text: string): string => [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')
  await go('/report')
  for (const [page, form] of ANSWERS) { const shown = await go(`/report/${page}`); must((await go(`/report/${page}`, `${hidden(shown.text)}&${form}`)).status, 303, page) }
  const check = await go('/report/check')
  must((await go('/report/check', hidden(check.text))).status, 303, 'check')
} }

const turnOf = async (way: Way, to: { readonly port: number; readonly host: string }): Promise<{ readonly perSecond: number; readonly p50: number; readonly p99: number }> => {
  const agent = browser(atOnce)
  const times: number[] = []
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, async (_, lane) => {
    while (performance.now() < began + seconds * 1000) { const at = performance.now(); await way.one({ ...to, agent }, lane * 1_000_000 + times.length); times.push(performance.now() - at) }
  }))
  agent.destroy()
  return { perSecond: times.length / ((performance.now() - began) / 1000), p50: part(times, 0.5), p99: part(times, 0.99) }
}

const pgbench = (script: string): number => {
  const { stdout, stderr } = spawnSync('pgbench', ['-n', '-c', String(atOnce), '-j', '2', '-T', String(seconds), '-M', 'prepared', '-f', script, url], { encoding: 'utf8' })
  const found = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (found === undefined) throw new Error(stderr)
  return Number(found)
}

const serve = async (): Promise<void> => { const service = await openService(url, { patience: PATIENCE }); process.send?.({ port: service.port }) }

const measure = async (): Promise<void> => {
  const child = fork(import.meta.filename, [url], { execArgv: [...process.execArgv, ...AS_SERVED], env: { ...process.env, AMITY_BENCH_SERVE: 'yes' } })
  const port = await new Promise<number>((done, gone) => { child.once('message', (told: { port: number }) => { done(told.port) }); child.once('exit', gone) })
  const owner = new pg.Pool({ connectionString: url })
  const { host, partnershipId } = await choose(owner)
  await owner.query(`insert into settings (partnership_id, key, value) values ($1, 'open311', $2) on conflict do nothing`, [partnershipId, JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: true, showWaiting: true, tellWords: true, gridMetres: 0, jurisdiction: '' })])
  await owner.query('create table if not exists bench_intake (id bigserial primary key, at timestamptz not null default now(), story text not null)')
  const { rows: [durable] } = await owner.query<{ fsync: string; sync: string }>(`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync`)
  const script = join(mkdtempSync(join(tmpdir(), 'amity-pgbench-')), 'insert.sql')
  writeFileSync(script, `insert into bench_intake (story) values ('Loud music through the wall most nights until two, and shouting in the stairwell');\n`)
  const count = async (): Promise<number> => Number((await owner.query<{ n: string }>('select count(*) as n from reports where partnership_id = $1', [partnershipId])).rows[0]?.n)
  const found: Record<string, number[]> = { pgbench: [] }
  for (let turn = 0; turn < TURNS; turn += 1) {
    found['pgbench']?.push(pgbench(script))
    for (const way of [open311, journey]) {
      const before = await count()
      const { perSecond, p50, p99 } = await turnOf(way, { port, host })
      const kept = await count() - before
      found[way.name] = [...found[way.name] ?? [], perSecond]
      say(`turn ${turn + 1}: ${way.name}: ${round(perSecond)} a second (p50 ${round(p50)}, p99 ${round(p99)} ms); ${kept} kept`)
    }
    say(`turn ${turn + 1}: pgbench, single rows: ${round(found['pgbench']?.at(-1) ?? 0)} a second`)
  }
  const rows = part(found['pgbench'] ?? [], 0.5)
  say(`${atOnce} at once, fsync ${durable?.fsync}, synchronous_commit ${durable?.sync}. Single rows: ${round(rows)} a second (median of ${TURNS})`)
  for (const { name } of [open311, journey]) say(`${name}: ${round(part(found[name] ?? [], 0.5))} a second, ${round(part(found[name] ?? [], 0.5) / rows, 4)} times (wanted 0.1)`)
  await owner.end()
  child.kill('SIGKILL')
  process.exit(0)
}
if (process.env['AMITY_BENCH_SERVE'] === undefined) await measure()
else await serve()
