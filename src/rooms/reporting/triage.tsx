// The triage pot, one report in it, and the two decisions that need no case: advise and close, and pass it on.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAgo, sayDate, sayMoment } from '#kernel/time.ts'
import { readReference } from '#kernel/reference.ts'
import { categories, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { FileList, filesWithoutHome } from '#rooms/evidence/index.ts'
import { MarkerList, markersFor } from '#rooms/markers/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { Card, Clock, Flags, KeyFacts } from '#ui/casework.tsx'
import { ChoiceField, Form, SubmitButton, TextArea, TextField, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, words as text, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { reportDecided } from './events.ts'
import { casesLikeReport, type LikeCase } from './report-in-case.ts'
import { decide, draftsEnded, filesOf, nearAndSame, ownerName, reportWith, takeOwnership, waitingReports, type Report } from './reporting-store.ts'

/** A report's own row, by the reference in the address; notThere when there is none for this officer. */
export const reportAt = async (work: OfficerWork, ask: Ask): Promise<Report | Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  return (reference === undefined ? undefined : await reportWith(work, reference)) ?? notThere
}

export const seeTriage = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [waiting, all, standards, unfinished] = [await waitingReports(work), await categories(work), await serviceStandards(work), await draftsEnded(work)]
  const homeless = work.may('triage reports') ? (await filesWithoutHome(work)).length : 0
  const named = new Map(all.map(one => [one.code, one]))
  const clockOf = (report: (typeof waiting)[number]) => {
    const { by, on } = promisedWithin(report.receivedAt, standards.firstContact[named.get(report.categoryCode)?.severity ?? 'standard'], standards)
    return by < work.now ? <Clock state="overdue" words={`First contact was due ${sayDate(on)}`} /> : <Clock state={on === work.today ? 'soon' : 'due'} words={`First contact by ${sayDate(on)}`} />
  }
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Reports waiting' }}>
      <h1 class="govuk-heading-l">Reports waiting for a decision</h1>
      <DataTable id="waiting" caption={`Oldest first${waiting.length > 50 ? ' (the first 50)' : ''}`} rows={waiting.slice(0, 50)} empty="Nothing is waiting." narrow="stack"
        rowHref={report => `/reports/${report.reference}`} columns={[
          { heading: 'Reference', rowHeader: true, nowrap: true, cell: report => report.reference },
          { heading: 'What', cell: report => <>{named.get(report.categoryCode)?.name ?? report.categoryCode} {warningsOf(report)}</> },
          { heading: 'Where', cell: report => report.placeDescribed ?? '' },
          { heading: 'Received', cell: report => `${sayAgo(report.receivedAt, work.now)}, by ${report.channel}` },
          { heading: 'Owner', cell: report => report.owner ?? 'Nobody yet' },
          { heading: 'Clock', cell: clockOf },
        ]} />
      {homeless === 0 ? null : <p class="govuk-body"><a class="govuk-link" href="/evidence">{homeless === 1 ? '1 file has' : `${homeless} files have`} no home</a></p>}
      {unfinished === 0 ? null : <p class="govuk-body">In the last 30 days {unfinished === 1 ? 'one report was' : `${unfinished} reports were`} begun and not finished.</p>}
    </OfficerPage>,
    { shown: shown('report', waiting.slice(0, 50)) },
  )
}

const warningsOf = (report: { readonly inDanger: boolean; readonly becauseOf: readonly string[]; readonly restricted: boolean }) => (
  <Flags flags={[...(report.restricted ? [{ text: 'Few eyes', tone: 'red' as const }] : []), ...(report.inDanger ? [{ text: 'Danger', tone: 'red' as const }] : []), ...(report.becauseOf.length > 0 ? [{ text: 'Hate', tone: 'purple' as const }] : [])]} />
)

export const seeReport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const report = await reportAt(work, ask)
  if ('kind' in report) return report
  const { ownerId } = report
  const [near, files, like, owner, markers] = await work.together(
    () => nearAndSame(work, report), () => filesOf(work, report.id), () => report.state === 'waiting' ? casesLikeReport(work, report.id) : [], () => ownerId === null ? 'Nobody yet' : ownerName(work, ownerId),
    () => markersFor(work, { people: [report.personId], addresses: [{ address: report.placeDescribed, postcode: report.postcode }, { address: report.reporterAddress, postcode: null }] }))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Report ${report.reference}` }} breadcrumbs={[{ text: 'Reports', href: '/reports' }, { text: report.reference }]}>
      <h1 class="govuk-heading-l">Report {report.reference}</h1>
      {warningsOf(report)}
      {report.restricted ? <p class="govuk-body">Only those who may see restricted reports, and whoever has taken this one, know that it is here. A case opened from it has its own circle.</p> : null}
      <MarkerList markers={markers} today={work.today} />
      <SafeContact report={report} />
      <KeyFacts facts={[
        { label: 'Received', value: `${sayMoment(report.receivedAt)}, by ${report.channel}` }, { label: 'State', value: report.state }, { label: 'Owner', value: owner }, { label: 'Where', value: [report.placeDescribed, report.postcode].filter(part => part !== null).join(', ') },
        { label: 'When', value: report.happenedAt === null ? report.happenedAbout ?? '' : `${sayDate(londonDay(report.happenedAt))}. ${report.howOften ?? ''}` }, { label: 'To whom', value: report.harmed ?? '' }, { label: 'Who is doing it', value: report.whoIsDoingIt ?? '' },
        { label: 'What happened', value: report.story, wide: true }, { label: 'Effect', value: report.effect ?? '', wide: true }, { label: 'Vulnerability', value: report.vulnerability ?? '', wide: true }, { label: 'Because of', value: report.becauseOf.join(', ') }, { label: 'Children or adults at risk', value: report.children === true ? 'Yes' : '' },
      ]} />
      {files.length === 0 ? null : <><h2 class="govuk-heading-m">Files</h2><FileList files={files} /></>}
      {report.state === 'waiting' ? <Decisions report={report} ask={ask} /> : <p class="govuk-body">Decided: {report.state}. {report.decisionReason}</p>}
      {report.state === 'waiting' ? <CasesLike like={like} /> : null}
      <DataTable id="near" caption="Near in place and time, or from the same person" rows={near} empty="Nothing else near." rowHref={other => `/reports/${other.reference}`} columns={[
        { heading: 'Reference', rowHeader: true, cell: other => other.reference }, { heading: 'Where', cell: other => other.placeDescribed ?? '' },
        { heading: 'Received', cell: other => sayAgo(other.receivedAt, work.now) }, { heading: 'State', cell: other => other.state },
        { heading: 'Why it is shown', cell: other => sameAs(report, other) },
      ]} />
    </OfficerPage>,
    { about: { kind: 'report', id: report.id }, shown: { as: 'list', records: [{ kind: 'report', ids: near.map(({ id }) => id) }, { kind: 'case', ids: like.map(({ id }) => id) }] } },
  )
}

const sameAs = (report: Report, other: { readonly reporterPhone: string | null; readonly reporterEmail: string | null }): string =>
  report.reporterPhone !== null && other.reporterPhone === report.reporterPhone ? 'Same telephone number'
    : report.reporterEmail !== null && other.reporterEmail?.toLowerCase() === report.reporterEmail.toLowerCase() ? 'Same email address' : 'Within 300 metres and 28 days'

const SafeContact = ({ report }: { readonly report: Report }) => (
  <Card heading="Safe contact" tone={report.mustNotKnow === null ? 'green' : 'red'}>
    {report.anonymous ? <p class="govuk-body">Anonymous: we cannot contact them.</p> : (
      <p class="govuk-body">
        <strong>{report.reporterName}</strong>: {saySafeContact(report)} {report.reporterPhone ?? ''} {report.reporterEmail ?? ''}
      </p>
    )}
    {[report.language, report.formatNeeds].some(one => one !== null) ? <p class="govuk-body">{[report.language, report.formatNeeds].filter(one => one !== null).join('. ')}</p> : null}
    {report.anonymous || report.mayShare === null ? null : <p class="govuk-body">{report.mayShare ? 'It may be shared with partners who can help.' : 'They do not want it shared with partners.'}</p>}
  </Card>
)

const CasesLike = ({ like }: { readonly like: readonly LikeCase[] }) => (
  <DataTable id="like" caption="Cases it may belong to" rows={like} empty="No case is like it." narrow="stack" rowHref={one => `/cases/${one.reference}`} columns={[
    { heading: 'Reference', rowHeader: true, nowrap: true, cell: one => one.reference }, { heading: 'Case', cell: one => one.title },
    { heading: 'State', cell: one => one.status === 'closed' ? 'Closed: open a new case that follows it' : one.status }, { heading: 'Why it is suggested', cell: one => one.because.join('. ') },
  ]} />
)

const Decisions = ({ report, ask }: { readonly report: Report; readonly ask: Ask }) => (
  <div class="govuk-button-group">
    <a class="govuk-button" role="button" href={`/reports/${report.reference}/open-case`}>Open a case</a>
    <a class="govuk-link" href={`/reports/${report.reference}/add-to-case`}>Add to an open case</a>
    <a class="govuk-link" href={`/reports/${report.reference}/advise`}>Advise and close</a>
    <a class="govuk-link" href={`/reports/${report.reference}/pass-on`}>Pass it on</a>
    <a class="govuk-link" href={`/reports/${report.reference}/give`}>Give it to somebody</a>
    <Form action={`/reports/${report.reference}/own`} csrf={ask.csrf}><SubmitButton text="I will deal with it" look="secondary" /></Form>
    {report.restricted ? null : <Form action={`/reports/${report.reference}/few-eyes`} csrf={ask.csrf}><SubmitButton text="It may be domestic abuse: keep it to few eyes" look="secondary" /></Form>}
  </div>
)

export const ownReport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  return reference !== undefined && await takeOwnership(work, reference) ? seeOther(`/reports/${reference}`, { about: { kind: 'report', id: reference } }) : notThere
}

const SOMEBODY_ELSE = { field: 'reason', text: 'Somebody else has decided this report meanwhile. Look at it again before you go on' }
const waitingReport = async (work: OfficerWork, ask: Ask): Promise<{ report: Report } | Answer> => {
  const report = await reportAt(work, ask)
  if ('kind' in report) return report
  return report.state === 'waiting' ? { report } : seeOther(`/reports/${report.reference}`)
}

const adviseFields = {
  isAsb: yesNo({ empty: 'Select whether this is anti-social behaviour' }),
  reason: text({ empty: 'Enter why you are closing it', max: 2000, called: 'Reason' }),
  told: text({ empty: 'Enter what the person is told', max: 4000, called: 'What the person is told' }),
}
export const adviseAndClose = form<OfficerWork, typeof adviseFields, { report: Report }>({
  fields: adviseFields,
  load: waitingReport,
  act: async (work, { report }, { isAsb, reason, told }) => {
    if (!await decide(work, report, { state: 'advised and closed', isAsb, reason, told, transferredTo: null, caseId: null, severity: null })) return problems(SOMEBODY_ELSE)
    await work.announce(reportDecided, { reportId: report.id })
    return seeOther('/reports', { about: { kind: 'report', id: report.id } })
  },
  show: ({ loaded: { report }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Advise and close' }} state={state} narrow back={{ href: `/reports/${report.reference}` }}>
      <h1 class="govuk-heading-l">Advise and close {report.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`advise-${report.reference}`}>
        <YesNoField name="isAsb" label="Is this anti-social behaviour?" hint="Your answer and reason are kept, also when it is not" state={state} />
        <TextArea name="reason" label="Why are you closing it?" hint="For the record" maxLength={2000} state={state} />
        <TextArea name="told" label="What is the person told?" hint="Plain words: why, what they can do, and how to come back" maxLength={4000} state={state} />
        <SubmitButton text="Close the report" />
      </Form>
    </OfficerPage>
  ),
})

const passFields = {
  to: text({ empty: 'Enter who should have it', max: 200, called: 'Who should have it' }),
  severity: choice(['high', 'medium', 'standard'] as const, { empty: 'Select how serious it is' }),
  reason: text({ empty: 'Enter why it is theirs', max: 2000, called: 'Reason' }),
  told: optionalWords({ max: 4000, called: 'What the person is told' }),
}
export const passOn = form<OfficerWork, typeof passFields, { report: Report }>({
  fields: passFields,
  load: waitingReport,
  act: async (work, { report }, { to, severity, reason, told }) => {
    if (!await decide(work, report, { state: 'transferred', isAsb: true, reason, told: told || null, transferredTo: to, caseId: null, severity })) return problems(SOMEBODY_ELSE)
    await work.announce(reportDecided, { reportId: report.id })
    return seeOther('/reports', { about: { kind: 'report', id: report.id } })
  },
  show: ({ loaded: { report }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Pass it on' }} state={state} narrow back={{ href: `/reports/${report.reference}` }}>
      <h1 class="govuk-heading-l">Pass on {report.reference}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="to" label="Who should have it?" state={state} />
        <ChoiceField name="severity" label="How serious is it?" inline state={state} choices={[{ value: 'high', text: 'High' }, { value: 'medium', text: 'Medium' }, { value: 'standard', text: 'Standard' }]} />
        <TextArea name="reason" label="Why is it theirs?" maxLength={2000} state={state} />
        <TextArea name="told" label="What is the person told? (optional)" maxLength={4000} state={state} />
        <SubmitButton text="Pass it on" />
      </Form>
    </OfficerPage>
  ),
})
