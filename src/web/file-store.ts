// Where files rest: a folder, on several machines a shared one. A port: object-store.ts is the same in an S3-compatible store.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { halvesInFolder, type HalfFiles } from './half-files.ts'

export type FileStore = {
  /** Keeps the file at `path`, durably, and answers the name to ask for it by. What lies in `incoming` is not copied but given a second name there: it must not be written to again. */
  keep(path: string): Promise<string>
  /** Throws when there is no such file. `part`: from and up to these bytes, both included. */
  open(storedAs: string, part?: { readonly start: number; readonly end: number }): Promise<{ readonly stream: Readable; readonly size: number }>
  /** Hands `use` a path on this disk where the file can be read while it runs, and not after. */
  withLocal<Answer>(storedAs: string, use: (path: string) => Promise<Answer>): Promise<Answer>
  remove(storedAs: string): Promise<void>
  /** A folder for uploads on their way in. */
  readonly incoming: string
  /** Large files on their way in, part by part: whichever process takes a part, any may take the next. */
  readonly halves: HalfFiles
}
export type FolderStore = FileStore & { pathOf(storedAs: string): string }

const NAME = /^\d{4}-\d{2}\/[0-9a-f-]{36}$/
/** Names are ours (month and a random key), never what somebody typed. */
export const newStoredName = (): string => `${new Date().toISOString().slice(0, 7)}/${randomUUID()}`
/** @throws when it is not a name that a store gave out */
export const storedName = (storedAs: string): string => {
  if (!NAME.test(storedAs)) throw new Error('Not a name this file store gave out')
  return storedAs
}

const synced = async (path: string, how: 'r' | 'r+'): Promise<void> => {
  const handle = await open(path, how)
  // A folder cannot be synced on every system, and there its names are safe without it.
  await handle.sync().catch((problem: unknown) => { if (how === 'r+') throw problem })
  await handle.close()
}

/** False where the disk knows no second names. */
const linked = async (path: string, target: string): Promise<boolean> => {
  await synced(path, 'r+')
  return link(path, target).then(() => true, () => false)
}

/** A file store in a folder. */
export const folderStore = async (folder: string): Promise<FolderStore> => {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (storedAs: string): string => join(folder, storedName(storedAs))
  return {
    incoming,
    pathOf,
    halves: halvesInFolder(incoming),
    withLocal: (storedAs, use) => use(pathOf(storedAs)),
    keep: async path => {
      const storedAs = newStoredName()
      const target = pathOf(storedAs)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      // On the disk before it has its name, so that no stop leaves half a file under one.
      if (dirname(path) !== incoming || !await linked(path, target)) {
        const copy = join(incoming, `keep-${randomUUID()}`)
        await copyFile(path, copy)
        await synced(copy, 'r+')
        await rename(copy, target)
      }
      await synced(dirname(target), 'r')
      return storedAs
    },
    open: async (storedAs, part) => {
      const { size } = await stat(pathOf(storedAs))
      return { stream: createReadStream(pathOf(storedAs), part), size }
    },
    remove: async storedAs => { await rm(pathOf(storedAs), { force: true }) },
  }
}
