// A manager reads one case against the standards, says what they found, and may give the officer something to do.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { londonMoment, sayDay } from '#kernel/time.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { endReview, reviewWith, type Review } from './quality-store.ts'
import { ANSWERS, qualityForm, scoreOf, type QualityAnswer, type QualityForm } from './standards.ts'

type Loaded = { readonly review: Review; readonly standards: QualityForm['standards'] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const id = ask.params['id'] ?? ''
  const review = looksLikeId(id) ? await reviewWith(work, id) : undefined
  if (review === undefined) return notThere
  if (review.officerId === work.actor.officerId) return refused('Nobody reviews their own casework. Another manager reads this one.')
  if (review.state !== 'to do') return seeOther('/quality')
  return { review, standards: qualityForm(review.formVersion)?.standards ?? [] }
}

const fieldsOf = ({ standards }: Loaded): Fields => ({
  ...Object.fromEntries(standards.map(({ code, asks }): [string, Field<unknown>] => [code, choice(ANSWERS, { empty: `Select an answer to “${asks}”` })])),
  comment: optionalWords({ max: 4000, called: 'What you found' }), action: optionalWords({ max: 150, called: 'What the officer does' }), due: optionalDate({ called: 'By when' }),
})
const textIn = (value: unknown): string => typeof value === 'string' ? value : ''
const answerIn = (value: unknown): QualityAnswer => ANSWERS.find(one => one === value) ?? 'not applicable'

export const reviewCase = form<OfficerWork, Fields, Loaded>({
  fields: fieldsOf, load,
  rules: [
    (values, { loaded }) => loaded.standards.some(({ code }) => values[code] === 'not met') && values['comment'] === '' ? { field: 'comment', text: 'Enter what you found: a standard was not met' } : undefined,
    ({ action, due }, { at }) => textIn(action) !== '' && (typeof due !== 'string' || due < at.today) ? { field: 'due', part: 'day', text: 'Enter by when, today or later' } : undefined,
  ],
  act: async (work, { review, standards }, values) => {
    const answers = Object.fromEntries(standards.map(({ code }) => [code, answerIn(values[code])]))
    const { met, asked } = scoreOf(Object.values(answers))
    const [action, due] = [textIn(values['action']), values['due']]
    if (!await endReview(work, review.id, { state: 'done', answers, comment: textIn(values['comment']), met, asked, action: action || null })) return problems({ field: 'comment', text: 'Somebody else has ended this review meanwhile' })
    await settleAbout(work, 'quality review', review.id, 'read')
    const dueAt = typeof due === 'string' ? londonMoment(due as Parameters<typeof londonMoment>[0], '23:59') : undefined
    if (action !== '' && dueAt !== undefined) await note(work, { kind: 'task', title: action, dueAt, because: `${work.actor.officerName} read the case for the quality sample`, caseId: review.caseId, officerId: review.officerId, agencyId: review.agencyId, aboutKind: 'quality action', aboutId: review.id })
    return seeOther('/quality', { about: { kind: 'quality review', id: review.id } })
  },
  show: ({ loaded: { review, standards }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Review a case' }} state={state} narrow back={{ href: '/quality' }}>
      <h1 class="govuk-heading-l">Review {review.reference}</h1>
      <p class="govuk-body"><a class="govuk-link" href={`/cases/${review.reference}`}>{review.title}</a>, led by {review.officer}. Read it first; due {sayDay(review.dueOn)}. The officer sees what you write.</p>
      <Form action={action} csrf={csrf} once={once} keep={`quality-${review.id}`}>
        {standards.map(({ code, asks }) => <ChoiceField name={code} label={asks} inline small state={state} choices={ANSWERS.map(value => ({ value, text: value }))} />)}
        <TextArea name="comment" label="What did you find?" rows={4} maxLength={4000} state={state} />
        <TextArea name="action" label="What does the officer do about it? (optional)" rows={2} maxLength={150} state={state} />
        <DateField name="due" label="By when, if there is something to do" state={state} />
        <SubmitButton text="Save the review" />
      </Form>
    </OfficerPage>
  ),
})
