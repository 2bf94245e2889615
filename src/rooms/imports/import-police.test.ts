// Street files: counts as published, the same file twice, a corrected file, and files that are not one.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { contextCounts, importPolice, importsRoom } from './index.ts'

const SAMPLE = fileURLToPath(new URL('../../../test/vectors/police-uk/', import.meta.url))
const WHOLE = fileURLToPath(new URL('../../../../shared/data/police-uk-hertfordshire/', import.meta.url))
const JANUARY = join(SAMPLE, '2025-01-hertfordshire-street.csv.gz')

const town = () => openTown({ rooms: [importsRoom] })
const bring = (to: Town, path: string) => to.work(work => importPolice(work, path))
const folder = scratchFolder('street')
const write = (name: string, text: string): string => { const path = join(folder, name); writeFileSync(path, text); return path }

/** month,crime_type,rows,rows_welwyn_hatfield,rows_without_location, counted by somebody else. */
const published = (path: string) => readFileSync(join(path, 'counts.csv'), 'utf8').trim().split('\n').slice(1).map(line => {
  const [month = '', crimeType = '', rows, , unlocated] = line.split(',')
  return { month, crimeType, rows: Number(rows), unlocated: Number(unlocated) }
})
const inOrder = <Row extends { readonly month: string; readonly crimeType: string }>(rows: readonly Row[]): Row[] => rows.toSorted((a, b) => `${a.month} ${a.crimeType}` < `${b.month} ${b.crimeType}` ? -1 : 1)

test('two months are counted by month and type as they were counted apart from us, rows without a place too', async () => {
  const here = await town()
  expect(await bring(here, JANUARY)).toMatchObject({ did: 'added', month: '2025-01', force: 'Hertfordshire Constabulary' })
  await bring(here, join(SAMPLE, '2025-02-hertfordshire-street.csv.gz'))
  const counts = await here.work(contextCounts)
  expect(inOrder(counts)).toEqual(inOrder(published(SAMPLE)))
  expect(counts.reduce((sum, { unlocated }) => sum + unlocated, 0)).toBeGreaterThan(0)
})

test('the same file again, unpacked or not, adds nothing; a corrected one takes its place', async () => {
  const here = await town()
  const text = gunzipSync(readFileSync(JANUARY)).toString()
  const first = await bring(here, JANUARY)
  expect((await bring(here, write('unpacked.csv', text))).did).toBe('already there')
  const lines = text.trimEnd().split('\n')
  expect(await bring(here, write('corrected.csv', `${lines.slice(0, -10).join('\n')}\n`))).toMatchObject({ did: 'replaced', rows: first.rows - 10 })
  expect((await here.work(contextCounts)).reduce((sum, { rows }) => sum + rows, 0)).toBe(first.rows - 10)
})

test('rows that are the same in everything are each an incident', async () => {
  const here = await town()
  const [heading = '', ...rest] = gunzipSync(readFileSync(JANUARY)).toString().trimEnd().split('\n')
  const asb = rest.find(line => line.includes('Anti-social behaviour')) ?? ''
  await bring(here, write('same.csv', [heading, asb, asb, asb].join('\n')))
  expect(await here.work(contextCounts)).toEqual([{ month: '2025-01', crimeType: 'Anti-social behaviour', rows: 3, unlocated: 0 }])
})

test('a file that is not a whole street file is refused in a sentence and leaves nothing', async () => {
  const here = await town()
  const [heading = '', one = '', two = ''] = gunzipSync(readFileSync(JANUARY)).toString().split('\n')
  await expect(bring(here, write('other.csv', 'a,b\n1,2\n'))).rejects.toThrow(/not a police.uk street file/)
  await expect(bring(here, write('months.csv', [heading, one, two.replace('2025-01', '2025-02')].join('\n')))).rejects.toThrow(/Line 3 is of the month “2025-02”/)
  await expect(bring(here, write('half.csv', [heading, one, two.replace('On or near', '"On or near')].join('\n')))).rejects.toThrow(/never closed|opened/)
  await expect(bring(here, write('empty.csv', ''))).rejects.toThrow('The file is empty.')
  writeFileSync(join(folder, 'cut.csv.gz'), readFileSync(JANUARY).subarray(0, 20_000))
  await expect(bring(here, join(folder, 'cut.csv.gz'))).rejects.toThrow(/damaged or cut short/)
  expect(await here.work(contextCounts)).toEqual([])
})

test('what one partnership brought in, another does not see', async () => {
  const [here, there] = [await town(), await town()]
  await bring(here, JANUARY)
  expect(await there.work(contextCounts)).toEqual([])
  expect(await there.workAs(await there.actor('officer'), contextCounts)).toEqual([])
})

// Runs only where the whole set lies beside this tree; the sample above is the proof that always runs.
test.runIf(existsSync(WHOLE))('all 24 months of Hertfordshire (shared set present) equal their published counts', async () => {
  const here = await town()
  const files = readdirSync(join(WHOLE, 'street')).toSorted()
  for (const file of files) await bring(here, join(WHOLE, 'street', file))
  const counts = await here.work(contextCounts)
  expect(counts.reduce((sum, { rows }) => sum + rows, 0)).toBe(212_422)
  expect(inOrder(counts)).toEqual(inOrder(published(WHOLE)))
}, 240_000)
