// The document that goes with a letter by email, read as it leaves: only the very file that was made then.
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { FileStore } from '#web/file-store.ts'
import type { Carried } from './carriers.ts'

type Named = { readonly documentStoredAs: string | null; readonly documentSha256: string | null }

/** Undefined when the message has none. When the store cannot be reached: later. When it has another file than was made: never, and somebody is told. */
export const documentOf = async (files: FileStore, { documentStoredAs, documentSha256 }: Named): Promise<Buffer | Carried | undefined> => {
  if (documentStoredAs === null) return undefined
  const bytes = await files.open(documentStoredAs).then(({ stream }) => buffer(stream)).catch(() => undefined)
  if (bytes === undefined) return { kind: 'later', because: 'The document could not be read from the file store' }
  const same = createHash('sha256').update(bytes).digest('hex') === documentSha256
  return same ? bytes : { kind: 'refused', because: 'The file in the store is not the document that was made, so it was not sent' }
}
