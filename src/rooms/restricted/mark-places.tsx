// Marks a place that must not be known, such as a refuge, and takes the mark off again. Kept by the circle of that class.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalPostcode, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { keptCircle, type Kept } from './circle-at.ts'
import { markPlace, placesOf, unmarkPlace } from './circle-store.ts'

const because = words({ empty: 'Enter the reason', max: 1000, called: 'Reason' })
const fields = { address: words({ empty: 'Enter the address', max: 500, called: 'Address' }), postcode: optionalPostcode, because }

const forPlaces = async (work: OfficerWork, ask: Ask): Promise<Kept | Answer> => {
  const kept = await keptCircle(work, ask)
  return 'kind' in kept || kept.circle.forFlag === 'sensitive location' ? kept : notThere
}

export const markAPlace = form<OfficerWork, typeof fields, Kept>({
  fields, load: forPlaces,
  rules: [({ postcode }) => postcode === null ? { field: 'postcode', text: 'Enter the postcode' } : undefined],
  act: async (work, { circle }, { address, postcode, because: why }) => {
    if (postcode === null || !await markPlace(work, circle.id, { address, postcode, because: why })) return problems({ field: 'address', text: 'Enter a house number or name that is not marked yet' })
    return seeOther(`/circles/${circle.id}#places`, { about: { kind: 'circle', id: circle.id } })
  },
  show: ({ loaded: { circle }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Mark a place' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">Mark a place that must not be known</h1>
      <InsetText text="At once, and from now on: every case about this building, or with somebody who lives there, has the flag “sensitive location” and is kept to its circle. Reports from there wait with this circle alone. Nothing of them shows on maps, in lists of what is near, in counts or to other systems." />
      <Form action={action} csrf={csrf} once={once} keep={`place-${circle.id}`}>
        <TextField name="address" label="Address" hint="The house number or name, and the street" state={state} />
        <TextField name="postcode" label="Postcode" width={10} state={state} />
        <TextArea name="because" label="Why must it not be known?" maxLength={1000} state={state} />
        <SubmitButton text="Mark it" />
      </Form>
    </OfficerPage>
  ),
})

const ending = { because }
export const unmarkAPlace = form<OfficerWork, typeof ending, Kept & { readonly place: { readonly id: string; readonly address: string; readonly postcode: string } }>({
  fields: ending,
  load: async (work, ask) => {
    const kept = await forPlaces(work, ask)
    if ('kind' in kept) return kept
    const place = (await placesOf(work, kept.circle.id)).find(({ id }) => id === ask.params['place'])
    return place === undefined ? notThere : { ...kept, place }
  },
  act: async (work, { circle, place }, { because: why }) => await unmarkPlace(work, circle.id, place.id, why)
    ? seeOther(`/circles/${circle.id}#places`, { about: { kind: 'circle', id: circle.id } }) : problems({ field: 'because', text: 'Somebody has taken the mark off since you opened this page' }),
  show: ({ loaded: { circle, place }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take off a mark' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">Take the mark off {place.address}, {place.postcode}</h1>
      <p class="govuk-body">Reports that wait go back to everybody who triages. Cases keep their flag until a manager lowers it.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text="Take it off" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
