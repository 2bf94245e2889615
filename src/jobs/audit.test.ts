// Somebody with every right over the database changes the trail, each way there is; verifying must say which row, and what was done to it.
import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { openTown, type Town } from '#test/harness/town.ts'
import { headsFile, readHeads, type Head } from './audit-heads.ts'
import { sayFinding } from './audit-finding.ts'
import { asGate } from './outbox.ts'
import { headOf, sealPartnership, START } from './seal-audit.ts'
import { fingerprintOf, publicKeyOf, signSeal } from './seal-key.ts'
import { verifyPartnership, type Finding } from './verify-audit.ts'

const now = new Date('2026-06-02T09:00:00Z')
let town: Town
/** Where the first of the six lines 'looked 0' to 'looked 5' stands. */
let first: number

/** As a superuser who silences the triggers first. */
const tamper = async (...statements: readonly string[]): Promise<void> => {
  const client = await town.database.owner.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    for (const statement of statements) await client.query(statement, statement.includes('$1') ? [town.partnership.id] : [])
    await client.query('commit')
  } finally {
    client.release()
  }
}
const verify = (heads: readonly Head[] = []) => verifyPartnership(town.database, town.partnership.id, heads)
const brief = ({ kind, position, action }: Finding) => ({ kind, position, action })
const found = async (heads?: readonly Head[]) => (await verify(heads)).findings.map(brief)
const REHASH = `update audit_events e set row_hash = amity.audit_row_hash(e) where partnership_id = $1 and position = `

const kept = async (withRows = false): Promise<readonly Head[]> => {
  const { rows } = await asGate(town.database, client => client.query<Head & { contents: string }>(`
    select partnership_id as "partnershipId", number, first_position as "firstPosition", last_position as "lastPosition", previous, head, signature, sealed_at as "sealedAt",
      sha256(convert_to(contents, 'UTF8')) as "contentsDigest", public_key as "publicKey", contents from audit_seals where partnership_id = $1 order by number`, [town.partnership.id]))
  const heads = readHeads(headsFile('Testing', rows.map(({ contents, ...head }) => withRows ? { ...head, contents } : head)))
  if (typeof heads === 'string') throw new Error(heads)
  return heads
}

beforeEach(async () => {
  town = await openTown({ rooms: [] })
  await sealPartnership(town.database, town.partnership.id, now)
  for (let line = 0; line < 6; line += 1) {
    await town.work(work => work.record(`looked ${line}`, undefined, { how: 'read', asked: `for ${line}` }))
    // Keys of the same millisecond stand in any order.
    await pause(2)
  }
  await sealPartnership(town.database, town.partnership.id, now)
  first = (await kept()).at(-1)?.firstPosition ?? 0
})

describe('the audit trail', () => {
  it('is whole when nobody touched it, with rows still waiting for their seal', async () => {
    await town.work(work => work.record('looked again'))
    const verified = await verify(await kept())
    expect(verified.findings).toEqual([])
    expect(verified.seals).toBe(2)
    expect(await sealPartnership(town.database, town.partnership.id, now)).toBe(1)
    expect(await sealPartnership(town.database, town.partnership.id, now)).toBe(0)
    expect(await found(await kept(true))).toEqual([])
  })

  it('names a changed column, also where its own hash was made to fit, and before it is sealed', async () => {
    await tamper(`update audit_events set actor = 'nobody' where partnership_id = $1 and position = ${first + 1}`)
    await tamper(`update audit_events set action = 'looked away' where partnership_id = $1 and position = ${first + 3}`, `${REHASH}${first + 3}`)
    expect(await found()).toEqual([{ kind: 'changed', position: first + 1, action: 'looked 1' }, { kind: 'changed', position: first + 3, action: 'looked 3' }])
    const [, away] = (await verify()).findings
    expect(away === undefined ? '' : sayFinding(away)).toMatch(/position \d+, written 2026-06-02T09:00:00\.000Z, “looked 3”: changed\. Record .* its action was “looked 3”/)
    await town.work(work => work.record('not sealed'))
    await tamper(`update audit_events set actor = 'nobody' where partnership_id = $1 and position is null`)
    expect(await found()).toContainEqual({ kind: 'changed', position: null, action: 'not sealed' })
  })

  it('names changed content, also where digest and hash were made to fit', async () => {
    await tamper(`update audit_events set changes = '{"@how": "read", "@asked": "nothing"}' where partnership_id = $1 and position = ${first + 2}`)
    expect((await verify()).findings.map(({ position, says }) => ({ position, says: says.replace(/record \S+/, 'record') }))).toEqual([{ position: first + 2, says: 'The content of record was changed.' }])
    await tamper(`update audit_events set digest = sha256(salt || convert_to(changes::text, 'UTF8')) where partnership_id = $1 and position = ${first + 2}`, `${REHASH}${first + 2}`)
    expect(await found()).toEqual([{ kind: 'changed', position: first + 2, action: 'looked 2' }])
  })

  it('names a row removed in the middle, and the newest', async () => {
    await tamper(`delete from audit_events where partnership_id = $1 and position in (${first + 2}, ${first + 5})`)
    const { findings } = await verify()
    expect(findings.map(brief)).toEqual([{ kind: 'removed', position: first + 2, action: 'looked 2' }, { kind: 'removed', position: first + 5, action: 'looked 5' }])
    expect(findings.map(({ at }) => at?.toISOString())).toEqual(['2026-06-02T09:00:00.000Z', '2026-06-02T09:00:00.000Z'])
  })

  it('names rows that changed places', async () => {
    await tamper(`update audit_events set position = -1 where partnership_id = $1 and position = ${first + 1}`,
      `update audit_events set position = ${first + 1} where partnership_id = $1 and position = ${first + 4}`, `update audit_events set position = ${first + 4} where partnership_id = $1 and position = -1`)
    expect(await found()).toEqual([{ kind: 'reordered', position: first + 1, action: 'looked 1' }, { kind: 'reordered', position: first + 4, action: 'looked 4' }])
  })

  it('names a forged row, put at the end or in the place of another', async () => {
    await town.work(work => work.record('slipped in'))
    await tamper('update audit_events set position = 9999 where partnership_id = $1 and position is null')
    expect(await found()).toEqual([{ kind: 'inserted', position: 9999, action: 'slipped in' }])
    await tamper(`update audit_events set position = null where partnership_id = $1 and position = ${first + 1}`, `update audit_events set position = ${first + 1} where partnership_id = $1 and position = 9999`)
    expect(await found()).toEqual([{ kind: 'reordered', position: first + 1, action: 'looked 1' }, { kind: 'inserted', position: first + 1, action: 'slipped in' }])
  })

  it('names a removed seal, one that says otherwise than it was signed, and one signed with another secret', async () => {
    await tamper(`update audit_seals set contents = replace(contents, 'looked 3', 'looked away') where partnership_id = $1 and number = 2`)
    expect((await found()).map(({ kind }) => kind)).toEqual(['seal'])
    await tamper('delete from audit_seals where partnership_id = $1 and number = 1')
    expect((await found()).map(({ kind }) => kind)).toContain('removed')
    await rebuild('the secret of somebody else')
    expect((await found()).map(({ kind }) => kind)).toContain('seal')
  })
})

/** What somebody with the database, and perhaps with the secret, does to hide line 3: makes every seal anew. */
const rebuild = async (secret: string): Promise<void> => {
  const { rows } = await town.database.owner.query<{ id: string; at: Date; action: string; rowHash: Buffer }>(`select id, at, action, row_hash as "rowHash" from audit_events where partnership_id = $1 order by id`, [town.partnership.id])
  const contents = rows.map(({ id, at, action, rowHash }) => `${id} ${rowHash.toString('hex')} ${at.toISOString()} ${action}`).join('\n')
  const seal = { partnershipId: town.partnership.id, number: 1, firstPosition: 1, lastPosition: rows.length, previous: START, head: headOf(START, rows.map(({ rowHash }) => rowHash)), sealedAt: now, contentsDigest: createHash('sha256').update(contents).digest() }
  await tamper('delete from audit_seals where partnership_id = $1', `with placed as (select id, row_number() over (order by id) as n from audit_events where partnership_id = $1) update audit_events e set position = -placed.n from placed where e.partnership_id = $1 and e.id = placed.id`, 'update audit_events set position = -position where partnership_id = $1')
  await town.database.owner.query(`insert into audit_seals (partnership_id, number, first_position, last_position, previous, head, signature, sealed_at, contents, public_key) values ($1, 1, 1, $2, $3, $4, $5, $6, $7, $8)`,
    [town.partnership.id, rows.length, seal.previous, seal.head, signSeal(secret)(seal), now, contents, publicKeyOf(secret)])
}

describe('heads that were kept elsewhere', () => {
  it('show that the newest seals were cut off together with their rows, which nothing else does', async () => {
    const heads = await kept()
    await tamper(`delete from audit_events where partnership_id = $1 and position >= ${first}`, 'delete from audit_seals where partnership_id = $1 and number = 2')
    expect(await found()).toEqual([])
    const [cut] = (await verify(heads)).findings
    expect(cut).toMatchObject({ kind: 'removed', position: first })
    expect(cut?.says).toContain(`the trail reached position ${first + 5}, and it ends at ${first - 1}`)
  })

  it('show that the whole chain was made anew with the right secret, and with --rows which row it was for', async () => {
    const [heads, withRows] = [await kept(), await kept(true)]
    await tamper(`delete from audit_events where partnership_id = $1 and position = ${first + 3}`)
    await rebuild(town.database.secret)
    expect(await found()).toEqual([])
    expect((await found(heads)).map(({ kind }) => kind)).toEqual(['rebuilt'])
    await town.work(work => work.record('and the service goes on'))
    await sealPartnership(town.database, town.partnership.id, now)
    const named = (await verify(withRows)).findings
    expect(named.map(brief)).toEqual([{ kind: 'rebuilt', position: 1, action: null }, { kind: 'removed', position: first + 3, action: 'looked 3' }])
  })

  it('name a row that was changed or put in before the chain was made anew', async () => {
    await town.work(work => work.record('the last of them'))
    const withRows = await kept(true)
    await tamper(`update audit_events set action = 'looked away' where partnership_id = $1 and position = ${first + 3}`, `${REHASH}${first + 3}`,
      `insert into audit_events (partnership_id, id, actor, action, salt, digest, row_hash) select $1::int, overlay(id::text placing 'ffff' from 33 for 4)::uuid, 'officer', 'forged', '\\x01', sha256('\\x01'), '' from audit_events where partnership_id = $1 and position = ${first + 1}`,
      `update audit_events e set row_hash = amity.audit_row_hash(e) where partnership_id = $1 and action = 'forged'`)
    await rebuild(town.database.secret)
    expect(await found()).toEqual([])
    const named = await found(withRows)
    expect(named).toContainEqual({ kind: 'changed', position: first + 3, action: 'looked 3' })
    expect(named.filter(({ kind }) => kind === 'inserted').map(({ action }) => action)).toEqual(['forged'])
  })

  it('are checked by anybody who has the public key, and refused when damaged', async () => {
    const [head] = await kept()
    const file = headsFile('Testing', await kept())
    expect(typeof readHeads(file)).toBe('object')
    expect(file).toContain(fingerprintOf(publicKeyOf(town.database.secret)))
    expect(readHeads(file.replace(/"lastPosition": \d+/, '"lastPosition": 3'))).toContain('does not fit its own signature')
    expect(readHeads('not json')).toBe('it is not JSON')
    expect(readHeads('{"heads": [{"number": 1}]}')).toBe('it holds no heads of an audit trail')
    expect(head?.publicKey).toHaveLength(32)
  })
})

describe('older seals, emptied content and the index', () => {
  it('a seal made before seals said what they hold is checked as it was, and still names a changed row', async () => {
    const [, seal] = await kept()
    if (seal === undefined) throw new Error('no seal')
    await tamper('update audit_seals set contents = null, public_key = null where partnership_id = $1 and number = 2')
    await town.database.owner.query('update audit_seals set signature = $2 where partnership_id = $1 and number = 2', [town.partnership.id, signSeal(town.database.secret)({ ...seal, contentsDigest: null })])
    expect(await found()).toEqual([])
    await tamper(`update audit_events set actor = 'nobody' where partnership_id = $1 and position = ${first + 2}`)
    expect(await found()).toEqual([{ kind: 'changed', position: first + 2, action: 'looked 2' }])
  })

  it('content emptied by a retention rule breaks nothing and is told from content that was torn out', async () => {
    const emptied = await town.work(async work => {
      return (await sql<{ n: number }>`select amity.empty_audit_before(${new Date('2027-01-01')}, 'Kept for six years') as n`.execute(work.db)).rows[0]?.n ?? 0
    })
    expect(emptied).toBeGreaterThan(5)
    const verified = await verify(await kept())
    expect([verified.findings, verified.emptied]).toEqual([[], emptied])
    await town.work(work => work.record('looked once more', undefined, { how: 'read' }))
    await sealPartnership(town.database, town.partnership.id, now)
    await tamper(`update audit_events set changes = null, salt = '' where partnership_id = $1 and action = 'looked once more'`)
    expect((await verify()).findings.map(({ kind, says }) => [kind, /no retention rule says that it did/.test(says)])).toEqual([['changed', true]])
  })

  it('only the service may empty, and nobody may change a line in any other way', async () => {
    const officer = await town.actor('administrator')
    expect(await town.workAs(officer, async work => (await sql<{ n: number }>`select amity.empty_audit_before(${new Date('2027-01-01')}, 'no rule') as n`.execute(work.db)).rows[0]?.n)).toBe(0)
    await expect(asGate(town.database, client => client.query('update audit_events set changes = null where partnership_id = $1', [town.partnership.id]))).rejects.toThrow('append-only')
    await expect(asGate(town.database, client => client.query('delete from audit_events where partnership_id = $1', [town.partnership.id]))).rejects.toThrow('permission denied')
  })

  it('the index of who saw what is held against the trail: an entry taken out, put in, or given to another officer', async () => {
    const [one, two] = ['01890000-0000-7000-8000-00000000000a', '01890000-0000-7000-8000-00000000000b']
    await town.work(work => work.record('list read', undefined, { how: 'list', as: 'list', shown: [{ kind: 'case', ids: [one, two] }] }))
    await sealPartnership(town.database, town.partnership.id, now)
    expect(await found()).toEqual([])
    await tamper(`delete from audit_links where partnership_id = $1 and record_id = '${one}'`)
    expect((await found()).map(({ kind, action }) => [kind, action])).toEqual([['index', 'list read']])
    await tamper(`update audit_links set record_id = '${one}' where partnership_id = $1 and record_id = '${two}'`)
    expect((await found()).map(({ kind }) => kind)).toEqual(['index'])
    await tamper('update audit_links set event_id = amity.new_id() where partnership_id = $1')
    expect((await verify()).findings.some(({ says }) => says.includes('that record is not there'))).toBe(true)
  })
})
