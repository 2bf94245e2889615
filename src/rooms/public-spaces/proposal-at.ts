// The proposal an address speaks of, with its order, its parts and how it stands by the law of today; to read, to work on, to decide.
import type { OfficerWork } from '#db/work.ts'
import { sayShortDay, type Day } from '#kernel/time.ts'
import type { Law } from '#law/rule.ts'
import type { Standing } from '#law/standing.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { notThere, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { orderNow } from './order-rules.ts'
import { orderWith, type SpacesOrder } from './order-store.ts'
import { CHANGES_ONE, proposalStands, toolOf, type SpacesTool } from './proposal-rules.ts'
import { partsOf, proposalWith, type Proposal, type SpacesPart } from './proposal-store.ts'

/** Orders are the council's: the agency that runs the partnership keeps them. */
export const isOurs = (work: OfficerWork): boolean => work.actor.agencyId === work.partnership.triageAgencyId
export const NOT_OURS = 'The council that keeps the orders prepares and decides them.'
export const mayPrepare = (work: OfficerWork): boolean => isOurs(work) && work.may('work on cases')

export type AtProposal = { readonly proposal: Proposal; readonly order: SpacesOrder | undefined; readonly parts: readonly SpacesPart[]; readonly stands: Standing; readonly law: Law }

export const loadProposal = async (work: OfficerWork, ask: Ask): Promise<AtProposal | Answer> => {
  const proposal = await proposalWith(work, ask.params['proposal'] ?? '')
  if (proposal === undefined) return notThere
  const [order, parts, law] = [proposal.orderId === null ? undefined : await orderWith(work, proposal.orderId), await partsOf(work, proposal.id), await lawOf(work)]
  return { proposal, order, parts, law, stands: proposalStands(proposal.tool, parts, { today: work.today, endsOn: order?.endsOn, law }) }
}

/** To work on it: the council, while it has not ended. */
export const loadToPrepare = async (work: OfficerWork, ask: Ask): Promise<AtProposal | Answer> => {
  const found = await loadProposal(work, ask)
  if ('kind' in found) return found
  if (!isOurs(work)) return refused(NOT_OURS)
  return found.proposal.endedAt === null ? found : refused(`This was ${found.proposal.outcome === 'decided' ? 'decided' : 'dropped'}. What was done for it stands; begin anew if it is needed again.`)
}

/** To decide on it by one of these tools: somebody other than who began it. */
export const loadToDecide = async (work: OfficerWork, ask: Ask, tools: readonly SpacesTool[]): Promise<AtProposal | Answer> => {
  const found = await loadToPrepare(work, ask)
  if ('kind' in found) return found
  if (!tools.includes(found.proposal.tool)) return notThere
  if (found.proposal.begunBy === work.actor.officerId) return refused('Nobody records the decision on what they prepared. Ask a colleague who may authorise legal steps.')
  return found
}
export type WithOrder = AtProposal & { readonly order: SpacesOrder }
export const loadToChange = async (work: OfficerWork, ask: Ask, tool: (typeof CHANGES_ONE)[number]): Promise<WithOrder | Answer> => {
  const found = await loadToDecide(work, ask, [tool])
  if ('kind' in found) return found
  const { order } = found
  return order === undefined ? notThere : { ...found, order }
}

/** Why nothing of this kind may be begun about the order; undefined when it may. */
export const whyNotBegin = (tool: (typeof CHANGES_ONE)[number], order: SpacesOrder, today: Day): string | undefined => {
  const now = orderNow(order, today)
  if (now === 'expired') return `It lapsed at the end of ${sayShortDay(order.endsOn)}, so only a new order can bring it back.`
  if (now === 'discharged') return 'It was discharged, so only a new order can bring it back.'
  return tool === 'pspo-extension' && order.kind === 'expedited' ? 'An expedited order lasts 6 months at most and is not extended: make an order.' : undefined
}

export const proposalPath = ({ id }: Pick<Proposal, 'id'>): string => `/public-spaces/proposals/${id}`
export const orderPath = ({ id }: Pick<SpacesOrder, 'id'>): string => `/public-spaces/orders/${id}`
export const proposalTitle = ({ tool, name }: Pick<Proposal, 'tool' | 'name'>): string => `${toolOf(tool).name}: ${name}`
