// A hundred thousand letters for everything that reads what somebody typed: an answer at once, or a refusal at once.
import { expect, test } from 'vitest'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { day, readClockTime, readDay } from '#kernel/time.ts'
import { readPostcode } from '#kernel/postcode.ts'
import { readReference } from '#kernel/reference.ts'
import { countCharacters, initialsOf, tidy } from '#kernel/text.ts'
import { CannotRead, lookAt, rowsOf } from '#rooms/imports/csv-file.ts'
import { csvCell } from '#kernel/csv.ts'
import { readMoment } from '#rooms/imports/read-moment.ts'
import { readMap } from '#rooms/imports/import-map.ts'
import { nameFor } from '#rooms/evidence/kinds.ts'
import { readRange } from '#rooms/evidence/see-file.ts'
import { faultsOf, readSentReport } from '#rooms/open311/read-report.ts'
import { readAnswers } from '#rooms/risk/matrix-text.ts'
import { readCode } from '#rooms/my-case/own-page-rules.ts'
import { weakness } from '#rooms/partnership/passwords.ts'
import { longTexts, LENGTH, PARTS } from '#test/harness/long-texts.ts'
import { optionalDate, optionalEmail, optionalPhone, optionalPostcode, wholeNumber, words, type Field } from '#web/fields.ts'
import { nameInHeader, ourOwn } from '#web/reply.ts'

const at = { now: new Date('2026-06-02T09:00:00Z'), today: day('2026-06-02') }
const field = (one: Field<unknown>) => (text: string): unknown => one.read('x', { x: text, 'x-day': text, 'x-month': text, 'x-year': text }, at)

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  tidy, countCharacters, initialsOf, readDay, readClockTime, readPostcode, readReference, ourOwn, nameInHeader, csvCell, weakness, readCode,
  email: field(optionalEmail), phone: field(optionalPhone), postcode: field(optionalPostcode), date: field(optionalDate({ called: 'It' })), number: field(wholeNumber({ empty: 'x', called: 'It', min: 0, max: 9 })), words: field(words({ empty: 'x' })),
  'moment, day first': text => readMoment(text, 'day first'), 'moment, month first': text => readMoment(text, 'month first'), 'a file’s name': text => nameFor(text, 'image/png'), 'a range of bytes': text => readRange(text, 100), 'answers and scores': text => readAnswers('x', text),
  'a map': text => readMap({ kind: 'reports', source: text, columns: { receivedAt: text, story: text } }), 'an Open311 report': text => [faultsOf({ description: text, lat: text, long: text, email: text, media_url: text }), readSentReport({ description: text, lat: text, long: text, address_string: text, [`attribute[${text}]`]: text })],
}

for (const [called, read] of Object.entries(READERS)) {
  test(`${called}: time in step with the length`, () => {
    const slow: string[] = []
    for (const part of PARTS) {
      for (const text of longTexts(part)) {
        const began = performance.now()
        try { read(text) } catch (problem) { if (problem instanceof RangeError) throw problem }
        // A quadratic reader takes minutes for a hundred thousand; a linear one a few milliseconds, on any machine.
        if (performance.now() - began > 2_000) slow.push(`${JSON.stringify(text.slice(0, 30))} of ${LENGTH}`)
      }
    }
    expect(slow).toEqual([])
  })
}

test('a table of one endless cell, of endless columns and of endless quotes is read or refused at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amity-long-'))
  const path = join(folder, 'long.csv')
  for (const text of [`a,b\n"${'x'.repeat(1_000_000)}`, `a,b\n${'"'.repeat(1_000_001)}`, `${'a,'.repeat(100_000)}\n${'1,'.repeat(100_000)}\n`, `a\n${'\n'.repeat(500_000)}`, `a;b\n${'\r'.repeat(500_000)}`, `${'\t'.repeat(100_000)}`]) {
    writeFileSync(path, text)
    const began = performance.now()
    try { for await (const row of rowsOf(await lookAt(path))) expect(row.cells.length).toBeLessThanOrEqual(200_001) } catch (problem) { if (!(problem instanceof CannotRead)) throw problem }
    expect([text.slice(0, 10), performance.now() - began < 10_000]).toEqual([text.slice(0, 10), true])
  }
})
