// Somebody with every right over the database changes the trail, each way there is; verifying must say what and where.
import { beforeEach, describe, expect, it } from 'vitest'
import { openTown, type Town } from '../../test/harness/town.ts'
import { sealPartnership } from './seal-audit.ts'
import { verifyPartnership, type Finding } from './verify-audit.ts'

const now = new Date('2026-06-02T09:00:00Z')
let town: Town

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
const found = async (): Promise<readonly Pick<Finding, 'kind' | 'position'>[]> =>
  (await verifyPartnership(town.database, town.partnership.id)).findings.map(({ kind, position }) => ({ kind, position }))

beforeEach(async () => {
  town = await openTown({ rooms: [] })
  await sealPartnership(town.database, town.partnership.id, now)
  for (let line = 0; line < 6; line += 1) await town.work(work => work.record(`looked ${line}`))
  await sealPartnership(town.database, town.partnership.id, now)
})

describe('the audit trail', () => {
  it('is whole when nobody touched it, with rows still waiting for their seal', async () => {
    await town.work(work => work.record('looked again'))
    const verified = await verifyPartnership(town.database, town.partnership.id)
    expect(verified.findings).toEqual([])
    expect(verified.seals).toBe(2)
    expect(await sealPartnership(town.database, town.partnership.id, now)).toBe(1)
    expect(await sealPartnership(town.database, town.partnership.id, now)).toBe(0)
    expect(await found()).toEqual([])
  })

  it('names a changed row, in its text, its values, or before it is sealed', async () => {
    await tamper(`update audit_events set action = 'looked away' where partnership_id = $1 and position = 3`)
    await tamper(`update audit_events set changes = '{"name": [1, 2]}' where partnership_id = $1 and position = 4`)
    expect(await found()).toEqual([{ kind: 'changed', position: 3 }, { kind: 'changed', position: 4 }])
    await town.work(work => work.record('not sealed'))
    await tamper(`update audit_events set actor = 'nobody' where partnership_id = $1 and position is null`)
    expect(await found()).toContainEqual({ kind: 'changed', position: null })
  })

  it('names the seal of a row rewritten together with its own hash', async () => {
    await tamper(`update audit_events e set action = 'looked away' where partnership_id = $1 and position = 3`,
      `update audit_events e set row_hash = amity.audit_row_hash(e) where partnership_id = $1 and position = 3`)
    expect(await found()).toEqual([{ kind: 'changed', position: 1 }])
  })

  it('names a removed row and a removed seal', async () => {
    await tamper('delete from audit_events where partnership_id = $1 and position = 2')
    expect(await found()).toEqual([{ kind: 'removed', position: 2 }])
    await tamper('delete from audit_seals where partnership_id = $1 and number = 1')
    expect((await found()).map(({ kind }) => kind)).toContain('removed')
  })

  it('names rows that changed places', async () => {
    await tamper(`update audit_events set position = -1 where partnership_id = $1 and position = 2`,
      `update audit_events set position = 2 where partnership_id = $1 and position = 3`,
      `update audit_events set position = 3 where partnership_id = $1 and position = -1`)
    expect(await found()).toContainEqual({ kind: 'reordered', position: 3 })
  })

  it('names an inserted row, and a seal signed without the secret', async () => {
    await town.work(work => work.record('slipped in'))
    await tamper('update audit_events set position = 9999 where partnership_id = $1 and position is null')
    expect(await found()).toEqual([{ kind: 'inserted', position: 9999 }])
    await tamper(`update audit_seals set sealed_at = sealed_at - interval '1 day' where partnership_id = $1 and number = 2`)
    expect((await found()).map(({ kind }) => kind)).toContain('seal')
  })
})
