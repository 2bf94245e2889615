// Opens a case from a report: lead officer, parties, first incident, first line of the chronology, first clocks.
import type { OfficerWork } from '#db/work.ts'
import { note } from '#rooms/diary/index.ts'
import { categories, officersWhoMay, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { casesLikeReport, decide, filesGoToCase, reportAt, reportDecided, type LikeCase, type Report } from '#rooms/reporting/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, shown } from '#web/answers.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { insertCase } from './case-store.ts'
import { insertEntry } from './entry-store.ts'
import { caseOpened } from './events.ts'
import { insertIncident } from './incident-store.ts'
import { takePeopleIn } from './report-parties.ts'

const SEVERITIES = ['high', 'medium', 'standard'] as const
const fields = {
  title: words({ empty: 'Enter a short title', max: 200, called: 'Title' }),
  summary: words({ empty: 'Enter what it is about', max: 20_000, called: 'What it is about' }),
  category: words({ empty: 'Select the category' }),
  severity: choice(SEVERITIES, { empty: 'Select the severity' }),
  leadOfficerId: words({ empty: 'Select the lead officer' }),
  follows: optionalWords({ max: 60 }),
}
type Named = { readonly id: string; readonly name: string }
type Category = { readonly code: string; readonly name: string; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: (typeof SEVERITIES)[number] }
type Loaded = { readonly report: Report; readonly officers: readonly Named[]; readonly categories: readonly Category[]; readonly earlier: readonly LikeCase[] }
type Values = { readonly title: string; readonly summary: string; readonly severity: (typeof SEVERITIES)[number]; readonly leadOfficerId: string; readonly followsCaseId: string | null }

/** Everything that happens when a report becomes a case, in one transaction. Undefined when it was decided meanwhile. */
export const openCase = async (work: OfficerWork, report: Report, category: Category, values: Values): Promise<{ id: string; reference: string } | undefined> => {
  const flags = [...(report.becauseOf.length > 0 ? ['hate'] : []), ...(report.children === true ? ['child'] : []), ...(report.vulnerability ? ['vulnerable'] : [])]
  const { title, summary, severity, leadOfficerId } = values
  const opened = await insertCase(work, { title, summary, severity, leadOfficerId, categoryCode: category.code, strand: category.strand, wardCode: report.wardCode, flags, followsCaseId: values.followsCaseId })
  const decided = await decide(work, report, { state: 'case opened', isAsb: true, reason: 'A case was opened', told: null, transferredTo: null, caseId: opened.id, severity })
  if (!decided) return undefined
  await takePeopleIn(work, opened.id, report)
  await filesGoToCase(work, report.id, opened.id)
  await insertIncident(work, opened.id, { reportId: report.id, happenedAt: report.happenedAt, happenedAbout: report.happenedAbout ?? 'Not said', categoryCode: category.code, description: report.story, effect: report.effect, placeDescribed: report.placeDescribed })
  // Their own words may name somebody: staff only, until an officer has read them.
  await insertEntry(work, opened.id, { kind: 'report', direction: 'in', happenedAt: report.receivedAt, summary: `Reported to us (${report.channel})`, body: report.story, visibility: 'staff' })
  await startClocks(work, opened.id, report.receivedAt, severity, leadOfficerId)
  await work.announce(reportDecided, { reportId: report.id })
  await work.announce(caseOpened, { caseId: opened.id })
  return opened
}

/** The first clocks of a case, each saying why. */
export const startClocks = async (work: OfficerWork, caseId: string, receivedAt: Date, severity: Values['severity'], officerId: string): Promise<void> => {
  const standards = await serviceStandards(work)
  const first = promisedWithin(receivedAt, standards.firstContact[severity], standards)
  const risk = promisedWithin(work.now, standards.riskAssessment[severity], standards)
  const whose = { caseId, officerId, agencyId: work.actor.agencyId }
  await note(work, { ...whose, kind: 'first contact', title: 'Make first contact', dueAt: first.by, because: first.because })
  await note(work, { ...whose, kind: 'risk assessment', title: 'Assess the risk with the person', dueAt: risk.by, because: risk.because })
}

export const openCaseFromReport = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const report = await reportAt(work, ask)
    if ('kind' in report) return report
    if (report.state !== 'waiting') return seeOther(`/reports/${report.reference}`)
    const closed = (await casesLikeReport(work, report.id)).filter(one => one.status === 'closed')
    return { report, officers: await officersWhoMay(work, work.actor.agencyId, 'work on cases'), categories: await categories(work), earlier: closed }
  },
  start: ({ report, categories: all, earlier }, _ask, work) => ({
    follows: (earlier.find(one => one.id === report.followsCaseId) ?? earlier[0])?.reference ?? '',
    summary: report.story, category: report.categoryCode, severity: report.inDanger || report.becauseOf.length > 0 ? 'high' : all.find(one => one.code === report.categoryCode)?.severity ?? 'standard',
    leadOfficerId: work.actor.officerId, title: `${all.find(one => one.code === report.categoryCode)?.name ?? 'Report'}, ${report.placeDescribed ?? report.postcode ?? ''}`.slice(0, 200),
  }),
  act: async (work, { report, officers, categories: all, earlier }, values) => {
    const category = all.find(one => one.code === values.category)
    if (category === undefined) return problems({ field: 'category', text: 'Select the category' })
    if (!officers.some(officer => officer.id === values.leadOfficerId)) return problems({ field: 'leadOfficerId', text: 'Select the lead officer' })
    const followsCaseId = earlier.find(one => one.reference === values.follows)?.id ?? (earlier.length === 0 ? report.followsCaseId : null)
    const opened = await openCase(work, report, category, { ...values, followsCaseId })
    if (opened === undefined) return problems({ field: 'title', text: 'Somebody else has decided this report meanwhile. Look at it again before you go on' })
    return seeOther(`/cases/${opened.reference}`, { about: { kind: 'case', id: opened.id } })
  },
  offers: ({ earlier }) => shown('case', earlier),
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Open a case' }} state={state} narrow back={{ href: `/reports/${loaded.report.reference}` }}>
      <h1 class="govuk-heading-l">Open a case from {loaded.report.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`open-${loaded.report.reference}`}>
        <TextField name="title" label="Short title" hint="Other officers see this in lists: no names" state={state} />
        <TextArea name="summary" label="What it is about" rows={6} maxLength={20_000} state={state} />
        <SelectField name="category" label="Category" empty="Choose" options={loaded.categories.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <ChoiceField name="severity" label="Severity" hint="It sets how soon we must make contact" inline state={state} choices={SEVERITIES.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
        <SelectField name="leadOfficerId" label="Lead officer" empty="Choose" options={loaded.officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        {loaded.earlier.length === 0 ? null : (
          <ChoiceField name="follows" label="Does it follow an earlier case?" hint="The same person reported it. Both case files then show the link" state={state} choices={[
            ...loaded.earlier.map(one => ({ value: one.reference, text: `${one.reference} ${one.title}`, hint: one.because.join('. ') })), { value: '', text: 'No, it is something else' },
          ]} />
        )}
        <SubmitButton text="Open the case" />
      </Form>
    </OfficerPage>
  ),
})
