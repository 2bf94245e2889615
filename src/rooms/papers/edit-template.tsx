// An officer words a template: a new one, the next version of one, or a draft that goes on. Unknown fields are refused by name.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { PAPER_KINDS, partsTheLawAsks } from '#rooms/wordings/index.ts'
import { Details, InsetText } from '#ui/govuk/components.tsx'
import { ChoiceField, Form, HiddenField, SubmitButton, TextArea, TextField, valueOf } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { optionalWords } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { BUILT_IN, type Template } from './built-in.ts'
import { FIELDS } from './field-catalogue.ts'
import { keyFor, readTemplate, templateFields } from './template-words.ts'
import { changeTemplate, insertTemplate, templateVersion, type TemplateVersion } from './template-store.ts'
import { templateText } from './template-text.ts'

const fields = { ...templateFields, from: optionalWords({ max: 80 }), changes: optionalWords({ max: 12 }) }
type Loaded = { readonly row: TemplateVersion | undefined; readonly from: Template | undefined }

const wordsTyped = ({ kind, name, title, blocks, contents }: Template): Record<string, string> => ({ kind, name, title, text: templateText(blocks), contents: contents.join('\n') })
const CHANGED = 'A colleague has changed it or decided on it since you opened this. What you typed is kept: open the template beside this page'

const Editor = ({ loaded: { row, from }, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const title = row !== undefined ? `Change a draft: ${row.name}` : from === undefined ? 'Write a template' : `The next version of ${from.name}`
  return (
    <OfficerPage frame={{ ...frame, title }} state={state} narrow back={{ href: row === undefined ? '/templates' : `/templates/${row.id}` }}>
      <h1 class="govuk-heading-l">{title}</h1>
      {row?.state === 'sent back' ? <InsetText text={`It was sent back: ${row.decidedBecause ?? ''}`} /> : null}
      <Form action={action} csrf={csrf} once={once} keep={`template-${row?.id ?? from?.key ?? 'new'}`}>
        <HiddenField name="from" value={valueOf(state, 'from')} /><HiddenField name="changes" value={valueOf(state, 'changes')} />
        <TextField name="name" label="What officers call it" state={state} />
        <ChoiceField name="kind" label="What kind of paper is it?" inline state={state} choices={PAPER_KINDS.map(value => ({ value, text: `${value[0]?.toUpperCase() ?? ''}${value.slice(1)}` }))} />
        <TextField name="title" label="Title of the paper" hint="It is read first, also by whoever listens to it" state={state} />
        <TextArea name="text" label="The text" hint="An empty line ends a part. Nothing you type is ever more than words." rows={24} maxLength={30_000} state={state} />
        {Details({ summaryText: 'Marks and fields', html: (
          <>
            <ul class="govuk-list govuk-list--bullet">
              <li><code># Heading</code>, and <code>## a smaller one</code> under it</li><li>Lines that begin with <code>- </code> are a list, with <code>1. </code> a numbered one</li>
              <li>Lines that begin with <code>|</code> are a table; the first has the headings, and a line before it is its caption</li>
              <li><code>[signature]</code> or <code>[signature with room to sign]</code>, <code>[signs: what they agree to]</code>, <code>[page break]</code></li>
              <li><code>[contains right-to-appeal]</code> on the line above a part: what it answers of what such a paper must say</li>
              <li><code>{'{{write: what goes here}}'}</code>: a gap for the officer; no letter goes out with one left</li>
            </ul>
            <ul class="govuk-list">{FIELDS.map(({ name, says, gives }) => <li><code>{`{{${name}}}`}</code> {says} ({gives})</li>)}</ul>
          </>
        ) })}
        <TextArea name="contents" label="What it must say (optional)" hint="One a line, like right-to-appeal. No version without them is kept, and no letter goes out without them. What the law asks for stays." rows={4} maxLength={3000} state={state} />
        <TextField name="why" label="Why does it change?" hint="Whoever approves it reads this" state={state} />
        <SubmitButton text="Save the draft" />
      </Form>
    </OfficerPage>
  )
}

export const writeTemplate = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const from = textOf(ask.answers, 'from') || textOf(ask.query, 'from')
    if (from === '') return { row: undefined, from: undefined }
    const base = looksLikeId(from) ? await templateVersion(work, from) : BUILT_IN.find(({ key }) => key === from)
    return base === undefined ? notThere : { row: undefined, from: base }
  },
  start: ({ from }, ask) => from === undefined ? { text: 'Dear {{person.name}}\n\n\n\n[signature]' } : { ...wordsTyped(from), from: textOf(ask.query, 'from') },
  act: async (work, { from }, typed) => {
    const key = from?.key ?? keyFor(typed.name)
    const read = readTemplate(typed, partsTheLawAsks(key))
    if ('wrong' in read) return problems(...read.wrong)
    if (from === undefined && BUILT_IN.some(one => one.key === key)) return problems({ field: 'name', text: 'A template with this name comes with the service. Open it and write its next version, or choose another name' })
    const id = await insertTemplate(work, key, read.words)
    return id === undefined ? problems({ field: 'name', text: CHANGED }) : seeOther(`/templates/${id}`, { about: { kind: 'template', id } })
  },
  show: Editor,
})

export const editTemplate = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const id = ask.params['template'] ?? ''
    const row = looksLikeId(id) ? await templateVersion(work, id) : undefined
    if (row === undefined) return notThere
    return row.state === 'draft' || row.state === 'sent back' ? { row, from: undefined } : refused('What was submitted is not changed any more. Ask for it to be sent back, or write the next version.')
  },
  start: ({ row }) => row === undefined ? {} : { ...wordsTyped(row), why: row.why, changes: String(row.changes) },
  act: async (work, { row }, typed) => {
    if (row === undefined) return notThere
    const read = readTemplate(typed, partsTheLawAsks(row.key))
    if ('wrong' in read) return problems(...read.wrong)
    if (typed.changes !== String(row.changes) || !await changeTemplate(work, row, read.words)) return problems({ field: 'name', text: CHANGED })
    return seeOther(`/templates/${row.id}`, { about: { kind: 'template', id: row.id } })
  },
  show: Editor,
})
