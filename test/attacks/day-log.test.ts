// A day's log holds no name, address, email, telephone number or anybody's words: all of the database is looked for in it.
import { readFileSync } from 'node:fs'
import { pino, type Logger } from 'pino'
import { expect, inject, test } from 'vitest'
import { foundPartnership } from '#rooms/partnership/index.ts'
import { drainNews } from '#jobs/outbox.ts'
import { startWorker } from '#jobs/worker.ts'
import { openDatabase } from '#db/open.ts'
import { anyone, get, nothing } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { rooms } from '#src/rooms.ts'
import { demonstrationCarrier, type Carrier } from '#rooms/letters/index.ts'
import { dropDatabase, newMigrated } from '#test/harness/databases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { liveThroughADay } from '#test/harness/whole-day.ts'
import { sourceFiles } from '#test/walls/source.ts'

/** Debug is the most that AMITY_LOG allows. (At trace the reader of forms in parts would write every header down.) */
const heard = (): { readonly log: Logger; readonly text: () => string } => {
  const parts: string[] = []
  return { log: pino({ level: 'debug' }, { write: (line: string) => { parts.push(line) } }), text: () => parts.join('') }
}

const leaves = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => leaves(one, Array.isArray(value) ? path : `${path}.${name}`))
}

/** Every text in every row of a partnership: "people.given_name" and what it says. */
const textsOf = async (town: Town): Promise<readonly (readonly [string, string])[]> => {
  const { owner } = town.database
  const { rows: tables } = await owner.query<{ name: string }>(`select distinct table_name as name from information_schema.columns join pg_class c on c.relname = table_name and c.relkind = 'r' where table_schema = 'public' and column_name = 'partnership_id' order by 1`)
  const found: (readonly [string, string])[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t where partnership_id = $1`, [town.partnership.id])
    for (const { row } of rows) found.push(...leaves(row, name))
  }
  return found
}

const MADE_BY_MACHINES = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|\\x[0-9a-f]*|[0-9a-f]{32,}|[\w-]{43}|\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]+)?|[\d.,: -]{1,7})$/i
const PERSONAL = /name|email|phone|address|postcode|place|story|summary|body|title|says|who|words|text|because|subject|effect|vulnerab|know/i
/** What the code itself says (kinds, states, sentences of ours) is nobody's. */
const vocabulary = (): string => [...sourceFiles('src'), ...sourceFiles('demo')].filter(({ path }) => !path.includes('.test.')).map(({ text }) => text).join('\n') + readFileSync('src/db/migrations/0015-found.sql', 'utf8')

/** A long text is looked for by any three of its words in a row; a short one whole. */
const piecesOf = (text: string): readonly string[] => {
  const words = text.split(/\s+/).filter(word => word !== '')
  return words.length < 4 ? [text] : words.slice(0, -2).map((_word, at) => words.slice(at, at + 3).join(' '))
}

type Needle = { readonly from: string; readonly piece: string }
const needlesOf = (texts: readonly (readonly [string, string])[], known: string): readonly Needle[] => {
  const seen = new Map<string, string>()
  for (const [from, text] of texts) {
    const tidy = text.trim()
    if (tidy.length < 4 || MADE_BY_MACHINES.test(tidy)) continue
    // One word that is no name, address or number is a kind or a state.
    if (!/\s/.test(tidy) && !PERSONAL.test(from.split('.').slice(1).join('.'))) continue
    for (const piece of piecesOf(tidy)) if (piece.length >= 4 && !known.includes(piece)) seen.set(piece.toLowerCase(), from)
  }
  return [...seen].map(([piece, from]) => ({ from, piece }))
}
type Leak = Needle & { readonly line: string }
const foundIn = (log: string, needles: readonly Needle[]): readonly Leak[] => {
  // As JSON wrote it, and as an address would.
  const all = `${log}\n${log.replaceAll('+', ' ').replaceAll(/%([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`.toLowerCase()
  const lines = all.split('\n')
  const holds = (line: string, piece: string): boolean => line.includes(piece) || line.includes(JSON.stringify(piece).slice(1, -1))
  return needles.filter(({ piece }) => holds(all, piece)).map(needle => ({ ...needle, line: (lines.find(line => holds(line, needle.piece)) ?? '').slice(0, 600) }))
}

const refusing: Carrier = { name: 'refusing', means: ['email', 'text'], knowsItsOwn: false, carry: ({ address, body }) => Promise.resolve({ kind: 'refused', because: `550 no such user ${address}: ${body.slice(0, 20)}` }) }
const away: Carrier = { name: 'away', means: ['email', 'text'], knowsItsOwn: false, carry: ({ address }) => Promise.resolve({ kind: 'later', because: `could not reach ${address}` }) }
/** Doors that break with somebody's words in hand, in the ways in which code does. */
const breaking: Room = { doors: [
  get('/broken/words/:word', { may: anyone('to see it break'), records: nothing('a test'), show: (_work, ask) => Promise.reject(new Error(`Philippa Ravensworth\n    at 14 Larchwood Terrace (${ask.path}:1:2)`)) }),
  get('/broken/json', { may: anyone('to see it break'), records: nothing('a test'), show: async () => JSON.parse('Philippa Ravensworth') }),
  get('/broken/sql', { may: anyone('to see it break'), records: nothing('a test'), show: async work => {
    const [row] = await work.db.selectFrom('submissions').selectAll().limit(1).execute()
    for (const _twice of [1, 2]) await work.db.insertInto('submissions').values({ partnershipId: work.partnership.id, key: 'Philippa Ravensworth', at: work.now }).execute()
    return { kind: 'not there', ...(row === undefined ? {} : {}) }
  } }),
] }
const CHORES = rooms.flatMap(room => room.chores ?? []).map(({ name }) => name)

test('a day of reports, cases, letters, searches and errors leaves nothing of anybody in the log', async () => {
  const { log, text } = heard()
  const town = await openTown({ rooms: [...rooms, breaking], log, limitRates: true })
  await liveThroughADay(town, [refusing, away, demonstrationCarrier], CHORES)
  for (const path of ['/broken/words/Philippa', '/broken/json', '/broken/sql']) expect([path, (await (await town.as('officer')).get(path)).status]).toEqual([path, 500])
  const needles = needlesOf(await textsOf(town), vocabulary())
  // The day was a day, and its words are among what is looked for.
  expect(needles.length).toBeGreaterThan(120)
  for (const word of ['philippa ravensworth', 'philippa.ravensworth@example.test', '07700 900 555', '14 larchwood terrace', 'beside the boiler', 'wept and named', 'my stepfather cuthbert', 'olive officer', 'ada@example.test', 'wilhelmina thistlewood', 'accordion at larchwood', 'pigeons have been']) {
    expect([word, needles.some(({ piece }) => piece === word)]).toEqual([word, true])
  }
  const lines = text().trim().split('\n')
  expect(lines.length).toBeGreaterThan(60)
  for (const line of lines) {
    const said: unknown = JSON.parse(line)
    expect(said).toMatchObject({ time: expect.any(Number) as unknown, level: expect.any(Number) as unknown, reqId: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown })
  }
  expect(foundIn(text(), needles)).toEqual([])
  for (const word of ['philippa', 'ravensworth', 'cuthbert', 'bartholomew', 'larchwood', 'accordion', 'TOPSECRETLINK', 'thistlewood']) expect([word, text().toLowerCase().includes(word.toLowerCase())]).toEqual([word, false])
  // And this way of looking would have found it.
  for (const leak of ['GET /cases?q=Philippa+Ravensworth', JSON.stringify({ msg: 'mail to philippa.ravensworth@example.test failed' }), '/people/Philippa%20Ravensworth', '… boiler cupboard until …']) expect([leak, foundIn(leak, needles).length > 0]).toEqual([leak, true])
})

test('nor does the work behind the pages: news that cannot be read, a chore that fails, a queue that breaks', async () => {
  const { owner } = inject('database')
  const fresh = await newMigrated(inject('database'))
  const database = await openDatabase({ owner: fresh, secret: inject('database').secret, say: () => undefined })
  const { log, text } = heard()
  try {
    const { partnershipId } = await foundPartnership(database, { name: 'Ravensworth Partnership', hosts: ['ravensworth.test'], agency: { name: 'Larchwood Council', shortName: 'Larchwood', kind: 'council', phone: '' }, officer: { name: 'Philippa Ravensworth', email: 'philippa@example.test', passwordHash: null } })
    await drainNews(database, [], new Date())
    await database.owner.query(`insert into outbox (partnership_id, name, about) values ($1, 'told', '{"who": "Philippa"}')`, [partnershipId])
    const wrong = (): Promise<never> => Promise.reject(Object.assign(new Error('Philippa Ravensworth of 14 Larchwood Terrace'), { detail: 'Key (name)=(Philippa)' }))
    const worker = await startWorker({
      database, clock: () => new Date(), baseUrl: 'http://ravensworth.test', log, pumps: [wrong],
      readers: [{ news: 'told', name: 'tell of it', read: wrong }], schedules: [{ name: 'test.chore', cron: '* * * * *', run: wrong }],
    })
    // A chore's own minute may be a minute away: the queue is asked for it now.
    await database.owner.query(`insert into pgboss.job (name, data) values ('test.chore', '{}')`)
    await expect.poll(() => ['a reader failed', 'a chore failed', 'could not be handed on'].every(said => text().includes(said)), { timeout: 30_000 }).toBe(true)
    await worker.stop()
    expect(text()).toContain('tell of it')
    expect(text().toLowerCase()).not.toMatch(/philippa|ravensworth|larchwood/)
  } finally {
    await database.close()
    await dropDatabase(owner, fresh.database)
  }
})
