// Opens a case from a report: lead officer, parties, first incident, first line of the chronology, first clocks.
import type { OfficerWork } from '#db/work.ts'
import { note } from '#rooms/diary/index.ts'
import { addPerson, SAFE_MEANS, splitName } from '#rooms/people/index.ts'
import { categories, officersOf, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { decide, reportAt, reportDecided, type Report } from '#rooms/reporting/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { insertCase } from './case-store.ts'
import { insertEntry } from './entry-store.ts'
import { caseOpened } from './events.ts'
import { insertIncident } from './incident-store.ts'
import { insertParty } from './party-store.ts'

const SEVERITIES = ['high', 'medium', 'standard'] as const
const fields = {
  title: words({ empty: 'Enter a short title', max: 200, called: 'Title' }),
  summary: words({ empty: 'Enter what it is about', max: 20_000, called: 'What it is about' }),
  category: words({ empty: 'Select the category' }),
  severity: choice(SEVERITIES, { empty: 'Select the severity' }),
  leadOfficerId: words({ empty: 'Select the lead officer' }),
}
type Named = { readonly id: string; readonly name: string }
type Category = { readonly code: string; readonly name: string; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: (typeof SEVERITIES)[number] }
type Loaded = { readonly report: Report; readonly officers: readonly Named[]; readonly categories: readonly Category[] }
type Values = { readonly title: string; readonly summary: string; readonly severity: (typeof SEVERITIES)[number]; readonly leadOfficerId: string }

/** Everything that happens when a report becomes a case, in one transaction. Undefined when it was decided meanwhile. */
export const openCase = async (work: OfficerWork, report: Report, category: Category, values: Values): Promise<{ id: string; reference: string } | undefined> => {
  const flags = [...(report.becauseOf.length > 0 ? ['hate'] : []), ...(report.children === true ? ['child'] : []), ...(report.vulnerability ? ['vulnerable'] : [])]
  const { title, summary, severity, leadOfficerId } = values
  const opened = await insertCase(work, { title, summary, severity, leadOfficerId, categoryCode: category.code, strand: category.strand, wardCode: report.wardCode, flags, followsCaseId: report.followsCaseId })
  const decided = await decide(work, report, { state: 'case opened', isAsb: true, reason: 'A case was opened', told: null, transferredTo: null, caseId: opened.id, severity })
  if (!decided) return undefined
  await addReporter(work, opened.id, report)
  if (report.whoIsDoingIt) await insertParty(work, opened.id, { role: 'alleged perpetrator', personId: null, describedAs: report.whoIsDoingIt })
  await insertIncident(work, opened.id, { reportId: report.id, happenedAt: report.happenedAt, happenedAbout: report.happenedAbout ?? 'Not said', categoryCode: category.code, description: report.story, effect: report.effect, placeDescribed: report.placeDescribed })
  // Their own words may name somebody: staff only, until an officer has read them.
  await insertEntry(work, opened.id, { kind: 'report', happenedAt: report.receivedAt, summary: `Reported to us (${report.channel})`, body: report.story, visibility: 'staff' })
  await startClocks(work, opened.id, report.receivedAt, severity, leadOfficerId)
  await work.announce(reportDecided, { reportId: report.id })
  await work.announce(caseOpened, { caseId: opened.id })
  return opened
}

const addReporter = async (work: OfficerWork, caseId: string, report: Report): Promise<void> => {
  if (report.anonymous || report.reporterName === null) return
  // Somebody who wrote from their own page is known already.
  const personId = report.personId ?? await addPerson(work, {
    ...splitName(report.reporterName), phone: report.reporterPhone, email: report.reporterEmail, address: report.reporterAddress, postcode: null, safeMeans: SAFE_MEANS.filter(means => report.safeMeans.includes(means)),
    safeTimes: report.safeTimes, mayLeaveMessage: report.mayLeaveMessage, mustNotKnow: report.mustNotKnow, vulnerability: report.vulnerability, language: report.language, formatNeeds: report.formatNeeds, mayShare: report.mayShare,
  })
  await insertParty(work, caseId, { role: 'reporting', personId, describedAs: null })
  if (report.harmed?.startsWith('Me') === true) await insertParty(work, caseId, { role: 'harmed', personId, describedAs: null })
}

const startClocks = async (work: OfficerWork, caseId: string, receivedAt: Date, severity: Values['severity'], officerId: string): Promise<void> => {
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
    return { report, officers: await officersOf(work, work.actor.agencyId), categories: await categories(work) }
  },
  start: ({ report, categories: all }, _ask, work) => ({
    summary: report.story, category: report.categoryCode, severity: report.inDanger || report.becauseOf.length > 0 ? 'high' : all.find(one => one.code === report.categoryCode)?.severity ?? 'standard',
    leadOfficerId: work.actor.officerId, title: `${all.find(one => one.code === report.categoryCode)?.name ?? 'Report'}, ${report.placeDescribed ?? report.postcode ?? ''}`.slice(0, 200),
  }),
  act: async (work, { report, officers, categories: all }, values) => {
    const category = all.find(one => one.code === values.category)
    if (category === undefined) return problems({ field: 'category', text: 'Select the category' })
    if (!officers.some(officer => officer.id === values.leadOfficerId)) return problems({ field: 'leadOfficerId', text: 'Select the lead officer' })
    const opened = await openCase(work, report, category, values)
    if (opened === undefined) return problems({ field: 'title', text: 'Somebody else has decided this report meanwhile. Look at it again before you go on' })
    return seeOther(`/cases/${opened.reference}`, { about: { kind: 'case', id: opened.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Open a case' }} state={state} narrow back={{ href: `/reports/${loaded.report.reference}` }}>
      <h1 class="govuk-heading-l">Open a case from {loaded.report.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`open-${loaded.report.reference}`}>
        <TextField name="title" label="Short title" hint="Other officers see this in lists: no names" state={state} />
        <TextArea name="summary" label="What it is about" rows={6} maxLength={20_000} state={state} />
        <SelectField name="category" label="Category" empty="Choose" options={loaded.categories.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <ChoiceField name="severity" label="Severity" hint="It sets how soon we must make contact" inline state={state} choices={SEVERITIES.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
        <SelectField name="leadOfficerId" label="Lead officer" empty="Choose" options={loaded.officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <SubmitButton text="Open the case" />
      </Form>
    </OfficerPage>
  ),
})
