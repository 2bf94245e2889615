// The circles an officer is in: whom each lets see which cases, who keeps it, and when it is looked through.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayDue } from '#kernel/time.ts'
import { Badge, KeyFacts } from '#ui/casework.tsx'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { sayFlag } from '#rooms/cases/index.ts'
import { circleAt } from './circle-at.ts'
import { myCircles, placesOf, type Member } from './circle-store.ts'

export const seeCircles = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const circles = await myCircles(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Circles' }}>
      <h1 class="govuk-heading-l">Circles you are in</h1>
      <p class="govuk-body">A circle lets its members into each new case of its flag that its agency leads. Nobody else learns that it is there.{work.may('see restricted') ? <> <a class="govuk-link" href="/circles/make">Make a circle</a></> : null}</p>
      <DataTable id="circles" caption="Circles" captionSize="hidden" narrow="stack" rows={circles} empty="You are in none." rowHref={row => `/circles/${row.id}`} columns={[
        { heading: 'Circle', rowHeader: true, cell: row => row.name }, { heading: 'For cases flagged', cell: row => <Badge text={sayFlag(row.forFlag ?? '')} tone="purple" /> }, { heading: 'Led by', cell: row => row.agency ?? '' },
        { heading: 'Keeper', cell: row => row.keeper ?? 'Nobody' }, { heading: 'Looked through', nowrap: true, cell: row => row.reviewDueOn === null ? '' : sayDue(row.reviewDueOn, work.today) },
      ]} />
    </OfficerPage>,
  )
}

const WHY: Readonly<Record<string, string>> = { keeper: 'Keeps it', named: '' }
const why = ({ because, reason }: Member): string => [WHY[because] ?? because, reason].filter(part => part !== '').join('. ')

export const seeCircle = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await circleAt(work, ask)
  if ('kind' in found) return found
  const { circle, members, keeps, me } = found
  const [here, gone] = [members.filter(one => one.endedAt === null), members.filter(one => one.endedAt !== null)]
  const path = `/circles/${circle.id}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: circle.name }} breadcrumbs={[{ text: 'Circles', href: '/circles' }, { text: circle.name }]}>
      <h1 class="govuk-heading-l">{circle.name}</h1>
      <KeyFacts facts={[
        { label: 'For cases flagged', value: <Badge text={sayFlag(circle.forFlag ?? '')} tone="purple" /> }, { label: 'Led by', value: circle.agency ?? '' }, { label: 'Keeper', value: circle.keeper ?? '' },
        { label: 'Looked through', value: `${circle.reviewedOn === null ? 'Not yet' : sayDate(circle.reviewedOn)}${circle.reviewDueOn === null ? '' : `, next ${sayDue(circle.reviewDueOn, work.today)}`}` }, { label: 'What for', value: circle.purpose, wide: true },
      ]} />
      {keeps ? (
        <div class="govuk-button-group">
          <a class="govuk-button" role="button" href={`${path}/let-in`}>Let somebody in</a><a class="govuk-link" href={`${path}/review`}>Look through it</a><a class="govuk-link" href={`${path}/hand-on`}>Hand it on</a><a class="govuk-link" href={`${path}/end`}>End the circle</a>
        </div>
      ) : null}
      <DataTable id="members" caption="Who is in it" captionSize="m" narrow="stack" rows={here} empty="Nobody." columns={[
        { heading: 'Officer', rowHeader: true, cell: one => one.name }, { heading: 'Agency', cell: one => one.agency ?? '' }, { heading: 'Why', cell: why },
        { heading: 'Since', nowrap: true, cell: one => sayDate(londonDay(one.addedAt)) }, { heading: 'By', cell: one => one.addedBy ?? 'Amity' },
        { heading: 'Change', cell: one => one.officerId !== circle.keeperId && (keeps || one.officerId === me) ? <a class="govuk-link" href={`${path}/take-out/${one.officerId}`}>{one.officerId === me ? 'Leave' : 'Take out'}<span class="govuk-visually-hidden">: {one.name}</span></a> : '' },
      ]} />
      {circle.forFlag === 'sensitive location' ? await places(work, circle.id, keeps, path) : null}
      {gone.length === 0 ? null : <Details summaryText={`Who was in it (${gone.length})`}><ul class="govuk-list">{gone.map(one => <li>{one.name}, {sayDate(londonDay(one.addedAt))} to {one.endedAt === null ? '' : sayDate(londonDay(one.endedAt))}: {one.endedBecause}</li>)}</ul></Details>}
    </OfficerPage>,
    { about: { kind: 'circle', id: circle.id } },
  )
}

const places = async (work: OfficerWork, circleId: string, keeps: boolean, path: string): Promise<Html> => (
  <>
    <DataTable id="places" caption="Places that must not be known" captionSize="m" narrow="stack" rows={await placesOf(work, circleId)} empty="None is marked." columns={[
      { heading: 'Address', rowHeader: true, cell: one => `${one.address}, ${one.postcode}` }, { heading: 'Why', cell: one => one.because }, { heading: 'Since', nowrap: true, cell: one => sayDate(londonDay(one.markedAt)) },
      { heading: 'Change', cell: one => keeps ? <a class="govuk-link" href={`${path}/places/${one.id}/end`}>Take off<span class="govuk-visually-hidden">: {one.address}</span></a> : '' },
    ]} />
    {keeps ? <p class="govuk-body"><a class="govuk-link" href={`${path}/places/add`}>Mark a place</a></p> : null}
  </>
)
