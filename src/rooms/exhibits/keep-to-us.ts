// "Keep to us": the original is taken from agencies that see the evidence of a case, who keep seeing its redacted copy; and given back.
import type { OfficerWork } from '#db/work.ts'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { fileToAddTo, pathOfFile } from './file-at.ts'
import { keepToUs } from './layer-store.ts'

export const changeWhoSees = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await fileToAddTo(work, ask)
  if ('kind' in found) return found
  if (found.file.visibility === 'public') return refused('The person harmed gave this and sees it on their own page. It cannot be kept from them.')
  await keepToUs(work, found.file.id, textOf(ask.answers, 'keep') === 'yes')
  return seeOther(pathOfFile(found.file), { about: { kind: 'attachment', id: found.file.id } })
}
