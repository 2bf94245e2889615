// The demoted tenancy: how long it stays demoted, what keeps it so, the notice before it, and the tenant's review.
import { type Day, sayDay } from '#kernel/time.ts'
import { readLength } from '../confirmed-length.ts'
import { type Deadline, type DeadlineAnswer, type DeadlineRule, deadlineAt, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import type { Law } from '../rule.ts'
import type { RentPeriodRule } from './rent-period.ts'

const YEAR: Days = { n: 12, unit: 'months', counting: 'beginning with' }
export const year: DeadlineRule = {
  id: 'demotion.year', says: 'How long a tenancy stays demoted', rows: [inForce(YEAR, 'Housing Act 1996 s143B(1); Housing Act 1988 s20B', 'known')],
  runsFrom: 'the day the order takes effect', due: 'The demoted tenancy', bound: 'ends',
  ifMissed: 'It goes back to what it was: a secure or an assured tenancy.', extendable: false,
}

const SIX: Days = { n: 6, unit: 'months', counting: 'beginning with' }
export const noticeKeeps: DeadlineRule = {
  id: 'demotion.noticeKeeps', says: 'How long a notice of proceedings keeps a tenancy demoted when no claim follows', rows: [inForce(SIX, 'Housing Act 1996 s143B(3) and (4); Housing Act 1988 s20B', 'known')],
  runsFrom: 'the day of service', due: 'The claim for possession must be begun', bound: 'by',
  ifMissed: 'The notice no longer keeps the tenancy demoted.', extendable: false,
}

const FOUR_WEEKS: Days = { n: 4, unit: 'weeks', counting: 'after' }
export const claim: RentPeriodRule = {
  id: 'demotion.claim', says: 'When a claim for a demotion order may begin: at the end of a rent period, at least 4 weeks on',
  rows: [inForce(FOUR_WEEKS, 'Housing Act 1985 ss82A, 83; Housing Act 1988 s6A', 'known')], read: readLength(FOUR_WEEKS, 'no shorter'),
  due: 'The claim for a demotion order may be begun', ifMissed: 'A claim begun too early may be struck out, unless the court finds it just to do without the notice.', extendable: false,
}

const FOURTEEN: Days = { n: 14, unit: 'days', counting: 'beginning with' }
export const review: DeadlineRule = {
  id: 'demotion.review', says: 'The tenant’s request for a review of the decision to end a demoted tenancy', rows: [inForce(FOURTEEN, 'Housing Act 1996 s143F', 'known')],
  runsFrom: 'the day of service', due: 'The tenant’s request for a review must reach the landlord', bound: 'by',
  ifMissed: 'There is no right to a review. The landlord may still look again at its decision.', extendable: false,
}

export type Notice = { readonly servedOn: Day; readonly claimBegunOn?: Day; readonly withdrawnOn?: Day; readonly decidedForTenantOn?: Day }
export type UntilDecided = { readonly state: 'until the claim is decided'; readonly sentence: string; readonly source: string }

/**
 * Until when a tenancy is demoted. A notice of proceedings served before the year ends is enough to keep it so: until it
 * is withdrawn, the claim is decided for the tenant, or 6 months pass with no claim; never less than the year.
 */
export function demotedUntil(tookEffectOn: Day, notice: Notice | undefined, law: Law): DeadlineAnswer | UntilDecided {
  const whole = deadlineOf(year, tookEffectOn, law)
  if (whole.state !== 'known' || notice === undefined || notice.servedOn > whole.on) return whole
  const lapse = deadlineOf(noticeKeeps, notice.servedOn, law)
  if (lapse.state !== 'known') return lapse
  const claimed = notice.claimBegunOn !== undefined && notice.claimBegunOn <= lapse.on
  const over = [notice.withdrawnOn, notice.decidedForTenantOn].filter(on => on !== undefined).toSorted()[0]
  if (over !== undefined && (claimed || over <= lapse.on)) return kept(whole, lapse, over, over === notice.withdrawnOn ? 'the notice was withdrawn' : 'the claim was decided for the tenant')
  if (claimed) return { state: 'until the claim is decided', source: lapse.source, sentence: `The tenancy stays demoted until the claim is decided: a notice of proceedings was served on ${sayDay(notice.servedOn)}, before the year ended, and the claim was begun within 6 months (${lapse.source}).` }
  return kept(whole, lapse, lapse.on, notice.claimBegunOn === undefined ? 'unless a claim is begun by then' : 'when no claim had been begun')
}

function kept(whole: Deadline, lapse: Deadline, on: Day, why: string): Deadline {
  if (on <= whole.on) return whole
  const sentence = `The demoted tenancy ends at the end of ${sayDay(on)}, ${why}: a notice of proceedings was served by ${sayDay(whole.on)}, when the year ended (${lapse.source}).`
  return deadlineAt({ id: noticeKeeps.id, ifMissed: year.ifMissed, extendable: false }, lapse, { on, bound: 'ends', sentence })
}
