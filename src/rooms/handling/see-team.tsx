// The team as its manager needs it: who carries what, what is late or forgotten, and what waits for an answer. Each number leads to its list.
import type { OfficerWork } from '#db/work.ts'
import { addDays, sayDay, startOfDay } from '#kernel/time.ts'
import { readSetting, STALE_DAYS } from '#rooms/partnership/index.ts'
import { Stats } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { teamLoad, type Load } from './team-store.ts'

const linked = (n: number, href: string, what: string): Html | string => n === 0 ? '0' : <a class="govuk-link" href={href}>{n}<span class="govuk-visually-hidden"> {what}</span></a>
const casesOf = (row: Load, more = ''): string => `/cases?officer=${row.officerId}${more}`

export const seeTeam = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const staleDays = await readSetting(work, STALE_DAYS)
  const rows = await teamLoad(work, startOfDay(addDays(work.today, -staleDays)))
  const total = (of: (row: Load) => number): number => rows.reduce((sum, row) => sum + of(row), 0)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'The team' }}>
      <h1 class="govuk-heading-l">The team</h1>
      <p class="govuk-body">What {work.actor.agencyName} leads, and what you may open of it.</p>
      <Stats stats={[
        { value: String(total(row => row.late)), caption: 'cases with something late', href: '/cases?late=yes&sort=due' }, { value: String(total(row => row.stale)), caption: `cases without a line for ${staleDays} days`, href: '/cases?stale=yes&sort=contact' },
        { value: String(total(row => row.spoke)), caption: 'where the person harmed spoke last', href: '/cases?spoke=yes&sort=contact' }, { value: String(total(row => row.closing)), caption: 'closings that wait for an answer', href: '/closings' },
      ]} />
      <DataTable id="team" caption="By officer" captionSize="s" narrow="stack" rows={rows} empty="Nobody leads a case." columns={[
        { heading: 'Officer', rowHeader: true, cell: row => <>{row.name}{row.leftAt === null ? null : <><br /><strong>has left: hand their cases over</strong></>}{row.awayUntil !== null ? <><br />away until {sayDay(row.awayUntil)}, {row.cover ?? 'nobody'} covers</> : null}</> },
        { heading: 'Open', numeric: true, cell: row => linked(row.open, casesOf(row), `open cases of ${row.name}`) }, { heading: 'High risk', numeric: true, cell: row => linked(row.high, casesOf(row, '&risk=high'), 'at high risk') },
        { heading: 'Late', numeric: true, cell: row => linked(row.late, casesOf(row, '&late=yes&sort=due'), 'with something late') }, { heading: 'Stale', numeric: true, cell: row => linked(row.stale, casesOf(row, '&stale=yes&sort=contact'), 'stale') },
        { heading: 'They spoke last', numeric: true, cell: row => linked(row.spoke, casesOf(row, '&spoke=yes&sort=contact'), 'where they spoke last') }, { heading: 'Closing waits', numeric: true, cell: row => linked(row.closing, '/closings', 'closings that wait') },
        { heading: 'Absence', cell: row => row.isOurs ? <a class="govuk-link" href={`/team/${row.officerId}/absence`}>Set<span class="govuk-visually-hidden"> when {row.name} is away</span></a> : '' },
      ]} />
      <p class="govuk-body">To move a case to another officer, open it and choose <em>Change who leads</em>: what is due goes with it and no clock stops.</p>
    </OfficerPage>,
  )
}
