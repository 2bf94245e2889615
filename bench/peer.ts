// Beside Directus: the same operations, ours and theirs by turns in one run, at twenty closed-loop connections. bench/peer/compare.sh starts both and this.
// DATABASE_URL=<seeded> OURS=http://… THEIRS=http://… OURS_PID= OURS_PG= THEIRS_PID= THEIRS_PG= node bench/run.mjs peer "list, page 2" …
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { pssMegabytes, rssMegabytes } from './peer/memory.ts'
import { ours } from './peer/ours.ts'
import { untilQuiet } from './peer/quiet.ts'
import { foundBy, shooter, type Operation, type Round } from './peer/shoot.ts'
import { theirs } from './peer/theirs.ts'

const env = (name: string, otherwise: string): string => process.env[name] ?? otherwise
const [ourUrl, theirUrl, out] = [env('OURS', 'http://127.0.0.1:3200'), env('THEIRS', 'http://127.0.0.1:8055'), env('OUT', '/tmp/amity-peer.json')]
const [connections, seconds, warm] = [Number(env('CONNECTIONS', '20')), Number(env('ROUND', '15')), Number(env('WARM', '4'))]
const only = env('ONLY', 'both')
/** The deep page of the list: 500 of a million cases; fewer cases have fewer pages. */
const deep = Number(env('DEEP', '500'))
const wanted = process.argv.slice(2)
const shoot = shooter(env('PEER_WORK', '/tmp/peer'))
const pool = new pg.Pool({ connectionString: env('DATABASE_URL', ''), max: 2 })

/** Asked for before each round of a search: how many of so many find something. */
const TRIES = 20
type Row = { readonly name: string; readonly ours?: Round; readonly theirs?: Round; readonly ratio?: number; readonly oursFind?: number; readonly theirsFind?: number; readonly ourRss: number; readonly theirRss: number; readonly ourPss: number; readonly theirPss: number; readonly at: string }
const round = async (url: string, operation: Operation | undefined): Promise<Round | undefined> => {
  if (operation === undefined) return undefined
  // Queries of theirs that nobody waited for any more went on for twenty seconds, in our round.
  await untilQuiet()
  await shoot(url, operation, { connections, seconds: warm })
  return shoot(url, operation, { connections, seconds })
}
const said = (one: Round | undefined, finds: number | undefined): string => one === undefined ? '-' : `${one.perSecond.toFixed(1)}/s (p50 ${one.p50}, p99 ${one.p99} ms${one.wrong === 0 ? '' : `, ${one.wrong} WRONG`}${finds === undefined ? '' : `; found ${finds} of ${TRIES}`})`
const written = (rows: readonly Row[]): string => ['| at %s connections | ours | theirs | ours / theirs | MB ours: service + database | MB theirs |'.replace('%s', String(connections)), '|---|---|---|---|---|---|',
  ...rows.map(row => `| ${row.name} | ${said(row.ours, row.oursFind)} | ${said(row.theirs, row.theirsFind)} | ${row.ratio?.toFixed(1) ?? '-'} | ${row.ourRss} + ${row.ourPss} | ${row.theirRss} + ${row.theirPss} |`)].join('\n')

const [mine, them] = [only === 'theirs' ? [] : await ours(ourUrl, pool, deep), only === 'ours' ? [] : await theirs(theirUrl, deep)]
const names = [...new Set([...mine, ...them].map(({ name }) => name))].filter(name => wanted.length === 0 || wanted.some(part => name.startsWith(part)))
const all: Row[] = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : []
const now: Row[] = []
for (const name of names) {
  const [our, their] = [mine.find(one => one.name === name), them.find(one => one.name === name)]
  const [oursFind, theirsFind] = [our === undefined ? undefined : await foundBy(ourUrl, our, TRIES), their === undefined ? undefined : await foundBy(theirUrl, their, TRIES)]
  const theirRound = await round(theirUrl, their)
  const ourRound = await round(ourUrl, our)
  const row = {
    name, ...ourRound === undefined ? {} : { ours: ourRound }, ...theirRound === undefined ? {} : { theirs: theirRound }, ...ourRound === undefined || theirRound === undefined ? {} : { ratio: ourRound.perSecond / theirRound.perSecond },
    ...oursFind === undefined ? {} : { oursFind }, ...theirsFind === undefined ? {} : { theirsFind }, at: new Date().toISOString(),
    ourRss: rssMegabytes(env('OURS_PID', '0')), theirRss: rssMegabytes(env('THEIRS_PID', '0')), ourPss: pssMegabytes(env('OURS_PG', '0')), theirPss: pssMegabytes(env('THEIRS_PG', '0')),
  }
  now.push(row)
  process.stdout.write(`${name}: ours ${said(ourRound, oursFind)}, theirs ${said(theirRound, theirsFind)}\n`)
  writeFileSync(out, JSON.stringify([...all, ...now], undefined, 1))
}
process.stdout.write(`\n${written(now)}\n`)
await pool.end()
