// A manager who did not write it decides on a marker: authorises or refuses it, keeps it for a while longer, or ends it.
import type { OfficerWork } from '#db/work.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { addMonths, type Day } from '#kernel/time.ts'
import { ChoiceField, DateField, Form, HiddenField, SubmitButton, TextArea, valueOf } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, wholeNumber, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { reviewRule, ToldFields, toldOf, toldRule } from './add-marker.tsx'
import { sayStanding, sayWhatToDo } from './marker-rules.ts'
import { decideMarker, markerWith, subjectOf, type Marker } from './marker-store.ts'

type Loaded = { readonly marker: Marker; readonly today: Day }
const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const marker = await markerWith(work, ask.params['marker'] ?? '')
  if (marker === undefined) return notThere
  if (marker.endedAt !== null) return seeOther(`/markers/${marker.id}`)
  if (marker.agencyId !== work.actor.agencyId) return refused('The agency that wrote this marker decides on it.')
  return marker.madeBy === work.actor.officerId ? refused('You wrote this marker. Another manager decides on it.') : { marker, today: work.today }
}

const fields = {
  version: wholeNumber({ empty: 'Open this page again', called: 'The version', min: 0, max: 999_999_999 }),
  what: choice(['keep', 'end'] as const, { empty: 'Select what is to become of it' }), words: words({ empty: 'Enter why', max: 2000, called: 'Why' }),
  told: choice(['yes', 'no', 'as before'] as const, { empty: 'Select whether they have been told' }), toldOn: optionalDate({ called: 'The day they were told' }), notTold: optionalWords({ max: 1000, called: 'Why they are not told' }),
  reviewOn: optionalDate({ called: 'The day it is looked at again' }),
}
const CHANGED = { field: 'what', text: 'Somebody else has decided on it since you opened this page. Look at it again' }

/** One page for both: the first word of a manager authorises, later ones review. */
export const decideOnMarker = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [
    ({ version }, { loaded }) => version === loaded.marker.version ? undefined : CHANGED,
    ({ what, reviewOn }, { at }) => what === 'keep' && (reviewOn === null || (reviewOn !== undefined && reviewOn < at.today)) ? { field: 'reviewOn', text: 'Enter when it is looked at again: today or later', part: 'day' } : undefined,
    ({ what, reviewOn }, about) => what === 'keep' && reviewOn ? reviewRule({ reviewOn }, about) : undefined,
    ({ what, told, toldOn, notTold }, about) => what !== 'keep' || told === undefined || told === 'as before' ? undefined
      : toldRule({ told, ...(toldOn === undefined ? {} : { toldOn }), ...(notTold === undefined ? {} : { notTold }) }, about),
    ({ what, told }, { loaded }) => what === 'keep' && told === 'as before' && loaded.marker.carriedOver ? { field: 'told', text: 'It was carried over: say whether they have been told' } : undefined,
  ],
  start: ({ marker }, _ask, work) => {
    const [year = '', month = '', date = ''] = addMonths(work.today, 6).split('-')
    return { version: String(marker.version), told: marker.carriedOver ? '' : 'as before', 'reviewOn-day': date, 'reviewOn-month': month, 'reviewOn-year': year }
  },
  act: async (work, { marker }, { what, words: why, told, toldOn, notTold, reviewOn }) => {
    const first = marker.authorisedBy === null
    const done = what === 'end' || reviewOn === null ? await decideMarker(work, marker, { outcome: first && !marker.carriedOver ? 'refused' : 'ended', words: why })
      : await decideMarker(work, marker, { outcome: first ? 'authorised' : 'kept', words: why, reviewOn, ...(told === 'as before' ? {} : toldOf({ told, toldOn, notTold })) })
    if (!done) return problems(CHANGED)
    for (const about of ['marker', 'marker review']) await settleAbout(work, about, marker.id, what === 'end' ? 'ended' : 'kept')
    return seeOther(`/markers/${marker.id}`, { about: { kind: 'marker', id: marker.id } })
  },
  show: ({ loaded: { marker, today }, state, frame, action, csrf, once }) => {
    const title = marker.authorisedBy === null ? 'Authorise a marker' : 'Review a marker'
    return (
      <OfficerPage frame={{ ...frame, title }} state={state} narrow back={{ href: `/markers/${marker.id}` }}>
        <h1 class="govuk-heading-l">{title}: {subjectOf(marker)}</h1>
        <InsetText html={<><strong>{sayWhatToDo(marker)}</strong> {marker.says} ({marker.kind}). {sayStanding(marker, today)}.</>} />
        <Form action={action} csrf={csrf} once={once} keep={`marker-${marker.id}`}>
          <HiddenField name="version" value={valueOf(state, 'version') || String(marker.version)} />
          <ChoiceField name="what" label="What is to become of it?" state={state} choices={[
            { value: 'keep', text: marker.authorisedBy === null ? 'Authorise it' : 'Keep it', hint: 'It is fair, it rests on what it says it rests on, and staff still need it',
              reveals: <><DateField name="reviewOn" label="When is it looked at again?" hint="Within 12 months" state={state} /></> },
            { value: 'end', text: marker.authorisedBy === null && !marker.carriedOver ? 'Refuse it' : 'End it', hint: 'It no longer shows where staff act. It stays on record with your reason' },
          ]} />
          <ToldOrBefore state={state} marker={marker} />
          <TextArea name="words" label="Why?" maxLength={2000} state={state} />
          <SubmitButton text="Save" />
        </Form>
      </OfficerPage>
    )
  },
})

const ToldOrBefore = ({ state, marker }: { readonly state: Parameters<typeof ToldFields>[0]['state']; readonly marker: Marker }) => marker.carriedOver ? <ToldFields state={state} />
  : <HiddenField name="told" value="as before" />
