// Makes a redacted copy of a file from marks, as a file of its own in the same case; or says that it cannot be made here.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { OfficerWork } from '#db/work.ts'
import { insertFile, type EvidenceFile, type FileKind } from '#rooms/evidence/index.ts'
import type { FileStore } from '#web/file-store.ts'
import { coverPicture } from './cover-picture.ts'
import { insertRedaction, type Reason } from './layer-store.ts'
import { muteSound, readWave, secondsOf } from './mute-sound.ts'
import { takeOut, type Box, type Passage, type Span } from './redaction-marks.ts'

export type Marks =
  | { readonly kind: 'boxes'; readonly boxes: readonly Box[] }
  | { readonly kind: 'spans'; readonly spans: readonly Span[] }
  | { readonly kind: 'words'; readonly passages: readonly Passage[]; readonly transcript: { readonly id: string; readonly body: string } }
export type Layer = { readonly marks: Marks; readonly reason: Reason; readonly madeFor: string; readonly says: string; readonly visibility: 'staff' | 'restricted' }
type Drawn = { readonly path: string; readonly mediaType: string; readonly kind: FileKind; readonly ending: string }

/** The copy drawn; undefined when it cannot be made here; a sentence when the marks do not fit the file. */
const draw = async (files: FileStore, { storedAs }: EvidenceFile, marks: Marks): Promise<Drawn | string | undefined> => {
  if (marks.kind === 'boxes') {
    const path = await coverPicture(files, storedAs, marks.boxes).catch(() => undefined)
    return path === undefined ? 'This file cannot be read as a picture' : { path, mediaType: 'image/jpeg', kind: 'photo', ending: 'jpg' }
  }
  if (marks.kind === 'words') {
    const path = join(files.incoming, `redacted-${randomUUID()}`)
    await writeFile(path, takeOut(marks.transcript.body, marks.passages), { mode: 0o600 })
    return { path, mediaType: 'text/plain', kind: 'document', ending: 'txt' }
  }
  return files.withLocal(storedAs, original => silence(files, original, marks.spans))
}

const silence = async (files: FileStore, original: string, spans: readonly Span[]): Promise<Drawn | string | undefined> => {
  const wave = await readWave(original)
  if (wave === undefined) return undefined
  const beyond = spans.find(({ to }) => to > secondsOf(wave) + 1)
  return beyond === undefined ? { path: await muteSound(files, original, wave, spans), mediaType: 'audio/wav', kind: 'audio', ending: 'wav' } : `The recording is ${Math.ceil(secondsOf(wave))} seconds long, and a span ends after it`
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), async parts => { for await (const part of parts) hash.update(Buffer.isBuffer(part) ? part : String(part)) })
  return hash.digest('hex')
}

/** Where in the file, and for words only where: what was taken out stands nowhere in the layer. */
const keptMarks = (marks: Marks): string => JSON.stringify(marks.kind === 'boxes' ? marks.boxes : marks.kind === 'spans' ? marks.spans : marks.passages)

/** @returns the key of the copy; null when the marks are kept and the copy must be made elsewhere; or a sentence that says what is wrong */
export const makeLayer = async (work: OfficerWork, files: FileStore, file: EvidenceFile & { readonly caseId: string }, { marks, reason, madeFor, says, visibility }: Layer): Promise<{ readonly copyId: string | null } | string> => {
  const drawn = await draw(files, file, marks)
  if (typeof drawn === 'string') return drawn
  try {
    const copyId = drawn === undefined ? null : await keepCopy(work, files, file.caseId, drawn, { says, visibility })
    await insertRedaction(work, file.id, { kind: marks.kind, marks: keptMarks(marks), copyId, transcriptId: marks.kind === 'words' ? marks.transcript.id : null, reason, madeFor })
    return { copyId }
  } finally {
    if (drawn !== undefined) await rm(drawn.path, { force: true })
  }
}

/** Named by its day, never after the original: a file's name may tell what was covered in it. */
const keepCopy = async (work: OfficerWork, files: FileStore, caseId: string, { path, mediaType, kind, ending }: Drawn, { says, visibility }: Pick<Layer, 'says' | 'visibility'>): Promise<string> => {
  const [{ size }, sha256] = [await stat(path), await digestOf(path)]
  const storedAs = await files.keep(path)
  return insertFile(work, { caseId, storedAs, ...(kind === 'photo' ? { shownAs: storedAs } : {}), fileName: `redacted-${work.today}.${ending}`, mediaType, size, sha256, kind, says, visibility })
}
