// What the database itself says, asked by the owner: its version, steps not taken, and jobs of one partnership that were given up.
import { migrations } from '#db/migrate.ts'
import type { Database } from '#db/open.ts'

export type OfDatabase = { readonly postgres: string; readonly folds: boolean; readonly migrations: { readonly waiting: number; readonly newer: number }; readonly failedNews: ReadonlyMap<number, number> }

export const readDatabase = async ({ owner }: Database): Promise<OfDatabase> => {
  const { rows } = await owner.query<{ name: string }>('select name from migrations')
  const [taken, known] = [new Set(rows.map(({ name }) => name)), new Set(migrations().map(({ name }) => name))]
  const { rows: [server] } = await owner.query<{ version: string; folds: boolean; boss: boolean }>(`select current_setting('server_version') as version, lower('É') = 'é' as folds, to_regclass('pgboss.job') is not null as boss`)
  return {
    folds: server?.folds ?? true,
    postgres: (server?.version ?? 'unknown').split(' ')[0] ?? 'unknown',
    migrations: { waiting: [...known].filter(name => !taken.has(name)).length, newer: [...taken].filter(name => !known.has(name)).length },
    failedNews: server?.boss === true ? await failedNews(owner) : new Map(),
  }
}

/** News that no reader could act on after all tries. pg-boss keeps such jobs for a while, then forgets them. */
const failedNews = async (owner: Database['owner']): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await owner.query<{ id: number; n: number }>(`select (data -> 'news' ->> 'partnershipId')::int as id, count(*)::int as n
    from (select data from pgboss.job where name = 'news' and state = 'failed' limit 10000) j group by 1`)
  return new Map(rows.map(({ id, n }) => [id, n]))
}
