// The bytes of files on their way in, part by part, where every web process finds them: after one another on a shared disk.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat, statfs, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export type Whole = { readonly path: string; readonly sha256: string }
export type HalfFiles = {
  /** Puts a part where it belongs, durably. What an earlier, interrupted part left there is written over. */
  put(id: string, part: string, at: number): Promise<void>
  /** Hands the whole to `use` as one file, with its digest; undefined when fewer bytes lie there than were counted: then nothing can be made of it. */
  whole<Answer>(id: string, size: number, use: (whole: Whole) => Promise<Answer>): Promise<Answer | undefined>
  /** @param size as many bytes as were counted at most */
  remove(id: string, size: number): Promise<void>
  /** Whether there would still be room. Where nobody can say, we go on and find out. */
  hasRoom(bytes: number): Promise<boolean>
}

const KEY = /^[0-9a-f-]{36}$/
export const halfName = (id: string): string => {
  if (!KEY.test(id)) throw new Error('No key of a half upload')
  return `half-${id}`
}

export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  // A part at a time, so that others are answered in between.
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), async parts => { for await (const part of parts) hash.update(Buffer.isBuffer(part) ? part : String(part)) })
  return hash.digest('hex')
}

/** Appends a file's bytes to another's from `at` on, and waits until they are on the disk. @returns where they end */
export const putBytes = async (target: string, at: number, from: NodeJS.ReadableStream): Promise<number> => {
  const handle = await open(target, at === 0 ? 'w' : 'r+', 0o600)
  let to = at
  try {
    for await (const bytes of from) {
      const piece = Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes))
      const { bytesWritten } = await handle.write(piece, 0, piece.length, to)
      if (bytesWritten < piece.length) throw new Error('The disk took only a piece of a part')
      to += bytesWritten
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
  return to
}

const KEPT_FREE = 1024 ** 3
/** Whether the disk would still have a gigabyte free. */
export const diskHasRoom = async (folder: string, bytes: number): Promise<boolean> => {
  const found = await statfs(folder).catch(() => undefined)
  return found === undefined || found.bavail * found.bsize - bytes > KEPT_FREE
}

export const halvesInFolder = (incoming: string): HalfFiles => {
  const pathOf = (id: string): string => join(incoming, halfName(id))
  return {
    put: async (id, part, at) => { await putBytes(pathOf(id), at, createReadStream(part, { highWaterMark: 256 * 1024 })) },
    whole: async (id, size, use) => {
      const path = pathOf(id)
      const there = await stat(path).catch(() => undefined)
      if (there === undefined || there.size < size) return undefined
      if (there.size > size) await truncate(path, size)
      return use({ path, sha256: await sha256Of(path) })
    },
    remove: id => rm(pathOf(id), { force: true }),
    hasRoom: bytes => diskHasRoom(incoming, bytes),
  }
}
