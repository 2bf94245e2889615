// What the database itself shows: every table and view the web role may read, row by row, as one walker, in both worlds.
import { sql } from 'kysely'
import { keepWork, type Actor } from '#db/work.ts'
import { digestOf } from '#web/csrf.ts'
import { findKeyHolder, findPerson, findSession } from '#web/visitors.ts'
import { quiet } from './noise.ts'
import type { Walker } from './walkers.ts'
import type { World } from './worlds.ts'

/** Who the web layer takes a walker for. */
export const actorOf = async ({ database, partnership, now }: World, { way, cookies, headers }: Walker): Promise<Actor | undefined> => {
  if (way === 'officer' || way === 'left') {
    const session = await findSession(database, partnership, cookies['amity_session'], now)
    return session !== undefined && 'actor' in session ? session.actor : undefined
  }
  if (way === 'person') return findPerson(database, partnership, cookies['amity_own_page'], now)
  if (way === 'key') return findKeyHolder(database, partnership, headers['x-api-key'] ?? '', now)
  return { kind: 'public', key: digestOf('a draft nobody began') }
}

/** Columns of the wall's own upkeep, which no page reads (tables.test.ts), and two moments by the database's clock instead of the work's. */
const UPKEEP = ['visible_to', 'hidden_from', 'principal', 'changed_at', 'created_at']
/** An agency goes on seeing that something was shared with it and when that ended: it knew. */
const KNEW: Readonly<Record<string, string>> = { 'an officer whose grant lapsed': 'case_grants' }

/** Every row this walker's own queries could read, one text a table. Undefined when they have no way in at all. */
export const rowsFor = async (world: World, walker: Walker, known: ReadonlySet<string>): Promise<ReadonlyMap<string, string> | undefined> => {
  const actor = await actorOf(world, walker)
  if (actor === undefined) return undefined
  const { rows: tables } = await world.database.owner.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'v', 'p') and has_column_privilege('amity_web', c.oid, a.attnum, 'select') group by 1 order by 1`)
  const shown = new Map<string, string>()
  await keepWork(world.database, actor, { partnership: world.partnership, now: world.now, purpose: 'to compare' }, async work => {
    for (const { name, columns } of tables.filter(one => one.name !== KNEW[walker.who])) {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from (select ${sql.raw(columns.filter(column => !UPKEEP.includes(column)).join(', '))} from ${sql.raw(name)}) t`.execute(work.db)
      shown.set(name, rows.map(({ row }) => quiet(row, known)).toSorted().join('\n'))
    }
  })
  return shown
}
