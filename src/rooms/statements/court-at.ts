// The case papers for court are made in, and who may make them: the agency that leads it, while they see the case itself.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import { caseAt, isShared, type Case } from '#rooms/cases/index.ts'
import { loadToFinish } from '#rooms/subjects/index.ts'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { versionWith, type Statement } from './court-store.ts'

/** To read: whoever sees the case itself. Those who see parts of it see none of its court papers. */
export const courtAt = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case } | Answer> => {
  const theCase = await caseAt(work, ask)
  return 'kind' in theCase ? theCase : isShared(theCase) ? notThere : { theCase }
}
/** Proceedings outlive a case, so its papers may be made after it is closed. */
export const courtToWork = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case } | Answer> => {
  const found = await loadToFinish(work, ask)
  return 'kind' in found || found.theCase.status !== 'merged' ? found : seeOther(`/cases/${found.theCase.reference}`)
}

export type AtStatement = { readonly theCase: Case; readonly statement: Statement }
export const withStatement = async (work: OfficerWork, ask: Ask, found: { readonly theCase: Case } | Answer): Promise<AtStatement | Answer> => {
  if ('kind' in found) return found
  const id = ask.params['statement'] ?? ''
  const statement = looksLikeId(id) ? await versionWith(work, found.theCase.id, id) : undefined
  return statement === undefined ? notThere : { ...found, statement }
}

export const courtPath = ({ reference }: Pick<Case, 'reference'>): string => `/cases/${reference}/court`
export const leadAgencyName = async (work: OfficerWork, { leadAgencyId }: Pick<Case, 'leadAgencyId'>): Promise<string> => (await work.db.selectFrom('agencies').select('name').where('id', '=', leadAgencyId).executeTakeFirstOrThrow()).name
export const toPaper = (theCase: Case, place: string): Answer => seeOther(`${courtPath(theCase)}/${place}`, { about: { kind: 'case', id: theCase.id } })
