// Files in an S3-compatible store, as a back-up reads them and a restore fills it: marked by an object of its own until it is whole.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CannotOpen } from '#db/cannot-open.ts'
import { inWordsOfFiles, isKeptName, removable, unfinished, type FilePlace } from '#db/file-place.ts'
import { openObjects, type Objects, type ObjectsTerms } from './objects.ts'

const CUTS = 5

/** An object to its end, however often the connection is cut: it never changes, so it is taken up where it broke off. */
async function* steadily(objects: Objects, name: string, first: AsyncIterable<Buffer>, size: number, stop?: AbortSignal): AsyncGenerator<Buffer> {
  let [at, stream] = [0, first]
  for (let cuts = 0; ; cuts += 1) {
    try {
      for await (const part of stream) {
        at += part.length
        yield part
      }
      if (at === size) return
      throw new Error('The file store did not send the whole of a file')
    } catch (problem) {
      if (stop?.aborted === true || cuts === CUTS || at >= size) throw problem
    }
    stream = (await objects.get(name, { start: at, end: size - 1 }, stop)).stream
  }
}

async function* keptNames(objects: Objects, stop?: AbortSignal): AsyncGenerator<string> {
  for await (const name of objects.names(stop)) if (isKeptName(name)) yield name
}

/** What a restore put there, and its mark last: what an interruption leaves is still marked. */
const clear = async (objects: Objects): Promise<void> => {
  for await (const name of keptNames(objects)) await objects.remove(name)
  await objects.remove(unfinished)
}

const isMarked = async (objects: Objects): Promise<boolean> => await objects.sizeOf(unfinished) !== undefined

/** One file at a time on this disk: a store must hear its length and digest first. */
const putThrough = async (objects: Objects, scratch: string, name: string, write: (path: string) => Promise<void>): Promise<void> => {
  const path = join(scratch, `restoring-${randomUUID()}`)
  try {
    await mkdir(scratch, { recursive: true, mode: 0o700 })
    await write(path)
    await objects.put(name, path)
  } finally {
    await rm(path, { force: true })
  }
}

/** @param scratch a folder for one file at a time while it is put back */
export const objectFiles = (terms: ObjectsTerms, scratch: string): FilePlace => {
  const objects = openObjects(terms)
  return {
    names: stop => keptNames(objects, stop),
    open: async (name, stop) => {
      try {
        const { stream, size } = await objects.get(name, undefined, stop)
        return { size, body: steadily(objects, name, stream, size, stop) }
      } catch (problem) {
        if (stop?.aborted !== true && await objects.sizeOf(name, stop) === undefined) return undefined
        throw problem
      }
    },
    look: (name, stop) => objects.look(name, stop),
    remove: async name => objects.remove(removable(name)),
    begin: async () => {
      try {
        if (await isMarked(objects)) await clear(objects)
        for await (const _ of objects.names()) throw new CannotOpen(`The store s3://${terms.bucket}/${terms.prefix} already holds files. Restore needs an empty place: set AMITY_FILES to a new bucket or another folder in it.`)
        await putThrough(objects, scratch, unfinished, path => writeFile(path, ''))
      } catch (problem) { throw inWordsOfFiles('put back', problem) }
    },
    put: (name, body) => putThrough(objects, scratch, name, path => pipeline(Readable.from(body), createWriteStream(path, { mode: 0o600 }))),
    stand: () => Promise.resolve(),
    finish: () => objects.remove(unfinished),
    undo: async () => { if (await isMarked(objects)) await clear(objects) },
  }
}
