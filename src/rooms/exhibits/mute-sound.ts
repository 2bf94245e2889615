// A WAV sound with spans of silence: samples written anew as nought. Other formats cannot be silenced without encoding them, which we do not do.
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '#web/file-store.ts'
import type { Span } from './redaction-marks.ts'

type Wave = { readonly format: Buffer; readonly from: number; readonly length: number; readonly rate: number; readonly frame: number; readonly silence: number }
const MOST_CHUNKS = 100

/** What silence is in each encoding. @see the registered WAVE format tags (RFC 2361) */
const silenceOf = (tag: number, bits: number): number | undefined => tag === 1 ? (bits === 8 ? 0x80 : 0) : tag === 3 ? 0 : tag === 6 ? 0xd5 : tag === 7 ? 0xff : undefined

/** The sound in a file, or undefined when it is no WAV we can silence. */
export const readWave = async (path: string): Promise<Wave | undefined> => {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const read = async (at: number, length: number): Promise<Buffer> => { const bytes = Buffer.alloc(length); const { bytesRead } = await handle.read(bytes, 0, length, at); return bytes.subarray(0, bytesRead) }
    const head = await read(0, 12)
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined
    let format: Buffer | undefined
    for (let at = 12, n = 0; at + 8 <= size && n < MOST_CHUNKS; n += 1) {
      const chunk = await read(at, 8)
      const [name, length] = [chunk.toString('latin1', 0, 4), chunk.readUInt32LE(4)]
      if (name === 'fmt ' && length >= 16 && length <= 40) format = await read(at + 8, length)
      if (name === 'data') return format === undefined ? undefined : waveOf(format, at + 8, Math.min(length === 0 ? size : length, size - at - 8))
      at += 8 + length + length % 2
    }
    return undefined
  } finally {
    await handle.close()
  }
}

const waveOf = (format: Buffer, from: number, length: number): Wave | undefined => {
  const [tag, rate, frame, bits] = [format.readUInt16LE(0), format.readUInt32LE(4), format.readUInt16LE(12), format.readUInt16LE(14)]
  // An extensible format says its kind in the first two bytes of its own key.
  const silence = silenceOf(tag === 0xfffe && format.length >= 26 ? format.readUInt16LE(24) : tag, bits)
  return silence === undefined || rate === 0 || frame === 0 ? undefined : { format, from, length: length - length % frame, rate, frame, silence }
}

export const secondsOf = ({ length, frame, rate }: Wave): number => length / frame / rate

/** Only the sound itself goes along: names, places and notes that a recorder writes beside it stay behind. */
const headOf = ({ format, length }: Wave): Buffer => {
  const head = Buffer.alloc(12 + 8 + format.length + format.length % 2 + 8)
  head.write('RIFF', 0, 'latin1'); head.writeUInt32LE(head.length - 8 + length + length % 2, 4); head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(format.length, 16); format.copy(head, 20)
  head.write('data', head.length - 8, 'latin1'); head.writeUInt32LE(length, head.length - 4)
  return head
}

/** @returns where the silenced sound lies, in `incoming` */
export const muteSound = async (files: FileStore, original: string, wave: Wave, spans: readonly Span[]): Promise<string> => {
  const target = join(files.incoming, `redacted-${randomUUID()}`)
  const bytesOf = (seconds: number, round: (frames: number) => number): number => Math.min(wave.length, round(seconds * wave.rate) * wave.frame)
  const silent = spans.map(({ from, to }) => [bytesOf(from, Math.floor), bytesOf(to, Math.ceil)] as const)
  let at = 0
  const silence = new Transform({
    transform: (part: Buffer, _encoding, done) => {
      const copy = Buffer.from(part)
      for (const [from, to] of silent) copy.fill(wave.silence, Math.max(0, Math.min(copy.length, from - at)), Math.max(0, Math.min(copy.length, to - at)))
      at += part.length
      done(null, copy)
    },
    flush: done => { done(null, wave.length % 2 === 1 ? Buffer.alloc(1) : Buffer.alloc(0)) },
  })
  const out = createWriteStream(target, { mode: 0o600 })
  out.write(headOf(wave))
  await pipeline(wave.length === 0 ? [] : createReadStream(original, { start: wave.from, end: wave.from + wave.length - 1 }), silence, out)
  return target
}
