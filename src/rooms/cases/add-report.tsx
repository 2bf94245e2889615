// Adds a report to an open case: suggested with the reasons why, or by its reference. Its people, incident and files go with it.
import type { OfficerWork } from '#db/work.ts'
import { note } from '#rooms/diary/index.ts'
import { promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { casesLikeReport, decide, filesGoToCase, reportAt, reportDecided, type LikeCase, type Report } from '#rooms/reporting/index.ts'
import { ChoiceField, Form, SubmitButton, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, shown } from '#web/answers.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { openCaseNamed } from './case-at.ts'
import { caseById, changeCase, harmedSpoke, type Case } from './case-store.ts'
import { insertEntry } from './entry-store.ts'
import { insertIncident } from './incident-store.ts'
import { takePeopleIn, type TakenIn } from './report-parties.ts'

const SEVERITIES = ['high', 'medium', 'standard'] as const
type Severity = (typeof SEVERITIES)[number]
const fields = {
  to: words({ empty: 'Select the case it belongs to', max: 60 }),
  reference: optionalWords({ max: 60, called: 'Reference' }),
  severity: choice(SEVERITIES, { empty: 'Select how serious this report is' }),
  reason: optionalWords({ max: 2000, called: 'Reason' }),
}
type Loaded = { readonly report: Report; readonly like: readonly LikeCase[] }

/** Everything that happens when a report joins a case, in one transaction. False when it was decided meanwhile. */
const addReport = async (work: OfficerWork, theCase: Case, report: Report, severity: Severity, reason: string): Promise<boolean> => {
  if (!await decide(work, report, { state: 'added to case', isAsb: true, reason: reason || `Added to ${theCase.reference}`, told: null, transferredTo: null, caseId: theCase.id, severity })) return false
  const taken = await takePeopleIn(work, theCase.id, report)
  await insertIncident(work, theCase.id, { reportId: report.id, happenedAt: report.happenedAt, happenedAbout: report.happenedAbout ?? 'Not said', categoryCode: report.categoryCode, description: report.story, effect: report.effect, placeDescribed: report.placeDescribed })
  // Their own words may name somebody: staff only, until an officer has read them.
  await insertEntry(work, theCase.id, { kind: 'report', direction: 'in', happenedAt: report.receivedAt, summary: `Reported again (${report.channel}), ${report.reference}`, body: report.story, visibility: 'staff' })
  await filesGoToCase(work, report.id, theCase.id)
  if (taken.theySpoke) await harmedSpoke(work, theCase.id)
  await answerThem(work, theCase, report, severity, taken)
  await work.announce(reportDecided, { reportId: report.id })
  return true
}

/** What we now owe them: an answer as soon as a report of this severity gets one; and the case is as serious as its worst report. */
const answerThem = async (work: OfficerWork, theCase: Case, report: Report, severity: Severity, taken: TakenIn): Promise<void> => {
  const standards = await serviceStandards(work)
  const whose = { caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId }
  const { by, because } = promisedWithin(report.receivedAt, standards.firstContact[severity], standards)
  if (taken.theySpoke) await note(work, { ...whose, kind: 'task', title: 'Speak to them: they have reported again', dueAt: by, because })
  if (taken.contactChanged) {
    await insertEntry(work, theCase.id, { kind: 'note', happenedAt: work.now, summary: 'How contact is safe has changed', body: `In ${report.reference} they say: ${saySafeContact(report)} Nothing else is used until this is checked with them.`, visibility: 'staff' })
    await note(work, { ...whose, kind: 'task', title: 'Check how contact is safe: they now say otherwise', dueAt: by, because: 'Their new report names fewer safe ways than before' })
  }
  if (SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(theCase.severity)) return
  const now = await caseById(work, theCase.id)
  if (now !== undefined && await changeCase(work, now, { severity })) {
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Severity raised from ${theCase.severity} to ${severity}`, body: `By the report ${report.reference}.`, visibility: 'staff' })
  }
}

export const addReportToCase = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [values => values.to === 'other' && values.reference === '' ? { field: 'reference', text: 'Enter the reference of the case' } : undefined],
  load: async (work, ask) => {
    const report = await reportAt(work, ask)
    if ('kind' in report) return report
    if (report.state !== 'waiting') return seeOther(`/reports/${report.reference}`)
    return { report, like: (await casesLikeReport(work, report.id)).filter(one => one.status !== 'closed') }
  },
  start: ({ report, like }) => ({
    // Chosen for them only when it is the same person; being near is a hint, not an answer.
    to: like.length === 0 ? 'other' : like[0]?.samePerson === true ? like[0].reference : '',
    severity: report.inDanger || report.becauseOf.length > 0 ? 'high' : 'standard',
  }),
  act: async (work, { report }, { to, reference, severity, reason }) => {
    const field = to === 'other' ? 'reference' : 'to'
    const theCase = await openCaseNamed(work, to === 'other' ? reference : to)
    if (typeof theCase === 'string') return problems({ field, text: theCase })
    if (theCase.leadAgencyId !== work.actor.agencyId) return problems({ field, text: 'Another agency leads this case. Pass the report on to them instead' })
    if (!await addReport(work, theCase, report, severity, reason)) return problems({ field: 'to', text: 'Somebody else has decided this report meanwhile. Look at it again before you go on' })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  offers: ({ like }) => shown('case', like),
  show: view => <AddPage {...view} />,
})

const AddPage = ({ loaded: { report, like }, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: 'Add to an open case' }} state={state} narrow back={{ href: `/reports/${report.reference}` }}>
    <h1 class="govuk-heading-l">Add {report.reference} to an open case</h1>
    <Form action={action} csrf={csrf} once={once} keep={`add-${report.reference}`}>
      <ChoiceField name="to" label="Which case does it belong to?" state={state} choices={[
        ...like.map(one => ({ value: one.reference, text: `${one.reference} ${one.title}`, hint: one.because.join('. ') })),
        { value: 'other', text: 'Another case', reveals: <TextField name="reference" label="Its reference" hint="Like 4KD-7WM-X3P. Small letters and spaces are fine" width={20} state={state} /> },
      ]} />
      <ChoiceField name="severity" label="How serious is this report?" hint="It sets how soon we must speak to them. A more serious report makes the case more serious" inline state={state} choices={SEVERITIES.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
      <TextField name="reason" label="Why it belongs there (optional)" state={state} />
      <SubmitButton text="Add it to the case" />
    </Form>
  </OfficerPage>
)
