// The bytes of a half upload on the disk: put after one another, measured, and hashed as a whole. Never in memory as a whole.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat, statfs, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '#web/file-store.ts'

const KEY = /^[0-9a-f-]{36}$/
export const pathOfHalf = ({ incoming }: Pick<FileStore, 'incoming'>, id: string): string => {
  if (!KEY.test(id)) throw new Error('No key of a half upload')
  return join(incoming, `half-${id}`)
}

/** Puts a part where it belongs, durably. What an earlier, interrupted part left there is written over. */
export const putPart = async (files: FileStore, id: string, part: string, at: number): Promise<void> => {
  const handle = await open(pathOfHalf(files, id), at === 0 ? 'w' : 'r+', 0o600)
  try {
    let to = at
    for await (const bytes of createReadStream(part, { highWaterMark: 256 * 1024 })) {
      const piece = Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes))
      const { bytesWritten } = await handle.write(piece, 0, piece.length, to)
      if (bytesWritten < piece.length) throw new Error('The disk took only a piece of a part')
      to += bytesWritten
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

/** @returns the digest of the whole, or undefined when fewer bytes lie there than were counted: then nothing can be made of it */
export const wholeOf = async (files: FileStore, id: string, size: number): Promise<{ readonly path: string; readonly sha256: string } | undefined> => {
  const path = pathOfHalf(files, id)
  const there = await stat(path).catch(() => undefined)
  if (there === undefined || there.size < size) return undefined
  if (there.size > size) await truncate(path, size)
  const hash = createHash('sha256')
  // A part at a time, so that others are answered in between.
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), async parts => { for await (const part of parts) hash.update(Buffer.isBuffer(part) ? part : String(part)) })
  return { path, sha256: hash.digest('hex') }
}

export const removeHalf = (files: Pick<FileStore, 'incoming'>, id: string): Promise<void> => rm(pathOfHalf(files, id), { force: true })

const KEPT_FREE = 1024 ** 3
/** Whether the disk would still have a gigabyte free. Where it cannot say, we go on and find out. */
export const hasRoom = async ({ incoming }: FileStore, bytes: number): Promise<boolean> => {
  const found = await statfs(incoming).catch(() => undefined)
  return found === undefined || found.bavail * found.bsize - bytes > KEPT_FREE
}
