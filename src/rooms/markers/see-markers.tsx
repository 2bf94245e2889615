// All markers an officer may see, by when they are to be looked at; and one marker with what it rests on and its history.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { readPostcode } from '#kernel/postcode.ts'
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { sayStanding, sayWhatToDo, standingOf } from './marker-rules.ts'
import { evidenceOf, everyMarker, markerWith, reviewsOf, subjectOf, type Marker } from './marker-store.ts'

const SHOW = ['in force', 'historical', 'ended'] as const
const TONES = { live: 'red', 'not yet authorised': 'yellow', historical: 'grey', ended: 'grey' } as const

export const seeMarkers = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [typed, said] = [textOf(ask.query, 'postcode').trim().slice(0, 20), textOf(ask.query, 'show')]
  const [postcode, show] = [readPostcode(typed), oneOf(SHOW, said) ? said : 'in force']
  const wrong = typed !== '' && postcode === undefined
  const rows = wrong ? [] : await everyMarker(work, { postcode: postcode ?? null, show, today: work.today })
  const state = { values: { postcode: typed, show }, errors: wrong ? [{ field: 'postcode', href: '#postcode', text: 'Enter a full UK postcode, like AL8 6AE' }] : [] }
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Cautionary markers' }}>
      <h1 class="govuk-heading-l">Cautionary markers</h1>
      <p class="govuk-body">Look here before you visit. Only markers on people you may see and addresses your agency has marked.{work.may('work on cases') ? <> <a class="govuk-link" href="/markers/add">Mark an address</a>. A person is marked from their own page.</> : null}</p>
      <Form action="/markers" method="get">
        <TextField name="postcode" label="Postcode" width={10} state={state} />
        <SelectField name="show" label="Which" empty={null} options={SHOW.map(value => ({ value, text: value.replace(/^./, letter => letter.toUpperCase()) }))} state={state} />
        <SubmitButton text="Show" look="secondary" />
      </Form>
      <DataTable id="markers" caption="To be looked at soonest, first" captionSize="s" narrow="stack" rows={rows} empty="None." rowHref={row => `/markers/${row.id}`} rowTone={row => standingOf(row, work.today) === 'historical' ? 'muted' : undefined} columns={[
        { heading: 'On', rowHeader: true, cell: subjectOf }, { heading: 'What staff do', cell: row => sayWhatToDo(row) }, { heading: 'Kind', cell: row => row.kind },
        { heading: 'How it stands', cell: row => <><Badge text={standingOf(row, work.today)} tone={TONES[standingOf(row, work.today)]} /> {sayStanding(row, work.today)}</> }, { heading: 'By', cell: row => row.agency ?? '' },
      ]} />
    </OfficerPage>,
  )
}

const row = (text: string, value: Html | string | null) => value === null || value === '' ? [] : [{ key: { text }, value: typeof value === 'string' ? { text: value } : { html: value } }]
const toldOf = ({ toldOn, notToldBecause }: Marker): string => toldOn === null ? `No: ${notToldBecause ?? ''}` : `On ${sayDate(toldOn)}`

export const seeMarker = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const marker = await markerWith(work, ask.params['marker'] ?? '')
  if (marker === undefined) return notThere
  const [evidence, reviews, standing] = [await evidenceOf(work, marker.id), await reviewsOf(work, marker.id), standingOf(marker, work.today)]
  const mayDecide = work.may('authorise markers') && marker.agencyId === work.actor.agencyId && marker.endedAt === null && marker.madeBy !== work.actor.officerId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Marker: ${subjectOf(marker)}` }} narrow breadcrumbs={[{ text: 'Markers', href: '/markers' }, { text: subjectOf(marker) }]}>
      <h1 class="govuk-heading-l">{subjectOf(marker)}</h1>
      <p class="govuk-body"><Badge text={standing} tone={TONES[standing]} /> <Badge text={marker.kind} /></p>
      <InsetText html={<><strong>{sayWhatToDo(marker)}</strong> {marker.says}</>} />
      {SummaryList({ rows: [
        ...row('How it stands', sayStanding(marker, work.today)), ...row('Ended because', marker.endedBecause), ...row('Have they been told?', toldOf(marker)),
        ...row('Written', `${sayMoment(marker.madeAt)}${marker.author === null ? '' : `, by ${marker.author}`}, ${marker.agency ?? ''}`), ...row('Authorised', marker.authorisedAt === null ? (marker.carriedOver ? 'Carried over from the old record' : 'Not yet') : `${sayDate(londonDay(marker.authorisedAt))}, by ${marker.authoriser ?? ''}`),
        ...row('It rests on', evidence.length === 0 ? 'Something you may not see: ask who wrote it' : <>{evidence.map(one => <>{one.kind}: {one.reference}{one.caseReference === null ? '' : <> (<a class="govuk-link" href={`/cases/${one.caseReference}`}>{one.caseReference}</a>)</>}<br /></>)}</>),
      ] })}
      {marker.personId === null ? null : <p class="govuk-body"><a class="govuk-link" href={`/people/${marker.personId}`}>The person’s page</a></p>}
      {mayDecide ? <p class="govuk-body"><a class="govuk-button" role="button" href={`/markers/${marker.id}/decide`}>{marker.authorisedBy === null ? 'Authorise or refuse it' : 'Review it'}</a></p> : null}
      {reviews.length === 0 ? null : <><h2 class="govuk-heading-m">What was decided</h2><ul class="govuk-list govuk-list--bullet">{reviews.map(one => <li>{sayMoment(one.at)}, {one.by ?? 'Amity'}: {one.outcome}{one.reviewOn === null ? '' : `, until ${sayDate(one.reviewOn)}`}. {one.words}</li>)}</ul></>}
    </OfficerPage>,
    { about: { kind: 'marker', id: marker.id } },
  )
}
