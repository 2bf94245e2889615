// Reads a posted body, files included. Files stream to disk; one that is too long is cut off and marked, not lost silently.
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Answers, Upload } from './ask.ts'
import { BODY_LIMIT, BodyRefused, MOST_FIELDS, tooMuch } from './bodies.ts'

export type PostedBody = { readonly answers: Answers; readonly uploads: readonly Upload[] }

const MOST_FILES = 10
/** What the reader of forms in parts says of one that is cut off or misshapen; left alone it would look like a fault of ours. */
const BROKEN_OFF = /^(?:Multipart: |Malformed |Unexpected end of |Part terminated early)/

/** Whatever was posted, as texts and files. Anything that is not a form is an empty form. */
export const readBody = async (request: FastifyRequest, incoming: string, largestFile: number): Promise<PostedBody> => {
  if (!request.isMultipart()) return { answers: asAnswers(request.body), uploads: [] }
  const answers: Record<string, string | string[]> = Object.create(null)
  const uploads: Upload[] = []
  try {
    const limits = { fileSize: largestFile, files: largestFile > 0 ? MOST_FILES : 0, fields: MOST_FIELDS, fieldSize: 2_000_000, headerPairs: 100 }
    let typed = 0
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') typed += String(part.value).length
      // Each box may be long, but not all of them at once.
      if (typed > BODY_LIMIT) throw tooMuch()
      await takePart(part, answers, uploads, incoming)
    }
  } catch (problem) {
    await forget(uploads)
    throw problem instanceof Error && BROKEN_OFF.test(problem.message) ? new BodyRefused(400, problem.message) : problem
  }
  return { answers, uploads }
}

const takePart = async (part: Multipart, answers: Record<string, string | string[]>, uploads: Upload[], incoming: string): Promise<void> => {
  if (part.type === 'file') {
    const upload = await rest(part, incoming)
    // A file box left alone arrives as a nameless, empty file.
    if (upload.fileName !== '' || upload.size > 0) uploads.push(upload)
    else await forget([upload])
    return
  }
  if (typeof part.value === 'string') add(answers, part.fieldname, part.value)
}

const rest = async (part: MultipartFile, incoming: string): Promise<Upload> => {
  const path = join(incoming, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => { size += chunk.length; hash.update(chunk); done(null, chunk) },
  })
  await pipeline(part.file, measure, createWriteStream(path, { mode: 0o600 }))
  // Only the last part of a name, whichever way its slashes lean; it is shown, and never used as a path.
  const fileName = basename(part.filename.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '').slice(0, 200).toWellFormed()
  return { field: part.fieldname, fileName, size, sha256: hash.digest('hex'), path, tooLarge: part.file.truncated }
}

/** Removes what came with a request and was not kept. */
export const forget = async (uploads: readonly Upload[]): Promise<void> => {
  await Promise.all(uploads.map(upload => rm(upload.path, { force: true })))
}

/** A parsed query or urlencoded body as texts: no objects, no NUL (PostgreSQL has no place for one). */
export const asAnswers = (parsed: unknown): Answers => {
  const answers: Record<string, string | string[]> = Object.create(null)
  if (typeof parsed !== 'object' || parsed === null) return answers
  let fields = 0
  for (const [name, value] of Object.entries(parsed)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if ((fields += 1) > MOST_FIELDS) throw tooMuch()
      if (typeof one === 'string') add(answers, name, one)
    }
  }
  return answers
}

const add = (answers: Record<string, string | string[]>, name: string, value: string): void => {
  const clean = value.replaceAll('\0', '')
  const before = answers[name]
  if (typeof before === 'object') before.push(clean)
  else answers[name] = before === undefined ? clean : [before, clean]
}
