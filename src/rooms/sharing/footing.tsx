// On what sharing rests, for what, and why no less would do: asked alike when parts of a case are shared and when somebody is referred.
import { oneOf } from '#kernel/literal.ts'
import { sayDay, type Day } from '#kernel/time.ts'
import { ChoiceField, HiddenField, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { optionalWords, words } from '#web/fields.ts'
import type { Problem } from '#web/form.ts'
import { whyNotCarried, type Carrying } from './sharing-rules.ts'
import { GATEWAY_SAYS, OTHER_GATEWAYS, sayParts, type OtherGateway } from './sharing-words.ts'

export const footingFields = {
  gateway: words({ empty: 'Select what it rests on', max: 80 }), gatewayBecause: optionalWords({ max: 1000, called: 'Why that is so' }), purpose: optionalWords({ max: 200, called: 'Purpose' }), typedPurpose: optionalWords({ max: 200, called: 'Purpose' }),
  necessity: words({ empty: 'Enter why it is necessary and proportionate', max: 2000, called: 'Why it is necessary' }), minimised: words({ empty: 'Enter how you have kept it to what they need', max: 2000, called: 'How it is kept small' }),
}
type Typed = { readonly gateway?: string; readonly gatewayBecause?: string; readonly purpose?: string; readonly typedPurpose?: string }

const AGREEMENT = 'agreement:'
const isTyped = (purpose: string | undefined): boolean => purpose === '' || purpose === 'other'

export const footingRules = [
  ({ gateway, gatewayBecause }: Typed): Problem | undefined => gateway !== undefined && !gateway.startsWith(AGREEMENT) && gatewayBecause === '' ? { field: 'gatewayBecause', text: 'Enter why it may rest on this' } : undefined,
  ({ purpose, typedPurpose }: Typed): Problem | undefined => isTyped(purpose) && typedPurpose === '' ? { field: 'typedPurpose', text: 'Enter what it is for' } : undefined,
] as const

/** The purpose chosen, or typed. */
export const purposeOf = ({ purpose, typedPurpose }: { readonly purpose: string; readonly typedPurpose: string }): string => isTyped(purpose) ? typedPurpose : purpose

export type Footing = { readonly gateway: 'agreement' | OtherGateway; readonly agreementId: string | null }
/** What the boxes call a footing that stands. */
export const footingValue = ({ gateway, agreementId }: { readonly gateway: string; readonly agreementId: string | null }): string => agreementId === null ? gateway : `${AGREEMENT}${agreementId}`
export const footingOf = (chosen: string): Footing | undefined =>
  chosen.startsWith(AGREEMENT) ? { gateway: 'agreement', agreementId: chosen.slice(AGREEMENT.length) } : oneOf(OTHER_GATEWAYS, chosen) ? { gateway: chosen, agreementId: null } : undefined

/** Why it cannot rest on what was chosen: no such agreement between these two, or one that does not carry this. `until` undefined: no part of a case is shared. */
export const whyNoFooting = (agreements: readonly Carrying[], chosen: string, wanted: { readonly purpose: string; readonly parts: readonly string[]; readonly until: Day | undefined }): Problem | undefined => {
  const [footing, none] = [footingOf(chosen), { field: 'gateway', text: 'Select what it rests on' }]
  if (footing === undefined) return none
  if (footing.agreementId === null) return undefined
  const agreement = agreements.find(({ id }) => id === footing.agreementId)
  return agreement === undefined ? none : whyNotCarried(agreement, { ...wanted, until: wanted.until ?? agreement.endsOn })
}

/** What stands in the boxes at first: the agreement both have signed, where there is one. */
export const startFooting = ([agreement]: readonly Carrying[]) => agreement === undefined ? { purpose: 'other' } : { gateway: `${AGREEMENT}${agreement.id}`, purpose: agreement.purposes[0] ?? 'other' }

export const FootingQuestions = ({ agreements, state }: { readonly agreements: readonly Carrying[]; readonly state: FormState }): Html => {
  const purposes = [...new Set(agreements.flatMap(one => one.purposes))]
  return (
    <>
      <ChoiceField name="gateway" label="What does it rest on?" state={state} choices={[
        ...agreements.map(one => ({ value: `${AGREEMENT}${one.id}`, text: `Agreement: ${one.name}`, hint: `Carries ${sayParts(one.parts)}, until ${sayDay(one.endsOn)}` })),
        ...OTHER_GATEWAYS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()), hint: GATEWAY_SAYS[value] })),
      ]} />
      <TextArea name="gatewayBecause" label="If it is not an agreement: why may it rest on this?" rows={2} maxLength={1000} state={state} />
      {purposes.length === 0 ? <HiddenField name="purpose" value="other" /> : <ChoiceField name="purpose" label="What is it for?" state={state} choices={[...purposes.map(value => ({ value, text: value })), { value: 'other', text: 'Something else' }]} />}
      <TextField name="typedPurpose" label={purposes.length === 0 ? 'What is it for?' : 'If it is something else: what?'} state={state} />
      <TextArea name="necessity" label="Why is it necessary and proportionate?" hint="What could not be done without it, and why no less would do" rows={4} maxLength={2000} state={state} />
      <TextArea name="minimised" label="How have you kept it to what they need?" hint="For example, what you left out" rows={3} maxLength={2000} state={state} />
    </>
  )
}
