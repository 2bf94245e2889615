// Puts a drawn document into the store, with what proves that it is this one; and takes it out again, checked.
import { createHash, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FileStore } from '#web/file-store.ts'

export const digestOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export type Kept = { readonly storedAs: string; readonly sha256: string; readonly size: number }

export const keepDocument = async (files: FileStore, pdf: Buffer): Promise<Kept> => {
  const path = join(files.incoming, randomUUID())
  await writeFile(path, pdf, { mode: 0o600 })
  try {
    return { storedAs: await files.keep(path), sha256: digestOf(pdf), size: pdf.length }
  } finally {
    await rm(path, { force: true })
  }
}

export const bytesOf = async (files: FileStore, storedAs: string): Promise<Buffer> => buffer((await files.open(storedAs)).stream)
/** Undefined when what lies in the store is not what was kept. */
export const keptBytes = async (files: FileStore, { storedAs, sha256 }: Pick<Kept, 'storedAs' | 'sha256'>): Promise<Buffer | undefined> => {
  const bytes = await bytesOf(files, storedAs).catch(() => undefined)
  return bytes !== undefined && digestOf(bytes) === sha256 ? bytes : undefined
}
export const NOT_IT = 'The file in the store is not the document that was made. Do not rely on it: tell whoever runs the service now.'
