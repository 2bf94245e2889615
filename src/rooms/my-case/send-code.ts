// Sends the code that opens a page, by the means agreed beforehand and only while that means is still safe.
import { randomBytes } from 'node:crypto'
import type { SystemWork } from '#db/work.ts'
import { SECRET, writeMessage } from '#rooms/letters/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { CODE_MINUTES, codeFrom } from './own-page-rules.ts'
import { codeDue, setCode } from './own-page-store.ts'
import { words } from './words.ts'

export const sendCode = async (work: SystemWork, codeId: string): Promise<void> => {
  const due = await codeDue(work, codeId)
  const to = due === undefined ? undefined : await addresseeOf(work, due.personId)
  if (due === undefined || to === undefined) return
  const code = codeFrom(randomBytes(7))
  await setCode(work, codeId, code)
  const said = words.en.codeMessage.replace('{code}', SECRET).replace('{minutes}', String(CODE_MINUTES))
  // Only the agreed means: another that is safe for letters may not be for codes.
  await writeMessage(work, { ...to, safeMeans: to.safeMeans.filter(means => means === due.means) },
    { purpose: 'own page code', subject: words.en.codeSubject, body: said, secret: code }, { caseId: due.caseId, reportId: null, agencyId: due.agencyId })
}
