// The audit sealer: numbers what is new in the audit trail, links it to what went before, says row by row what it holds, and signs it.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '#db/open.ts'
import { asGate } from './outbox.ts'
import { contentsOf, type Sealed } from './seal-contents.ts'
import { publicKeyOf, signSeal, type Seal } from './seal-key.ts'
import type { Schedule } from './worker.ts'

/** Rows in one seal. */
const MOST = 200
export const START = Buffer.alloc(32)

export const headOf = (previous: Buffer, rowHashes: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat([previous, ...rowHashes])).digest()

const lastSeal = async (client: pg.PoolClient, partnershipId: number) => {
  const { rows } = await client.query<{ number: number; lastPosition: number; head: Buffer }>(`
    select number, last_position as "lastPosition", head from audit_seals where partnership_id = $1 order by number desc limit 1`, [partnershipId])
  return rows[0] ?? { number: 0, lastPosition: 0, head: START }
}

const numberRows = async (client: pg.PoolClient, partnershipId: number, after: number): Promise<readonly Sealed[]> => {
  const { rows } = await client.query<Sealed>(`
    with next as (select id, $2::bigint + row_number() over (order by id) as position from
        (select id from audit_events where partnership_id = $1 and position is null order by id limit $3) waiting),
      numbered as (update audit_events e set position = next.position from next
        where e.partnership_id = $1 and e.id = next.id returning e.position, e.id, e.at, e.action, e.row_hash)
    select id, at, action, row_hash as "rowHash" from numbered order by position`, [partnershipId, after, MOST])
  return rows
}

/** Seals one batch. @returns how many rows it sealed */
const sealBatch = (database: Database, partnershipId: number, now: Date): Promise<number> =>
  asGate(database, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtext('amity audit seal'), $1)`, [partnershipId])
    const last = await lastSeal(client, partnershipId)
    const rows = await numberRows(client, partnershipId, last.lastPosition)
    if (rows.length === 0) return 0
    const contents = contentsOf(rows)
    const seal: Seal = {
      partnershipId, number: last.number + 1, firstPosition: last.lastPosition + 1, lastPosition: last.lastPosition + rows.length,
      previous: last.head, head: headOf(last.head, rows.map(({ rowHash }) => rowHash)), sealedAt: now, contentsDigest: createHash('sha256').update(contents).digest(),
    }
    await client.query(`insert into audit_seals (partnership_id, number, first_position, last_position, previous, head, signature, sealed_at, contents, public_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [partnershipId, seal.number, seal.firstPosition, seal.lastPosition, seal.previous, seal.head,
      signSeal(database.secret)(seal), now, contents, publicKeyOf(database.secret)])
    return rows.length
  })

export const sealPartnership = async (database: Database, partnershipId: number, now: Date): Promise<number> => {
  let sealed = 0
  for (;;) {
    const more = await sealBatch(database, partnershipId, now)
    sealed += more
    if (more < MOST) return sealed
  }
}

/** Seals whatever waits, in every partnership. */
export const sealAudit = async (database: Database, now: Date): Promise<void> => {
  const waiting = await asGate(database, async client =>
    (await client.query<{ id: number }>('select distinct partnership_id as id from audit_events where position is null')).rows)
  for (const { id } of waiting) await sealPartnership(database, id, now)
}

export const sealing: Schedule = { name: 'seal-audit', cron: '* * * * *', run: sealAudit }
