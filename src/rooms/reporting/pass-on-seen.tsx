// See it, hear it, report it: half a minute for anybody who works in the partnership, without sight of any case.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { categories } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextArea, TextField, YesNoField } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { optionalPostcode, optionalWords, words, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { receiveReport } from './receive-report.ts'
import { mySightings, spotOf } from './reporting-store.ts'

const fields = {
  category: words({ empty: 'Select the kind of problem', max: 60 }), story: words({ empty: 'Enter what you saw or heard', max: 5000, called: 'What you saw or heard' }),
  place: words({ empty: 'Enter where', max: 500, called: 'Where' }), postcode: optionalPostcode, who: optionalWords({ max: 2000, called: 'Who' }), danger: yesNo({ empty: 'Select whether anyone is in danger now' }),
}
type Loaded = { readonly all: Awaited<ReturnType<typeof categories>> }

export const passOnSeen = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ all: await categories(work) }),
  act: async (work, { all }, { category, story, place, postcode, who, danger }) => {
    if (!all.some(({ code }) => code === category)) return problems({ field: 'category', text: 'Select the kind of problem' })
    const spot = { wardCode: null, latitude: null, longitude: null, postcode: null, ...postcode === null ? {} : await spotOf(work, postcode) }
    const { reference } = await receiveReport(work, {
      channel: 'staff', receivedAt: work.now, categoryCode: category, inDanger: danger, story, happenedAt: work.now, happenedAbout: 'About then', howOften: null, place: { described: place, ...spot },
      harmed: null, effect: null, who: who || null, because: [], children: null, reporter: null, mayShare: null, others: { 'Passed on by': `${work.actor.officerName}, ${work.actor.agencyName}` }, external: null,
    })
    return seeOther('/seen/mine', { about: { kind: 'report', id: reference } })
  },
  show: ({ loaded: { all }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'See it, report it' }} state={state} narrow>
      <h1 class="govuk-heading-l">Pass on what you saw or heard</h1>
      <WarningText text="If anyone is in danger now, ring 999 first." iconFallbackText="Warning" />
      <p class="govuk-body">Somebody reads it today or the next working day. You can see <a class="govuk-link" href="/seen/mine">what became of what you passed on</a>.</p>
      <Form action={action} csrf={csrf} once={once} keep="seen">
        <YesNoField name="danger" label="Is anyone in danger now?" state={state} />
        <SelectField name="category" label="What kind of problem?" empty="Choose" options={all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <TextArea name="story" label="What did you see or hear?" rows={4} maxLength={5000} state={state} />
        <TextField name="place" label="Where?" state={state} />
        <TextField name="postcode" label="Postcode (if you know it)" width={10} state={state} />
        <TextField name="who" label="Who, if you know? (optional)" state={state} />
        <SubmitButton text="Pass it on" />
      </Form>
    </OfficerPage>
  ),
})

const BECAME: Readonly<Record<string, string>> = { waiting: 'Waiting to be read', 'passed on': 'Passed to whoever deals with it', 'no case': 'Read. It needed no case', 'worked on': 'Read. Somebody is working on it' }
const PAGE = 20

export const seeMine = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const typed = new Date(textOf(ask.query, 'before'))
  const before = Number.isNaN(typed.getTime()) ? undefined : typed
  const [found, all] = [await mySightings(work, before ?? new Date(work.now.getTime() + 1), PAGE + 1), await categories(work)]
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'What you passed on' }}>
      <h1 class="govuk-heading-l">What you passed on</h1>
      <p class="govuk-body"><a class="govuk-button" role="button" href="/seen">Pass on something</a></p>
      <DataTable id="mine" caption="Newest first" captionSize="s" narrow="stack" rows={rows} empty="Nothing yet." columns={[
        { heading: 'Reference', rowHeader: true, nowrap: true, cell: row => row.reference }, { heading: 'What', cell: row => all.find(({ code }) => code === row.categoryCode)?.name ?? row.categoryCode },
        { heading: 'Where', cell: row => row.place }, { heading: 'When', cell: row => sayMoment(row.receivedAt) }, { heading: 'What became of it', cell: row => BECAME[row.became] ?? '' },
      ]} />
      <KeysetPager label="Pages of what you passed on" {...(last === undefined ? {} : { olderHref: `/seen/mine?before=${last.receivedAt.toISOString()}` })} {...(before === undefined ? {} : { newerHref: '/seen/mine' })} newer="Back to the newest" />
    </OfficerPage>,
  )
}
