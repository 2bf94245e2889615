// Which matter of the case a paper for court is for: said on the form, begun from the matter's own page, or for none.
import type { NamedMatter } from '#rooms/interventions/index.ts'
import type { FormState } from '#ui/form-state.tsx'
import { SelectField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { textOf, type Ask } from '#web/ask.ts'
import type { Field } from '#web/fields.ts'

/** Its key, or '' for none. */
export const matterField = (matters: readonly NamedMatter[]): Field<string> => ({ read: (name, answers) => { const said = textOf(answers, name); return { ok: true, value: matters.some(({ id }) => id === said) ? said : '' } } })
/** The matter whose page led here, if it is one of this case. */
export const matterFrom = (ask: Ask, matters: readonly NamedMatter[]): string => matters.find(({ id }) => id === textOf(ask.query, 'matter'))?.id ?? ''
export const nameOfMatter = (matters: readonly NamedMatter[], id: string | null): string => matters.find(one => one.id === id)?.name ?? ''

export const MatterSelect = ({ matters, state }: { readonly matters: readonly NamedMatter[]; readonly state: FormState }): Html | null =>
  matters.length === 0 ? null : <SelectField name="matter" label="Which matter is it for?" state={state} empty="None of them, or all" options={matters.map(({ id, name }) => ({ value: id, text: name }))} />
