// Change or confirm one setting, for the partnership or as an agency's own, with why; or go back to the default.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { InsetText } from '#ui/govuk/components.tsx'
import { ButtonGroup, Form, HiddenField, SubmitButton, TextArea, TextField, valueOf, YesNoField, type FormState } from '#ui/forms.tsx'
import { errorOf } from '#ui/form-state.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { optionalWords, words, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { everySetting } from './every-setting.ts'
import { changeSetting, changesOf, storedSettings, type SettingChange } from './setting-store.ts'
import { boxesOf, boxOf, fieldsOf, pairsFor, sayValue, slugOf, valueFrom } from './setting-values.ts'
import type { Setting, SettingField } from './settings.ts'

type Whose = 'partnership' | 'agency'
type Loaded = {
  readonly setting: Setting<unknown>; readonly whose: string; readonly agencyId: string | null
  /** The row that stands, if any, and the value in force without it. */
  readonly stored: unknown; readonly without: unknown
  readonly changes: readonly SettingChange[]; readonly resetting: boolean
}

const CHANGED = 'Somebody else has changed this setting since you opened it. What you typed is kept: read the history below, then send it again if it still holds'

const load = async (work: OfficerWork, ask: Ask, whose: Whose): Promise<Loaded | Answer> => {
  const setting = everySetting.find(one => slugOf(one) === ask.params['key'])
  if (setting === undefined || (whose === 'agency' && setting.perAgency !== true)) return notThere
  if (whose === 'partnership' && work.partnership.triageAgencyId !== work.actor.agencyId) return refused('Only an administrator of the agency that runs the partnership may change what stands for all.')
  const agencyId = whose === 'agency' ? work.actor.agencyId : null
  const all = (await storedSettings(work)).filter(one => one.key === setting.key)
  const partnerships = all.find(one => one.agencyId === null)?.value
  return {
    setting, whose: whose === 'agency' ? work.actor.agencyName : 'the whole partnership', agencyId,
    stored: agencyId === null ? partnerships : all.find(one => one.agencyId === agencyId)?.value, without: agencyId === null ? setting.fallback : partnerships ?? setting.fallback,
    changes: await changesOf(work, setting.key, agencyId), resetting: textOf(ask.answers, 'do') === 'default',
  }
}

const numberOf = ({ changes }: Loaded): number => changes[0]?.number ?? 0
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const act = async (work: OfficerWork, loaded: Loaded, values: Readonly<Record<string, unknown>>) => {
  const { setting, agencyId, resetting } = loaded
  const before = loaded.stored ?? loaded.without
  if (values['seen'] !== String(numberOf(loaded))) return problems({ field: 'seen', text: CHANGED })
  const read = resetting ? { value: loaded.without } : valueFrom(setting, before, values)
  if ('wrong' in read) return problems(...read.wrong)
  const kind = resetting ? 'back to the default' : same(setting.shape.safeParse(before).data, read.value) ? 'confirmed' : 'changed'
  const kept = await changeSetting(work, { key: setting.key, agencyId, number: numberOf(loaded) + 1, kind, was: before, became: read.value, why: String(values['why']), source: String(values['source'] ?? '') })
  return kept ? seeOther(`/settings#${slugOf(setting)}`, { about: { kind: 'setting', id: setting.key } }) : problems({ field: 'seen', text: CHANGED })
}

const Box = ({ field, setting, value, state }: { readonly field: SettingField; readonly setting: Setting<unknown>; readonly value: unknown; readonly state: FormState }): Html => {
  const it = { name: boxOf(field), label: field.label, state, ...(field.hint === undefined ? {} : { hint: field.hint }) }
  if (field.input === 'yes or no') return <YesNoField {...it} />
  if (field.input === 'named texts') return <Texts name={it.name} pairs={pairsFor(setting, value)} state={state} />
  return field.input === 'whole number' ? <TextField {...it} inputMode="numeric" width={5} /> : field.input === 'time' ? <TextField {...it} width={5} /> : <TextField {...it} />
}

const Texts = ({ name, pairs, state }: { readonly name: string; readonly pairs: number; readonly state: FormState }): Html => (
  <>
    {errorOf(state, name) === undefined ? null : <p class="govuk-error-message">{errorOf(state, name)?.text}</p>}
    <p class="govuk-hint">To take one away, empty both boxes.</p>
    {Array.from({ length: pairs }, (_, n) => (
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Text {n + 1}</legend>
        <TextField name={`${name}-${n}-name`} label="What it is called" state={state} width={20} />
        <TextArea name={`${name}-${n}-text`} label="Words" rows={5} state={state} />
      </fieldset>
    ))}
  </>
)

const History = ({ setting, changes }: Pick<Loaded, 'setting' | 'changes'>): Html => (
  <>
    <h2 class="govuk-heading-m" id="history">History</h2>
    {changes.length === 0 ? <p class="govuk-body">Nobody has changed or confirmed it yet.</p> : null}
    {changes.map(change => (
      <section>
        <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{`${change.by}, ${sayMoment(change.at)}: ${change.kind}`}</h3>
        <p class="govuk-body">{change.why}{change.source === null ? '' : ` (source: ${change.source})`}</p>
        {same(change.was, change.became) ? null : <ul class="govuk-list govuk-list--bullet">{sayChange(setting, change).map(line => <li>{line}</li>)}</ul>}
      </section>
    ))}
  </>
)

const sayChange = (setting: Setting<unknown>, { was, became }: SettingChange): readonly string[] => {
  const [before, after] = [sayValue(setting, was), sayValue(setting, became)]
  const lines = setting.fields.flatMap((_, n) => before[n] === after[n] ? [] : [`From “${before[n] ?? ''}” to “${after[n] ?? ''}”`])
  return lines.length === 0 ? ['The words were changed'] : lines
}

const seenAsTyped = (loaded: Loaded, state: FormState): string => {
  const typed = valueOf(state, 'seen')
  return state.errors.some(error => error.field === 'seen') || typed === '' ? String(numberOf(loaded)) : typed
}

/** The form for one setting: what stands for the partnership, or the officer's own agency's. */
export const editSetting = (whose: Whose) => form<OfficerWork, Fields, Loaded>({
  fields: ({ setting, resetting }) => ({
    ...(resetting ? {} : fieldsOf(setting)), why: words({ empty: 'Say why, for whoever asks later', max: 500, called: 'Why' }), source: optionalWords({ max: 500, called: 'Source' }), seen: optionalWords(),
  }),
  load: (work, ask) => load(work, ask, whose),
  start: ({ setting, stored, without }) => boxesOf(setting, stored ?? without),
  act,
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: loaded.setting.title }} state={state} breadcrumbs={[{ text: 'Settings', href: '/settings' }]} narrow>
      <span class="govuk-caption-l">For {loaded.whose}</span>
      <h1 class="govuk-heading-l">{loaded.setting.title}</h1>
      <p class="govuk-body">{loaded.setting.says}</p>
      <InsetText text={`Default: ${sayValue(loaded.setting, loaded.setting.fallback).join('; ')}. ${loaded.setting.source}.`} />
      {loaded.agencyId === null ? null : <InsetText text={`The partnership’s: ${sayValue(loaded.setting, loaded.without).join('; ')}.`} />}
      <Form action={action} csrf={csrf} once={once} keep="setting">
        <div id="seen" tabindex={-1}><HiddenField name="seen" value={seenAsTyped(loaded, state)} /></div>
        {loaded.setting.fields.map(field => <Box field={field} setting={loaded.setting} value={loaded.stored ?? loaded.without} state={state} />)}
        <TextArea name="why" label="Why" hint="For the history: what was decided, by whom, or that this is what you already promise" rows={3} state={state} />
        <TextField name="source" label="Source (optional)" hint="For example the policy or page it comes from" state={state} />
        <ButtonGroup>
          <SubmitButton text="Save and confirm" name="do" value="save" />
          {loaded.stored === undefined ? null : <SubmitButton text={loaded.agencyId === null ? 'Back to the default' : 'Back to the partnership’s'} name="do" value="default" look="secondary" />}
        </ButtonGroup>
      </Form>
      <History setting={loaded.setting} changes={loaded.changes} />
    </OfficerPage>
  ),
})
