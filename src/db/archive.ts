// The file format of a back-up: a tar archive under zstd, so `tar --zstd -tf` can look inside without Amity.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createZstdDecompress, type ZstdDecompress } from 'node:zlib'
import { CannotOpen } from './cannot-open.ts'

const block = 512

/** One entry on its way in or out. The body must be read to its end before the next entry is asked for. */
export type Entry = { readonly name: string; readonly size: number; readonly body: AsyncIterable<Buffer> }

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

/** The POSIX ustar header: name (100 bytes, or prefix 155 + name), mode, size, checksum. */
const header = (name: string, size: number): Buffer => {
  const bytes = Buffer.alloc(block)
  const cut = Buffer.byteLength(name) <= 100 ? -1 : name.lastIndexOf('/', 154)
  if (Buffer.byteLength(name) > 100 && (cut === -1 || name.length - cut > 101)) throw new Error(`A name too long for the archive: ${name}`)
  bytes.write(name.slice(cut + 1), 0, 100)
  bytes.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(0, 12)}        0`, 100)
  bytes.write('ustar\u000000', 257)
  if (cut !== -1) bytes.write(name.slice(0, cut), 345, 155)
  bytes.write(`${octal(bytes.reduce((sum, byte) => sum + byte, 0), 7)} `, 148)
  return bytes
}

const padding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block)

/** The archive's bytes for these entries. Throws when a body is not as long as its entry says. */
export async function* tarOf(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { name, size, body } of entries) {
    yield header(name, size)
    let written = 0
    for await (const chunk of body) {
      written += chunk.length
      yield chunk
    }
    if (written !== size) throw new Error(`${name} changed while it was being read`)
    yield padding(size)
  }
  yield Buffer.alloc(2 * block)
}

export const damaged = (why: string): CannotOpen =>
  new CannotOpen(`This back-up is damaged or incomplete (${why}). Nothing was restored. Use another copy.`)

const readFault = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(ZSTD_|Z_|ERR_STREAM_PREMATURE_CLOSE)/.test(code) ? damaged('it cannot be unpacked') : error
}

/** Reads exact numbers of bytes out of a stream of chunks of any size. */
const byteReader = (chunks: AsyncIterator<Buffer>) => {
  let rest: Buffer = Buffer.alloc(0)
  const next = async (most: number): Promise<Buffer> => {
    if (rest.length === 0) {
      const step = await chunks.next().catch((error: unknown) => { throw readFault(error) })
      if (step.done === true) throw damaged('it ends too early')
      rest = step.value
    }
    const part = rest.subarray(0, most)
    rest = rest.subarray(part.length)
    return part
  }
  const take = async (size: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let missing = size; missing > 0; missing -= parts.at(-1)?.length ?? 0) parts.push(await next(missing))
    return Buffer.concat(parts)
  }
  return { next, take }
}

const fieldOf = (head: Buffer, from: number, size: number): string => head.subarray(from, from + size).toString('utf8').split('\0', 1)[0] ?? ''

// Errors of the file itself reach the reader through the decompressor, which the pipeline destroys with them.
const unpacked = (file: string, secret: string | undefined): ZstdDecompress => {
  const bytes = createReadStream(file, { highWaterMark: 1_048_576 })
  const inflate = createZstdDecompress({ chunkSize: 262_144 })
  if (secret === undefined) return pipeline(bytes, inflate, () => undefined)
  return pipeline(bytes, async function* opened(source: AsyncIterable<Buffer>) {
    // Read when first used: others write archives that nobody encrypts, and its curves take a while to get ready.
    const { decryptedWith } = await import('./backup-key.ts')
    yield* decryptedWith(secret, source, damaged)
  }, inflate, () => undefined)
}

/** The entries of an archive, in order. Throws CannotOpen when the file is cut off, is no archive, or the key is another. */
export async function* entriesOf(file: string, secret?: string): AsyncGenerator<Entry> {
  const plain = unpacked(file, secret)
  const reader = byteReader(plain[Symbol.asyncIterator]())
  try {
    for (;;) {
      const head = await reader.take(block)
      if (head.every(byte => byte === 0)) return
      if (fieldOf(head, 257, 5) !== 'ustar') throw damaged('it is no archive')
      const prefix = fieldOf(head, 345, 155)
      const size = Number.parseInt(fieldOf(head, 124, 12), 8)
      let left = size
      const body = async function* body(): AsyncGenerator<Buffer> {
        for (; left > 0;) {
          const part = await reader.next(left)
          left -= part.length
          yield part
        }
      }
      yield { name: `${prefix === '' ? '' : `${prefix}/`}${fieldOf(head, 0, 100)}`, size, body: body() }
      for (; left > 0;) left -= (await reader.next(left)).length
      await reader.take((block - (size % block)) % block)
    }
  } finally {
    plain.destroy()
  }
}

/** A small entry, whole. */
export const wholeOf = async (entry: Entry): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of entry.body) parts.push(part)
  return Buffer.concat(parts)
}
