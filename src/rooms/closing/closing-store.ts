// All SQL on closings that were asked for, and on last letters.
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { CloseReason, Verdict } from './closing-rules.ts'

export type NewClosing = { readonly caseId: string; readonly verdict: Verdict; readonly reason: CloseReason; readonly summary: string; readonly neededBecause: string; readonly stageBefore: string }

/** @returns its id; the database allows one open closing to a case. */
export const insertClosing = async (work: OfficerWork, closing: NewClosing): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('caseClosings').values({ partnershipId: work.partnership.id, id, ...closing, askedAt: work.now, askedBy: work.actor.officerId }).execute()
  return id
}

const read = (work: Work) => work.db.selectFrom('caseClosings as cl')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'cl.partnershipId').onRef('o.id', '=', 'cl.askedBy'))
  .leftJoin('officers as a', join => join.onRef('a.partnershipId', '=', 'cl.partnershipId').onRef('a.id', '=', 'cl.answeredBy'))
  .select(['cl.id', 'cl.caseId', 'cl.version', 'cl.verdict', 'cl.reason', 'cl.summary', 'cl.neededBecause', 'cl.stageBefore', 'cl.askedAt', 'cl.askedBy', 'cl.state', 'cl.answeredAt', 'cl.answerReason', 'o.name as asker', 'a.name as answerer'])

/** The closing that waits on a case. */
export const openClosing = (work: Work, caseId: string) => read(work).where('cl.caseId', '=', caseId).where('cl.state', '=', 'asked').executeTakeFirst()
/** The latest closing asked for on a case, whatever became of it. */
export const latestClosing = (work: Work, caseId: string) => read(work).where('cl.caseId', '=', caseId).orderBy('cl.askedAt', 'desc').limit(1).executeTakeFirst()
export type ClosingAsked = NonNullable<Awaited<ReturnType<typeof openClosing>>>

/** Answers it, once. False when somebody else has meanwhile. */
export const answerClosing = async (work: OfficerWork, closing: Pick<ClosingAsked, 'id' | 'version'>, state: 'approved' | 'refused' | 'withdrawn', answerReason: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseClosings').set({ state, answerReason, answeredAt: work.now, answeredBy: work.actor.officerId })
    .where('id', '=', closing.id).where('version', '=', closing.version).where('state', '=', 'asked').executeTakeFirst()
  return numUpdatedRows === 1n
}

const MOST = 100

/** What waits for a yes in my agency, longest first. */
export const closingsWaiting = (work: OfficerWork) => work.db.selectFrom('caseClosings as cl')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'cl.partnershipId').onRef('c.id', '=', 'cl.caseId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'cl.partnershipId').onRef('o.id', '=', 'cl.askedBy'))
  .select(['c.id as caseId', 'c.reference', 'c.title', 'c.riskBand', 'cl.askedAt', 'cl.askedBy', 'cl.verdict', 'cl.neededBecause', 'o.name as asker'])
  .where('cl.state', '=', 'asked').where('c.leadAgencyId', '=', work.actor.agencyId).orderBy('cl.askedAt').orderBy('cl.id').limit(MOST).execute()

export const insertLastLetter = async (work: OfficerWork, letter: { readonly caseId: string; readonly body: string; readonly answerBy: Day; readonly sentTo: number }): Promise<void> => {
  await work.db.insertInto('caseLastLetters').values({ partnershipId: work.partnership.id, id: work.newId(), ...letter, writtenAt: work.now, writtenBy: work.actor.officerId }).execute()
}

export const lastLetter = (work: Work, caseId: string) => work.db.selectFrom('caseLastLetters').select(['writtenAt', 'answerBy', 'body']).where('caseId', '=', caseId).orderBy('writtenAt', 'desc').limit(1).executeTakeFirst()
