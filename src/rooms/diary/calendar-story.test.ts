// The private calendar link: parsed as a calendar would, revocable, and silent about everybody.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { matterIn } from '#test/harness/matters.ts'
import { openTown } from '#test/harness/town.ts'
import { diaryRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, restrictedRoom, caseFileRoom]

type Component = { readonly name: string; readonly has: Map<string, string>; readonly inside: Component[] }
/** As RFC 5545 section 3.1 reads it: lines end with CRLF, are at most 75 octets, and go on after a line end and a blank. */
const parsed = (text: string): Component => {
  expect(text.endsWith('\r\n')).toBe(true)
  const root: Component = { name: '', has: new Map(), inside: [] }
  const open = [root]
  expect(text.split('\r\n').filter(line => Buffer.byteLength(line) > 75)).toEqual([])
  for (const line of text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? []
    if (name === 'BEGIN') { const next: Component = { name: value, has: new Map(), inside: [] }; open.at(-1)?.inside.push(next); open.push(next) } else if (name === 'END') expect(open.pop()?.name).toBe(value)
    else { expect(name).not.toBe(''); open.at(-1)?.has.set(name, value) }
  }
  expect(open).toHaveLength(1)
  return root.inside[0] ?? root
}

test('made, read by a calendar, made anew, ended; restricted cases look like the rest, and a case in conflict goes', async () => {
  const town = await openTown({ rooms })
  const [plain, hidden] = [await caseIn(town, { title: 'Noise in Larch Walk' }), await caseIn(town, { title: 'The secret one' })]
  await matterIn(town, plain.id, { endsAt: '2026-09-10T23:00:00Z', clocks: [{ rule: 'x.ends', title: 'Order on Danny Reed ends', dueAt: '2026-09-10T23:00:00Z' }] })
  await matterIn(town, hidden.id, { tool: 'closure-notice', about: '4 Mill Lane', clocks: [{ rule: 'y.ends', title: 'Notice on 4 Mill Lane ends', dueAt: '2026-06-03T14:00:00Z' }] })
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', hidden.id).execute())
  const [officer, nobody] = [await town.as('officer'), await town.as('nobody')]
  const linkIn = (text: string): string => /\/calendars\/[\w-]+/.exec(text)?.[0] ?? 'no link'
  const made = await officer.post('/diary/calendar', {})
  const link = linkIn(made.text)
  const feed = await nobody.get(link)
  expect([made.status, feed.status, feed.headers['content-type'], feed.headers['cache-control']]).toEqual([200, 200, 'text/calendar; charset=utf-8', 'private, no-store'])
  const calendar = parsed(feed.text)
  expect([calendar.name, calendar.has.get('VERSION'), calendar.has.get('PRODID') !== undefined]).toEqual(['VCALENDAR', '2.0', true])
  expect(calendar.inside.map(({ name, has, inside }) => [name, has.get('DTSTART'), has.get('SUMMARY'), inside.map(one => one.has.get('TRIGGER'))])).toEqual([
    ['VEVENT', '20260603T140000Z', 'A clock', ['-PT24H', '-PT4H', '-PT1H']], ['VEVENT', '20260910T230000Z', 'A clock', ['-P90D', '-P30D', '-P1W']],
  ])
  expect(new Set(calendar.inside.map(({ has }) => has.get('UID'))).size).toBe(2)
  for (const secret of ['Danny', 'Mill', 'Larch', 'secret', 'Irene', 'Olive', 'notice', 'Order', plain.reference, hidden.reference, plain.id, hidden.id]) expect(feed.text).not.toContain(secret)
  // Of a case whose people they know, nothing is left; of the other everything.
  expect((await officer.send(`${plain.path}/conflict`, { relation: 'family', said: 'x', because: 'My brother' })).status).toBe(303)
  expect(parsed((await nobody.get(link)).text).inside.map(({ has }) => has.get('DTSTART'))).toEqual(['20260603T140000Z'])
  // It is not shown again; a new one ends it; ended, it looks as though it never was.
  expect((await officer.get('/diary/calendar')).text).not.toContain('/calendars/')
  const second = linkIn((await officer.post('/diary/calendar', {})).text)
  expect([(await nobody.get(link)).status, (await nobody.get(second)).status]).toEqual([404, 200])
  expect((await officer.post('/diary/calendar/end', {})).status).toBe(303)
  const [ended, never] = [await nobody.get(second), await nobody.get(`/calendars/${'a'.repeat(43)}`)]
  expect([ended.status, never.status, ended.says === never.says]).toEqual([404, 404, true])
})

test('made three times at the same moment, as by a button pressed again: each is answered, and one of the links is read', async () => {
  const town = await openTown({ rooms })
  const [officer, nobody] = [await town.as('officer'), await town.as('nobody')]
  for (let time = 0; time < 4; time += 1) {
    const made = await Promise.all([1, 2, 3].map(() => officer.post('/diary/calendar', {})))
    expect(made.map(({ status }) => status)).toEqual([200, 200, 200])
    const links = made.map(({ text }) => /\/calendars\/[\w-]+/.exec(text)?.[0] ?? 'no link')
    expect((await Promise.all(links.map(link => nobody.get(link)))).map(({ status }) => status).toSorted()).toEqual([200, 404, 404])
  }
})

test('a link is its officer’s alone, and dies with their last post', async () => {
  const town = await openTown({ rooms })
  const [officer, manager, nobody] = [await town.as('officer'), await town.as('manager'), await town.as('nobody')]
  const link = /\/calendars\/[\w-]+/.exec((await officer.post('/diary/calendar', {})).text)?.[0] ?? ''
  expect((await manager.get('/diary/calendar')).says).toContain('You have no link.')
  await manager.post('/diary/calendar/end', {})
  expect((await nobody.get(link)).status).toBe(200)
  await town.database.owner.query(`update officers set left_at = $3 where partnership_id = $1 and id = $2`, [town.partnership.id, town.council.officerId, town.clock.now()])
  expect((await nobody.get(link)).status).toBe(404)
})
