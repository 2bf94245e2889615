// How much waits in each queue and for how long, of all partnerships together: figures for whoever runs the machines.
import type { Database } from '#db/open.ts'
import { asGate } from './outbox.ts'

export type QueueFigure = { readonly waiting: number; readonly oldestSeconds: number }

/** Counted no further: a queue this long is long, and counting it must not cost more than serving it. */
const MOST = 10_000

/** Each: [name, rows that wait, their moment]. Every one of them is led by an index of what waits alone. */
const WAITING: readonly (readonly [name: string, from: string, moment: string])[] = [
  ['news', 'outbox where handed_on_at is null', 'announced_at'],
  ['messages', `outgoing_messages where state in ('waiting', 'sending') and means <> 'post'`, 'written_at'],
  ['files without a home', 'attachments where unhomed_at is not null and case_id is null and report_id is null', 'given_at'],
  ['files not scanned', `attachments where scan = 'not scanned' and scanned_at is null`, 'given_at'],
  ['audit lines not sealed', 'audit_events where position is null', 'at'],
]

const figureSql = ([name, from, moment]: (typeof WAITING)[number]): string =>
  `select '${name}' as name, count(*)::int as waiting, coalesce(extract(epoch from now() - min(moment)), 0)::float as "oldestSeconds" from (select ${moment} as moment from ${from} order by ${moment} limit ${MOST}) w`

export const queueFigures = async (database: Database): Promise<ReadonlyMap<string, QueueFigure>> => {
  const { rows } = await asGate(database, client => client.query<QueueFigure & { readonly name: string }>(WAITING.map(figureSql).join(' union all ')))
  return new Map([...rows, ...await jobFigures(database)].map(({ name, waiting, oldestSeconds }) => [name, { waiting, oldestSeconds: Math.max(0, oldestSeconds) }]))
}

/** pg-boss makes its tables with the first worker. */
const jobFigures = async ({ owner }: Database): Promise<readonly (QueueFigure & { readonly name: string })[]> => {
  const { rows: [made] } = await owner.query<{ there: boolean }>(`select to_regclass('pgboss.job') is not null as there`)
  if (made?.there !== true) return []
  const { rows } = await owner.query<QueueFigure & { readonly name: string }>(`
    select 'jobs: ' || s.state as name, count(j.created)::int as waiting, coalesce(extract(epoch from now() - min(j.created)), 0)::float as "oldestSeconds"
    from (values ('created'), ('retry'), ('active'), ('failed')) s (state) left join lateral (select created_on as created from pgboss.job where state = s.state::pgboss.job_state limit ${MOST}) j on true group by s.state`)
  return rows
}
