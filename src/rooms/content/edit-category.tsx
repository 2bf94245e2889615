// Add or change a category: residents' words, officers' name, severity, advice, order, and whether it is in use.
import type { OfficerWork } from '#db/work.ts'
import { Form, HiddenField, SelectField, SubmitButton, TextArea, TextField, valueOf, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { choice, optionalWords, wholeNumber, words, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { allCategories, allSignposts, saveCategory } from '#rooms/partnership/index.ts'
import { changedMeanwhile, newCode, ONLY_RUNNER, runsPartnership } from './seen-row.ts'

type Category = Awaited<ReturnType<typeof allCategories>>[number]
type Loaded = { readonly one: Category | undefined; readonly all: readonly Category[]; readonly signposts: readonly { readonly code: string; readonly name: string }[] }

const STRANDS = ['personal', 'nuisance', 'environmental'] as const
const SEVERITIES = ['high', 'medium', 'standard'] as const
const fields = {
  residentName: words({ empty: 'Enter what residents read', max: 120, called: 'What residents read' }), residentHint: optionalWords({ max: 300, called: 'Hint' }),
  name: words({ empty: 'Enter what officers read', max: 120, called: 'What officers read' }),
  strand: choice(STRANDS, { empty: 'Select a strand' }), severity: choice(SEVERITIES, { empty: 'Select a severity' }),
  sensitive: yesNo({ empty: 'Select whether it is sensitive' }), restricted: yesNo({ empty: 'Select whether it is for few eyes' }), advice: optionalWords({ max: 1000, called: 'Advice' }), signpostCode: optionalWords(),
  position: wholeNumber({ empty: 'Enter its place in the list', called: 'Place in the list', min: 0, max: 500 }), inUse: yesNo({ empty: 'Select whether it is in use' }), seen: optionalWords(),
}

const startOf = (one: Category) => ({
  residentName: one.residentName, residentHint: one.residentHint ?? '', name: one.name, strand: one.strand, severity: one.severity, sensitive: one.sensitive ? 'yes' : 'no', restricted: one.restricted ? 'yes' : 'no',
  advice: one.advice ?? '', signpostCode: one.signpostCode ?? '', position: String(one.position), inUse: one.endedOn === null ? 'yes' : 'no', seen: one.look,
})
const toOption = (value: string) => ({ value, text: value })

export const editCategory = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [({ inUse }, { loaded: { one, all } }) => inUse === false && !all.some(other => other.code !== one?.code && other.endedOn === null) ? { field: 'inUse', text: 'This is the last category in use: add another first' } : undefined],
  load: async (work, ask) => {
    const all = await allCategories(work)
    const one = all.find(({ code }) => code === ask.params['code'])
    if (ask.params['code'] !== undefined && one === undefined) return notThere
    return runsPartnership(work) ? { one, all, signposts: (await allSignposts(work)).filter(({ code, endedOn }) => endedOn === null || code === one?.signpostCode) } : ONLY_RUNNER
  },
  start: ({ one, all }) => one === undefined ? { position: String(all.length + 1), inUse: 'yes' } : startOf(one),
  act: async (work, { one, all, signposts }, { seen, inUse, ...values }) => {
    if (values.signpostCode !== '' && !signposts.some(({ code }) => code === values.signpostCode)) return problems({ field: 'signpostCode', text: 'Select from the list' })
    const code = one?.code ?? newCode(values.name, all.map(other => other.code))
    const kept = await saveCategory(work, code, one === undefined ? null : seen, {
      ...values, residentHint: values.residentHint || null, advice: values.advice || null, signpostCode: values.signpostCode || null, endedOn: inUse ? null : one?.endedOn ?? work.today,
    })
    return kept ? seeOther('/content#categories', { about: { kind: 'category', id: code } }) : changedMeanwhile
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: loaded.one?.residentName ?? 'Add a category' }} state={state} breadcrumbs={[{ text: 'Agencies, categories and signposts', href: '/content' }]} narrow>
      <h1 class="govuk-heading-l">{loaded.one?.residentName ?? 'Add a category'}</h1>
      <Form action={action} csrf={csrf} once={once} keep="category">
        <HiddenField name="seen" value={valueOf(state, 'seen')} />
        <TextField name="residentName" label="What residents read" state={state} />
        <TextField name="residentHint" label="Hint for residents (optional)" state={state} />
        <TextField name="name" label="What officers read" state={state} />
        <SelectField name="strand" label="Strand" empty="Choose" options={STRANDS.map(toOption)} state={state} />
        <SelectField name="severity" label="Severity" hint="Sets how soon we promise first contact" empty="Choose" options={SEVERITIES.map(toOption)} state={state} />
        <YesNoField name="sensitive" label="Is it sensitive?" hint="Sensitive reports are shown nowhere in public, Open311 included" state={state} />
        <YesNoField name="restricted" label="Does it tell of domestic abuse?" hint="Reports of it are then for few eyes: those who may see restricted records, and whoever takes one. A case opened from it is flagged and has its own circle" state={state} />
        <TextArea name="advice" label="Advice before they go on (optional)" hint="What is not anti-social behaviour, or is someone else’s job. They may still send it" rows={4} state={state} />
        <SelectField name="signpostCode" label="Signpost shown with it (optional)" empty="None" options={loaded.signposts.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <TextField name="position" label="Place in the list" inputMode="numeric" width={3} state={state} />
        <YesNoField name="inUse" label="Is it in use?" hint="Reports and cases that have it keep it" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
