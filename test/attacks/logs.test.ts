// What the log says of attempts, and what it must never hold: words people typed, secrets, lines somebody made up.
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { get, anyone, nothing } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { openTown } from '#test/harness/town.ts'

const heardLog = () => {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => { for (const line of chunk.toString().split('\n').filter(text => text !== '')) lines.push(JSON.parse(line)); done() } }))
  return { log, lines }
}

test('a forged form, a strange key, a packed body and too many requests are each one line: when, where, from where', async () => {
  const { log, lines } = heardLog()
  const town = await openTown({ rooms, limitRates: true, log })
  const ada = await town.as('administrator')
  const send = (url: string, payload: string, headers: Record<string, string> = {}) => town.server.inject({ method: 'POST', url, payload, remoteAddress: '203.0.113.9', headers: { host: town.host, 'content-type': 'application/x-www-form-urlencoded', cookie: [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers } })
  await send('/officers/add?email=irene@example.test', '_csrf=forged&name=Irene+Larkin\r\n{"level":60,"msg":"made up"}')
  await send('/open311/v2/requests.json', 'api_key=not-a-key-of-ours&description=Irene+Larkin')
  await send('/sign-in', 'x', { 'content-encoding': 'gzip' })
  for (let n = 0; n < 31; n += 1) await town.server.inject({ url: '/choose-password/SECRET-LINK', remoteAddress: '203.0.113.9', headers: { host: town.host } })
  // Beside one for each answer.
  expect(lines.filter(({ event }) => event !== 'answered').map(({ event, route, address }) => [event, route, address])).toEqual([
    ['a form not shown by us', '/officers/add', '203.0.113.9'], ['an API key we do not know', '/open311/v2/requests.json', '203.0.113.9'], ['a body refused', '/sign-in', '203.0.113.9'], ['too many requests', '/choose-password/:token', '203.0.113.9'],
  ])
  for (const line of lines) expect([typeof line['time'], typeof line['reqId'], line['level']]).toEqual(['number', 'string', line['event'] === 'answered' ? 30 : 40])
  const all = JSON.stringify(lines)
  for (const secret of ['Irene', 'Larkin', 'example.test', 'not-a-key', 'SECRET-LINK', 'forged&', 'made up', ada.cookies.get('amity_session') ?? '?']) expect([secret, all.includes(secret)]).toEqual([secret, false])
})

test('a fault of ours is one line with a reference that the page shows too, without words, rows or a stack on the page; nothing was kept', async () => {
  const { log, lines } = heardLog()
  const broken: Room = { doors: [get('/broken', { may: anyone('to see it break'), records: nothing('a test'), show: async work => {
    await work.db.insertInto('submissions').values({ partnershipId: work.partnership.id, key: 'half done', at: work.now }).execute()
    throw new Error('Irene Larkin\nlives at 14 Larch Walk')
  } })] }
  const town = await openTown({ rooms: [broken], log })
  const answer = await (await town.as('nobody')).get('/broken')
  const [line, answered] = lines
  expect([answer.status, lines.length, line?.['level'], line?.['route'], answered?.['event']]).toEqual([500, 2, 50, '/broken', 'answered'])
  expect(JSON.stringify(lines)).not.toMatch(/Irene|Larch/)
  expect(answer.says).toContain(String(line?.['reference']))
  for (const inside of ['Irene', 'Larch', 'at async', '.ts:', 'node_modules', 'select ', 'insert']) expect([inside, answer.text.includes(inside)]).toEqual([inside, false])
  expect((await town.database.owner.query(`select from submissions where partnership_id = $1 and key = 'half done'`, [town.partnership.id])).rowCount).toBe(0)
})
