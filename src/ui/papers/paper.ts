// A paper as every form of it is drawn from: PDF, page, and .docx. Plain strings throughout; nothing in them is ever markup.

export const VARIANTS = ['standard', 'large print', 'easy read', 'other language'] as const
export type Variant = (typeof VARIANTS)[number]

type Contains = { /** The required content this part answers, by its id. */ readonly contains?: string }
export type Block = Contains & (
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly caption: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Whoever writes. `space`: room to sign by hand. */
  | { readonly kind: 'signature'; readonly space: boolean }
  /** A line for somebody else to sign on. */
  | { readonly kind: 'signing'; readonly text: string }
  | { readonly kind: 'page break' })

/** Words the frame of a paper says, in its language; {page} and {pages} are put in as it is drawn. */
export type FrameWords = { readonly page: string; readonly closing: string; readonly signed: string; readonly dated: string; readonly date: string; readonly reference: string; readonly confidential: string }

export type Paper = {
  readonly variant: Variant
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  /** Of the agency: six hexadecimal digits after a #, readable on white. */
  readonly colour: string
  readonly sender: { readonly name: string; readonly lines: readonly string[] }
  /** "Private and confidential", or ''. */
  readonly delivery: string
  /** Whether the place behind the window of the envelope is kept for an address. */
  readonly addressed: boolean
  /** The name, then the address; only the name where the address is not ours to read. */
  readonly recipient: readonly string[]
  readonly particulars: readonly (readonly [name: string, value: string])[]
  readonly blocks: readonly Block[]
  readonly signatory: { readonly name: string; readonly lines: readonly string[] }
  readonly footer: string
  readonly words: FrameWords
}

/** Everything a person could read in it, as one text, in order: for checks of what a letter gives away, and for plain email. */
export const plainText = ({ title, blocks, signatory, words }: Pick<Paper, 'title' | 'blocks' | 'signatory' | 'words'>): string =>
  [title, ...blocks.flatMap(block => {
    switch (block.kind) {
      case 'heading': case 'paragraph': return [block.text]
      case 'signing': return [block.text]
      case 'list': return [block.items.map((item, at) => block.numbered ? `${at + 1}. ${item}` : `- ${item}`).join('\n')]
      case 'table': return [[block.caption, ...block.rows.map(row => row.map((cell, at) => `${block.header[at] ?? ''}: ${cell}`).join('; '))].filter(line => line !== '').join('\n')]
      case 'signature': return [[words.closing, signatory.name, ...signatory.lines].join('\n')]
      case 'page break': return []
    }
  })].join('\n\n')

/** Headings without a step left out: a third level stands only under a second. PDF/UA-1 asks for it, and so do people who listen. */
export const inSteps = (blocks: readonly Block[]): readonly Block[] => {
  let under = false
  return blocks.map(block => {
    if (block.kind !== 'heading') return block
    const level = block.level === 3 && under ? 3 : 2
    under = true
    return { ...block, level }
  })
}

/** Characters that turn the direction of writing make words read as others; controls are nothing anybody types. Line ends stay. */
const NOT_DRAWN = /[[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]--\n]/gv
/** As it is drawn, everywhere: every string in what is given, without what no paper may hold. */
export const drawable = (text: string): string => text.toWellFormed().replaceAll(NOT_DRAWN, '')
