// A manager of the circle says whether breaking the glass was justified; never whoever broke it.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { seesByGlass } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { breakWith, reviewBreak, type Broken } from './glass-store.ts'

const VERDICTS = ['justified', 'not justified'] as const
const fields = { verdict: choice(VERDICTS, { empty: 'Select whether it was justified' }), words: words({ empty: 'Enter what you looked at, and why you say so', max: 2000, called: 'Your words' }) }

export const reviewGlass = form<OfficerWork, typeof fields, { readonly one: Broken }>({
  fields,
  load: async (work, ask) => {
    const one = await breakWith(work, ask.params['break'] ?? '')
    if (one === undefined) return notThere
    if (one.reviewedAt !== null) return seeOther(`/cases/${one.reference}`)
    return one.officerId === work.actor.officerId || await seesByGlass(work, one.caseId) ? refused('Somebody who keeps the case reviews it, and never whoever broke the glass.') : { one }
  },
  act: async (work, { one }, { verdict, words: said }) => {
    if (!await reviewBreak(work, one.id, verdict, said)) return problems({ field: 'verdict', text: 'Somebody else has reviewed it meanwhile' })
    await settleAbout(work, 'broken glass review', one.id, verdict)
    return seeOther(`/cases/${one.reference}`, { about: { kind: 'case', id: one.caseId } })
  },
  show: ({ loaded: { one }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Was it justified?' }} state={state} narrow back={{ href: `/cases/${one.reference}` }}>
      <h1 class="govuk-heading-l">Was it justified?</h1>
      {SummaryList({ rows: [
        { key: { text: 'Who' }, value: { text: `${one.officer}, ${one.agency}` } }, { key: { text: 'Case' }, value: { html: <a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference} {one.title}</a> } },
        { key: { text: 'When' }, value: { text: `${sayMoment(one.brokenAt)}, until ${sayMoment(one.until)}` } }, { key: { text: 'Their reason' }, value: { text: one.reason } },
      ] })}
      <Form action={action} csrf={csrf} once={once} keep={`review-glass-${one.id}`}>
        <ChoiceField name="verdict" label="Was it justified?" state={state} choices={[{ value: 'justified', text: 'Justified', hint: 'Somebody was in danger, and there was no time to ask' }, { value: 'not justified', text: 'Not justified', hint: 'Whoever answers for data protection reads it in the monthly report. Tell the officer’s manager' }]} />
        <TextArea name="words" label="What did you look at, and why do you say so?" maxLength={2000} state={state} />
        <SubmitButton text="Save the review" />
      </Form>
    </OfficerPage>
  ),
})
