// Pure rules of referrals: which steps follow from where one stands, when an answer is due, and how each state is said.
import { addWorkingDays } from '#kernel/working-days.ts'
import { addWorkingHours } from '#kernel/working-hours.ts'
import { londonDay, londonMoment, sayDay, sayMoment } from '#kernel/time.ts'
import type { ReferralTerms } from '#rooms/partnership/index.ts'

export const STATES = ['sent', 'seen', 'accepted', 'working', 'done', 'declined', 'recalled'] as const
export type State = (typeof STATES)[number]
export const STEPS = ['accepted', 'declined', 'working', 'done', 'recalled'] as const
export type Step = (typeof STEPS)[number]
export type Side = 'sender' | 'receiver' | 'neither'

/** What this side may do next. The database asks the same. */
export const nextSteps = (state: State, side: Side): readonly Step[] => {
  const waits = state === 'sent' || state === 'seen'
  if (side === 'sender') return waits ? ['recalled'] : []
  if (side !== 'receiver') return []
  return waits ? ['accepted', 'declined'] : state === 'accepted' ? ['working', 'done'] : state === 'working' ? ['done'] : []
}

export const STEP_SAYS: Readonly<Record<Step, string>> = { accepted: 'Accept it', declined: 'Decline it', working: 'We are working on it', done: 'It is done', recalled: 'Take it back' }
/** What has to be said with a step; undefined: nothing. */
export const STEP_ASKS: Readonly<Partial<Record<Step, string>>> = { declined: 'Enter why you decline', done: 'Enter what came of it', recalled: 'Enter why you take it back' }

export const TONE = { sent: 'blue', seen: 'blue', accepted: 'green', working: 'green', done: 'grey', declined: 'orange', recalled: 'grey' } as const

/** By when the other agency answers, and the rule in words. */
export const answerDue = (sentAt: Date, urgent: boolean, terms: ReferralTerms): { readonly at: Date; readonly because: string } => {
  if (urgent) {
    const at = addWorkingHours(sentAt, terms.urgentHours, terms)
    return { at, because: `Urgent: ${terms.urgentHours} working ${terms.urgentHours === 1 ? 'hour' : 'hours'} from when it was sent, by ${sayMoment(at)}` }
  }
  const on = addWorkingDays(londonDay(sentAt), terms.workingDays)
  const at = londonMoment(on, '23:59')
  if (at === undefined) throw new Error('23:59 exists on every day')
  return { at, because: `${terms.workingDays} working ${terms.workingDays === 1 ? 'day' : 'days'} from when it was sent, by ${sayDay(on)}` }
}
