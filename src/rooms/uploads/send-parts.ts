// What the page's script asks for: begin an upload or go on with one, take a part, finish. Answers in JSON, with words to show.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { keepEvidence, WRONG_FILE } from '#rooms/case-file/index.ts'
import { isShared, loadToAddPart, type Case } from '#rooms/cases/index.ts'
import { fileWith, judgeFile } from '#rooms/evidence/index.ts'
import type { Whole } from '#web/half-files.ts'
import { tidy } from '#kernel/text.ts'
import { body, notThere, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { begunBy, countReceived, endHalfUpload, halfUploadsIn, holdHalfUpload, insertHalfUpload, wholeUploadsIn, type HalfUpload } from './half-upload-store.ts'

const GIGABYTE = 1024 ** 3
export const LARGEST_WHOLE = 4 * GIGABYTE
export const LARGEST_PART = 8 * 1024 * 1024
const MOST_BEGUN = 5
const MOST_BYTES = 12 * GIGABYTE

const json = (status: number, content: object): Answer => body('application/json', JSON.stringify(content), { status })
const wrong = (says: string, status = 422): Answer => json(status, { says })

type Asked = { readonly fileName: string; readonly size: number; readonly changedAt: Date | null; readonly says: string; readonly visibility: 'staff' | 'restricted' }
const readAsked = ({ answers }: Ask): Asked | string => {
  const [fileName, size, says] = [textOf(answers, 'name').replaceAll(/[\p{Cc}/\\]/gu, '').slice(0, 200).toWellFormed(), Number(textOf(answers, 'size')), tidy(textOf(answers, 'says'))]
  const [changed, visibility] = [new Date(Number(textOf(answers, 'changed') || Number.NaN)), textOf(answers, 'visibility')]
  if (fileName === '' || !Number.isSafeInteger(size) || size < 0) return 'Choose a file'
  if (size === 0) return `${fileName} is empty`
  if (size > LARGEST_WHOLE) return `${fileName} is larger than 4 GB. Ask whoever runs Amity for another way to bring it in`
  if (says === '') return 'Enter what it shows'
  if (says.length > 300) return 'What it shows must be 300 characters or fewer'
  if (visibility !== 'staff' && visibility !== 'restricted') return 'Select who may see it'
  return { fileName, size, changedAt: Number.isNaN(changed.getTime()) ? null : changed, says, visibility }
}

const isSame = (asked: Asked) => (half: HalfUpload): boolean => half.fileName === asked.fileName && half.size === asked.size && half.changedAt?.getTime() === asked.changedAt?.getTime()

/** One that became a file though its sender may not have heard so: asked for with the same words, it is no second file. */
const alreadyWhole = async (work: OfficerWork, caseId: string, asked: Asked): Promise<HalfUpload | undefined> => {
  const whole = (await wholeUploadsIn(work, caseId)).find(half => isSame(asked)(half) && half.says === asked.says && half.visibility === asked.visibility)
  return whole?.attachmentId == null || await fileWith(work, whole.attachmentId) === undefined ? undefined : whole
}

/** Goes on with this officer's upload of the same file into the same case (its name, length and last change), or begins one. */
export const beginUpload = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await loadToAddPart(work, ask, 'evidence')
  if ('kind' in found) return found
  const read = readAsked(ask)
  if (typeof read === 'string') return wrong(read)
  const shared = isShared(found.theCase)
  const asked: Asked = { ...read, visibility: shared ? 'staff' : read.visibility }
  const going = (await halfUploadsIn(work, found.theCase.id)).find(isSame(asked)) ?? await alreadyWhole(work, found.theCase.id, asked)
  if (going !== undefined) return json(200, { upload: going.id, received: going.received, part: LARGEST_PART / 2 })
  const begun = await begunBy(work)
  if (begun.n >= MOST_BEGUN || begun.bytes + asked.size > MOST_BYTES) return wrong(`You have ${begun.n} files half sent. Finish one or throw it away first`)
  if (!await ask.files.halves.hasRoom(asked.size)) return wrong('There is not enough room for this file. Tell whoever runs Amity: nothing has been sent')
  const id = await insertHalfUpload(work, { ...asked, caseId: found.theCase.id, shared })
  return json(200, { upload: id, received: 0, part: LARGEST_PART / 2 })
}

type Held = { readonly theCase: Case; readonly half: HalfUpload }
const held = async (work: OfficerWork, ask: Ask): Promise<Held | Answer> => {
  const found = await loadToAddPart(work, ask, 'evidence')
  if ('kind' in found) return found
  const id = ask.params['upload'] ?? ''
  const half = looksLikeId(id) ? await holdHalfUpload(work, id, found.theCase.id) : undefined
  return half === undefined ? notThere : { theCase: found.theCase, half }
}

/** Takes the next part. One that does not begin where we are is refused with where we are, so that the script goes on from there. */
export const takePart = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await held(work, ask)
  if ('kind' in found) return found
  const [{ half }, offset, part] = [found, textOf(ask.answers, 'offset'), ask.uploads[0]]
  if (half.attachmentId !== null || !/^\d{1,16}$/.test(offset) || Number(offset) !== half.received) return json(409, { says: 'This is not the next part', received: half.received })
  if (part === undefined || part.size === 0 || part.tooLarge) return wrong('This part is empty or too long')
  if (half.received + part.size > half.size) return wrong('The file is longer than it was when you began. Begin again')
  await ask.files.halves.put(half.id, part.path, half.received)
  await countReceived(work, half.id, half.received + part.size)
  return json(200, { received: half.received + part.size })
}

/** Asked twice (an answer was lost), it leads to the same file. */
export const finishUpload = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await held(work, ask)
  if ('kind' in found) return found
  const { half } = found
  if (half.attachmentId !== null) return json(200, { location: `/evidence/file/${half.attachmentId}` })
  if (half.received < half.size) return json(409, { says: 'Parts are missing', received: half.received })
  return await ask.files.halves.whole(half.id, half.size, whole => finishWhole(work, ask, found, whole))
    ?? wrong('What was sent is no longer there. Throw it away and begin again')
}

const finishWhole = async (work: OfficerWork, ask: Ask, { theCase, half }: Held, whole: Whole): Promise<Answer> => {
  const judged = await judgeFile({ path: whole.path, size: half.size, fileName: half.fileName, tooLarge: false })
  if (typeof judged === 'string') return wrong(`${half.fileName} ${WRONG_FILE[judged]}`)
  const id = await keepEvidence(work, theCase, { storedAs: await ask.files.keep(whole.path), ...judged, size: half.size, sha256: whole.sha256, says: half.says, visibility: half.visibility })
  await endHalfUpload(work, half.id, id)
  return body('application/json', JSON.stringify({ location: `/evidence/file/${id}` }), { about: { kind: 'attachment', id } })
}
