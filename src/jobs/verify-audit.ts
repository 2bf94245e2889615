// Checks the audit trail: every row, every seal, the index of who saw what, and, where given, heads that were kept elsewhere.
import type pg from 'pg'
import type { Database } from '#db/open.ts'
import type { Finding } from './audit-finding.ts'
import type { Head } from './audit-heads.ts'
import { checkLinks, looseLinks } from './audit-links.ts'
import { checkRow, emptiedIn, rowsWhere, type Emptied, type Row } from './audit-rows.ts'
import { asGate } from './outbox.ts'
import { readContents } from './seal-contents.ts'
import { isSignedBy, publicKeyOf } from './seal-key.ts'
import { checkHeads } from './verify-heads.ts'
import { checkSealed, compareRows, type SignedSeal } from './verify-seal.ts'

export type { Finding } from './audit-finding.ts'
/** `emptied`: rows whose content a retention rule took, as the trail itself says. */
export type Verified = { readonly rows: number; readonly seals: number; readonly emptied: number; readonly findings: readonly Finding[] }

type Check = { readonly client: pg.PoolClient; readonly partnershipId: number; readonly keys: readonly Buffer[]; readonly emptied: Emptied }

const sealsOf = async (client: pg.PoolClient, partnershipId: number): Promise<readonly SignedSeal[]> =>
  (await client.query<SignedSeal>(`
    select partnership_id as "partnershipId", number, first_position as "firstPosition", last_position as "lastPosition", previous, head,
      signature, sealed_at as "sealedAt", contents, sha256(convert_to(contents, 'UTF8')) as "contentsDigest", public_key as "publicKey"
    from audit_seals where partnership_id = $1 order by number`, [partnershipId])).rows

/** The rows at a seal's positions, and those it names wherever they stand now. */
const rowsOf = (client: pg.PoolClient, partnershipId: number, first: number, last: number, ids: readonly string[]): Promise<readonly Row[]> =>
  rowsWhere(client, 'partnership_id = $1 and (position between $2 and $3 or id = any($4::uuid[]))', [partnershipId, first, last, ids])

const idsIn = (contents: string | null): readonly string[] => (contents === null ? undefined : readContents(contents))?.map(({ id }) => id) ?? []

const checkSeals = async ({ client, partnershipId, keys, emptied }: Check, seals: readonly SignedSeal[]): Promise<Verified & { readonly seen: ReadonlySet<string> }> => {
  const findings: Finding[] = []
  const seen = new Set<string>()
  let rows = 0
  for (const [index, seal] of seals.entries()) {
    const held = await rowsOf(client, partnershipId, seal.firstPosition, seal.lastPosition, idsIn(seal.contents))
    const isSigned = keys.some(key => isSignedBy(key, seal, seal.signature))
    rows += held.length
    for (const { id, position } of held) if (position === null || position < seal.firstPosition || position > seal.lastPosition) seen.add(id)
    findings.push(...checkSealed(seal, seals[index - 1], held, isSigned, emptied), ...await checkLinks(client, partnershipId, held))
  }
  return { rows, seals: seals.length, emptied: emptied.size, findings, seen }
}

/** Rows under no seal: they wait for the next one, or somebody gave them a number. */
const checkLoose = async ({ client, partnershipId, emptied }: Check, last: number, seen: ReadonlySet<string>): Promise<{ readonly rows: number; readonly findings: readonly Finding[] }> => {
  const rows = (await rowsWhere(client, 'partnership_id = $1 and (position is null or position > $2 or position < 1)', [partnershipId, last])).filter(({ id }) => !seen.has(id))
  const numbered = rows.filter(({ position }) => position !== null).map((row): Finding => ({
    partnershipId, kind: 'inserted', position: row.position, at: row.at, action: row.action, says: `Record ${row.id} is numbered but no seal holds it: it was slipped in, or the newest seals were cut off.`,
  }))
  return { rows: rows.length, findings: [...rows.flatMap(row => checkRow(partnershipId, row, emptied)), ...numbered, ...await checkLinks(client, partnershipId, rows), ...await looseLinks(client, partnershipId)] }
}

/** Where a chain was made anew and the kept heads say row by row what they held: exactly which rows are not those. All that follow a gap have moved up, so places say nothing here. */
const nameRows = async ({ client, partnershipId, emptied }: Check, heads: readonly Head[], against: Head | undefined): Promise<readonly Finding[]> => {
  const from = against === undefined ? [] : heads.filter(({ number }) => number >= against.number).toSorted((a, b) => a.number - b.number)
  const expected = from.flatMap(({ contents }) => (contents === undefined ? undefined : readContents(contents)) ?? [])
  const ids = expected.map(({ id }) => id).toSorted()
  if (ids.length === 0) return []
  const rows = await rowsWhere(client, 'partnership_id = $1 and id between $2 and $3', [partnershipId, ids[0], ids.at(-1)])
  return compareRows(partnershipId, expected, from.find(({ contents }) => contents !== undefined)?.firstPosition ?? 1, rows, emptied).filter(({ kind }) => kind !== 'reordered')
}

/** Checks one partnership's trail, as it stands at one moment; `heads`: what was kept elsewhere of it. */
export const verifyPartnership = (database: Database, partnershipId: number, kept: readonly Head[] = []): Promise<Verified> =>
  asGate(database, async client => {
    await client.query('set transaction isolation level repeatable read, read only')
    const heads = kept.filter(head => head.partnershipId === partnershipId)
    // A key that stands in a head kept elsewhere is one this installation had before its secret was changed.
    const check: Check = { client, partnershipId, keys: [publicKeyOf(database.secret), ...heads.map(({ publicKey }) => publicKey)], emptied: await emptiedIn(client, partnershipId) }
    const seals = await sealsOf(client, partnershipId)
    const sealed = await checkSeals(check, seals)
    const loose = await checkLoose(check, seals.at(-1)?.lastPosition ?? 0, sealed.seen)
    const { findings, against } = checkHeads(heads, seals)
    return { rows: sealed.rows + loose.rows, seals: seals.length, emptied: check.emptied.size, findings: once([...sealed.findings, ...loose.findings, ...findings, ...await nameRows(check, heads, against)]) }
  })

/** What two checks find alike is said once. */
const once = (findings: readonly Finding[]): readonly Finding[] => [...new Map(findings.map(found => [`${found.kind} ${found.position} ${found.says}`, found])).values()]

/** Checks every partnership's trail. */
export const verifyAudit = async (database: Database, progress: (line: string) => void = () => undefined, heads: readonly Head[] = []): Promise<Verified> => {
  const ids = await asGate(database, async client => (await client.query<{ id: number }>(
    'select partnership_id as id from audit_events union select partnership_id from audit_seals order by 1')).rows)
  // A partnership whose trail is gone altogether is still found by its head.
  const all = new Set([...ids.map(({ id }) => id), ...heads.map(({ partnershipId }) => partnershipId)])
  let total: Verified = { rows: 0, seals: 0, emptied: 0, findings: [] }
  for (const id of all) {
    const one = await verifyPartnership(database, id, heads)
    total = { rows: total.rows + one.rows, seals: total.seals + one.seals, emptied: total.emptied + one.emptied, findings: [...total.findings, ...one.findings] }
    progress(`Checked ${total.rows} records…`)
  }
  return total
}
