// Templates as they are written in the browser: a few marks at the beginning of lines, and nothing else is ever more than words.
import type { Block } from '#ui/papers/paper.ts'
import { wrongToken } from './field-catalogue.ts'

export type Parsed = { readonly blocks: readonly Block[] } | { readonly wrong: string }

const MOST_BLOCKS = 150
const cells = (line: string): readonly string[] => line.replace(/^\|/, '').replace(/\|\s*$/, '').split('|').map(cell => cell.trim())
const CONTENT_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

type Draft = Block | { readonly wrong: string }

/** One part of a text: the lines between two empty ones. */
const readPart = (lines: readonly string[]): Draft => {
  const [first = '', ...rest] = lines
  const only = rest.length === 0
  if (/^#{1,2} /.test(first)) return only ? { kind: 'heading', level: first.startsWith('## ') ? 3 : 2, text: first.replace(/^#+ /, '').trim() } : { wrong: `Leave an empty line after the heading “${first.replace(/^#+ /, '')}”` }
  if (/^#{3,} /.test(first)) return { wrong: `“${first}”: headings have one # or two` }
  if (first === '[signature]' || first === '[signature with room to sign]') return only ? { kind: 'signature', space: first !== '[signature]' } : { wrong: `Leave an empty line after ${first}` }
  if (first === '[page break]') return only ? { kind: 'page break' } : { wrong: 'Leave an empty line after [page break]' }
  if (first.startsWith('[signs: ')) return only && first.endsWith(']') ? { kind: 'signing', text: first.slice(8, -1).trim() } : { wrong: '[signs: …] stands alone on one line and ends with ]' }
  if (/^\[[^\]]*\]$/.test(first)) return { wrong: `There is no part called ${first}. There are [signature], [signature with room to sign], [signs: …], [contains …] and [page break]` }
  if (lines.every(line => line.startsWith('- '))) return { kind: 'list', numbered: false, items: lines.map(line => line.slice(2).trim()) }
  if (lines.every(line => /^\d+\. /.test(line))) return { kind: 'list', numbered: true, items: lines.map(line => line.replace(/^\d+\. /, '').trim()) }
  if (lines.some(line => line.startsWith('|'))) return readTable(lines)
  return { kind: 'paragraph', text: lines.join('\n') }
}

const readTable = (lines: readonly string[]): Draft => {
  const caption = lines[0]?.startsWith('|') === true ? '' : lines[0] ?? ''
  const [header = [], ...rows] = lines.slice(caption === '' ? 0 : 1).map(cells)
  if (rows.length === 0) return { wrong: 'A table has a row of headings and at least one more' }
  if (lines.slice(caption === '' ? 0 : 1).some(line => !line.startsWith('|'))) return { wrong: 'Each line of a table begins with |' }
  if (rows.some(row => row.length !== header.length)) return { wrong: `Each row of the table must have ${header.length} cells, as its headings do` }
  return { kind: 'table', caption, header, rows }
}

/** Parts in order, each with the content it answers when a line [contains …] stands before it. */
export const parseTemplate = (text: string): Parsed => {
  const parts = text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n+/).map(part => part.split('\n').map(line => line.trim()).filter(line => line !== '')).filter(lines => lines.length > 0)
  if (parts.length > MOST_BLOCKS) return { wrong: `A template has at most ${MOST_BLOCKS} parts` }
  const blocks: Block[] = []
  for (const lines of parts) {
    const marked = /^\[contains ([^\]]+)\]$/.exec(lines[0] ?? '')?.[1]?.trim()
    if (marked !== undefined && !CONTENT_ID.test(marked)) return { wrong: `“${marked}” is no content: use small letters and hyphens, like right-to-appeal` }
    const rest = marked === undefined ? lines : lines.slice(1)
    if (rest.length === 0) return { wrong: `Nothing stands under [contains ${marked ?? ''}]` }
    const block = readPart(rest)
    if ('wrong' in block) return block
    blocks.push(marked === undefined ? block : { ...block, contains: marked })
  }
  const wrong = blocks.map(block => wrongToken(wordsOf(block).join('\n'))).find(one => one !== undefined)
  return wrong === undefined ? { blocks } : { wrong }
}

/** Every text of a block. */
export const wordsOf = (block: Block): readonly string[] => {
  switch (block.kind) {
    case 'heading': case 'paragraph': case 'signing': return [block.text]
    case 'list': return block.items
    case 'table': return [block.caption, ...block.header, ...block.rows.flat()]
    case 'signature': case 'page break': return []
  }
}

/** A block with each of its texts changed. */
export const withWords = (block: Block, change: (text: string) => string): Block => {
  switch (block.kind) {
    case 'heading': case 'paragraph': case 'signing': return { ...block, text: change(block.text) }
    case 'list': return { ...block, items: block.items.map(change) }
    case 'table': return { ...block, caption: change(block.caption), header: block.header.map(change), rows: block.rows.map(row => row.map(change)) }
    case 'signature': case 'page break': return block
  }
}

const linesOf = (block: Block): readonly string[] => {
  switch (block.kind) {
    case 'heading': return [`${block.level === 2 ? '#' : '##'} ${block.text}`]
    case 'paragraph': return [block.text]
    case 'list': return block.items.map((item, at) => block.numbered ? `${at + 1}. ${item}` : `- ${item}`)
    case 'table': return [...block.caption === '' ? [] : [block.caption], ...[block.header, ...block.rows].map(row => `| ${row.join(' | ')} |`)]
    case 'signature': return [block.space ? '[signature with room to sign]' : '[signature]']
    case 'signing': return [`[signs: ${block.text}]`]
    case 'page break': return ['[page break]']
  }
}
/** The other way round, to edit. */
export const templateText = (blocks: readonly Block[]): string => blocks.map(block => [...block.contains === undefined ? [] : [`[contains ${block.contains}]`], ...linesOf(block)].join('\n')).join('\n\n')

/** Required contents that no block answers, or only one without words. */
export const missingContents = (contents: readonly string[], blocks: readonly Block[]): readonly string[] => {
  const said = new Set(blocks.filter(block => block.kind === 'signature' || wordsOf(block).some(text => text.trim() !== '')).flatMap(({ contains }) => contains ?? []))
  return contents.filter(content => !said.has(content))
}
/** "right-to-appeal" as it is said to a person. */
export const sayContent = (content: string): string => content.replaceAll('-', ' ')

/** For easy read: one sentence, one line. What a sentence is, is judged by its end; an officer reads it over. */
export const oneIdeaALine = (blocks: readonly Block[]): readonly Block[] => blocks.flatMap((block): readonly Block[] => {
  if (block.kind !== 'paragraph') return [block]
  const [first = '', ...rest] = block.text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)
  return [{ ...block, text: first }, ...rest.map(text => ({ kind: 'paragraph' as const, text }))]
})
