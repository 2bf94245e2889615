// A report for few eyes: who is told that it waits, keeping one to few eyes by hand, and giving a report to somebody.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { readsNews } from '#jobs/readers.ts'
import { readReference } from '#kernel/reference.ts'
import { note } from '#rooms/diary/index.ts'
import { categories, officersWhoMay, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { reportKeptToFewEyes, reportReceived } from './events.ts'
import { reportAt } from './triage.tsx'
import { giveTo, restrictReport, type Report } from './reporting-store.ts'

/** Whoever in an agency may see its restricted reports: never nobody, as long as anybody works there. */
export const readersOfRestricted = async (work: SystemWork, agencyId: string): Promise<readonly string[]> =>
  (await sql<{ id: string }>`select officer_id as id from amity.who_reads_restricted(${agencyId}::uuid)`.execute(work.db)).rows.map(({ id }) => id)

/** Nobody else meets it in a list, so those who may see it have it in their diary from the first minute, until one takes it. */
const tellReaders = async (work: SystemWork, reportId: string): Promise<void> => {
  const report = await work.db.selectFrom('reports').select(['id', 'reference', 'receivedAt', 'categoryCode', 'agencyId', 'restricted', 'state', 'ownerId']).where('id', '=', reportId).executeTakeFirst()
  if (report === undefined || !report.restricted || report.state !== 'waiting' || report.ownerId !== null) return
  const standards = await serviceStandards(work)
  const { by, because } = promisedWithin(report.receivedAt, standards.firstContact[(await categories(work)).find(({ code }) => code === report.categoryCode)?.severity ?? 'high'], standards)
  for (const officerId of await readersOfRestricted(work, report.agencyId)) {
    await note(work, { kind: 'manager review', title: `Report ${report.reference} is for few eyes: take it, or give it to somebody`, dueAt: by, because: `It tells of domestic abuse and stands in nobody else’s list. First contact: ${because}`, caseId: null, officerId, agencyId: report.agencyId, aboutKind: 'report', aboutId: report.id })
  }
}

export const tellFewEyes = [
  readsNews(reportReceived, 'reporting: those who may see a restricted report are told that it waits', (work, { reportId }) => tellReaders(work, reportId)),
  readsNews(reportKeptToFewEyes, 'reporting: those who may see what was kept to few eyes are told', (work, { reportId }) => tellReaders(work, reportId)),
]

/** Whoever reads that it tells of domestic abuse, whatever its kind, takes it out of everybody's list and has it themselves. */
export const keepToFewEyes = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  const id = reference === undefined ? undefined : await restrictReport(work, reference)
  if (id === undefined) return notThere
  await work.announce(reportKeptToFewEyes, { reportId: id })
  return seeOther(`/reports/${reference}`, { about: { kind: 'report', id } })
}

const fields = { officerId: words({ empty: 'Select who deals with it' }) }
type Loaded = { readonly report: Report; readonly officers: readonly { readonly id: string; readonly name: string }[] }

/** Of a restricted report its owner sees no more than it; giving it away is for those who would still see it. */
export const mayGive = (work: OfficerWork, report: Report): boolean =>
  report.state === 'waiting' && report.agencyId === work.actor.agencyId && (!report.restricted || report.ownerId !== work.actor.officerId || work.may('see restricted'))

export const giveReport = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const report = await reportAt(work, ask)
    if ('kind' in report) return report
    if (report.state !== 'waiting') return seeOther(`/reports/${report.reference}`)
    return mayGive(work, report) ? { report, officers: await officersWhoMay(work, report.agencyId, 'triage reports') } : refused('Somebody who may see restricted reports gives this one to another officer.')
  },
  start: ({ report }) => ({ officerId: report.ownerId ?? '' }),
  act: async (work, { report, officers }, { officerId }) => {
    if (!officers.some(({ id }) => id === officerId)) return problems({ field: 'officerId', text: 'Select who deals with it' })
    if (!await giveTo(work, report, officerId)) return problems({ field: 'officerId', text: 'Somebody else has decided this report meanwhile. Look at it again before you go on' })
    return seeOther(`/reports/${report.reference}`, { about: { kind: 'report', id: report.id } })
  },
  show: ({ loaded: { report, officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Give it to somebody' }} state={state} narrow back={{ href: `/reports/${report.reference}` }}>
      <h1 class="govuk-heading-l">Who deals with {report.reference}?</h1>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="officerId" label="Officer" hint={report.restricted ? 'Besides those who may see restricted reports, only this officer will see it' : 'It is put into their diary'} empty="Choose" options={officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <SubmitButton text="Give it to them" />
      </Form>
    </OfficerPage>
  ),
})
