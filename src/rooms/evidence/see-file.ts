// Opens one file, for whoever may see where it belongs. Photos as their clean copy; sound and video by parts, as players ask, once a scanner has looked.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { body, notThere, refused, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { fileWith, noteCustody, type EvidenceFile } from './evidence-store.ts'

type Part = { readonly start: number; readonly end: number }

/** One range of bytes, as players ask for; anything else gets the whole. @see RFC 9110, 14.2 */
export const readRange = (header: string | undefined, size: number): Part | 'too far' | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start >= size ? 'too far' : end < start ? undefined : { start, end }
}

/** A file of a case is for who may see cases, one of a report for who may see reports; the row's own wall stands before both. */
export const maySee = (work: OfficerWork, { caseId }: EvidenceFile): boolean => work.may(caseId === null ? 'see reports' : 'see cases')

export const seeFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? await fileWith(work, id) : undefined
  if (file === undefined || !maySee(work, file)) return notThere
  const about = { kind: 'attachment', id: file.id }
  if (file.scan === 'infected') return refused('This file carries a virus and is kept locked. Ask whoever gave it for another copy.')
  const original = textOf(ask.query, 'original')
  if (original !== '' || file.kind === 'document') return giveOriginal(work, file, ask, original)
  if (file.kind === 'photo') return file.shownAs === null ? refused('The copy that is safe to show is still being made. Try again in a minute, or download the original.') : body('image/jpeg', (await ask.files.open(file.shownAs)).stream, { about })
  return file.scan === 'clean' ? play(file, ask) : refused(NOT_CHECKED)
}

export const NOT_CHECKED = 'This recording is being checked for viruses and plays once that is done. Look again in a minute. After an hour, tell whoever runs Amity: the virus scanner may be down, or none is set up.'

/** What no scanner has seen leaves only as out of quarantine: asked for as that, named so that nothing opens it by a double click, and in its custody. */
const giveOriginal = async (work: OfficerWork, file: EvidenceFile, ask: Ask, asked: string): Promise<Answer> => {
  const isScanned = file.scan === 'clean'
  if (!isScanned && asked !== 'quarantine') return refused('No virus scanner has looked at this file, so it is in quarantine. Open its page if you must take it out.')
  const { stream } = await ask.files.open(file.storedAs)
  await noteCustody(work, file.id, isScanned ? 'original downloaded' : 'original taken from quarantine', isScanned ? '' : 'No virus scanner had looked at it')
  return body('application/octet-stream', stream, { fileName: isScanned ? file.fileName : `${file.fileName}.quarantine`, about: { kind: 'attachment', id: file.id } })
}

const play = async (file: EvidenceFile, ask: Ask): Promise<Answer> => {
  const about = { kind: 'attachment', id: file.id }
  const whole = { 'accept-ranges': 'bytes' }
  const part = readRange(ask.header('range'), file.size)
  if (part === 'too far') return body('text/plain', '', { status: 416, about, headers: { ...whole, 'content-range': `bytes */${file.size}` } })
  if (part === undefined) return body(file.mediaType, (await ask.files.open(file.storedAs)).stream, { about, headers: whole })
  const { stream } = await ask.files.open(file.storedAs, part)
  return body(file.mediaType, stream, { status: 206, about, headers: { ...whole, 'content-range': `bytes ${part.start}-${part.end}/${file.size}`, 'content-length': String(part.end - part.start + 1) } })
}
