// What goes wrong around a form rather than in it: a second click, a session that ends, somebody quicker, a night when clocks change,
// a file or a body far too large.
import { gzipSync } from 'node:zlib'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn } from '#test/harness/cases.ts'
import { addressOf, boxesOf, formPaths, valueIn, withDays, type Filled } from '#test/harness/forms.ts'
import { comeIn, harmedCase, offered } from '#test/harness/own-page.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Page, Visitor } from '#test/harness/visitor.ts'

const town = () => openTown({ rooms, startAt: '2026-06-02T09:00:00Z' })
const OFFICER_FORMS = formPaths().filter(path => path.startsWith('/cases/') || path.startsWith('/reports/') || ['/seen', '/diary/add', '/improvements/new'].includes(path))

type Opened = { readonly boxes: Filled; readonly page: Page; readonly path: string }
const openForm = async (who: Visitor, path: string): Promise<Opened | undefined> => {
  const page = await who.get(path)
  const boxes = page.status === 200 ? boxesOf(page, path) : undefined
  return boxes === undefined ? undefined : { boxes, page, path }
}
/** An answer to every box that a sensible person might give. */
const sensible = ({ boxes }: Opened, words = 'A plain answer'): Record<string, string> => ({
  ...boxes.fixed, ...withDays(boxes.days, ['1', '6', '2026']), ...Object.fromEntries(boxes.words.map(name => [name, /postcode/i.test(name) ? 'AL8 6AE' : name.endsWith('-time') ? '10:15am' : /email/i.test(name) ? 'a@example.test' : /phone/i.test(name) ? '07700 900 123' : words])),
})
/** Everything this town holds, but what is written down about looking. */
const rowsOf = async (here: Town): Promise<number> => {
  const { rows } = await here.database.owner.query<{ n: number }>(`select count(*)::int as n from audit_events where partnership_id = $1 and action in ('insert', 'update', 'delete') and subject_kind not in ('submissions', 'sessions')`, [here.partnership.id])
  return rows[0]?.n ?? 0
}

test('a second click on any form finds the first one’s answer and does nothing again, one after the other or at once', async () => {
  const here = await town()
  const officer = await here.as('officer')
  const [faults, accepted]: [string[], string[]] = [[], []]
  for (const path of OFFICER_FORMS) {
    const address = await addressOf(here, path)
    const opened = await openForm(officer, address)
    if (opened === undefined) continue
    const typed = sensible(opened)
    const [one, two] = await Promise.all([officer.post(address, typed), officer.post(address, typed)])
    if (one.status !== 303 && two.status !== 303) continue
    accepted.push(path)
    if (one.location !== two.location) faults.push(`${path}: at once: ${one.status} ${one.location ?? ''}, ${two.status} ${two.location ?? ''}`)
    const before = await rowsOf(here)
    const third = await officer.post(address, typed)
    if (third.status !== 303 || third.location !== one.location) faults.push(`${path}: afterwards: ${third.status} ${third.location ?? ''}`)
    if (await rowsOf(here) !== before) faults.push(`${path}: it was done again`)
  }
  expect(faults).toEqual([])
  expect(accepted.length).toBeGreaterThanOrEqual(12)
}, 300_000)

test('a session that ends while a form is filled in: what was typed comes back after signing in, and to nobody else', async () => {
  const here = await town()
  const faults: string[] = []
  let tried = 0
  for (const path of OFFICER_FORMS) {
    const officer = await here.as('officer')
    const address = await addressOf(here, path)
    const opened = await openForm(officer, address)
    const [box] = opened?.boxes.words.filter(name => !/-time$|seen/.test(name)) ?? []
    if (opened === undefined || box === undefined) continue
    const typed = { ...sensible(opened), [box]: 'Typed before it ended ☂' }
    await here.database.owner.query('update sessions set ended_at = $2 where partnership_id = $1', [here.partnership.id, here.clock.now()])
    const lost = await officer.post(address, typed)
    const back = new URL(lost.location ?? '/', 'http://x').searchParams.get('next') ?? ''
    if (lost.status !== 303 || !back.includes('kept=')) { faults.push(`${path}: ${lost.status} ${lost.location ?? ''}`); continue }
    tried += 1
    const others = await (await here.as('manager')).get(back)
    if (others.text.includes('Typed before it ended')) faults.push(`${path}: a colleague reads it`)
    const again = await (await here.as('officer')).get(back)
    if (valueIn(again, box) !== 'Typed before it ended ☂') faults.push(`${path}: ${box} holds ${valueIn(again, box) ?? 'nothing'}`)
  }
  expect(faults).toEqual([])
  expect(tried).toBeGreaterThanOrEqual(15)
}, 300_000)

test('two officers on one case: whoever is later is told, and keeps what they typed, at every form that changes the case', async () => {
  const here = await town()
  const officer = await here.as('officer')
  const faults: string[] = []
  let tried = 0
  for (const path of OFFICER_FORMS.filter(one => one.startsWith('/cases/:'))) {
    const address = await addressOf(here, path)
    const opened = await openForm(officer, address)
    if (opened?.boxes.fixed['seen'] === undefined) continue
    await here.work(work => work.db.updateTable('cases').set({ severity: 'high' }).where('reference', '=', address.split('/')[2] ?? '').execute())
    const answer = await officer.post(address, sensible(opened, 'Mine, typed meanwhile'))
    tried += 1
    const [box] = opened.boxes.words.filter(name => !name.endsWith('-time'))
    if (answer.status !== 422 || !answer.says.includes('Somebody else has changed this case')) faults.push(`${path}: ${answer.status} ${answer.location ?? answer.says.slice(0, 80)}`)
    else if (box !== undefined && valueIn(answer, box) !== 'Mine, typed meanwhile') faults.push(`${path}: ${box} is not kept`)
  }
  expect(faults).toEqual([])
  expect(tried).toBeGreaterThanOrEqual(4)
})

test('nights when clocks change: an hour that never was is refused in words, the hour that came twice is taken as its first', async () => {
  const here = await town()
  const { path, id } = await caseIn(here)
  const officer = await here.as('officer')
  const at = (name: string, [day, month, year]: readonly [string, string, string], time: string) => ({ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year, [`${name}-time`]: time })
  const [spring, autumn] = [['29', '3', '2026'], ['26', '10', '2025']] as const
  const entry = { kind: 'note', summary: 'In the night', body: '', reached: 'not a contact', visibility: 'staff' }
  const never = await officer.send(`${path}/add`, { ...entry, ...at('happened', spring, '01:30') })
  expect([never.status, never.says.includes('there was no such time'), valueIn(never, 'happened-time'), valueIn(never, 'summary')]).toEqual([422, true, '01:30', 'In the night'])
  expect((await officer.send(`${path}/add`, { ...entry, ...at('happened', autumn, '01:30') })).status).toBe(303)
  const incident = { category: 'noise', description: 'Shouting', place: 'The stairs' }
  const missing = await openForm(officer, `${path}/incidents/add`)
  const whole = missing === undefined ? {} : { ...sensible(missing), ...incident }
  const lost = await officer.post(`${path}/incidents/add`, { ...whole, ...at(missing?.boxes.days[0] ?? 'happened', spring, '1:30am') })
  expect([lost.status, lost.says.includes('there was no such time')]).toEqual([422, true])
  const { rows } = await here.database.owner.query<{ at: string }>(`select to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from entries where case_id = $1 and summary = 'In the night'`, [id])
  expect(rows).toEqual([{ at: '2025-10-26 00:30' }])
})

test('the person harmed is never sent back over a clock change: the hour that was not is kept in their words', async () => {
  const here = await town()
  const person = await comeIn(here, await offered(here, await harmedCase(here)))
  for (const [day, month, year, time] of [['29', '3', '2026', '1:30am'], ['26', '10', '2025', '1:30am']] as const) expect((await person.send('/my-case/diary/add', { what: `Night of ${day}/${month}`, 'when-day': day, 'when-month': month, 'when-year': year, 'when-time': time })).location).toBe('/my-case/diary?sent=diary')
  const { rows } = await here.database.owner.query<{ at: string; about: string | null }>(`select to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, happened_about as about from diary_sheets where partnership_id = $1 order by happened_at`, [here.partnership.id])
  expect(rows).toEqual([{ at: '2025-10-26 00:30', about: null }, { at: '2026-03-29 11:00', about: '1:30am' }])
})

test('a photo of 30 MB is refused in words wherever the public and imports give files, and nothing of it stays on the disk; an officer’s evidence may be larger', async () => {
  const here = await town()
  const huge = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(30 * 1024 * 1024)])
  const { path } = await caseIn(here)
  const resident = await here.as('nobody')
  await resident.send('/report', {})
  await resident.send('/report/category', { category: 'noise' })
  const person = await comeIn(here, await offered(here, await harmedCase(here)))
  const file = (field: string) => [{ field, name: 'IMG_0001.jpg', type: 'image/jpeg', content: huge }]
  const answers = [
    await resident.upload('/report/files', {}, file('file')),
    await person.upload('/my-case/diary/add', { what: 'Shouting', 'when-about': 'Last night' }, file('files')), await (await here.as('administrator')).upload('/imports/choose', { kind: 'reports', source: 'Old' }, file('file')),
  ]
  expect(answers.map(({ status, says }) => [status, /larger than \d+ MB|too large/i.test(says)])).toEqual(answers.map(() => [422, true]))
  expect(valueIn(answers[1] ?? answers[0] as Page, 'what')).toBe('Shouting')
  // Removed once the answer is on its way.
  await expect.poll(() => readdirSync(here.files.incoming)).toEqual([])
  const { rows } = await here.database.owner.query('select 1 from attachments where partnership_id = $1', [here.partnership.id])
  expect(rows).toEqual([])
  expect((await (await here.as('officer')).upload(`${path}/evidence`, { says: 'The door', visibility: 'staff' }, file('file'))).status).toBe(303)
})

test('a compressed body is not unpacked, and one that is too long is answered and not read to its end', async () => {
  const here = await town()
  const bomb = gzipSync(Buffer.alloc(200_000_000, 'story='))
  for (const url of ['/report/story', '/open311/v2/requests.json', '/sign-in']) {
    const before = process.memoryUsage().rss
    const packed = await here.server.inject({ method: 'POST', url, headers: { host: here.host, 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }, payload: bomb })
    expect([url, [400, 403, 413, 415].includes(packed.statusCode)]).toEqual([url, true])
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    const long = await here.server.inject({ method: 'POST', url, headers: { host: here.host, 'content-type': 'application/x-www-form-urlencoded' }, payload: Buffer.alloc(40_000_000, 'a=b&') })
    expect([url, long.statusCode]).toEqual([url, 413])
  }
})
