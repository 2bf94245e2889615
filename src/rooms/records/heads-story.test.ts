// Each morning the newest head goes to each agency's named contact; anybody may save the heads who may see the trail, and the trail agrees with them.
import { expect, test } from 'vitest'
import { readHeads } from '#jobs/audit-heads.ts'
import { sealPartnership } from '#jobs/seal-audit.ts'
import { verifyPartnership } from '#jobs/verify-audit.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { recordsRoom } from './index.ts'

const rooms = [partnershipRoom, recordsRoom]
const sent = async (town: Town) => (await town.database.owner.query<{ address: string; body: string; agency: string; state: string }>(
  `select address, body, agency_id as agency, state from outgoing_messages where partnership_id = $1 and purpose = 'audit head' order by written_at, address`, [town.partnership.id])).rows
const headIn = (body: string): string => body.slice(body.indexOf('{'))

test('a contact is named, gets the newest head once each day, and what they kept shows that the end was cut off', async () => {
  const town = await openTown({ rooms })
  const administrator = await town.as('administrator')
  expect((await administrator.get('/audit/heads')).says).toContain('Your agency has named nobody')
  expect((await administrator.send('/settings/audit-contact/agency', { 'value-name': 'Iris', 'value-email': 'iris at home', why: 'To keep', source: '' })).status).toBe(422)
  expect((await administrator.send('/settings/audit-contact/agency', { 'value-name': 'Iris', 'value-email': 'iris@example.test', why: 'To keep', source: '' })).status).toBe(303)
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
  await town.runChore('records.send-heads')
  await town.runChore('records.send-heads')
  const first = await sent(town)
  expect(first.map(({ address, agency, state }) => [address, agency === town.council.id, state])).toEqual([['iris@example.test', true, 'waiting']])
  town.clock.set('2026-06-03T06:30:00Z')
  await town.work(work => work.record('something more'))
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
  await town.runChore('records.send-heads')
  const kept = (await sent(town)).map(({ body }) => readHeads(headIn(body)))
  expect(kept).toHaveLength(2)
  const heads = kept.flatMap(one => typeof one === 'string' ? [] : one)
  expect(heads).toHaveLength(2)
  expect((await verifyPartnership(town.database, town.partnership.id, heads)).findings).toEqual([])
  expect((await (await town.as('administrator')).get('/audit/heads')).says).toContain('iris@example.test')
  const client = await town.database.owner.connect()
  await client.query('begin; set local session_replication_role = replica')
  await client.query('delete from audit_events where partnership_id = $1 and position > $2', [town.partnership.id, heads[0]?.lastPosition])
  await client.query('delete from audit_seals where partnership_id = $1 and number > $2', [town.partnership.id, heads[0]?.number])
  await client.query('commit')
  client.release()
  expect((await verifyPartnership(town.database, town.partnership.id, heads)).findings.map(({ kind, position }) => [kind, position])).toEqual([['removed', (heads[0]?.lastPosition ?? 0) + 1]])
})

test('the file of heads is for whoever may see the trail, and it can be read back; one day gives one head', async () => {
  const town = await openTown({ rooms })
  for (let n = 0; n < 3; n += 1) {
    await town.work(work => work.record(`line ${n}`))
    await sealPartnership(town.database, town.partnership.id, town.clock.now())
  }
  expect((await (await town.as('officer')).get('/audit/heads.json')).status).toBe(403)
  const file = await (await town.as('administrator')).get('/audit/heads.json')
  expect(file.headers['content-disposition']).toContain('audit-heads-2026-06-02.json')
  const heads = readHeads(file.raw.toString('utf8'))
  expect(typeof heads === 'string' ? heads : heads.map(({ number }) => number)).toEqual([3])
})
