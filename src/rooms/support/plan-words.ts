// The plan as it is said to the person: only what is meant for them, and whose each step is.
import { sayDay, type Day } from '#kernel/time.ts'

type Said = { readonly what: string; readonly whose: 'us' | 'partner' | 'the person'; readonly partner: string | null; readonly dueOn: Day; readonly shown: boolean; readonly state: 'open' | 'done' | 'not done' }

const WHO = { us: 'We will', 'the person': 'You will' } as const
export const whoWill = ({ whose, partner }: Pick<Said, 'whose' | 'partner'>): string => whose === 'partner' ? `${partner ?? 'Another organisation'} will` : WHO[whose]

/** "We will: visit the block. By Friday 4 December 2026", one line a step; nothing staff keep to themselves. */
export const sayPlan = (wants: string, steps: readonly Said[]): string => [
  `You want: ${wants}`,
  ...steps.filter(({ shown, state }) => shown && state === 'open').map(step => `${whoWill(step)}: ${step.what}. By ${sayDay(step.dueOn)}.`),
].join('\n\n')
