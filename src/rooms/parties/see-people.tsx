// People this officer may see: a search, and one person's page with how contact is safe and the cases this officer may see.
import type { OfficerWork } from '#db/work.ts'
import { ageOn, londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { MarkerList, markersFor } from '#rooms/markers/index.ts'
import { sayKept, saySafeContact } from '#rooms/people/index.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { casesOfPerson, findPeople, mayChangePerson, MOST_FOUND, personWith, type Found, type Person } from './parties-store.ts'
import { readSought } from './party-rules.ts'

export const FindBox = ({ action, sought }: { readonly action: string; readonly sought: string }): Html => (
  <Form action={action} method="get">
    <TextField name="q" label="Find somebody already written down" hint="A name, date of birth, telephone number, address or postcode" state={{ errors: [], values: { q: sought } }} />
    <SubmitButton text="Find" look="secondary" />
  </Form>
)

export const seePeople = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const sought = textOf(ask.query, 'q').slice(0, 200)
  const found = await findPeople(work, readSought(sought))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'People' }}>
      <h1 class="govuk-heading-l">People</h1>
      <FindBox action="/people" sought={sought} />
      {sought === '' ? null : (
        <DataTable id="people" caption={found.length > MOST_FOUND ? `The first ${MOST_FOUND}: add a word to find fewer` : 'Found'} rows={found.slice(0, MOST_FOUND)} narrow="stack" empty="Nobody you may see matches."
          columns={[
            { heading: 'Name', rowHeader: true, cell: (one: Found) => <a class="govuk-link" href={`/people/${one.id}`}>{`${one.givenName} ${one.familyName}`.trim() || 'No name'}</a> },
            { heading: 'Born', cell: (one: Found) => one.bornOn === null ? (one.isChild ? 'Under 18' : '') : sayDate(one.bornOn) }, { heading: 'Address', cell: (one: Found) => [one.address, one.postcode].filter(Boolean).join(', ') || (one.confidential.includes('address') ? 'Kept confidential' : '') }, { heading: 'Telephone', cell: (one: Found) => one.phone ?? '' },
          ]} />
      )}
    </OfficerPage>,
    { shown: shown('person', found.slice(0, MOST_FOUND), 'search') },
  )
}

export const fullName = ({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`.trim() || 'No name'
const row = (key: string, value: string | null) => value === null || value === '' ? [] : [{ key: { text: key }, value: { text: value } }]

export const seePerson = async (asked: OfficerWork, ask: Ask): Promise<Answer> => {
  const work = asked.byKey()
  const person = await personWith(work, ask.params['person'] ?? '')
  if (person === undefined) return notThere
  const [cases, markers, mayChange] = await work.together(
    () => casesOfPerson(work, person.id), () => markersFor(work, { people: [person.id], addresses: [person] }), () => work.may('work on cases') && mayChangePerson(work, person.id))
  const kept = sayKept(person)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: fullName(person) }} breadcrumbs={[{ text: 'People', href: '/people' }, { text: fullName(person) }]}>
      <h1 class="govuk-heading-l">{fullName(person)}</h1>
      <MarkerList markers={markers} today={work.today} />
      {kept === undefined ? null : <InsetText text={kept} />}
      <InsetText html={<><strong>Contact:</strong> {saySafeContact(person)}{person.safeContactCheckedOn === null ? '' : ` Checked with them on ${sayDate(person.safeContactCheckedOn)}.`}</>} />
      <SummaryList rows={[
        ...row('Also known as', person.knownAs), ...row('Date of birth', person.bornOn === null ? (person.isChild ? 'Not known, under 18' : null) : `${sayDate(person.bornOn)} (${ageOn(person.bornOn, work.today)} years old)`),
        ...row('Who must not know', person.mustNotKnow), ...row('Telephone', person.phone), ...row('Email', person.email), ...row('Address', [person.address, person.postcode].filter(Boolean).join(', ')),
        ...row('Vulnerability', person.vulnerability), ...row('Language', person.language), ...row('Format needs', person.formatNeeds),
        ...row('Last changed', person.changedAt === null ? `Written down ${sayMoment(person.createdAt)}` : `${sayMoment(person.changedAt)}, by ${person.changedByName ?? 'Amity'}`),
      ]} />
      {mayChange ? <p class="govuk-body"><a class="govuk-link" href={`/people/${person.id}/edit`}>Change these details</a> · <a class="govuk-link" href={`/people/${person.id}/markers/add`}>Add a marker for staff safety</a> · <a class="govuk-link" href={`/people/${person.id}/confidential`}>Keep contacts confidential</a>{work.may('share a case') ? <> · <a class="govuk-link" href={`/people/${person.id}/refer`}>Refer to an agency</a></> : null}</p> : null}
      {work.may('work on cases') ? <p class="govuk-body"><a class="govuk-link" href={`/people/${person.id}/conflict`}>I know this person</a></p> : null}
      <DataTable id="cases" caption="Cases you may see" rows={cases} narrow="stack" empty="None."
        columns={[
          { heading: 'Case', rowHeader: true, cell: one => <><a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference}</a> {one.title}</> }, { heading: 'Role', cell: one => one.role }, { heading: 'Status', cell: one => one.status },
          { heading: 'Since', cell: one => `${sayDate(londonDay(one.joinedAt))}${one.leftAt === null ? '' : ` to ${sayDate(londonDay(one.leftAt))}`}` },
        ]} />
    </OfficerPage>,
    { about: { kind: 'person', id: person.id }, shown: shown('case', cases) },
  )
}
