// Who decided and when: cabinet, committee, or whoever holds the delegation, which is looked up and kept. The boxes every decision shares.
import type { OfficerWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { hasDelegation } from '#rooms/authority/index.ts'
import { ChoiceField, DateField, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { choice, pastDate, words } from '#web/fields.ts'
import type { Problem } from '#web/form.ts'
import type { AtProposal } from './proposal-at.ts'
import { whyNotDecide } from './proposal-rules.ts'

const WHO = ['cabinet', 'committee', 'delegation'] as const
const POWER = 'make a public spaces protection order'

export const decisionFields = {
  by: choice(WHO, { empty: 'Select who decided' }), made: pastDate({ empty: 'Enter the day it was decided', called: 'The day it was decided' }),
  authority: words({ empty: 'Enter the minute, or the decision record, it stands in', max: 150, called: 'Where the decision stands' }),
}

/** By what authority, in words that are public. An officer alone decides by a delegation in force, and not without. */
export const authorityOf = async (work: OfficerWork, by: (typeof WHO)[number], where: string): Promise<string | Problem> => {
  if (by !== 'delegation') return `The council’s ${by}. ${where}`
  const delegation = await hasDelegation(work, POWER)
  return delegation === undefined ? { field: 'by', text: `You hold no delegation in force to ${POWER}. Cabinet or a committee decides, or whoever holds the delegation records it` } : `By delegation: ${delegation.delegatedBy}, ${delegation.instrument}. ${where}`.slice(0, 300)
}

/** What the law asks for first is there, and came first. */
export const ruleOfLaw = ({ made }: { readonly made?: Day | undefined }, { loaded: { stands, parts } }: { readonly loaded: AtProposal }): Problem | undefined => {
  const why = made === undefined ? undefined : whyNotDecide(stands, parts, made)
  return why === undefined ? undefined : { field: 'made', part: 'day', text: why }
}

export const DecisionFields = ({ state }: { readonly state: FormState }): Html => (
  <>
    <ChoiceField name="by" label="Who decided?" state={state} choices={[{ value: 'cabinet', text: 'Cabinet' }, { value: 'committee', text: 'A committee' }, { value: 'delegation', text: 'I did, by my delegation' }]} />
    <DateField name="made" label="On which day was it decided?" state={state} />
    <TextField name="authority" label="Where does the decision stand?" hint="The minute or decision record, like “Cabinet, minute 41”. Anyone can read this" state={state} />
  </>
)
