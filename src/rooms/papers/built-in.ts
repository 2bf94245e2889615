// The templates that come with the service, as version 0: the wordings, read. An agency writes its own over them.
import type { Block } from '#ui/papers/paper.ts'
import { WORDINGS, type PaperKind, type Wording } from '#rooms/wordings/index.ts'
import { parseTemplate } from './template-text.ts'

export type Template = { readonly key: string; readonly version: number; readonly kind: PaperKind; readonly name: string; readonly title: string; readonly blocks: readonly Block[]; readonly contents: readonly string[] }

const made = ({ text, says = {}, key, kind, name, title }: Wording): Template => {
  const parsed = parseTemplate(text)
  if ('wrong' in parsed) throw new Error(`The template ${key}: ${parsed.wrong}`)
  return { key, version: 0, kind, name, title, blocks: parsed.blocks, contents: Object.keys(says) }
}

export const BUILT_IN: readonly Template[] = WORDINGS.map(made)
