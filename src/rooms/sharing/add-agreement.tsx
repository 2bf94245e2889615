// Adds an information sharing agreement, or renews one: a new dated agreement that follows the old.
import type { OfficerWork } from '#db/work.ts'
import { addDays, type Day } from '#kernel/time.ts'
import { PARTS } from '#rooms/cases/index.ts'
import { ChoicesField, DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choices, date, optionalWords, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { textOf } from '#web/ask.ts'
import { agreementWith, followerOf, insertAgreement, type Agreement } from './agreement-store.ts'
import { partChoices } from './sharing-words.ts'

const MOST_PURPOSES = 20
/** One purpose a line. */
const purposeLines: Field<string[]> = {
  read: (name, answers) => {
    const lines = [...new Set(textOf(answers, name).split('\n').map(line => line.trim().replaceAll(/\s+/g, ' ')).filter(line => line !== ''))]
    if (lines.length === 0) return { ok: false, text: 'Enter at least one purpose' }
    return lines.length > MOST_PURPOSES || lines.some(line => line.length > 200) ? { ok: false, text: `Enter up to ${MOST_PURPOSES} purposes of 200 characters each` } : { ok: true, value: lines }
  },
}

const fields = {
  name: words({ empty: 'Enter what it is called', max: 200, called: 'Name' }), purposes: purposeLines, parts: choices(PARTS, { empty: 'Select at least one part of a case' }),
  categories: optionalWords({ max: 2000, called: 'Categories' }), gateway: words({ empty: 'Enter the law it rests on', max: 500, called: 'Lawful gateway' }), document: optionalWords({ max: 300, called: 'Document' }),
  starts: date({ empty: 'Enter when it starts', called: 'Start' }), review: date({ empty: 'Enter when it is reviewed', called: 'Review' }), ends: date({ empty: 'Enter when it ends', called: 'End' }),
}
type Loaded = { readonly renews: Agreement | undefined }

const dayParts = (name: string, on: Day): Readonly<Record<string, string>> => {
  const [year = '', month = '', dayOfMonth = ''] = on.split('-')
  return { [`${name}-day`]: dayOfMonth, [`${name}-month`]: month, [`${name}-year`]: year }
}

export const addAgreement = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [
    ({ starts, ends }) => starts !== undefined && ends !== undefined && ends < starts ? { field: 'ends', part: 'day', text: 'It must end on or after the day it starts' } : undefined,
    ({ ends }, { at }) => ends !== undefined && ends < at.today ? { field: 'ends', part: 'day', text: 'It must end today or later' } : undefined,
    ({ starts, review, ends }) => starts !== undefined && review !== undefined && ends !== undefined && (review < starts || review > ends) ? { field: 'review', part: 'day', text: 'The review must lie between its start and its end' } : undefined,
  ],
  load: async (work, ask) => {
    const id = ask.params['agreement']
    if (id === undefined) return { renews: undefined }
    const renews = await agreementWith(work, id)
    if (renews === undefined) return notThere
    return await followerOf(work, renews.id) === undefined ? { renews } : refused('This agreement was renewed already. Renew the one that follows it.')
  },
  start: ({ renews }, _ask, work) => renews === undefined ? dayParts('starts', work.today) : {
    name: renews.name, purposes: renews.purposes.join('\n'), parts: renews.parts, categories: renews.categories, gateway: renews.gateway, document: renews.document,
    ...dayParts('starts', renews.endedAt === null && renews.endsOn >= work.today ? addDays(renews.endsOn, 1) : work.today),
  },
  act: async (work, { renews }, { name, purposes, parts, categories, gateway, document, starts, review, ends }) => {
    const id = await insertAgreement(work, { name, purposes, parts, categories, gateway, document, startsOn: starts, reviewOn: review, endsOn: ends, followsId: renews?.id ?? null })
    return id === undefined ? problems({ field: 'name', text: 'There is an agreement of this name that starts on the same day, or somebody has just renewed this one' }) : seeOther(`/sharing/agreements/${id}`, { about: { kind: 'sharing agreement', id } })
  },
  show: ({ loaded: { renews }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: renews === undefined ? 'Add an agreement' : 'Renew an agreement' }} state={state} narrow back={{ href: renews === undefined ? '/sharing' : `/sharing/agreements/${renews.id}` }}>
      <h1 class="govuk-heading-l">{renews === undefined ? 'Add an agreement' : `Renew “${renews.name}”`}</h1>
      {renews === undefined ? null : <InsetText text="The new agreement is signed afresh. What is shared under the old one ends with it; give it again under the new one where it is still needed." />}
      <Form action={action} csrf={csrf} once={once} keep={renews === undefined ? 'agreement' : `renew-${renews.id}`}>
        <TextField name="name" label="What is it called?" state={state} />
        <TextArea name="purposes" label="For which purposes?" hint="One a line, as officers will choose them" rows={4} state={state} />
        <ChoicesField name="parts" label="Which parts of a case does it carry?" state={state} choices={partChoices()} />
        <TextArea name="categories" label="Categories of data (optional)" hint="As the agreement names them, for example names, addresses, health, offences" rows={3} maxLength={2000} state={state} />
        <TextField name="gateway" label="Which law does it rest on?" hint="For example, section 115 of the Crime and Disorder Act 1998" state={state} />
        <TextField name="document" label="Where is the signed document? (optional)" hint="A reference or a place, for whoever asks to read it" state={state} />
        <DateField name="starts" label="When does it start?" state={state} />
        <DateField name="review" label="When is it reviewed?" hint="Usually a year after it starts" state={state} />
        <DateField name="ends" label="When does it end?" hint="The last day on which it holds" state={state} />
        <SubmitButton text={renews === undefined ? 'Add it' : 'Renew it'} />
      </Form>
    </OfficerPage>
  ),
})
