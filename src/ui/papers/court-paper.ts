// A paper for a court as it is drawn: one statement, or a whole bundle with its index. Plain strings throughout; nothing in them is ever markup.
import type { Block } from './paper.ts'

export type CourtPart =
  | Exclude<Block, { readonly kind: 'signature' | 'signing' | 'page break' | 'table' }>
  | { readonly kind: 'table'; readonly caption: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; /** Shares of the width, one for each column. */ readonly widths?: readonly number[] }
  /** Paragraphs numbered from 1. */
  | { readonly kind: 'numbered'; readonly items: readonly string[] }
  /** `file`: the name of a picture handed to the press. `alt`: what it shows, for whoever cannot see it. */
  | { readonly kind: 'picture'; readonly file: string; readonly alt: string; readonly says: string }
  | { readonly kind: 'truth'; readonly text: string; readonly name: string; readonly signed: string; readonly dated: string }

export type CourtDocument = { readonly section: string | null; readonly level: 1 | 2 | 3; readonly title: string; /** Top right, a line each. */ readonly marks: readonly string[]; readonly says: readonly string[]; readonly parts: readonly CourtPart[] }
export type CourtPaper = {
  readonly title: string; readonly author: string; readonly footer: string
  readonly front: { readonly says: readonly string[]; readonly header: readonly [string, string, string] } | null
  readonly documents: readonly CourtDocument[]
}
/** Bytes of a picture by the name a part calls it by: letters, digits and a dot. */
export type Picture = { readonly file: string; readonly bytes: Uint8Array }
