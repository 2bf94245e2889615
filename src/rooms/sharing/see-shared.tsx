// For a partner: the cases other agencies share with ours, and what our agency has given to one of them and who has it now.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayDay, sayMoment, sayShortDay } from '#kernel/time.ts'
import { caseOrPartsAt } from '#rooms/cases/index.ts'
import { FileList } from '#rooms/evidence/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { sharedWithUs } from './grant-store.ts'
import { ourEntries, ourFiles, wentTo } from './gave-store.ts'
import { sayParts } from './sharing-words.ts'

const PAGE = 30

export const seeShared = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  const found = await sharedWithUs(work, before, PAGE)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Shared with us' }}>
      <h1 class="govuk-heading-l">Shared with us</h1>
      <p class="govuk-body">Cases of which another agency shares parts with {work.actor.agencyName}. You see those parts and no others, until the day shown.</p>
      <DataTable id="shared" caption="The latest first" captionSize="s" narrow="stack" rows={rows} empty="Nothing is shared with your agency now." rowHref={row => `/cases/${row.reference}`} columns={[
        { heading: 'Reference', rowHeader: true, nowrap: true, cell: row => row.reference }, { heading: 'Case', cell: row => <>{row.title} {row.status === 'closed' ? <Badge text="closed" tone="grey" /> : null}</> }, { heading: 'Led by', cell: row => <>{row.leadOfficer}, {row.leadAgency}</> },
        { heading: 'You see', cell: row => `${sayParts(row.parts)}${row.mayAdd ? '' : ' (to read)'}` }, { heading: 'For', cell: row => row.purpose }, { heading: 'Until', nowrap: true, cell: row => sayShortDay(londonDay(row.endsAt)) },
      ]} />
      <KeysetPager label="Pages of shared cases" {...(last === undefined ? {} : { olderHref: `/shared?before=${goOnAfter(last.givenAt, last.grantId)}` })} {...(before === undefined ? {} : { newerHref: '/shared' })} newer="Back to the latest" />
    </OfficerPage>,
  )
}

export const seeWhatWeGave = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await caseOrPartsAt(work, ask)
  if ('kind' in found) return found
  const { theCase, parts } = found
  const [entries, files, went] = [await ourEntries(work, theCase.id), await ourFiles(work, theCase.id), parts === undefined ? [] : await wentTo(work, theCase.id)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `What we gave to ${theCase.reference}` }} back={{ href: `/cases/${theCase.reference}` }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">What {work.actor.agencyName} has given to this case</h1>
      {parts === undefined ? null : (
        <>
          <p class="govuk-body">The agency that leads the case has all of it. {went.length === 0 ? 'No other agency can read it.' : 'It went on to these agencies as well:'}</p>
          {went.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{went.map(one => <li>{one.agency}: what you gave to the {one.part}, from {sayDate(londonDay(one.fromAt))} {one.untilAt > work.now ? `until ${sayDay(londonDay(one.untilAt))}` : `to ${sayDate(londonDay(one.untilAt))}`}</li>)}</ul>}
        </>
      )}
      <h2 class="govuk-heading-m">Entries</h2>
      {entries.length === 0 ? <p class="govuk-body">None.</p> : <Timeline label="Our entries" headingLevel={3} entries={entries.map(entry => ({
        id: `entry-${entry.id}`, happened: { iso: entry.happenedAt.toISOString(), text: sayMoment(entry.happenedAt) }, entered: { iso: entry.enteredAt.toISOString(), text: sayMoment(entry.enteredAt) }, who: entry.enteredAs, kind: entry.kind, visibility: entry.visibility, title: entry.summary, body: <p class="govuk-body amity-as-typed">{entry.body}</p>,
      }))} />}
      <h2 class="govuk-heading-m">Files</h2>
      {files.length === 0 ? <p class="govuk-body">None.</p> : <FileList files={files} />}
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}
