// A file store in an S3-compatible store: every web and worker finds every file there. Only what is on its way in lies on this disk.
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newStoredName, storedName, type FileStore } from './file-store.ts'
import { diskHasRoom, halfName, putBytes, sha256Of, type HalfFiles } from './half-files.ts'
import { openObjects, type Objects, type ObjectsTerms } from './objects.ts'

/** Each part is an object named by where it begins: whichever process took it, the whole can be put together anywhere. */
const halvesInObjects = (objects: Objects, incoming: string): HalfFiles => {
  const nameOf = (id: string, at: number): string => `${halfName(id)}/${String(at).padStart(16, '0')}`
  return {
    put: (id, part, at) => objects.put(nameOf(id, at), part, { once: false }),
    whole: async (id, size, use) => {
      const path = join(incoming, `whole-${randomUUID()}`)
      try {
        let at = 0
        while (at < size) {
          if (await objects.sizeOf(nameOf(id, at)) === undefined) return undefined
          const to = await putBytes(path, at, (await objects.get(nameOf(id, at))).stream)
          if (to === at) return undefined
          at = to
        }
        return at === size ? await use({ path, sha256: await sha256Of(path) }) : undefined
      } finally {
        await rm(path, { force: true })
      }
    },
    // One part beyond what was counted may lie there: its row was never written.
    remove: async (id, size) => {
      const names: string[] = []
      for (let at = 0; at <= size;) {
        const length = await objects.sizeOf(nameOf(id, at))
        if (length === undefined || length === 0) break
        names.push(nameOf(id, at))
        at += length
      }
      // The last first: what an interruption leaves can still be found from the beginning.
      for (const name of names.toReversed()) await objects.remove(name)
    },
    hasRoom: bytes => diskHasRoom(incoming, bytes),
  }
}

/** @param incoming a folder of this process's own for what is on its way in, and for copies while somebody works on them */
export const objectStore = async (terms: ObjectsTerms, incoming: string): Promise<FileStore> => {
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const objects = openObjects(terms)
  return {
    incoming,
    halves: halvesInObjects(objects, incoming),
    keep: async path => {
      const storedAs = newStoredName()
      await objects.put(storedAs, path)
      return storedAs
    },
    open: (storedAs, part) => objects.get(storedName(storedAs), part),
    withLocal: async (storedAs, use) => {
      const path = join(incoming, `copy-of-${randomUUID()}`)
      try {
        await putBytes(path, 0, (await objects.get(storedName(storedAs))).stream)
        return await use(path)
      } finally {
        await rm(path, { force: true })
      }
    },
    remove: storedAs => objects.remove(storedName(storedAs)),
  }
}
