// What the replicas are asked, read from their own logs: measures and exports while they keep up, a case never, and nothing while they lag.
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from '#db/open.ts'
import { exportRecords } from '#rooms/imports/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import type { Cluster, Node } from './cluster.ts'
import type { FailingTown } from './town.ts'

type Setting = { readonly cluster: Cluster; readonly database: Database; readonly town: FailingTown; readonly base: string; readonly folder: string; readonly asSuperuser: (node: Node) => pg.PoolConfig; readonly say: (line: string) => void }

const MEASURES = ['/measures', '/measures/resolved', '/measures/resolved/cases', '/measures/handling', '/measures/handling/answers'] as const
const OTHERS = ['/cases', '/cases?find=Loud', '/people?find=Larkin', '/diary', '/registers', '/who-works-with', '/account'] as const
const ofCase = (at: string): readonly string[] => [at, `${at}/print`, `${at}/as-seen`, `${at}/exhibits`, `${at}/tools`, `${at}/court`, `${at}/disclosures`]

/** @returns the first value of the answer, as text */
const onNode = async ({ asSuperuser }: Setting, node: Node, statement: string): Promise<string> => {
  const client = new pg.Client(asSuperuser(node))
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(statement)
  await client.end()
  return String(Object.values(rows[0] ?? {})[0])
}
const standbys = async ({ cluster }: Setting): Promise<readonly Node[]> => {
  const leader = await cluster.leader()
  return ([1, 2, 3] as const).filter(node => node !== leader)
}
const eachStandby = async (setting: Setting, statement: string): Promise<readonly string[]> => {
  const said: string[] = []
  for (const node of await standbys(setting)) said.push(await onNode(setting, node, statement))
  return said
}

/** Does `act` while the standbys replay nothing and the primary holds something newer. Patroni lets a paused standby go on after a few seconds: then it is done again. */
const heldBack = async <Answer>(setting: Setting, act: () => Promise<Answer>): Promise<Answer> => {
  const arePaused = async (): Promise<boolean> => (await eachStandby(setting, `select pg_get_wal_replay_pause_state()`)).every(state => state === 'paused')
  for (let times = 0; times < 60; times += 1) {
    await eachStandby(setting, 'select pg_wal_replay_pause()')
    await setting.town.work(work => work.db.insertInto('settings').values({ partnershipId: work.partnership.id, key: `held back ${work.newId()}`, value: 'true' }).execute())
    if (!await arePaused()) continue
    const answer = await act()
    if (await arePaused()) return answer
  }
  throw new Error('The standbys could not be held back for as long as a page takes')
}

/** Statements of the pages' login that a node ran while `act` ran, without what begins, ends and sets up a transaction. */
const askedDuring = async ({ cluster }: Setting, nodes: readonly Node[], act: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = new Map(nodes.map(node => [node, readFileSync(cluster.logOf(node)).length]))
  await act()
  await pause(200)
  return nodes.flatMap(node => {
    const said = readFileSync(cluster.logOf(node)).subarray(before.get(node)).toString('utf8')
    return [...said.matchAll(/LOG:\s+(?:statement|execute [^:]*): ([\s\S]*?)(?=\n\d{4}-\d\d-\d\d |$)/g)].map(([, sql = '']) => sql).filter(sql => !/^(?:begin|start|commit|rollback|set)\b|^select set_config/i.test(sql))
  })
}
const isQuestion = (sql: string): boolean => sql.includes('pg_last_wal_replay_lsn()')
const ofRows = (asked: readonly string[]): readonly string[] => asked.filter(sql => !isQuestion(sql))

const open = async ({ base, town }: Setting, at: string): Promise<void> => {
  const answer = await fetch(base + at, { redirect: 'manual', headers: { cookie: `amity_session=${town.session}` } })
  const text = await answer.text()
  if (answer.status !== 200 && answer.status !== 303) throw new Error(`${at} answers ${answer.status}: ${text.replaceAll(/<[^>]+>|\s+/g, ' ').slice(0, 300)}`)
}
const exported = async ({ database, town, folder }: Setting): Promise<number> => {
  const to = path.join(folder, 'cases.csv')
  const { rows } = await exportRecords({ database, partnership: town.partnership, clock: () => new Date(), progress: () => undefined }, { kind: 'cases', to, restrictedBecause: undefined })
  rmSync(to)
  return rows
}

const must = (holds: boolean, what: string): void => { if (!holds) throw new Error(what) }

/** Each page of the measures, and an export, reads rows on a standby (or none does). */
const figuresReadThere = async (setting: Setting, there: boolean, cases: number): Promise<string> => {
  const nodes = await standbys(setting)
  const counted: number[] = []
  const during = (act: () => Promise<void>): Promise<readonly string[]> => there ? askedDuring(setting, nodes, act) : heldBack(setting, () => askedDuring(setting, nodes, act))
  for (const at of MEASURES) {
    const asked = await during(() => open(setting, at))
    must(asked.some(isQuestion), `${at} did not ask a replica how far it is`)
    must((ofRows(asked).length > 0) === there, `${at} ${there ? 'read nothing' : 'read rows'} on a replica: ${ofRows(asked).join('; ').slice(0, 300)}`)
    counted.push(ofRows(asked).length)
  }
  let rows = -1
  const asked = await during(async () => { rows = await exported(setting) })
  must(rows === cases, `${rows} cases were exported of ${cases}`)
  must(ofRows(asked).some(sql => sql.includes('"cases"')) === there, `The export ${there ? 'did not read' : 'read'} its cases on a replica`)
  return `${counted.length} pages of measures (${counted.join(', ')} statements there) and an export of ${rows} cases`
}

/** The same, of everything else somebody opens in a day: no replica is even asked how far it is. */
const restNeverThere = async (setting: Setting, at: string): Promise<number> => {
  const pages = [...ofCase(at), ...OTHERS]
  const asked = await askedDuring(setting, await standbys(setting), async () => { for (const one of pages) await open(setting, one) })
  must(asked.length === 0, `Something beside measures was asked of a replica: ${asked.join('; ').slice(0, 300)}`)
  const here = await askedDuring(setting, [1, 2, 3], () => open(setting, at))
  must(here.some(sql => sql.includes('"cases"')), 'The logs show no case read anywhere: they would not show one read on a replica')
  return pages.length
}

/** Throws with what was seen when a replica is asked for more, or for less, than it may be. Needs `listen` from before the service's first connection. */
export const tryReplica = async (setting: Setting): Promise<void> => {
  const { town, say } = setting
  const given = await caseIn(town)
  say(`replica keeping up: ${await figuresReadThere(setting, true, 1)} read on the replicas`)
  say(`replica keeping up: ${await restNeverThere(setting, given.path)} other pages, the case file among them, asked nothing of a replica`)
  await caseIn(town)
  say(`replica held back: ${await figuresReadThere(setting, false, 2)}: all read on the primary`)
  await eachStandby(setting, 'select pg_wal_replay_resume()')
  await pause(2_000)
  say(`replica keeping up again: ${await figuresReadThere(setting, true, 2)} read on the replicas`)
}

/** The pages' login has its statements written in each node's log, from its next connection on; and no more. */
export const listen = async (asSuperuser: pg.PoolConfig, on: boolean): Promise<void> => {
  const client = new pg.Client(asSuperuser)
  await client.connect()
  const { rows } = await client.query<{ name: string }>(`select rolname as name from pg_roles where rolname like 'amity\\_login\\_%'`)
  for (const { name } of rows) await client.query(`alter role ${pg.escapeIdentifier(name)} ${on ? `set log_statement = 'all'` : 'reset log_statement'}`)
  await client.end()
}
