// What each flag means and switches on: pure, and said in the same words wherever it shows.

export const FLAGS = ['hate', 'domestic abuse', 'marac', 'safeguarding', 'staff matter', 'sensitive location', 'child', 'repeat', 'vulnerable'] as const
/** These restrict a case to its circle (the database does: migration 0080). */
export const RESTRICTING: readonly Flag[] = ['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location']
const CIRCLE = 'Only the circle may see this case: the lead officer, managers who may see restricted cases, whoever raised the flag, and those named. For everybody else it does not exist.'
export type Flag = (typeof FLAGS)[number]

export type FlagTerms = { readonly hateContact: number; readonly vulnerableRisk: number; readonly repeatTell: number; readonly repeatDays: number; readonly repeatCases: number }

const within = (days: number): string => days === 0 ? 'on the same working day' : `within ${days} working ${days === 1 ? 'day' : 'days'}`

/** What happens because the flag is up, for the officer who raises it and whoever reads the case. */
export const switchesOn = (flag: Flag, terms: FlagTerms): string => {
  switch (flag) {
    case 'hate': return `We speak with the person harmed ${within(terms.hateContact)}. ${CIRCLE}`
    case 'domestic abuse': return `${CIRCLE} No survey is sent.`
    case 'marac': return `${CIRCLE} No survey is sent.`
    case 'staff matter': return `${CIRCLE} Nor does it exist for the officer it is about, whatever else lets them in.`
    case 'sensitive location': return `${CIRCLE} The place is not said outside it.`
    case 'safeguarding': return `A safeguarding decision is due the same day. ${CIRCLE}`
    case 'child': return 'A safeguarding decision about the child is due the same day.'
    case 'repeat': return `The person harmed is told about the ASB case review ${within(terms.repeatTell)}.`
    case 'vulnerable': return `The risk is assessed with them ${within(terms.vulnerableRisk)}.`
  }
}

export type Task = { readonly kind: 'task' | 'first contact' | 'risk assessment'; readonly title: string; /** Working days; 'today' is today, whatever day it is. */ readonly within: number | 'today' }

/** What goes into the diary when a flag is raised; undefined: nothing is due because of it. */
export const taskOf = (flag: Flag, terms: FlagTerms, spokenYet: boolean): Task | undefined => {
  switch (flag) {
    case 'hate': return spokenYet ? { kind: 'task', title: 'Speak with the person harmed about the hate', within: terms.hateContact } : { kind: 'first contact', title: 'Make first contact', within: terms.hateContact }
    case 'safeguarding': return { kind: 'task', title: 'Decide on a safeguarding referral', within: 'today' }
    case 'child': return { kind: 'task', title: 'Decide on a safeguarding referral for the child', within: 'today' }
    case 'repeat': return { kind: 'task', title: 'Tell the person harmed about the ASB case review', within: terms.repeatTell }
    case 'vulnerable': return { kind: 'risk assessment', title: 'Assess the risk with the person', within: terms.vulnerableRisk }
    case 'domestic abuse':
    case 'marac':
    case 'staff matter':
    case 'sensitive location': return undefined
  }
}

export type Earlier = { readonly reference: string; readonly who: string }

/** Why "repeat" is suggested: enough cases of the same person within the time; undefined when it is not. */
export const whyRepeat = (earlier: readonly Earlier[], terms: FlagTerms): string | undefined => {
  const references = [...new Set(earlier.map(one => one.reference))]
  if (references.length + 1 < terms.repeatCases) return undefined
  return `${[...new Set(earlier.map(one => one.who))].join(' and ')} was already harmed or reported in ${references.join(', ')}, within ${terms.repeatDays} days.`
}
