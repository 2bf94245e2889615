// The file an address speaks of, with its case where whoever asks sees that, and whether they may add to what is known of it.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { caseById, seesByGlass, type Case } from '#rooms/cases/index.ts'
import { fileWith, maySee, type EvidenceFile } from '#rooms/evidence/index.ts'
import { notThere, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'

export type FileAt = { readonly file: EvidenceFile; readonly theCase: Case | undefined }

export const fileAt = async (work: OfficerWork, ask: Ask): Promise<FileAt | Answer> => {
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? await fileWith(work, id) : undefined
  if (file === undefined || !maySee(work, file)) return notThere
  return { file, theCase: file.caseId === null ? undefined : await caseById(work, file.caseId) }
}

/** Whoever sees the case itself and works on cases; the agency the lead is only offered to reads. */
export const mayAddToFile = async (work: OfficerWork, { theCase }: FileAt): Promise<boolean> =>
  theCase !== undefined && work.may('work on cases') && theCase.status !== 'merged' && theCase.offeredToAgencyId !== work.actor.agencyId && !await seesByGlass(work, theCase.id)

export type FileToAddTo = FileAt & { readonly theCase: Case }
export const fileToAddTo = async (work: OfficerWork, ask: Ask): Promise<FileToAddTo | Answer> => {
  const found = await fileAt(work, ask)
  if ('kind' in found) return found
  const { file, theCase } = found
  if (theCase === undefined || !await mayAddToFile(work, found)) return refused(file.caseId === null ? 'Put this file in a case first: what is known of it is written down there.' : 'You may read about this file. Whoever works on its case adds to it.')
  return file.scan === 'infected' ? refused('This file carries a virus and is kept locked.') : { file, theCase }
}

export const pathOfFile = ({ id }: Pick<EvidenceFile, 'id'>): string => `/evidence/file/${id}`
