// Reads a CSV file of any size as a stream: what it is written in, its fingerprint, and its rows with their line numbers.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { inTurns } from '#jobs/in-turns.ts'

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** `sha256`: of the text as it was before compression, so that a zipped copy is the same file. */
export type CsvFile = { readonly path: string; readonly sha256: string; readonly encoding: Encoding; readonly isZipped: boolean; readonly bytes: number; /** Pages are answered by the thread that reads it. */ readonly givesWay?: true }
export type Row = { readonly line: number; readonly cells: readonly string[] }

/** The file as a whole cannot be read; the message is a sentence for whoever chose it. */
export class CannotRead extends Error {}

const MOST_BYTES = 4_000_000_000
const MOST_COLUMNS = 2_000
const LONGEST_ROW = 4_000_000

/** So much is unpacked, decoded and split into rows at once: about a millisecond's work. */
const PIECE = 16 * 1024

/** Lets a large file wait its turn: nothing here holds more than a few pieces of it. */
const bytesOf = async (path: string): Promise<{ readonly source: Readable; readonly isZipped: boolean }> => {
  const handle = await open(path).catch((problem: unknown) => { throw new CannotRead(`The file ${path} cannot be opened.`, { cause: problem }) })
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
  await handle.close()
  const isZipped = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  const source = createReadStream(path, { highWaterMark: PIECE })
  // A fault goes along the pipeline to whoever reads at its end; the callback is there so that it is never thrown twice.
  return { isZipped, source: isZipped ? pipeline(source, createGunzip({ chunkSize: PIECE }), () => undefined) : source }
}

const UNUSED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/** Reads it once from end to end. Throws CannotRead when it is empty, in no encoding we know, or, unpacked, longer than `most` bytes. */
export const lookAt = async (path: string, most = MOST_BYTES): Promise<CsvFile> => {
  const { source, isZipped } = await bytesOf(path)
  const [hash, utf8] = [createHash('sha256'), new TextDecoder('utf-8', { fatal: true })]
  const seen = { bytes: 0, isUtf8: true, unused: 0, zeroEven: 0, zeroOdd: 0, start: Buffer.alloc(0) }
  try {
    for await (const piece of source) {
      if (!Buffer.isBuffer(piece)) continue
      hash.update(piece)
      if (seen.start.length < 4) seen.start = Buffer.concat([seen.start, piece.subarray(0, 4)])
      if (seen.isUtf8) try { utf8.decode(piece, { stream: true }) } catch { seen.isUtf8 = false }
      countBytes(piece, seen)
      if (seen.bytes > most) throw new CannotRead(`The file is larger than ${Math.round(most / 1e6)} MB. Split it.`)
    }
    if (seen.isUtf8) try { utf8.decode() } catch { seen.isUtf8 = false }
  } catch (problem) {
    if (problem instanceof CannotRead) throw problem
    throw new CannotRead(isZipped ? 'The compressed file is damaged or cut short.' : 'The file cannot be read to its end.', { cause: problem })
  }
  if (seen.bytes === 0) throw new CannotRead('The file is empty.')
  return { path, sha256: hash.digest('hex'), encoding: encodingOf(seen), isZipped, bytes: seen.bytes }
}

type Seen = { bytes: number; isUtf8: boolean; unused: number; zeroEven: number; zeroOdd: number; start: Buffer }

const countBytes = (piece: Buffer, seen: Seen): void => {
  for (const [place, byte] of piece.entries()) {
    if (byte === 0) { if ((seen.bytes + place) % 2 === 0) seen.zeroEven += 1; else seen.zeroOdd += 1 }
    else if (UNUSED_IN_1252.has(byte)) seen.unused += 1
  }
  seen.bytes += piece.length
}

const encodingOf = ({ bytes, isUtf8, unused, zeroEven, zeroOdd, start }: Seen): Encoding => {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  // No mark, but every second byte is nothing: plain letters two bytes wide.
  if (zeroOdd > bytes * 0.3 && zeroEven === 0) return 'utf-16le'
  if (zeroEven > bytes * 0.3 && zeroOdd === 0) return 'utf-16be'
  if (isUtf8) return 'utf-8'
  if (unused === 0 && zeroEven + zeroOdd === 0) return 'windows-1252'
  throw new CannotRead('The text of this file is not in an encoding we can read. Save it again as “CSV UTF-8” and choose it again.')
}

const decoded = async function* (source: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of source) if (Buffer.isBuffer(piece)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

const separatorOf = (line: string): string => {
  const count = (mark: string): number => line.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

const firstLine = async (file: CsvFile): Promise<string> => {
  const { source } = await bytesOf(file.path)
  let text = ''
  for await (const piece of decoded(source, file.encoding)) {
    text += piece
    if (/[\r\n]/.test(text) || text.length > LONGEST_ROW) break
  }
  source.destroy()
  return /^[^\r\n]*/.exec(text)?.[0] ?? ''
}

/** Every row, the heading too, with the line it begins on. Throws CannotRead where the file stops making sense. */
export const rowsOf = async function* (file: CsvFile): AsyncGenerator<Row> {
  const delimiter = separatorOf(await firstLine(file))
  const { source } = await bytesOf(file.path)
  const parser = pipeline(Readable.from(decoded(source, file.encoding)), parse({ delimiter, bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: LONGEST_ROW }), () => undefined)
  const rest = file.givesWay === true ? inTurns() : undefined
  let ended = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.length > MOST_COLUMNS) throw new CannotRead(`Line ${info.lines} has ${record.length} columns; the most is ${MOST_COLUMNS}.`)
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
      ended = info.lines
      yield { line: info.lines - breaks, cells: record }
      await rest?.()
    }
  } catch (problem) {
    throw inPlainWords(problem, ended)
  } finally {
    parser.destroy()
  }
}

const inPlainWords = (problem: unknown, ended: number): unknown => {
  if (!(problem instanceof CsvError)) return problem
  if (problem.code === 'CSV_QUOTE_NOT_CLOSED' || problem.code === 'CSV_MAX_RECORD_SIZE') return new CannotRead(`A quotation mark is opened after line ${ended} and never closed, so where that row ends cannot be told. Close it and choose the file again.`)
  return new CannotRead(`The file stops being a table after line ${ended}.`, { cause: problem })
}
