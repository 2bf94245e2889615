// The questions of a referral, as a form.
import { FootingQuestions, partChoices } from '#rooms/sharing/index.ts'
import { ChoiceField, ChoicesField, DateField, Form, HiddenField, SelectField, SubmitButton, TextArea, TextField, YesNoField, type FormState } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import type { FormView } from '#web/form.ts'
import type { ToRefer } from './refer.tsx'

const options = (list: readonly { readonly id: string; readonly name: string }[]) => list.map(({ id, name }) => ({ value: id, text: name }))

export const ReferForm = ({ loaded, state, frame, action, csrf, once }: FormView<ToRefer>): Html => {
  const { agency, called, restricted, officers, theCase } = loaded
  return (
    <OfficerPage frame={{ ...frame, title: `Refer ${called} to ${agency.name}` }} state={state} narrow back={{ href: loaded.path }}>
      <h1 class="govuk-heading-l">Refer {called} to {agency.name}</h1>
      <InsetText text={restricted ? 'This case is restricted. It is referred to one officer by name, who is let into its circle when they accept. Nobody else in their agency learns of it.' : 'They have until a set time to answer. Until they accept they read only what you type here. Whoever leads the case goes on leading it.'} />
      <Form action={action} csrf={csrf} once={once} keep={`refer-${called}-${agency.id}`}>
        <SelectField name="officerId" label={restricted ? 'Which officer is it for?' : 'Is it for one officer alone? (optional)'} empty={restricted ? 'Choose' : 'No, for whoever in the agency takes it'} options={options(officers)} state={state} />
        <TextField name="service" label="Which service of theirs? (optional)" hint="For example, neighbourhood team or victim care" state={state} />
        <TextField name="asks" label="What do you ask of them?" hint="In one sentence" state={state} />
        <YesNoField name="urgent" label="Is it urgent?" hint="Then it is answered within working hours, not days" state={state} />
        <TextArea name="summary" label="What may they read before they accept?" hint="Only what they need to decide. Name nobody who is said to be responsible" rows={6} maxLength={4000} state={state} />
        <TextArea name="namesBecause" label="If you must name somebody said to be responsible: why? (optional)" rows={2} maxLength={1000} state={state} />
        <TextArea name="details" label="What are they told once they accept? (optional)" hint="For example, whom to ring and how it is safe to reach them" rows={4} maxLength={4000} state={state} />
        <ChoiceField name="consent" label="Has the person agreed to be referred?" state={state} choices={[{ value: 'given', text: 'Yes' }, { value: 'overridden', text: 'No, and it must be done all the same', reveals: <TextArea name="consentBecause" label="Why?" rows={2} maxLength={1000} state={state} /> }]} />
        <FootingQuestions agreements={loaded.agreements} state={state} />
        {theCase === undefined || restricted ? <><HiddenField name="mayAdd" value="no" /></> : <WhatAYesGives loaded={loaded} state={state} />}
        <SubmitButton text="Send the referral" />
      </Form>
    </OfficerPage>
  )
}

const WhatAYesGives = ({ loaded, state }: { readonly loaded: ToRefer; readonly state: FormState }): Html => (
  <>
    <ChoicesField name="parts" label="Which parts of the case do they see once they accept?" hint="None, if what you typed is enough" state={state} choices={partChoices()} />
    <YesNoField name="mayAdd" label="May they add to these parts?" state={state} />
    <DateField name="until" label="Until when do they see them?" state={state} />
    <SelectField name="authorisedBy" label="Who authorised sharing these parts?" empty="Nobody: no part is shared" options={options(loaded.authorisers)} state={state} />
  </>
)
