// The boxes of what an order says, with what its paper must say by law: what it bans, where with an outline, and what breaking it costs.
import { readBans, readOutline } from './order-rules.ts'
import { TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import type { LonLat } from '#ui/map.tsx'
import { tidy } from '#kernel/text.ts'
import { textOf } from '#web/ask.ts'
import { words, type Field } from '#web/fields.ts'

const MOST_BANS = 40
const bans: Field<readonly string[]> = {
  read: (name, answers, at) => {
    const read = words({ empty: 'Enter what it bans or asks for, one on each line', max: 8000, called: 'What it bans' }).read(name, answers, at)
    if (!read.ok) return read
    const list = readBans(read.value)
    return list.length > MOST_BANS ? { ok: false, text: `Enter ${MOST_BANS} lines at most` } : { ok: true, value: list }
  },
}
const ring: Field<readonly LonLat[]> = {
  read: (name, answers) => {
    const text = tidy(textOf(answers, name))
    if (text === '') return { ok: false, text: 'Enter the corners of the area: the order must show it on a map (ASBCPA 2014 s59)' }
    const corners = readOutline(text)
    return corners === undefined ? { ok: false, text: 'Enter at least 3 corners, one on each line, like 51.8011, -0.2068 (latitude, then longitude)' } : { ok: true, value: corners }
  },
}
export const orderText = {
  place: words({ empty: 'Enter where it applies', max: 2000, called: 'Where' }), bans, penalty: words({ empty: 'Enter what happens to whoever breaks it', max: 500, called: 'The penalty' }), ring,
}

export const OrderTextFields = ({ state }: { readonly state: FormState }): Html => (
  <>
    <TextArea name="bans" label="What does it ban or ask for?" hint="One on each line. Anyone can read this" rows={6} state={state} />
    <TextArea name="place" label="Where does it apply?" hint="Streets and places by their names. Anyone can read this" rows={3} maxLength={2000} state={state} />
    <TextArea name="ring" label="The corners of the area" hint="One on each line, latitude then longitude, like 51.8011, -0.2068. In order round the area; a map is drawn from them" rows={6} state={state} />
    <TextField name="penalty" label="What happens to whoever breaks it?" hint="For example: a fixed penalty of up to £100, or a fine of up to £1,000 in court" state={state} />
  </>
)
