// A report taken on the telephone: every fact of the public form on one screen, in the order a conversation goes.
import type { OfficerWork } from '#db/work.ts'
import { readReference } from '#kernel/reference.ts'
import { londonMoment, sayDay } from '#kernel/time.ts'
import { categories, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { ChoiceField, ChoicesField, DateField, Form, SelectField, SubmitButton, TextArea, TextField, YesNoField, type FormState } from '#ui/forms.tsx'
import { Panel, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { form, problems } from '#web/form.ts'
import { receiveReport } from './receive-report.ts'
import { contactProblem, FIELDS } from './report-pages.ts'
import { spotOf } from './reporting-store.ts'
import { BECAUSE, HARMED, MEANS, OFTEN } from './words.ts'

const fields = { ...FIELDS.danger, ...FIELDS.category, ...FIELDS.story, ...FIELDS.when, ...FIELDS.where, ...FIELDS.effect, ...FIELDS.who, ...FIELDS.because, ...FIELDS.vulnerable, ...FIELDS.contact, ...FIELDS.needs }
type Category = Awaited<ReturnType<typeof categories>>[number]
type Loaded = { readonly all: readonly Category[] }

const plain = (list: readonly string[]) => list.map(value => ({ value, text: value }))

export const takeReport = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ all: await categories(work) }),
  rules: [
    values => contactProblem(values),
    ({ when }, { at }) => when !== undefined && when !== null && when > at.today ? { field: 'when', part: 'day', text: 'The day it last happened must be today or before' } : undefined,
  ],
  start: () => ({ named: 'yes' }),
  act: async (work, { all }, said) => {
    const category = all.find(({ code }) => code === said.category)
    if (category === undefined) return problems({ field: 'category', text: 'Select the kind of problem' })
    const spot = { wardCode: null, latitude: null, longitude: null, ...await spotOf(work, said.postcode) }
    const { reference } = await receiveReport(work, {
      channel: 'phone', receivedAt: work.now, categoryCode: category.code, inDanger: said.danger, story: said.story, howOften: said.often,
      happenedAt: said.when === null ? null : londonMoment(said.when, '12:00') ?? null, happenedAbout: said.when === null ? 'Not said' : 'That day, time not said',
      place: { described: said.place, ...spot }, harmed: said.harmed, effect: said.effect, who: said.who, because: said.because, children: said.children,
      reporter: said.named ? { name: said.name, email: said.email || null, phone: said.phone || null, safeMeans: said.means, safeTimes: said.times || null, mayLeaveMessage: said.message, mustNotKnow: said.mustNotKnow || null } : null,
      mayShare: said.share, needs: { vulnerability: said.vulnerability || null, language: said.language || null, formatNeeds: said.format || null }, others: {}, external: null,
    })
    return seeOther(`/reports/taken/${reference}?category=${encodeURIComponent(category.code)}`, { about: { kind: 'report', id: reference } })
  },
  show: ({ loaded: { all }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take a report' }} state={state}>
      <h1 class="govuk-heading-l">Take a report by telephone</h1>
      <WarningText text="Is anyone in danger now? Ask them to ring 999. If they cannot speak: 999, then 55." iconFallbackText="Warning" />
      <Form action={action} csrf={csrf} once={once} keep="taken-report">
        <What state={state} all={all} />
        <Whom state={state} />
        <Contact state={state} />
        <SubmitButton text="Keep the report" />
      </Form>
    </OfficerPage>
  ),
})

const What = ({ state, all }: { readonly state: FormState; readonly all: readonly Category[] }): Html => (
  <>
    <h2 class="govuk-heading-m">What, when and where</h2>
    <YesNoField name="danger" label="Is anyone in danger now?" state={state} />
    <SelectField name="category" label="What kind of problem?" empty="Choose" options={all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
    <TextArea name="story" label="What has been happening, in their words?" rows={5} maxLength={20_000} state={state} />
    <DateField name="when" label="When did it last happen? (optional)" state={state} />
    <div class="amity-find">
      <SelectField name="often" label="How often?" empty="Choose" options={plain(OFTEN)} state={state} />
      <TextField name="place" label="Where? An address or a description" state={state} />
      <TextField name="postcode" label="Postcode (if known)" width={10} state={state} />
    </div>
  </>
)

const Whom = ({ state }: { readonly state: FormState }): Html => (
  <>
    <h2 class="govuk-heading-m">Who is harmed, and who does it</h2>
    <SelectField name="harmed" label="Who is it happening to?" empty="Choose" options={plain(HARMED)} state={state} />
    <TextArea name="effect" label="How is it affecting them? (optional)" rows={3} maxLength={5000} state={state} />
    <TextArea name="who" label="Who is doing it, if they know? (optional)" rows={2} maxLength={2000} state={state} />
    <ChoicesField name="because" label="Do they think it is because of who somebody is? (optional)" hint="They decide. They need not prove it" state={state} choices={plain(BECAUSE)} />
    <YesNoField name="children" label="Is a child, or an adult who may be at risk, affected?" state={state} />
    <TextArea name="vulnerability" label="What should we know to help them? (optional)" rows={2} maxLength={2000} state={state} />
  </>
)

const Contact = ({ state }: { readonly state: FormState }): Html => (
  <>
    <h2 class="govuk-heading-m">How it is safe to contact them</h2>
    <ChoiceField name="named" label="Do they give their name?" inline state={state} choices={[{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No, anonymous' }]} />
    <div class="amity-find">
      <TextField name="name" label="Name" state={state} />
      <TextField name="phone" label="Phone" type="tel" state={state} />
      <TextField name="email" label="Email" type="email" state={state} />
    </div>
    <ChoicesField name="means" label="Which ways are safe?" state={state} choices={plain(MEANS)} />
    <TextField name="times" label="When is it safe? (optional)" state={state} />
    <ChoicesField name="message" label="May a message be left?" state={state} choices={[{ value: 'yes', text: 'Yes' }]} />
    <TextField name="mustNotKnow" label="Who must not know? (optional)" state={state} />
    <div class="amity-find">
      <TextField name="language" label="Language (optional)" state={state} />
      <TextField name="format" label="Format or other help (optional)" state={state} />
    </div>
    <YesNoField name="share" label="May we share it with partners who can help?" state={state} />
  </>
)

/** The reference to read out. Of a report this officer may not open it says no more than they have just typed. */
export const reportTaken = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  if (reference === undefined) return notThere
  const [category, standards] = [(await categories(work)).find(({ code }) => code === textOf(ask.query, 'category')), await serviceStandards(work)]
  const { on } = promisedWithin(work.now, standards.firstContact[category?.severity ?? 'standard'], standards)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'The report is kept' }} narrow>
      <Panel titleText="The report is kept" html={<>Read this out<br /><strong>{reference}</strong></>} />
      <p class="govuk-body">Say to them: an officer will read it and, if they gave a safe way, be in touch by <strong>{sayDay(on)}</strong>.</p>
      <p class="govuk-body"><a class="govuk-button" role="button" href="/reports/new">Take another</a></p>
      {work.may('see reports') ? <p class="govuk-body"><a class="govuk-link" href="/reports">Reports waiting</a></p> : null}
    </OfficerPage>,
  )
}
