// The questions of sharing a case, as a form. What it rests on comes first from the agreements both agencies have signed.
import { londonDay, sayDay } from '#kernel/time.ts'
import { ChoiceField, ChoicesField, DateField, Form, HiddenField, SelectField, SubmitButton, TextArea, TextField, valueOf, YesNoField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import type { FormView } from '#web/form.ts'
import { FootingQuestions } from './footing.tsx'
import type { ToShare } from './share-case.tsx'
import { consentChoices, partChoices, sayParts } from './sharing-words.ts'

export const ShareForm = ({ loaded, state, frame, action, csrf, once }: FormView<ToShare>): Html => {
  const { theCase, agency, agreements, authorisers, follows } = loaded
  return (
    <OfficerPage frame={{ ...frame, title: `Share ${theCase.reference} with ${agency.name}` }} state={state} narrow back={{ href: `/cases/${theCase.reference}/share` }}>
      <span class="govuk-caption-l">{theCase.reference} {theCase.title}</span>
      <h1 class="govuk-heading-l">{follows === undefined ? 'Share' : 'Extend or change what is shared'} with {agency.name}</h1>
      {agreements.length === 0 ? <InsetText text={`There is no agreement in force that both your agency and ${agency.name} have signed. It may still be shared where one of the reasons below carries it.`} /> : null}
      {follows === undefined ? null : <InsetText text={`They see ${sayParts(follows.parts)} until ${sayDay(londonDay(follows.endsAt))}. What you give now takes its place.`} />}
      <Form action={action} csrf={csrf} once={once} keep={`share-${theCase.reference}-${agency.id}`}>
        <HiddenField name="follows" value={valueOf(state, 'follows')} />
        <ChoicesField name="parts" label="Which parts do they see?" hint="Only what they need. What is written there later, they see too" state={state} choices={partChoices()} />
        <YesNoField name="mayAdd" label="May they add to these parts?" hint="Entries in the chronology, files, and tasks of their own. They change nothing that others wrote" state={state} />
        <TextField name="askedBy" label="Who asked for it? (optional)" hint="Name and office, where somebody did" state={state} />
        <FootingQuestions agreements={agreements} state={state} />
        <ChoiceField name="consent" label="Has the person it is about agreed?" state={state} choices={consentChoices} />
        <TextArea name="consentBecause" label="If they have not: why is it shared?" rows={2} maxLength={1000} state={state} />
        <SelectField name="authorisedBy" label="Who authorised it?" hint={loaded.mayAuthorise ? 'You may authorise it yourself' : 'Ask a manager first. They are told that you named them'} empty="Choose" options={authorisers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <DateField name="until" label="Until when?" hint="The last day on which they see it. It can be ended sooner, and given again" state={state} />
        <SubmitButton text="See what they will see" />
      </Form>
    </OfficerPage>
  )
}
