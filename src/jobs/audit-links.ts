// The index of who saw which record, held against the lines it was made from: it must say all they say, and nothing more.
import type pg from 'pg'
import { z } from 'zod'
import type { Finding } from './audit-finding.ts'
import { isEmptied, type Row } from './audit-rows.ts'

type Link = { readonly eventId: string; readonly kind: string; readonly recordId: string; readonly how: string; readonly at: Date; readonly officerId: string | null }

const ids = z.array(z.string())
const changesShape = z.object({ '@how': z.string().optional(), '@as': z.string().optional(), '@case': ids.optional(), '@person': ids.optional(), '@report': ids.optional(), '@shown': z.record(z.string(), ids).optional() })

/** As amity.links_of makes them: what a line is about comes before what it showed. Keys: 'case <id>'; values: how. */
const linksOf = (changes: string): ReadonlyMap<string, string> => {
  const read = changesShape.safeParse(JSON.parse(changes))
  if (!read.success) return new Map()
  const { '@how': how = 'read', '@as': as = 'list', '@shown': shown = {} } = read.data
  const about = (['case', 'person', 'report'] as const).flatMap(kind => (read.data[`@${kind}`] ?? []).map((id): [string, string] => [`${kind} ${id}`, how]))
  return new Map([...Object.entries(shown).flatMap(([kind, all]) => all.map((id): [string, string] => [`${kind} ${id}`, as])), ...about])
}

const namesRecords = (changes: string): boolean => /"@(case|person|report|shown)"/.test(changes)

const disagreement = (row: Row, links: readonly Link[]): string | undefined => {
  const foreign = links.find(({ at, officerId }) => at.getTime() !== row.at.getTime() || officerId !== row.officerId)
  if (foreign !== undefined) return `an entry for ${foreign.kind} ${foreign.recordId} names another officer or time than the line`
  // What was emptied cannot be held against anything; what was written before there was an index is linked by its subject.
  if (isEmptied(row)) return undefined
  const named = row.changes !== null && namesRecords(row.changes)
  const expected = named ? linksOf(row.changes ?? '{}') : new Map(links.filter(({ kind, recordId }) => row.subject === `${kind} ${recordId}`).map(({ kind, recordId, how }) => [`${kind} ${recordId}`, how]))
  const actual = new Map(links.map(({ kind, recordId, how }) => [`${kind} ${recordId}`, how]))
  const [missing, extra] = [[...expected].find(([key, how]) => actual.get(key) !== how), [...actual].find(([key]) => !expected.has(key))]
  if (missing !== undefined) return `the entry for ${missing[0]} is gone or changed`
  return extra === undefined ? undefined : `an entry for ${extra[0]} was put in`
}

export const checkLinks = async (client: pg.PoolClient, partnershipId: number, rows: readonly Row[]): Promise<readonly Finding[]> => {
  const { rows: all } = await client.query<Link>(`select event_id as "eventId", kind, record_id as "recordId", how, at, officer_id as "officerId" from audit_links where partnership_id = $1 and event_id = any($2::uuid[])`, [partnershipId, rows.map(({ id }) => id)])
  const byEvent = Map.groupBy(all, ({ eventId }) => eventId)
  return rows.flatMap(row => {
    const says = disagreement(row, byEvent.get(row.id) ?? [])
    return says === undefined ? [] : [{ partnershipId, kind: 'index' as const, position: row.position, at: row.at, action: row.action, says: `The index of who saw what does not agree with record ${row.id}: ${says}.` }]
  })
}

const MOST_NAMED = 20

/** Entries that name a line which is not there. */
export const looseLinks = async (client: pg.PoolClient, partnershipId: number): Promise<readonly Finding[]> => {
  const { rows } = await client.query<{ eventId: string; at: Date; how: string }>(`select distinct event_id as "eventId", at, how from audit_links l where partnership_id = $1
    and not exists (select from audit_events e where e.partnership_id = l.partnership_id and e.id = l.event_id) limit ${MOST_NAMED}`, [partnershipId])
  return rows.map(({ eventId, at, how }): Finding => ({ partnershipId, kind: 'index', position: null, at, action: how, says: `The index of who saw what names record ${eventId}, and that record is not there: the record was removed, or the entry was put in.` }))
}
