// An officer's work in one list, and the team's load for a manager.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayDue } from '#kernel/time.ts'
import { Clock, Flags } from '#ui/casework.tsx'
import { unconfirmedSettings } from '#rooms/partnership/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { get, type Door } from '#web/doors.ts'
import { myItems, teamLoad } from './diary-store.ts'

type Item = Awaited<ReturnType<typeof myItems>>[number]

const ItemsTable = ({ id, caption, items, work }: { readonly id: string; readonly caption: string; readonly items: readonly Item[]; readonly work: OfficerWork }) => (
  <DataTable id={id} caption={caption} rows={items} empty="Nothing here." narrow="stack" columns={[
    { heading: 'What', rowHeader: true, cell: item => <>{item.title}<br /><span class="govuk-hint govuk-!-font-size-16">{item.because}</span></> },
    { heading: 'Case', cell: item => item.reference === null ? '' : <><a class="govuk-link" href={`/cases/${item.reference}`}>{item.reference}</a> {item.caseTitle}{item.harmedSpokeLast === true ? <Flags flags={[{ text: 'The victim spoke last', tone: 'purple' }]} /> : null}</> },
    { heading: 'Due', nowrap: true, cell: item => <Clock state={item.dueAt < work.now ? 'overdue' : londonDay(item.dueAt) === work.today ? 'soon' : 'due'} words={sayDue(londonDay(item.dueAt), work.today)} /> },
  ]} />
)

const seeDiary = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [items, unconfirmed] = [await myItems(work), work.may('edit settings') ? await unconfirmedSettings(work) : 0]
  const late = items.filter(item => item.dueAt < work.now)
  const today = items.filter(item => item.dueAt >= work.now && londonDay(item.dueAt) === work.today)
  const later = items.filter(item => londonDay(item.dueAt) > work.today)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'My work' }}>
      <h1 class="govuk-heading-l">My work, {sayDay(work.today)}</h1>
      {unconfirmed === 0 ? null : <p class="govuk-body"><a class="govuk-link" href="/settings">{unconfirmed === 1 ? '1 setting is' : `${unconfirmed} settings are`} not confirmed</a></p>}
      <ItemsTable id="late" caption={`Late (${late.length})`} items={late} work={work} />
      <ItemsTable id="today" caption={`Today (${today.length})`} items={today} work={work} />
      <ItemsTable id="later" caption="Coming up" items={later.slice(0, 30)} work={work} />
    </OfficerPage>,
  )
}

const seeTeam = async (work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'The team' }}>
    <h1 class="govuk-heading-l">The team’s load</h1>
    <p class="govuk-body"><a class="govuk-link" href="/cases?late=yes&sort=due">Late cases</a> · <a class="govuk-link" href="/cases?stale=yes&sort=contact">Stale cases</a></p>
    <DataTable id="team" caption="Open diary items by officer" rows={await teamLoad(work)} empty="Nobody has anything due." columns={[
      { heading: 'Officer', rowHeader: true, cell: row => row.name }, { heading: 'Cases', numeric: true, cell: row => row.cases },
      { heading: 'Due items', numeric: true, cell: row => row.open }, { heading: 'Late', numeric: true, cell: row => row.late },
    ]} />
  </OfficerPage>,
)

export const doors: readonly Door[] = [
  get('/diary', { may: 'see the diary', records: 'own diary read', show: seeDiary }),
  get('/diary/team', { may: 'see the team', records: 'team load read', show: seeTeam }),
]
