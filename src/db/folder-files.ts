// Files in a folder, as a back-up reads them and a restore fills it: beside it first, then in its place by one rename.
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, opendir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CannotOpen } from './cannot-open.ts'
import { isKeptName, removable, unfinished, type FilePlace, type OpenedFile } from './file-place.ts'

const isGone = (problem: unknown): boolean => problem instanceof Error && 'code' in problem && problem.code === 'ENOENT'

/** Folder by folder, so that memory holds few names however many there are. */
async function* namesIn(folder: string, under: string): AsyncGenerator<string> {
  const opened = await opendir(path.join(folder, under)).catch((problem: unknown) => {
    if (isGone(problem)) return []
    throw problem
  })
  for await (const entry of opened) {
    const name = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory() && name !== 'incoming') yield* namesIn(folder, name)
    else if (entry.isFile() && isKeptName(name)) yield name
  }
}

const lookAt = (place: string) => stat(place).catch((problem: unknown) => {
  if (isGone(problem)) return undefined
  throw problem
})

const opening = (folder: string) => async (name: string, stop?: AbortSignal): Promise<OpenedFile | undefined> => {
  const place = path.join(folder, name)
  const found = await lookAt(place)
  if (found === undefined) return undefined
  const body = async function* body(): AsyncGenerator<Buffer> {
    const stream: AsyncIterable<Buffer> = createReadStream(place, { highWaterMark: 262_144, signal: stop })
    yield* stream
  }
  return { size: found.size, body: body() }
}

/** A folder of files; it may be missing. */
export const folderFiles = (folder: string): FilePlace => {
  const [draft, mark] = [`${folder}.restoring`, path.join(folder, unfinished)]
  return {
    names: () => namesIn(folder, ''),
    open: opening(folder),
    look: async name => {
      const found = await lookAt(path.join(folder, name))
      // A file keeps the time its bytes were written when it gets its name here, which may be days later: a half upload's last part came long ago.
      return found === undefined ? undefined : { size: found.size, since: new Date(Math.max(found.mtimeMs, found.ctimeMs)) }
    },
    remove: name => rm(path.join(folder, removable(name)), { force: true }),
    begin: async () => {
      if (existsSync(mark)) await rm(folder, { recursive: true })
      const present = (await readdir(folder).catch(() => [])).filter(name => name !== 'incoming')
      if (present.length > 0) throw new CannotOpen(`The folder ${folder} already holds files. Restore needs an empty one: set AMITY_DATA to a new folder.`)
      await rm(draft, { recursive: true, force: true })
      await mkdir(draft, { recursive: true, mode: 0o700 })
      await writeFile(path.join(draft, unfinished), '')
    },
    put: async (name, body) => {
      const target = path.join(draft, name)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      await pipeline(Readable.from(body), createWriteStream(target, { mode: 0o600, flush: true }))
    },
    stand: async () => {
      await rm(folder, { recursive: true, force: true })
      await rename(draft, folder)
    },
    finish: () => rm(mark, { force: true }),
    undo: async () => {
      if (existsSync(mark)) await rm(folder, { recursive: true, force: true })
      await rm(draft, { recursive: true, force: true })
    },
  }
}
