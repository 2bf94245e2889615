// Training of an agency: what each officer has done and until when, its kinds, and which acts ask for which.
import type { OfficerWork } from '#db/work.ts'
import { addDays, sayDay, sayShortDay, type Day } from '#kernel/time.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { runsPartnership } from '#rooms/officers/index.ts'
import { Badge, Clock } from '#ui/casework.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { sayEnd } from './delegation-rules.ts'
import { endGate, gates, kinds, latestAt } from './training-store.ts'

type Ends = { readonly expiresOn: Day | null }
export const expiry = ({ expiresOn }: Ends, today: Day): Html | string => expiresOn === null ? 'does not run out' : <Clock state={expiresOn < today ? 'overdue' : expiresOn <= addDays(today, 90) ? 'soon' : 'due'} words={sayEnd(expiresOn, today)} detail={sayShortDay(expiresOn)} />

export const sayValid = (months: number | null): string => months === null ? 'for good' : months === 1 ? '1 month' : `${months} months`

export const seeTraining = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [all, every, asked, runs] = [await latestAt(work, work.actor.agencyId), await kinds(work), (await gates(work)).filter(({ endedAt }) => endedAt === null), runsPartnership(work)]
  const inUse = every.filter(({ endedOn }) => endedOn === null)
  const rows = (await officersOf(work, work.actor.agencyId)).map(officer => ({ ...officer, records: all.filter(({ officerId }) => officerId === officer.id) }))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Training' }} back={work.may('run the agency') ? { href: '/officers', text: 'Officers' } : undefined}>
      <h1 class="govuk-heading-l">Training at {work.actor.agencyName}</h1>
      <p class="govuk-body"><a class="govuk-link" href="/training/records/add">Record a training</a></p>
      <DataTable id="training" caption="Who has done what" rows={rows} empty="Nobody works here." narrow="stack" columns={[
        { heading: 'Officer', rowHeader: true, cell: one => one.name },
        ...inUse.map(kind => ({ heading: kind.name, cell: (one: (typeof rows)[number]) => { const record = one.records.find(({ kindId }) => kindId === kind.id); return record === undefined ? <Badge text="none" tone="grey" /> : <>{expiry(record, work.today)} <a class="govuk-link govuk-!-font-size-16" href={`/training/records/${record.id}`}>Record<span class="govuk-visually-hidden"> of {one.name}, {kind.name}</span></a></> } })),
      ]} />
      <DataTable id="gates" caption="Acts that ask for a training" rows={asked} empty="No act asks for a training." narrow="stack" columns={[
        { heading: 'Nobody may', rowHeader: true, cell: gate => gate.act }, { heading: 'without', cell: gate => gate.kind }, { heading: 'From', cell: gate => sayDay(gate.fromDay) }, { heading: 'Why', cell: gate => `${gate.why} (${gate.by})` },
        ...(runs ? [{ heading: 'Do', cell: (gate: (typeof asked)[number]) => <Form action={`/training/gates/${gate.id}/end`} csrf={ask.csrf}><SubmitButton text={`No longer ask for ${gate.kind}`} look="secondary" /></Form> }] : []),
      ]} />
      {runs ? <p class="govuk-body"><a class="govuk-link" href="/training/gates/add">Let an act ask for a training</a></p> : null}
      <DataTable id="kinds" caption="Kinds of training" rows={every} empty="None." narrow="stack" {...(runs ? { rowHref: (kind: (typeof every)[number]) => `/training/kinds/${kind.id}` } : {})} columns={[
        { heading: 'Training', rowHeader: true, cell: kind => kind.name }, { heading: 'Good for', cell: kind => sayValid(kind.validMonths) }, { heading: 'In use', cell: kind => kind.endedOn === null ? 'yes' : <Badge text="not in use" tone="grey" /> },
      ]} />
      {runs ? <p class="govuk-body"><a class="govuk-link" href="/training/kinds/add">Add a kind of training</a></p> : null}
    </OfficerPage>,
  )
}

export const endAGate = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['id'] ?? ''
  return runsPartnership(work) && await endGate(work, id) ? seeOther('/training#gates', { about: { kind: 'training gate', id } }) : notThere
}
