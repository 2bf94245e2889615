// How an order stands on a day, and how long it may be extended. Pure.
import { addDays, type Day } from '#kernel/time.ts'
import { deadlineOf } from '#law/deadline.ts'
import { pspoExtensionEnds } from '#law/deadlines/public-spaces.ts'
import type { Law } from '#law/rule.ts'

type Dated = { readonly effectOn: Day; readonly endsOn: Day; readonly dischargedOn: Day | null }
export type OrderNow = 'not yet in effect' | 'in force' | 'expired' | 'discharged'
/** Its last day counts whole: it has expired from the midnight after. */
export const orderNow = ({ effectOn, endsOn, dischargedOn }: Dated, today: Day): OrderNow =>
  dischargedOn !== null && dischargedOn <= today ? 'discharged' : endsOn < today ? 'expired' : effectOn > today ? 'not yet in effect' : 'in force'

/** Why it cannot be extended to that day; undefined when it can. */
export const whyNotExtend = (order: Dated & { readonly kind: 'standard' | 'expedited' }, madeOn: Day, to: Day, today: Day, law: Law): string | undefined => {
  if (order.kind === 'expedited') return 'An expedited order lasts 6 months at most and is not extended: make an order'
  const now = orderNow(order, today)
  if (now === 'expired' || now === 'discharged') return 'It is no longer in force, so only a new order can bring it back'
  if (madeOn > order.endsOn) return 'An extension is made before the order expires'
  if (to <= order.endsOn) return 'An extension ends later than the order does now'
  const most = deadlineOf(pspoExtensionEnds, addDays(order.endsOn, 1), law)
  if (most.state !== 'known') return most.sentence
  return to > most.on ? most.sentence : undefined
}
