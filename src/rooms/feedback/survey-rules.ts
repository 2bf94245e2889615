// Who is asked and who is not, and which answers call for a change. Pure.
import { HANDLING, type Satisfaction, type SurveyQuestion } from './survey-questions.ts'

export type Asking = {
  readonly flags: readonly string[]; readonly isRestricted: boolean; readonly closeReason: string | null
  readonly isChild: boolean; readonly safeMeans: readonly string[]
}

/** Nobody is written to about a case that ended like this. */
const NEVER_AFTER = ['deceased', 'duplicate', 'not ASB']
const WRITTEN = ['email', 'text', 'post']

/** Why this person is not asked, for the list of those not asked; undefined when they are. */
export const whyNotAsk = ({ flags, isRestricted, closeReason, isChild, safeMeans }: Asking): string | undefined => {
  if (flags.includes('domestic abuse') || flags.includes('marac')) return 'Asking could be unsafe: domestic abuse'
  if (isRestricted) return 'Asking could be unsafe: the case is restricted'
  if (closeReason !== null && NEVER_AFTER.includes(closeReason)) return `Not asked after a case closed as “${closeReason}”`
  if (isChild) return 'A child: ask the parent or guardian in person'
  if (safeMeans.length === 0) return 'No safe way to contact them is known'
  return undefined
}

/** Whether they may be written to; if not they can only be asked by telephone. */
export const mayWrite = (safeMeans: readonly string[]): boolean => safeMeans.some(means => WRITTEN.includes(means))

const UNHAPPY: readonly Satisfaction[] = ['fairly dissatisfied', 'very dissatisfied']

/** The questions somebody was unhappy about, worst subject first: handling, then the order asked. */
export const unhappyAbout = (questions: readonly SurveyQuestion[], answers: Readonly<Record<string, Satisfaction>>): readonly SurveyQuestion[] =>
  questions.filter(({ code }) => { const answer = answers[code]; return answer !== undefined && UNHAPPY.includes(answer) })
    .toSorted((a, b) => Number(b.code === HANDLING) - Number(a.code === HANDLING))
