// Checks the audit trail: every row's hash and every seal, made again here and not by the database, which may be the liar.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '#db/open.ts'
import { asGate } from './outbox.ts'
import { START, headOf } from './seal-audit.ts'
import { checkSeal, type Seal } from './seal-key.ts'

export type Finding = {
  readonly partnershipId: number
  readonly kind: 'changed' | 'removed' | 'reordered' | 'inserted' | 'seal'
  /** The sealed position, or none for a row that waits for its seal. */
  readonly position: number | null
  readonly says: string
}
export type Verified = { readonly rows: number; readonly seals: number; readonly findings: readonly Finding[] }

type Row = {
  readonly id: string
  readonly position: number | null
  readonly text: string
  readonly changes: string | null
  readonly salt: Buffer
  readonly digest: Buffer
  readonly rowHash: Buffer
}
type SignedSeal = Seal & { readonly signature: Buffer }

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const rowsWhere = async (client: pg.PoolClient, where: string, values: readonly unknown[]): Promise<readonly Row[]> =>
  (await client.query<Row>(`
    select id, position, salt, digest, row_hash as "rowHash", changes::text as changes,
      concat_ws('|', partnership_id, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, coalesce(officer_id::text, ''),
        coalesce(agency_id::text, ''), action, coalesce(subject_kind, ''), coalesce(subject_id, ''), coalesce(purpose, ''), transaction) as text
    from audit_events where ${where} order by position, id`, [...values])).rows

const checkRow = (partnershipId: number, row: Row): readonly Finding[] => {
  const isWhole = sha256(row.text, row.digest).equals(row.rowHash) && sha256(row.salt, row.changes ?? '').equals(row.digest)
  return isWhole ? [] : [{ partnershipId, kind: 'changed', position: row.position, says: `record ${row.id} is not as it was written` }]
}

const checkOrder = ({ partnershipId, firstPosition, lastPosition }: Seal, rows: readonly Row[]): readonly Finding[] => {
  const held = new Set(rows.map(row => row.position))
  const missing = Array.from({ length: lastPosition - firstPosition + 1 }, (_, index) => firstPosition + index).filter(position => !held.has(position))
  const turned = rows.filter((row, index) => index > 0 && row.id < (rows[index - 1]?.id ?? ''))
  return [
    ...missing.map((position): Finding => ({ partnershipId, kind: 'removed', position, says: 'the record is not there' })),
    // The sealer numbers a batch in the order of its keys.
    ...turned.map((row): Finding => ({ partnershipId, kind: 'reordered', position: row.position, says: `record ${row.id} does not stand where it was sealed` })),
  ]
}

const checkSealed = (seal: SignedSeal, before: SignedSeal | undefined, rows: readonly Row[], isSigned: boolean): readonly Finding[] => {
  const { partnershipId, number, firstPosition, lastPosition } = seal
  const follows = number === (before?.number ?? 0) + 1 && firstPosition === (before?.lastPosition ?? 0) + 1 && seal.previous.equals(before?.head ?? START)
  const broken = (kind: Finding['kind'], says: string): Finding => ({ partnershipId, kind, position: firstPosition, says: `seal ${number} (records ${firstPosition} to ${lastPosition}) ${says}` })
  const found = [...checkOrder(seal, rows), ...rows.flatMap(row => checkRow(partnershipId, row))]
  const isHead = headOf(seal.previous, rows.map(row => row.rowHash)).equals(seal.head)
  return [
    ...(isSigned ? [] : [broken('seal', 'was not signed with this installation’s secret')]),
    ...(follows ? [] : [broken('removed', 'does not follow the seal before it')]),
    ...found,
    // Somebody made the row's own hash fit again: the seal still tells.
    ...(isHead || found.length > 0 ? [] : [broken('changed', 'does not fit its records: one was rewritten together with its hash')]),
  ]
}

const sealsOf = async (client: pg.PoolClient, partnershipId: number): Promise<readonly SignedSeal[]> =>
  (await client.query<SignedSeal>(`
    select partnership_id as "partnershipId", number, first_position as "firstPosition", last_position as "lastPosition", previous, head,
      signature, sealed_at as "sealedAt" from audit_seals where partnership_id = $1 order by number`, [partnershipId])).rows

/** Checks one partnership's trail, as it stands at one moment. */
export const verifyPartnership = (database: Database, partnershipId: number): Promise<Verified> =>
  asGate(database, async client => {
    await client.query('set transaction isolation level repeatable read, read only')
    const isSigned = checkSeal(database.secret)
    const seals = await sealsOf(client, partnershipId)
    const findings: Finding[] = []
    let count = 0
    for (const [index, seal] of seals.entries()) {
      const rows = await rowsWhere(client, 'partnership_id = $1 and position between $2 and $3', [partnershipId, seal.firstPosition, seal.lastPosition])
      count += rows.length
      findings.push(...checkSealed(seal, seals[index - 1], rows, isSigned(seal, seal.signature)))
    }
    const last = seals.at(-1)?.lastPosition ?? 0
    const loose = await rowsWhere(client, 'partnership_id = $1 and (position is null or position > $2 or position < 1)', [partnershipId, last])
    for (const row of loose) {
      findings.push(...checkRow(partnershipId, row))
      if (row.position !== null) findings.push({ partnershipId, kind: 'inserted', position: row.position, says: `record ${row.id} is numbered but no seal holds it` })
    }
    return { rows: count + loose.length, seals: seals.length, findings }
  })

/** Checks every partnership's trail. */
export const verifyAudit = async (database: Database, progress: (line: string) => void = () => undefined): Promise<Verified> => {
  const ids = await asGate(database, async client => (await client.query<{ id: number }>(
    'select partnership_id as id from audit_events union select partnership_id from audit_seals order by 1')).rows)
  let total: Verified = { rows: 0, seals: 0, findings: [] }
  for (const { id } of ids) {
    const one = await verifyPartnership(database, id)
    total = { rows: total.rows + one.rows, seals: total.seals + one.seals, findings: [...total.findings, ...one.findings] }
    progress(`Checked ${total.rows} records…`)
  }
  return total
}
