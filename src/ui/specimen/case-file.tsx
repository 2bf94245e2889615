// Specimen: a case file with its flags, clocks, chronology, and a note that is being written.
import { Badge, Card, Clock, Flags, KeyFacts, SubNavigation, Timeline, WithAside } from '#ui/casework.tsx'
import type { TimelineEntry } from '#ui/casework.tsx'
import { ChoiceField, emptyForm, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { Button } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { PageHeading, SearchBox } from '#ui/page-parts.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { officerFrame } from '#ui/specimen/frame.ts'

const entries: readonly TimelineEntry[] = [
  { id: 'e4', happened: { iso: '2026-03-24T09:10', text: '24 March 2026, 09:10' }, who: 'Farida Osei, Brackenfield Borough Council', kind: 'Decision', visibility: 'staff', title: 'Warning letter agreed with the landlord', body: <p>Agreed with Rowan Homes to serve a written warning. Threshold met: three reports in fourteen days, two of them witnessed.</p>, actions: <><a class="govuk-link" href="#correct">Correct</a><a class="govuk-link" href="#attach">Attach</a></> },
  { id: 'e3', happened: { iso: '2026-03-22T23:15', text: '22 March 2026, 23:15' }, entered: { iso: '2026-03-23T08:40', text: '23 March, 08:40' }, who: 'Person reporting', kind: 'Incident', visibility: 'public', title: 'Shouting and threats at the door', href: '/reports/BR-2041-K', body: <p>“He banged on the door and said he would be back.” The children were in the flat.</p> },
  { id: 'e2', happened: { iso: '2026-03-20', text: '20 March 2026' }, who: 'PC 418 Idris Vaughan, police', kind: 'Intelligence', visibility: 'restricted', visibilityText: 'Restricted: violence circle', title: 'Previous incidents at this address', body: <p>Two logged incidents in the past year.</p> },
  { id: 'e1', happened: { iso: '2026-03-18', text: '18 March 2026' }, who: 'Tom Arden, Rowan Homes', kind: 'Contact', visibility: 'staff', title: 'Left a voicemail', withdrawn: 'Written on the wrong case', body: <p>Left a voicemail to call back.</p> },
]

function Aside(): Html {
  return (
    <>
      <Card heading="What is due" tone="red">
        <ul class="govuk-list govuk-list--spaced">
          <li><Clock state="overdue" words="2 working days overdue" detail="Contact the person harmed · was due 20 March" /></li>
          <li><Clock state="soon" words="Due tomorrow" detail="Review the risk assessment" /></li>
          <li><Clock state="due" words="Due in 6 working days" detail="Case review" /></li>
          <li><Clock state="paused" words="Waiting for the police" detail="Information request sent 19 March" /></li>
          <li><Clock state="met" words="Done on time" detail="First contact" /></li>
        </ul>
      </Card>
      <Card heading="People" actions={<a class="govuk-link" href="#add">Add</a>}>
        <KeyFacts facts={[
          { label: 'Person harmed', value: <a class="govuk-link" href="/people/1">Marian Whitlock</a> }, { label: 'Alleged perpetrator', value: <a class="govuk-link" href="/people/2">Unknown man, flat 6</a> },
          { label: 'Safe way to contact', value: 'Text only, after 4pm', wide: true },
        ]} />
      </Card>
    </>
  )
}

function NewEntry(): Html {
  return (
    <Card heading="Add to the chronology">
      <Form action="/cases/BR-2041/entries" csrf="token" once="o2" keep="BR-2041-entry">
        <TextArea name="entry" label="What happened or was done?" state={emptyForm} rows={3} maxLength={10_000} />
        <ChoiceField name="visibility" label="Who may read it?" state={{ values: { visibility: 'staff' }, errors: [] }} inline small choices={[
          { value: 'public', text: 'The person reporting too' }, { value: 'staff', text: 'Staff only' }, { value: 'restricted', text: 'A circle' },
        ]} />
        <SubmitButton text="Add entry" />
      </Form>
    </Card>
  )
}

/** The case file. */
export function CaseFileSpecimen({ assets }: { readonly assets: (name: string) => string }): Html {
  return (
    <OfficerPage frame={officerFrame({ title: 'Case BR-2041', assets })} search={<SearchBox action="/search" label="Reference, name or place" />} breadcrumbs={[{ text: 'Cases', href: '/cases' }, { text: 'BR-2041' }]}>
      <PageHeading caption="Case BR-2041" heading="Threats and harassment at Larch Court">
        <Button text="Record a contact" href="#contact" /><Button text="Take action" href="#action" classes="govuk-button--secondary" />
      </PageHeading>
      <Flags flags={[{ text: 'High risk', tone: 'red', href: '#risk' }, { text: 'Child in the home', tone: 'orange' }, { text: 'Do not visit alone', tone: 'purple' }, { text: 'Shared with police', tone: 'blue' }]} />
      <KeyFacts facts={[
        { label: 'Status', value: <Badge text="Investigating" tone="blue" /> }, { label: 'Lead officer', value: 'Farida Osei' }, { label: 'Opened', value: '3 February 2026' },
        { label: 'Place', value: 'Larch Court, Ashcombe' }, { label: 'Reports', value: '9, the last 2 days ago' }, { label: 'Landlord', value: 'Rowan Homes' },
      ]} />
      <SubNavigation label="Case BR-2041" items={[
        { text: 'Chronology', href: '#chronology', current: true }, { text: 'People', href: '#people', count: 4 }, { text: 'Risk', href: '#risk' }, { text: 'Evidence', href: '#evidence', count: 12 },
        { text: 'Actions', href: '#actions', count: 2 }, { text: 'Sharing', href: '#sharing' }, { text: 'Letters', href: '#letters', count: 3 },
      ]} />
      <WithAside aside={<Aside />} asideFirst>
        <NewEntry />
        <h2 class="govuk-heading-m" id="chronology">Chronology</h2>
        <Timeline entries={entries} />
      </WithAside>
    </OfficerPage>
  )
}
