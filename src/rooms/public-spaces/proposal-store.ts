// All SQL on proposals to make, extend, vary or discharge a public spaces order, and on what was done for each.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { PublicSpacesPartsTable, PublicSpacesProposalsTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'

const proposals = (work: Work) => work.db.selectFrom('publicSpacesProposals as p')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.begunBy')).leftJoin('officers as e', join => join.onRef('e.partnershipId', '=', 'p.partnershipId').onRef('e.id', '=', 'p.endedBy'))
  .select(['p.id', 'p.tool', 'p.orderId', 'p.name', 'p.reason', 'p.begunAt', 'p.begunBy', 'p.endedAt', 'p.outcome', 'p.outcomeWords', 'o.name as beginner', 'e.name as ender'])
export const proposalWith = async (work: Work, id: string) => looksLikeId(id) ? proposals(work).where('p.id', '=', id).executeTakeFirst() : undefined
export type Proposal = NonNullable<Awaited<ReturnType<typeof proposalWith>>>
export const openProposals = (work: Work) => proposals(work).where('p.endedAt', 'is', null).orderBy('p.begunAt').orderBy('p.id').limit(200).execute()
export const proposalsAbout = (work: Work, orderId: string) => proposals(work).where('p.orderId', '=', orderId).orderBy('p.begunAt', 'desc').orderBy('p.id').limit(50).execute()

export const partsOf = (work: Work, proposalId: string) => work.db.selectFrom('publicSpacesParts').select(['id', 'kind', 'part', 'done', 'onDay', 'withWhom', 'words', 'reply', 'repliedOn']).where('proposalId', '=', proposalId).orderBy('madeAt').orderBy('id').limit(500).execute()
export type SpacesPart = Awaited<ReturnType<typeof partsOf>>[number]

export const insertProposal = async (work: OfficerWork, proposal: { readonly tool: PublicSpacesProposalsTable['tool']; readonly orderId: string | null; readonly name: string; readonly reason: string }): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('publicSpacesProposals').values({ partnershipId: work.partnership.id, id, ...proposal, begunAt: work.now, begunBy: work.actor.officerId }).execute()
  return id
}
export type NewPart = { readonly kind: PublicSpacesPartsTable['kind']; readonly part: string; readonly done: boolean; readonly onDay: Day; readonly withWhom: string; readonly words: string; readonly reply: string | null; readonly repliedOn: Day | null }
export const insertPart = async (work: OfficerWork, proposalId: string, part: NewPart): Promise<void> => {
  await work.db.insertInto('publicSpacesParts').values({ partnershipId: work.partnership.id, id: work.newId(), proposalId, ...part, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
/** False: it had ended. */
export const dropProposal = async (work: OfficerWork, id: string, outcomeWords: string): Promise<boolean> =>
  (await work.db.updateTable('publicSpacesProposals').set({ endedAt: work.now, endedBy: work.actor.officerId, outcome: 'dropped', outcomeWords }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
