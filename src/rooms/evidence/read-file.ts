// What a file says of itself, and what is wrong with it: a photo by its EXIF, a film by its head, a PDF by its beginning and end.
import { open, type FileHandle } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { readExif, type SaysItself } from './read-exif.ts'

export type Trouble = 'password' | 'damaged'
export type Read = { readonly says: SaysItself; readonly trouble: Trouble | null }

/** Seconds from 1904, in which films count, to 1970. @see ISO/IEC 14496-12, 8.2.2 */
const FROM_1904 = 2_082_844_800
const MOST_BOXES = 100
const NOTHING: SaysItself = {}

/** Where a box of this kind begins inside [from, to), after its head; undefined when there is none. */
const boxAt = async (handle: FileHandle, kind: string, from: number, to: number): Promise<{ readonly from: number; readonly to: number } | undefined> => {
  const head = Buffer.alloc(16)
  for (let at = from, n = 0; at + 8 <= to && n < MOST_BOXES; n += 1) {
    const { bytesRead } = await handle.read(head, 0, 16, at)
    if (bytesRead < 8) return undefined
    const [short, isLong] = [head.readUInt32BE(0), head.readUInt32BE(0) === 1 && bytesRead === 16]
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short
    if (size < 8) return undefined
    if (head.toString('latin1', 4, 8) === kind) return { from: at + (isLong ? 16 : 8), to: Math.min(at + size, to) }
    at += size
  }
  return undefined
}

const readFilm = async (path: string): Promise<SaysItself> => {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const moov = await boxAt(handle, 'moov', 0, size)
    const mvhd = moov === undefined ? undefined : await boxAt(handle, 'mvhd', moov.from, moov.to)
    if (mvhd === undefined) return NOTHING
    const head = Buffer.alloc(12)
    await handle.read(head, 0, 12, mvhd.from)
    const seconds = (head[0] === 1 ? Number(head.readBigUInt64BE(4)) : head.readUInt32BE(4)) - FROM_1904
    // Nought, and what is before any phone, is a clock nobody set.
    return seconds < 631_152_000 || seconds > 4_102_444_800 ? NOTHING : { takenAt: new Date(seconds * 1000) }
  } finally {
    await handle.close()
  }
}

/** A PDF that asks for a password names /Encrypt in its trailer; one that is whole ends with %%EOF. Read through once, a part at a time. */
export const troubleOfPdf = async (path: string): Promise<Trouble | null> => {
  let before = ''
  let isEncrypted = false
  for await (const part of createReadStream(path)) {
    const text: string = before + (Buffer.isBuffer(part) ? part.toString('latin1') : String(part))
    isEncrypted ||= /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text)
    before = text.slice(-2048)
  }
  return isEncrypted ? 'password' : /startxref\s+\d+\s+%%EOF/.test(before) ? null : 'damaged'
}

export const readFileItself = async (path: string, kind: string): Promise<Read> => {
  if (kind === 'document') return { says: NOTHING, trouble: await troubleOfPdf(path) }
  if (kind === 'video') return { says: await readFilm(path).catch(() => NOTHING), trouble: null }
  if (kind !== 'photo') return { says: NOTHING, trouble: null }
  const { default: sharp } = await import('sharp')
  const { exif } = await sharp(path).metadata().catch(() => ({ exif: undefined }))
  return { says: exif === undefined ? NOTHING : readExif(exif), trouble: null }
}
