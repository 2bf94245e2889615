// Every form of the service, found by walking its doors, is sent what people, systems and attackers really send. Nothing breaks, nothing
// is run, and what was typed stands in its box again.
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { BAD_DAYS, BAD_WORDS, KEPT_WORDS } from '#test/harness/bad-values.ts'
import { PAGES } from '#rooms/reporting/report-pages.ts'
import { lookAfterFilesOf } from '#rooms/evidence/look-after-files.ts'
import { caseIn } from '#test/harness/cases.ts'
import { addressOf, boxesOf, formPaths, valueIn, withDays, type Filled } from '#test/harness/forms.ts'
import { openTown, type Town, type Who } from '#test/harness/town.ts'
import type { Page, Visitor } from '#test/harness/visitor.ts'

const FINE = [200, 303, 400, 403, 404, 409, 413, 422, 429]

/** Sends one form every bad value there is. @returns what went wrong, one line each, and how often it was sent. */
const tryForm = async (who: Visitor, path: string): Promise<{ readonly faults: readonly string[]; readonly sent: number }> => {
  const faults: string[] = []
  let sent = 0
  // Whoever was refused goes on from the page that said why, as it came; whoever was not opens the form anew.
  let refused: Page | undefined
  const send = async (called: string, change: (boxes: Filled) => Record<string, string>): Promise<void> => {
    const opened = refused ?? await who.get(path)
    const boxes = opened.status === 200 || opened === refused ? boxesOf(opened, path) : undefined
    if (boxes === undefined) return
    const typed = change(boxes)
    const answer = await who.post(path, { ...boxes.fixed, ...withDays(boxes.days, ['1', '6', '2026']), ...typed })
    sent += 1
    refused = answer.status === 422 && boxesOf(answer, path) !== undefined ? answer : undefined
    if (!FINE.includes(answer.status)) faults.push(`${path}: ${called}: ${answer.status}`)
    if (/<script>alert|<img src=x/.test(answer.text)) faults.push(`${path}: ${called}: unescaped`)
    if (answer.status !== 422) return
    if (answer.document.querySelector('.govuk-error-summary') === null) faults.push(`${path}: ${called}: no error summary`)
    if (KEPT_WORDS.some(one => one === called)) for (const name of boxes.words) {
      const kept = valueIn(answer, name)
      if (kept !== undefined && kept !== typed[name]) faults.push(`${path}: ${called}: ${name} is not kept, it holds ${kept.slice(0, 40)}`)
    }
  }
  for (const [called, value] of Object.entries(BAD_WORDS)) await send(called, ({ words }) => Object.fromEntries(words.map(name => [name, value])))
  for (const bad of BAD_DAYS) await send(`the day ${bad.join('/')}`, ({ days }) => withDays(days, bad))
  await send('fields nobody asked for', ({ words }) => ({ ...Object.fromEntries(words.map(name => [name, 'A plain answer'])), '__proto__': 'x', 'constructor': 'y', 'partnershipId': '1', 'visibleTo': '{1}' }))
  return { faults, sent }
}

const walk = async (town: Town, who: Who, wanted: (path: string) => boolean, more: readonly string[] = []) => {
  const faults: string[] = []
  let [forms, sent] = [0, 0]
  for (const path of [...formPaths(), ...more].filter(wanted)) {
    const tried = await tryForm(await town.as(who), await addressOf(town, path))
    faults.push(...tried.faults)
    sent += tried.sent
    if (tried.sent > 0) forms += 1
  }
  return { faults, forms, sent }
}

const town = () => openTown({ rooms, startAt: '2026-06-02T09:00:00Z' })

test('the forms of a case and of a report, as an officer', async () => {
  const { faults, forms, sent } = await walk(await town(), 'officer', path => path.startsWith('/cases/') || path.startsWith('/reports/'))
  expect(faults).toEqual([])
  expect([forms, sent]).toSatisfy(([a, b]: number[]) => (a ?? 0) >= 15 && (b ?? 0) >= 300)
}, 300_000)

const rest = (path: string): boolean => !path.startsWith('/cases/') && !path.startsWith('/reports/') && !path.startsWith('/report')
/** An officer's own way in is the same form whoever it is. */
const ownWayIn = (path: string): boolean => /^\/(account|prove|sign-in|choose-password)(\/|$)/.test(path)

test('every other form, as an administrator and as a manager', async () => {
  const here = await town()
  // Forms of one setting, category, signpost, agency or officer.
  const each = ['/settings/draft%20days', '/settings/service%20standards', '/categories/noise', '/signposts/crime', `/agencies/${here.council.id}`, `/team/${here.council.officerId}/absence`]
  const [ada, max] = [await walk(here, 'administrator', path => rest(path) && !ownWayIn(path), each), await walk(here, 'manager', path => rest(path) && !ownWayIn(path))]
  expect([...ada.faults, ...max.faults]).toEqual([])
  expect([ada.forms >= 14, max.forms >= 5]).toEqual([true, true])
}, 300_000)

test('the forms of an officer’s own way in', async () => {
  const { faults, forms } = await walk(await town(), 'officer', ownWayIn)
  expect(faults).toEqual([])
  expect(forms).toBeGreaterThanOrEqual(5)
}, 120_000)

test('each page of a public report: a foreign postcode, a script and an impossible day stop nobody from reporting', async () => {
  const nobody = await (await town()).as('nobody')
  const faults: string[] = []
  let sent = 0
  await nobody.send('/report', {})
  for (const page of PAGES) {
    const tried = await tryForm(nobody, `/report/${page}`)
    faults.push(...tried.faults)
    sent += tried.sent
  }
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThanOrEqual(250)
})

test('addresses and cursors nobody gave out: an answer, never a crash', async () => {
  const here = await town()
  const officer = await here.as('officer')
  const { path } = await caseIn(here)
  const odd = ['%00', '%ff', '%', '..%2f..%2fetc', '😀', 'a'.repeat(3000), '00000000-0000-0000-0000-000000000000', "'--", '__proto__']
  const asked = [...odd.flatMap(one => [`/cases/${one}`, `/files/${one}`, `/people/${one}`, `/reports/${one}`, `/diary/${one}`, `/settings/${one}`]), ...odd.flatMap(one => [`/cases?before=${one}`, `/cases?status=${one}&risk=${one}&find=${one}`, `/messages?before=${one}&show=${one}`, `${path}?find=${one}&kind=${one}&from-day=${one}`, `/diary?when=${one}&case=${one}&after=${one}`, `/people?find=${one}&find=${one}`])]
  const bad: string[] = []
  for (const one of asked) { const { status } = await officer.get(encodeURI(decodeable(one))); if (status >= 500) bad.push(`${status} ${one.slice(0, 80)}`) }
  expect(bad).toEqual([])
})
/** What is already percent-written stays as it is. */
const decodeable = (text: string): string => { try { return decodeURI(text) } catch { return text } }

/** A picture of one colour, far larger than its file. */
const bomb = (side: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(head))
    return Buffer.concat([size, head, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side))), chunk('IEND', Buffer.alloc(0))])
}
const crc = (data: Buffer): number => {
  let sum = 0xffffffff
  for (const byte of data) { sum ^= byte; for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0) }
  return (sum ^ 0xffffffff) >>> 0
}

test('a picture that would fill the memory is kept as it came and never unpacked', async () => {
  const here = await town()
  const { path, id } = await caseIn(here)
  const officer = await here.as('officer')
  const answer = await officer.upload(`${path}/evidence`, { says: 'From the resident', visibility: 'staff' }, [{ field: 'file', name: '../../bomb\u202egnp.png', type: 'image/png', content: bomb(24_000) }])
  expect([303, 422]).toContain(answer.status)
  const before = process.memoryUsage().rss
  await lookAfterFilesOf({ database: here.database, files: here.files, clamd: undefined, clock: here.clock.now }, here.partnership.id)
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  const { rows } = await here.database.owner.query<{ file_name: string; shown_as: string | null; copy_failed: string | null }>('select file_name, shown_as, copy_failed from attachments where case_id = $1', [id])
  for (const row of rows) expect([row.shown_as, row.copy_failed, row.file_name.includes('/')]).toEqual([null, 'It could not be read as a picture', false])
})
