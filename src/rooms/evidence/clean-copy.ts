// The copy of a photo that is shown: turned upright, at most 2,000 pixels wide or high, and without the place and camera a phone writes into it.
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { FileStore } from '#web/file-store.ts'
import { openPicture } from './open-picture.ts'

const LARGEST = 2000

/** @returns its name in the store. @throws when it is no picture that can be read */
export const makeCleanCopy = async (files: FileStore, storedAs: string): Promise<string> => {
  const target = join(files.incoming, `copy-${randomUUID()}`)
  try {
    await files.withLocal(storedAs, async original => (await openPicture(original, LARGEST)).jpeg({ quality: 88, mozjpeg: false }).toFile(target))
    return await files.keep(target)
  } finally {
    await rm(target, { force: true })
  }
}
