// A template as the form has it: its fields, and the one reading of them that says what is wrong with the text.
import { choice, optionalWords, words } from '#web/fields.ts'
import { PAPER_KINDS } from '#rooms/wordings/index.ts'
import { wrongToken } from './field-catalogue.ts'
import { missingContents, parseTemplate, sayContent } from './template-text.ts'
import type { TemplateWords } from './template-store.ts'

export const templateFields = {
  kind: choice(PAPER_KINDS, { empty: 'Select what kind of paper it is' }), name: words({ empty: 'Enter what officers call it', max: 120, called: 'The name' }),
  title: words({ empty: 'Enter the title of the paper', max: 200, called: 'The title' }), text: words({ empty: 'Enter the text', max: 30_000, called: 'The text' }),
  contents: optionalWords({ max: 3000, called: 'What it must contain' }), why: words({ empty: 'Enter why it changes', max: 1000, called: 'Why' }),
}
type Typed = { readonly kind: TemplateWords['kind']; readonly name: string; readonly title: string; readonly text: string; readonly contents: string; readonly why: string }
type Wrong = { readonly field: 'title' | 'text' | 'contents'; readonly text: string }

/** @param asked parts the law asks of this paper, which no version leaves out */
export const readTemplate = ({ text, contents, title, kind, name, why }: Typed, asked: readonly string[] = []): { readonly words: TemplateWords } | { readonly wrong: readonly Wrong[] } => {
  const ids = [...new Set(contents.split('\n').map(line => line.trim()).filter(line => line !== ''))]
  const odd = ids.find(id => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
  if (odd !== undefined) return { wrong: [{ field: 'contents', text: `“${odd}” is no content: use small letters and hyphens, like right-to-appeal` }] }
  const left = asked.filter(id => !ids.includes(id))
  if (left.length > 0) return { wrong: [{ field: 'contents', text: `The law asks this paper to say: ${left.map(sayContent).join('; ')}. Keep ${left.join(', ')} in this list` }] }
  const inTitle = wrongToken(title)
  if (inTitle !== undefined) return { wrong: [{ field: 'title', text: inTitle }] }
  const parsed = parseTemplate(text)
  if ('wrong' in parsed) return { wrong: [{ field: 'text', text: parsed.wrong }] }
  const [missing] = missingContents(ids, parsed.blocks)
  if (missing !== undefined) return { wrong: [{ field: 'text', text: `It must say: ${sayContent(missing)}. Write [contains ${missing}] on the line above the part that says it` }] }
  return { words: { kind, name, why, title, blocks: parsed.blocks, contents: ids } }
}
/** "Warning letter, hostel" as a key that letters keep: warning-letter-hostel. */
export const keyFor = (name: string): string => name.normalize('NFKD').toLowerCase().split(/[^a-z0-9]+/).filter(part => part !== '').join('-').slice(0, 60) || 'template'
