// How a fixed penalty stands today: paid, still payable, to be prosecuted or out of time, by its clocks and what was recorded. Pure.
import { type Day } from '#kernel/time.ts'
import { amountFault, cpnPenaltyAmount, earlyAmountFault, environmentAmounts, pspoPenaltyAmount, type Amounts } from '#law/fixed-penalty-amounts.ts'
import { ruleOn, type Law, type Rule } from '#law/rule.ts'

export const PENALTY_EVENTS = ['amount', 'paid', 'reminded', 'representations', 'cancelled', 'prosecuted'] as const
export type PenaltyEventKind = (typeof PENALTY_EVENTS)[number]
export type PenaltyEvent = { readonly kind: PenaltyEventKind; readonly onDay: Day; readonly pence: number | null; readonly earlyPence: number | null }

export const PAYMENT_STATES = ['paid', 'paid early', 'part paid', 'time to pay', 'may be prosecuted', 'out of time', 'cancelled', 'prosecuted', 'not given yet'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** The clocks of a penalty that count for it. A limit that is not known has none: nobody said when the offence was. */
export type PenaltyClocks = { readonly payEarlyBy?: Day; readonly prosecuteFrom?: Date; readonly prosecuteBy?: Date }
type Clock = { readonly rule: string; readonly dueOn: Day; readonly dueAt: Date }

export const penaltyClocks = (clocks: readonly Clock[]): PenaltyClocks => {
  const last = (ending: string): Clock | undefined => clocks.findLast(({ rule }) => rule.endsWith(ending))
  const [early, from, by] = [last('.payEarly'), last('.prosecute'), last('prosecution.summary')]
  return { ...early === undefined ? {} : { payEarlyBy: early.dueOn }, ...from === undefined ? {} : { prosecuteFrom: from.dueAt }, ...by === undefined ? {} : { prosecuteBy: by.dueAt } }
}

const sum = (events: readonly PenaltyEvent[]): number => events.reduce((all, { pence }) => all + (pence ?? 0), 0)

/** The amount said last counts. The lower one is enough only when all of it came in its time. */
const isPaid = (events: readonly PenaltyEvent[], { payEarlyBy }: PenaltyClocks): 'paid' | 'paid early' | 'part paid' | undefined => {
  const [amount, paid] = [events.findLast(({ kind }) => kind === 'amount'), events.filter(({ kind }) => kind === 'paid')]
  if (paid.length === 0) return undefined
  if (amount?.pence !== undefined && amount.pence !== null && sum(paid) >= amount.pence) return 'paid'
  const inTime = payEarlyBy === undefined ? [] : paid.filter(({ onDay }) => onDay <= payEarlyBy)
  return amount?.earlyPence !== undefined && amount.earlyPence !== null && sum(inTime) >= amount.earlyPence ? 'paid early' : 'part paid'
}

/** At this instant. Events in the order they were written; the clocks are the law's own. */
export const paymentState = (events: readonly PenaltyEvent[], clocks: PenaltyClocks, given: Date | null, now: Date): PaymentState => {
  if (events.some(({ kind }) => kind === 'cancelled')) return 'cancelled'
  const paid = isPaid(events, clocks)
  if (paid === 'paid' || paid === 'paid early') return paid
  if (events.some(({ kind }) => kind === 'prosecuted')) return 'prosecuted'
  if (given === null || given > now) return 'not given yet'
  if (clocks.prosecuteBy !== undefined && clocks.prosecuteBy <= now) return 'out of time'
  if (paid === 'part paid') return paid
  // Without the clock nobody may be told that a prosecution can begin.
  return clocks.prosecuteFrom === undefined || now < clocks.prosecuteFrom ? 'time to pay' : 'may be prosecuted'
}

const AMOUNTS: Readonly<Record<string, Rule<Amounts>>> = { 'fpn-cpn': cpnPenaltyAmount, 'fpn-pspo': pspoPenaltyAmount, 'fpn-litter': environmentAmounts.litter, 'fpn-fly-tipping': environmentAmounts.flyTipping }

/** Why the law does not allow these amounts for this tool on that day; undefined when it does, or sets none we carry for it. */
export const whyNotAmount = (tool: string, on: Day, law: Law, full: number, early: number | null): string | undefined => {
  const rule = AMOUNTS[tool]
  if (rule === undefined) return early !== null && early >= full ? 'The amount for paying early must be less than the full amount.' : undefined
  const answer = ruleOn(rule, on, law)
  if (answer.state !== 'known') return answer.sentence
  return amountFault(answer.value, full) ?? (early === null ? undefined : earlyAmountFault(answer.value, full, early))
}
