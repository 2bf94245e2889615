// Specimen: a public form that came back with errors, holding every kind of field.
import { ButtonGroup, ChoiceField, ChoicesField, DateField, emptyForm, FileField, Form, HiddenField, MomentField, SelectField, SubmitButton, TextArea, TextField, YesNoField } from '#ui/forms.tsx'
import type { FormState } from '#ui/forms.tsx'
import { Details, InsetText, Panel, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { PageHeading } from '#ui/page-parts.tsx'
import { PublicPage } from '#ui/page.tsx'
import { publicFrame } from '#ui/specimen/frame.ts'

type Props = { readonly assets: (name: string) => string }

const failed: FormState = {
  values: {
    what: 'They play music until three.\n\n  Last night the bass shook the wall.', kind: 'noise', 'when-day': '31', 'when-month': '2',
    'when-year': '2026', 'when-time': '23:15', who: ['child', 'older'], phone: '01632 960 001', contact: 'phone',
  },
  errors: [
    { field: 'when', href: '#when-day', text: 'When it happened must be a real date' },
    { field: 'safe', href: '#safe', text: 'Say whether it is safe to call you' },
    { field: 'email', href: '#email', text: 'Enter an email address like name@example.com' },
  ],
}

function Questions({ state }: { readonly state: FormState }): Html {
  const phone = <TextField name="phone" label="Phone number" state={state} type="tel" width={20} autocomplete="tel" />
  return (
    <>
      <ChoiceField name="kind" label="What kind of problem is it?" state={state} choices={[
        { value: 'noise', text: 'Noise', hint: 'Music, shouting, banging, barking' }, { value: 'threats', text: 'Threats or abuse' },
        { divider: 'or' }, { value: 'unsure', text: 'I am not sure' },
      ]} />
      <TextArea name="what" label="What happened?" hint="Tell us in your own words. You do not need to name anyone." state={state} rows={6} maxLength={4000} />
      <MomentField name="when" label="When did it happen?" state={state} />
      <DateField name="born" label="What is your date of birth?" state={state} birthday />
      <ChoicesField name="who" label="Is anyone in your home at more risk?" hint="Choose all that apply." state={state} choices={[
        { value: 'child', text: 'A child' }, { value: 'older', text: 'An older person' }, { value: 'ill', text: 'Someone who is ill or disabled' },
        { divider: 'or' }, { value: 'none', text: 'None of these', alone: true },
      ]} />
      <YesNoField name="safe" label="Is it safe for us to call you?" state={state} />
      <ChoiceField name="contact" label="How should we contact you?" state={state} choices={[
        { value: 'phone', text: 'Phone', reveals: phone },
        { value: 'email', text: 'Email', reveals: <TextField name="email" label="Email address" state={state} type="email" autocomplete="email" /> },
        { value: 'none', text: 'Do not contact me' },
      ]} />
      <SelectField name="ward" label="Ward" state={state} options={[{ value: 'a', text: 'Ashcombe' }, { value: 'b', text: 'Brook Lane' }]} />
      <TextField name="cost" label="What did it cost you?" state={state} prefix="£" width={5} inputMode="decimal" />
      <FileField name="photos" label="Photos or recordings" hint="JPEG, PNG or PDF, up to 25 MB each." state={state} multiple accept="image/jpeg,image/png,application/pdf" />
    </>
  )
}

/** The form with errors, and every field on one page (a real journey asks one thing a page). */
export function ReportSpecimen({ assets }: Props): Html {
  return (
    <PublicPage frame={publicFrame({ title: 'Report anti-social behaviour', assets })} state={failed} exit back={{ href: '/' }} languages={[
      { text: 'English', href: '/?language=en', language: 'en', current: true }, { text: 'Cymraeg', href: '/?language=cy', language: 'cy' },
    ]}>
      <PageHeading heading="Report anti-social behaviour" size="xl" />
      <WarningText text="If someone is in danger now, call 999." iconFallbackText="Warning" />
      <InsetText>You do not have to give your name.</InsetText>
      <Form action="/report" csrf="token" once="once" upload>
        <HiddenField name="draft" value="d1" />
        <Questions state={failed} />
        <Details summaryText="What happens next"><p>We read every report within one working day.</p></Details>
        <ButtonGroup>
          <SubmitButton text="Send report" />
          <SubmitButton text="Save and come back later" look="secondary" />
          <a class="govuk-link" href="/">Cancel</a>
        </ButtonGroup>
      </Form>
    </PublicPage>
  )
}

/** The page after a report: a reference, and what happens next. */
export function SentSpecimen({ assets }: Props): Html {
  return (
    <PublicPage frame={publicFrame({ title: 'Report sent', assets })} state={emptyForm} exit>
      <Panel titleText="Report sent">Your reference is <br /><strong>BR-2041-K</strong></Panel>
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">An officer will read your report by 5pm on Tuesday 31 March. They will contact you the way you asked.</p>
      <p class="govuk-body"><a class="govuk-link" href="/report/BR-2041-K">See or add to your report</a></p>
    </PublicPage>
  )
}
