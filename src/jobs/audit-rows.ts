// Rows of the trail as verifying reads them: each hash made again here and not by the database, which may be the liar.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Finding } from './audit-finding.ts'

export type Row = {
  readonly id: string
  readonly position: number | null
  readonly at: Date
  readonly action: string
  readonly officerId: string | null
  readonly subject: string | null
  /** Everything the row's hash covers except the digest of its content. */
  readonly text: string
  readonly changes: string | null
  readonly salt: Buffer
  readonly digest: Buffer
  readonly rowHash: Buffer
}

export const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export const rowsWhere = async (client: pg.PoolClient, where: string, values: readonly unknown[]): Promise<readonly Row[]> =>
  (await client.query<Row>(`
    select id, position, at, action, officer_id as "officerId", case when subject_kind in ('case', 'person', 'report') then subject_kind || ' ' || subject_id end as subject,
      salt, digest, row_hash as "rowHash", changes::text as changes,
      concat_ws('|', partnership_id, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, coalesce(officer_id::text, ''),
        coalesce(agency_id::text, ''), action, coalesce(subject_kind, ''), coalesce(subject_id, ''), coalesce(purpose, ''), transaction) as text
    from audit_events where ${where} order by position, id`, [...values])).rows

/** The hash the row should carry, by what stands in it now. */
export const hashOf = ({ text, digest }: Row): Buffer => sha256(text, digest)

/** Which lines a retention rule emptied, by the lines that say so. */
export type Emptied = ReadonlyMap<string, string>
export const emptiedIn = async (client: pg.PoolClient, partnershipId: number): Promise<Emptied> => {
  const { rows } = await client.query<{ id: string; rule: string | null }>(`
    select jsonb_array_elements_text(changes -> '@emptied') as id, purpose as rule from audit_events where partnership_id = $1 and changes ? '@emptied'`, [partnershipId])
  return new Map(rows.map(({ id, rule }) => [id, rule ?? '']))
}

export const isEmptied = ({ changes, salt }: Row): boolean => changes === null && salt.length === 0

/** A row held against itself: its text against its hash, its content against its digest. */
export const checkRow = (partnershipId: number, row: Row, emptied: Emptied): readonly Finding[] => {
  const changed = (says: string): readonly Finding[] => [{ partnershipId, kind: 'changed', position: row.position, at: row.at, action: row.action, says }]
  if (!hashOf(row).equals(row.rowHash)) return changed(`Record ${row.id} is not as it was written: its text (who, when, what, of which record, why) or its hash was changed.`)
  if (isEmptied(row)) return emptied.has(row.id) ? [] : changed(`The content of record ${row.id} was emptied, and no retention rule says that it did.`)
  return sha256(row.salt, row.changes ?? '').equals(row.digest) ? [] : changed(`The content of record ${row.id} was changed.`)
}
