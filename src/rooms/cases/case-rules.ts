// Pure rules of a case: may it be closed, and whose yes does that need?
import type { Day } from '#kernel/time.ts'

export const VERDICTS = ['yes', 'partly', 'no', 'could not reach'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The closing reasons of the domain research, section 4.9. */
export const CLOSE_REASONS = [
  'resolved, behaviour stopped', 'resolved, informal action', 'resolved, legal action', 'moved (victim)', 'moved (perpetrator)', 'not ASB', 'no evidence',
  'victim withdrew', 'unable to contact victim', 'transferred to partner', 'duplicate', 'perpetrator unknown', 'deceased',
] as const
export type CloseReason = (typeof CLOSE_REASONS)[number]

/** Attempts to reach the person harmed, on different days, before "could not reach" may be said. A setting in time. */
export const ATTEMPTS_NEEDED = 3

export type Closing = {
  readonly verdict: Verdict; readonly riskBand: 'standard' | 'medium' | 'high' | null; readonly riskReviewDueOn: Day | null; readonly today: Day
  readonly attemptDays: number; readonly approverId: string | null; readonly closerId: string
}

/** Why this case may not be closed yet, in a sentence that says what to do; undefined when it may. */
export const whyNotClose = ({ verdict, riskBand, riskReviewDueOn, today, attemptDays, approverId, closerId }: Closing): string | undefined => {
  if (riskBand === null || riskReviewDueOn === null) return 'Assess the risk first: a case is never closed without a current risk assessment'
  if (riskReviewDueOn < today) return 'Review the risk first: the last assessment is overdue'
  if (verdict === 'could not reach' && attemptDays < ATTEMPTS_NEEDED) return `Try to reach the person harmed on ${ATTEMPTS_NEEDED} different days first: ${attemptDays} so far`
  if (!needsApproval(verdict, riskBand)) return undefined
  if (approverId === null) return 'A manager must agree: the risk is high, or the person harmed does not agree that it is resolved'
  return approverId === closerId ? 'Somebody else must agree: nobody approves their own closure' : undefined
}

export const needsApproval = (verdict: Verdict, riskBand: Closing['riskBand']): boolean => riskBand === 'high' || verdict === 'no' || verdict === 'partly'
