// Everything that reads what somebody else wrote, given what nobody meant: an answer or a refusal, at once. `npm run faults -- parsers 1000000`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'node:querystring'
import { XMLValidator } from 'fast-xml-parser'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { headsFile, readHeads } from '#jobs/audit-heads.ts'
import { csvCell } from '#kernel/csv.ts'
import { readPostcode } from '#kernel/postcode.ts'
import { readReference } from '#kernel/reference.ts'
import { countCharacters, initialsOf, tidy } from '#kernel/text.ts'
import { day, londonMoment, readClockTime, readDay } from '#kernel/time.ts'
import { makeCleanCopy } from '#rooms/evidence/clean-copy.ts'
import { judgeFile, nameFor } from '#rooms/evidence/kinds.ts'
import { readFileItself } from '#rooms/evidence/read-file.ts'
import { readRange } from '#rooms/evidence/see-file.ts'
import { CannotRead, lookAt, rowsOf } from '#rooms/imports/csv-file.ts'
import { readMap } from '#rooms/imports/import-map.ts'
import { readStreetFile } from '#rooms/imports/police-file.ts'
import { readMoment } from '#rooms/imports/read-moment.ts'
import { readCode } from '#rooms/my-case/own-page-rules.ts'
import { answerIn, saidList } from '#rooms/open311/format.ts'
import { faultsOf, readSentReport } from '#rooms/open311/read-report.ts'
import { parseTemplate, templateText, wordsOf } from '#rooms/papers/template-text.ts'
import { weakness } from '#rooms/partnership/passwords.ts'
import { readReport } from '#rooms/reporting/report-pages.ts'
import { readAnswers } from '#rooms/risk/matrix-text.ts'
import { StartRefused } from '#src/faults.ts'
import { readSettings } from '#src/settings.ts'
import { optionalDate, optionalEmail, optionalPhone, optionalPostcode, wholeNumber, words, type Field } from '#web/fields.ts'
import { whyNot } from '#web/guarded-fetch.ts'
import { nameInHeader, ourOwn } from '#web/reply.ts'
import { asAnswers } from '#web/uploads.ts'
import { asked, chanceFrom, say, SEED } from './chance.ts'
import { bentBytes, bentText, freshTexts } from './mutate.ts'
import type { FileStore } from '#web/file-store.ts'
import { halvesInFolder } from '#web/half-files.ts'

const INPUTS = asked('AMITY_FAULTS_INPUTS', 20_000)
/** Files are read from the disk, and a picture is really drawn: one input in a hundred. */
const FILES = Math.ceil(INPUTS / 100)
const LONGEST = 2_000

const at = { now: new Date('2026-06-02T09:00:00Z'), today: day('2026-06-02') }
const field = (one: Field<unknown>) => (text: string): unknown => one.read('x', { x: text, 'x-day': text, 'x-month': text.slice(0, 2), 'x-year': text.slice(-4) }, at)
const json = (text: string): unknown => { try { return JSON.parse(text) as unknown } catch { return text } }

type Reader = { readonly examples: readonly [string, ...string[]]; readonly read: (text: string) => unknown; readonly refuses?: new (...of: never[]) => Error }
const READERS: Readonly<Record<string, Reader>> = {
  'a name': { examples: ['Irene Larkin'], read: text => [tidy(text), countCharacters(text), initialsOf(text)] },
  'a day': { examples: ['2026-06-02', '2024-02-29'], read: text => { const found = readDay(text); return found === undefined ? undefined : londonMoment(found, '01:30') } },
  'a time': { examples: ['10:15', '1.30am', 'noon'], read: readClockTime },
  'a postcode': { examples: ['AL8 6AE', 'W1A0AX'], read: readPostcode }, 'a reference': { examples: ['2345-6789-CDFH'], read: readReference },
  'a moment': { examples: ['1/5/2026 10:15', '2026-05-01T10:15:00+01:00'], read: text => [readMoment(text, 'day first'), readMoment(text, 'month first')] },
  'an email address': { examples: ['irene@example.test'], read: field(optionalEmail) }, 'a telephone': { examples: ['07700 900 123', '+44 (0)1632 960000'], read: field(optionalPhone) },
  'a date in a form': { examples: ['12062026'], read: field(optionalDate({ called: 'It' })) }, 'a postcode in a form': { examples: ['AL8 6AE'], read: field(optionalPostcode) },
  'a number in a form': { examples: ['12'], read: field(wholeNumber({ empty: 'x', called: 'It', min: 0, max: 9 })) }, 'words in a form': { examples: ['It was loud'], read: field(words({ empty: 'x', max: 400, called: 'It' })) },
  'a form body': { examples: ['category=noise&danger=no&story=Loud&story=Again&when-day=1'], read: text => asAnswers(parse(text)) },
  'a whole report': { examples: ['category=noise&danger=no&story=Loud&often=Most+weeks&place=Here&harmed=Me&children=no&named=yes&name=I&means=email&email=a%40b.test&share=yes'], read: text => readReport(asAnswers(parse(text)), at) },
  'a file’s name': { examples: ['photo.jpg', 'a.b.exe'], read: text => [nameFor(text, 'image/png'), encodeURI(nameInHeader(text))] }, 'a range of bytes': { examples: ['bytes=0-99', 'bytes=-5'], read: text => readRange(text, 100) },
  'answers and scores': { examples: ['Most weeks = 3\nMost days = 4'], read: text => readAnswers('How often', text) }, 'a code': { examples: ['123 456'], read: readCode }, 'a password': { examples: ['copper lantern meadow'], read: weakness },
  'a map of columns': { examples: ['{"kind":"reports","source":"x","columns":{"receivedAt":"a","story":"b"}}'], read: text => readMap(json(text)) },
  'an Open311 report': { examples: ['service_code=noise&description=Loud&lat=51.8&long=-0.2&media_url=https%3A%2F%2Fx.test%2Fa.jpg&attribute[when]=now'], read: text => { const answers = asAnswers(parse(text)); return [faultsOf(answers), readSentReport(answers)] } },
  'an Open311 answer': { examples: ['Loud & clear <b>', ']]>'], read: text => {
    for (const format of ['xml', 'json'] as const) {
      const answer = answerIn(format, saidList('service_requests', 'request', [{ description: text, address: text }]))
      const said = answer.kind === 'body' && typeof answer.body === 'string' ? answer.body : ''
      if (format === 'xml' ? XMLValidator.validate(said) !== true : typeof JSON.parse(said) !== 'object') throw new Error(`no ${format} any more`)
    }
  } },
  'a template': { examples: ['# Heading\n\nDear {name}\n\n- one\n- two\n\n| a | b |\n| 1 | 2 |\n\n[signature]', '[contains what-next]\n1. one\n2. two'], read: text => {
    const read = parseTemplate(text)
    if ('blocks' in read) { read.blocks.forEach(wordsOf); parseTemplate(templateText(read.blocks)) }
  } },
  'heads of the trail': { examples: [headsFile('A', []), '{"heads":[{"partnershipId":1,"number":1}]}'], read: readHeads },
  'a cell for a spreadsheet': { examples: ['=1+1', 'plain'], read: text => { const cell = csvCell(text).replace(/^"/, ''); if (/^[=+@\t\r-]/.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell)) throw new Error('a formula') } },
  'a way back': { examples: ['/cases?find=a#b', '//evil.test', '/\t/evil.test'], read: text => { if (!/^\/(?!\/)/.test(ourOwn(text))) throw new Error('it leads elsewhere') } },
  'another system’s address': { examples: ['https://example.test/x', 'http://127.0.0.1/', 'http://[::ffff:7f00:1]/'], read: text => whyNot(text, false) },
  'settings': { examples: ['3000', 'smtp://a:b@c:25', '10.0.0.0/8'], read: text => readSettings({ PORT: text, AMITY_MAIL: text, AMITY_PROXIES: text, AMITY_BASE_URL: text, DATABASE_URL: text }, 'serve'), refuses: StartRefused },
}

type Found = { readonly reader: string; readonly input: string; readonly why: string }
const wrong = (found: Found[], reader: string, input: string, why: string): void => { if (found.length < 30) found.push({ reader, input: input.slice(0, 300), why }) }

test(`${INPUTS} texts that nobody meant: each reader answers or refuses in its own words, at once`, () => {
  const [chance, found, texts] = [chanceFrom(SEED), [] as Found[], freshTexts(SEED, Math.min(INPUTS, 20_000))]
  const readers = Object.entries(READERS)
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < INPUTS; n += 1) {
    const [name, { examples, read, refuses }] = readers[n % readers.length] ?? ['', { examples: [''], read: () => undefined } satisfies Reader]
    let text = chance.under(4) === 0 ? texts[chance.under(texts.length)] ?? '' : examples[chance.under(examples.length)] ?? ''
    for (let times = chance.under(5); times > 0; times -= 1) text = bentText(chance, text)
    const began = performance.now()
    try { read(text) } catch (problem) {
      if (refuses === undefined || !(problem instanceof refuses)) wrong(found, name, text, problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem))
    }
    if (performance.now() - began > LONGEST) wrong(found, name, text, 'slow')
  }
  say(`${INPUTS} texts through ${readers.length} readers, seed ${SEED}; heap ${Math.round((process.memoryUsage().heapUsed - before) / 1e6)} MB more at the end.`)
  expect(found).toEqual([])
}, 3_600_000)

const examplesOfFiles = async (): Promise<Readonly<Record<string, Buffer>>> => {
  const picture = sharp({ create: { width: 24, height: 16, channels: 3, background: '#a52' } }).withExif({ IFD0: { Make: 'A', Model: 'B' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 48/1 0/1' } })
  const [jpeg, png, webp, gif] = await Promise.all([picture.clone().jpeg().toBuffer(), picture.clone().png().toBuffer(), picture.clone().webp().toBuffer(), picture.clone().gif().toBuffer()])
  const film = Buffer.concat([Buffer.from('00000020667479706d703432000000006d7034316d70343269736f6d69736f32', 'hex'), Buffer.from('0000006c6d6f6f76000000646d766864', 'hex'), Buffer.alloc(92, 1)])
  return {
    jpeg, png, webp, gif, film, pdf: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\nstartxref\n9\n%%EOF'),
    csv: Buffer.from('Ref,Received,Words\nR1,1/5/2026,"Loud, ""very"" loud"\nR2,2/5/2026,Two\r\nlines\n'), semicolons: Buffer.from('a;b\n1;"x\ny"\n'), utf16: Buffer.from('\ufeffa\tb\n1\t2\n', 'utf16le'),
    police: Buffer.from('Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n,2026-01,Hertfordshire Constabulary,Hertfordshire Constabulary,-0.2,51.8,On or near A,E01,W,Anti-social behaviour,,\n'),
  }
}

test(`${FILES} files that nobody meant: judged, read, drawn anew, and taken apart as tables`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'amity-bent-'))
  const [chance, found, examples] = [chanceFrom(SEED + 1), [] as Found[], Object.entries(await examplesOfFiles())]
  const file = path.join(folder, 'bent')
  const store: FileStore = { incoming: folder, halves: halvesInFolder(folder), withLocal: (_name, use) => use(file), keep: async (from: string) => { await rm(from, { force: true }); return 'kept' }, open: () => Promise.reject(new Error('not asked')), remove: () => Promise.resolve() }
  /** Only CannotRead is a refusal here; of pictures and films whatever is thrown is caught by who looks after files. */
  const tables = async (): Promise<void> => {
    try { for await (const row of rowsOf(await lookAt(file, 1_000_000))) if (row.line < 1) throw new Error('a line before the first') } catch (problem) { if (!(problem instanceof CannotRead)) throw problem }
    try { await readStreetFile(await lookAt(file, 1_000_000)) } catch (problem) { if (!(problem instanceof CannotRead)) throw problem }
  }
  const before = process.memoryUsage().rss
  let drawn = 0
  for (let n = 0; n < FILES; n += 1) {
    const [name, bytes] = examples[n % examples.length] ?? ['', Buffer.alloc(1)]
    const bent = bentBytes(chance, bytes)
    writeFileSync(file, bent)
    const began = performance.now()
    try {
      await judgeFile({ path: file, size: bent.length, fileName: 'x', tooLarge: false })
      await tables()
      for (const kind of ['photo', 'video', 'document', 'text', 'audio'] as const) await readFileItself(file, kind).catch(() => undefined)
      if (/jpeg|png|webp|gif/.test(name)) drawn += await makeCleanCopy(store, 'x').then(() => 1, () => 0)
    } catch (problem) {
      wrong(found, name, bent.toString('base64'), problem instanceof Error ? problem.stack ?? problem.message : String(problem))
    }
    if (performance.now() - began > LONGEST * 4) wrong(found, name, bent.toString('base64'), 'slow')
  }
  say(`${FILES} files, ${drawn} of them still pictures; ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more at the end.`)
  rmSync(folder, { recursive: true, force: true })
  expect(found).toEqual([])
  expect(drawn).toBeGreaterThan(0)
}, 3_600_000)
