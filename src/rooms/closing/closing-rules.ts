// Pure rules of ending a case: may it be closed, has everything been tried, and does it need somebody else's yes?
import { sayDay, type Day } from '#kernel/time.ts'

export const VERDICTS = ['yes', 'partly', 'no', 'could not reach', 'not asked'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The closing reasons of the domain research, section 4.9. */
export const CLOSE_REASONS = [
  'resolved, behaviour stopped', 'resolved, informal action', 'resolved, legal action', 'moved (victim)', 'moved (perpetrator)', 'not ASB', 'no evidence',
  'victim withdrew', 'unable to contact victim', 'transferred to partner', 'duplicate', 'perpetrator unknown', 'deceased',
] as const
export type CloseReason = (typeof CLOSE_REASONS)[number]

export type AttemptsRule = { readonly attempts: number; readonly means: number; readonly workingDays: number }

/** How far reaching the person harmed has come. `safeMeans`: how many means are safe for them at all. */
export type Reaching = {
  readonly rule: AttemptsRule; readonly days: number; readonly means: number; readonly safeMeans: number
  /** 'nowhere': no safe way to write to them is known. */
  readonly letter: 'not sent' | 'running' | 'lapsed' | 'nowhere'; readonly answerBy: Day | null
}

export type Closing = {
  readonly verdict: Verdict; readonly reason: CloseReason; readonly riskBand: 'standard' | 'medium' | 'high' | null; readonly riskReviewDueOn: Day | null; readonly today: Day
  /** Whether there is anybody to ask: somebody harmed or reporting whom we know. */
  readonly somebodyToAsk: boolean; readonly reaching: Reaching
  /** Whether another agency is being asked to take the lead. */
  readonly isOffered: boolean
}
export type Why = { readonly field: 'verdict' | 'reason'; readonly text: string }

/** Why this case may not be closed yet, in a sentence that says what to do; undefined when it may, or may be asked for. */
export const whyNotClose = ({ verdict, reason, riskBand, riskReviewDueOn, today, somebodyToAsk, reaching, isOffered }: Closing): Why | undefined => {
  if (isOffered) return { field: 'verdict', text: 'The lead is offered to another agency. Take the offer back first, or let them answer it' }
  if (riskBand === null || riskReviewDueOn === null) return { field: 'verdict', text: 'Assess the risk first: a case is never closed without a current risk assessment' }
  if (riskReviewDueOn < today) return { field: 'verdict', text: 'Review the risk first: the last assessment is overdue' }
  if (reason === 'unable to contact victim' && verdict !== 'could not reach') return { field: 'reason', text: 'Choose another reason: you said what the person harmed answered, so they were reached' }
  if (verdict === 'not asked' && somebodyToAsk && reason !== 'deceased') return { field: 'verdict', text: 'Ask the person harmed first: we know who they are' }
  if (verdict !== 'could not reach') return undefined
  if (!somebodyToAsk) return { field: 'verdict', text: 'Choose “not asked”: this case has nobody we know to ask' }
  const left = whatIsLeftToTry(reaching)
  return left === undefined ? undefined : { field: 'verdict', text: left }
}

/** What must still be tried before "could not reach" may be said; undefined when everything was. */
export const whatIsLeftToTry = ({ rule, days, means, safeMeans, letter, answerBy }: Reaching): string | undefined => {
  const ways = Math.min(rule.means, Math.max(1, safeMeans))
  if (days < rule.attempts) return `Try to reach the person harmed on ${rule.attempts} different days first: ${days} so far since they were last reached`
  if (means < ways) return `Try at least ${ways} of the ways that are safe for them first: ${means} so far`
  if (letter === 'not sent') return `Send the last letter first, and give them ${rule.workingDays} working days to answer`
  if (letter === 'running') return `Wait for an answer to the last letter until the end of ${answerBy === null ? 'its time' : sayDay(answerBy)}`
  return undefined
}

/** Why a manager must agree, in words for the manager and the record; undefined when nobody need. */
export const neededBecause = ({ verdict, riskBand, somebodyToAsk, reaching }: Closing): string | undefined => {
  const reasons = [
    ...(riskBand === 'high' ? ['the risk is high'] : []),
    ...(verdict === 'no' ? ['the person harmed says it is not resolved'] : verdict === 'partly' ? ['the person harmed says it is only partly resolved'] : []),
    ...(verdict === 'could not reach' && reaching.letter === 'nowhere' ? ['nobody was reached and no last letter could be sent safely'] : []),
    ...(verdict === 'not asked' && somebodyToAsk ? ['the person harmed was not asked'] : []),
  ]
  return reasons.length === 0 ? undefined : reasons.join(', and ')
}

/** Who may answer a closing: nobody their own, and only in the agency that leads. */
export const whyNotAnswer = (closing: { readonly askedBy: string }, officerId: string): string | undefined =>
  closing.askedBy === officerId ? 'You asked to close this case, so somebody else must answer: nobody approves their own' : undefined
