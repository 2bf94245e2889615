// An officer writes a letter part by part: each part is a box of plain words, so nothing typed can break the paper or leave what must be said.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { loadToAdd, type Case } from '#rooms/cases/index.ts'
import { toConfirm } from '#rooms/wordings/index.ts'
import { Form, HiddenField, SubmitButton, TextArea, TextField, valueOf, type FormState } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import type { Block } from '#ui/papers/paper.ts'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalWords, words, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { changeLetter, letterWith, type Letter } from './letter-store.ts'
import { sayContent } from './template-text.ts'

export type LetterAt = { readonly theCase: Case; readonly letter: Letter }
/** The letter at this address, of a case this officer may add to. */
export const letterAt = async (work: OfficerWork, ask: Ask): Promise<LetterAt | Answer> => {
  const found = await loadToAdd(work, ask)
  if ('kind' in found) return found
  const id = ask.params['letter'] ?? ''
  const letter = looksLikeId(id) ? await letterWith(work, found.theCase.id, id) : undefined
  return letter === undefined ? notThere : { theCase: found.theCase, letter }
}
/** The same, while it is a draft. */
export const draftAt = async (work: OfficerWork, ask: Ask): Promise<LetterAt | Answer> => {
  const at = await letterAt(work, ask)
  if ('kind' in at) return at
  return at.letter.state === 'draft' ? at : refused('This letter is made and is not changed any more. Begin another one.')
}

const partName = (at: number): string => `part-${at + 1}`
const typedOf = (block: Block): string | undefined => {
  switch (block.kind) {
    case 'heading': case 'paragraph': case 'signing': return block.text
    case 'list': return block.items.join('\n')
    case 'table': return [block.header, ...block.rows].map(row => row.join(' | ')).join('\n')
    case 'signature': case 'page break': return undefined
  }
}
const linesIn = (text: string): readonly string[] => text.split('\n').map(line => line.trim()).filter(line => line !== '')

/** A part as it was typed; undefined when its box was emptied, a text when it cannot be read. */
const readPart = (block: Block, typed: string): readonly Block[] | { readonly wrong: string } => {
  if (block.kind === 'signature' || block.kind === 'page break') return [block]
  if (typed.trim() === '') return []
  if (block.kind === 'list') return [{ ...block, items: linesIn(typed) }]
  if (block.kind === 'table') {
    const [header = [], ...rows] = linesIn(typed).map(line => line.split('|').map(cell => cell.trim()))
    return rows.some(row => row.length !== block.header.length) || header.length !== block.header.length ? { wrong: `Each row has ${block.header.length} cells, with | between them` } : [{ ...block, header, rows }]
  }
  if (block.kind !== 'paragraph') return [{ ...block, text: linesIn(typed).join(' ') }]
  // An empty line begins another paragraph; what the part answers stays with its first.
  const [first = '', ...rest] = typed.split(/\n[ \t]*\n+/)
  return [{ ...block, text: first }, ...rest.filter(text => text.trim() !== '').map(text => ({ kind: 'paragraph' as const, text: text.trim() }))]
}

const fieldsOf = ({ letter: { blocks } }: LetterAt): Fields => ({
  changes: optionalWords({ max: 12 }), title: words({ empty: 'Enter the title', max: 200, called: 'The title' }),
  ...Object.fromEntries(blocks.flatMap((block, at): readonly (readonly [string, Field<string>])[] => typedOf(block) === undefined ? [] : [[partName(at), optionalWords({ max: 20_000, called: 'This part' })]])),
  more: optionalWords({ max: 20_000, called: 'This part' }),
})
const textIn = (values: Readonly<Record<string, unknown>>, name: string): string => typeof values[name] === 'string' ? values[name] : ''

const LABELS: Readonly<Record<Block['kind'], string>> = { heading: 'Heading', paragraph: 'Paragraph', list: 'List, one thing on each line', table: 'Table, one row on each line, | between cells', signature: 'Signature', signing: 'Who signs it says', 'page break': 'A new page begins here' }
const Part = ({ block, at, state }: { readonly block: Block; readonly at: number; readonly state: FormState }): Html => {
  const text = typedOf(block)
  if (text === undefined) return <p class="govuk-body govuk-hint">{LABELS[block.kind]}</p>
  const hint = block.contains === undefined ? '' : `It must say: ${sayContent(block.contains)}`
  const about = { name: partName(at), label: LABELS[block.kind], state, ...(hint === '' ? {} : { hint }) }
  if (block.kind === 'heading' || block.kind === 'signing') return <TextField {...about} />
  return <TextArea {...about} rows={Math.min(12, Math.max(2, Math.ceil(text.length / 70) + text.split('\n').length))} />
}

/** An agency's own version was approved by somebody; one that comes with the service was not. */
const AskFirst = ({ letter: { templateKey, templateVersion } }: Pick<LetterAt, 'letter'>): Html | null => {
  const confirm = templateVersion === 0 ? toConfirm(templateKey) : []
  return confirm.length === 0 ? null : WarningText({ html: <>These words come with the service, and your agency has not approved its own. Ask your solicitor first. {confirm.join(' ')}</>, iconFallbackText: 'Warning' })
}

export const editLetter = form<OfficerWork, Fields, LetterAt>({
  fields: fieldsOf, load: draftAt,
  start: ({ letter: { blocks, title, changes } }) => ({ changes: String(changes), title, ...Object.fromEntries(blocks.map((block, at) => [partName(at), typedOf(block) ?? ''])) }),
  act: async (work, { theCase, letter }, values) => {
    const read = letter.blocks.map((block, at) => readPart(block, textIn(values, partName(at))))
    const wrong = read.flatMap((part, at) => 'wrong' in part ? [{ field: partName(at), text: part.wrong }] : [])
    if (wrong.length > 0) return problems(...wrong)
    const blocks = read.flatMap(part => 'wrong' in part ? [] : part)
    const more = textIn(values, 'more').split(/\n[ \t]*\n+/).filter(text => text.trim() !== '').map(text => ({ kind: 'paragraph' as const, text: text.trim() }))
    const end = blocks.findLastIndex(({ kind }) => kind === 'signature')
    const whole = end < 0 ? [...blocks, ...more] : blocks.toSpliced(end, 0, ...more)
    if (textIn(values, 'changes') !== String(letter.changes) || !await changeLetter(work, letter, textIn(values, 'title'), whole)) return problems({ field: 'title', text: 'A colleague has changed this draft since you opened it. What you typed is kept: read the letter beside this page' })
    return seeOther(`/cases/${theCase.reference}/letters/${letter.id}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, letter }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write a letter' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/letters/${letter.id}` }}>
      <h1 class="govuk-heading-l">Write to {letter.to}</h1>
      <InsetText text="Empty a box to leave its part out. Where {{write: …}} stands, put your words in its place: the letter does not go with one left." />
      <AskFirst letter={letter} />
      <Form action={action} csrf={csrf} once={once} keep={`letter-${letter.id}`}>
        <HiddenField name="changes" value={valueOf(state, 'changes')} />
        <TextField name="title" label="Title" state={state} />
        {letter.blocks.map((block, at) => <Part block={block} at={at} state={state} />)}
        <TextArea name="more" label="One more paragraph before the signature (optional)" rows={3} state={state} />
        <SubmitButton text="Save and look at it" />
      </Form>
    </OfficerPage>
  ),
})
