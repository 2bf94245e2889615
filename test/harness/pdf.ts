// Reads a PDF as far as our tests ask: its objects, its structure tree, and its words. It knows only what Typst writes: plain objects, no object streams.
import { inflateSync } from 'node:zlib'

export type StructureElement = { readonly is: string; readonly title: string | undefined; readonly alt: string | undefined; readonly text: string; readonly kids: readonly StructureElement[] }
export type ReadPdf = {
  readonly catalog: string; readonly information: string; readonly metadata: string; readonly pages: number
  readonly tree: StructureElement
  /** Every element of the tree, in reading order. */
  readonly elements: readonly StructureElement[]
  readonly text: string
  /** The words drawn on each page, in no order of pages. */
  readonly onPages: readonly string[]
  /** Sizes of type in points, smallest first. */
  readonly sizes: readonly number[]
  /** How often the empty box was drawn that stands for a letter its font has not: glyph 0 of every font. */
  readonly boxes: number
  /** What a reader says in place of glyphs that stand for several letters, in order. */
  readonly saidInstead: string
}

type Stored = { readonly head: string; readonly stream: Buffer | undefined }

const objectsIn = (pdf: Buffer): ReadonlyMap<number, Stored> => {
  const raw = pdf.toString('latin1')
  const found = new Map<number, Stored>()
  for (const match of raw.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = match.index + match[0].length
    const end = raw.indexOf('endobj', from)
    const opens = raw.indexOf('\nstream\n', from)
    if (opens === -1 || opens > end) { found.set(Number(match[1]), { head: raw.slice(from, end), stream: undefined }); continue }
    const head = raw.slice(from, opens)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const bytes = pdf.subarray(opens + 8, opens + 8 + length)
    found.set(Number(match[1]), { head, stream: head.includes('/FlateDecode') ? inflateSync(bytes) : bytes })
  }
  return found
}

/** A literal string's bytes, escapes undone. @see ISO 32000-1, 7.3.4.2 */
const bytesOf = (literal: string): Buffer => {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  return Buffer.from(literal.replaceAll(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_all, octal: string | undefined, sign: string | undefined) => octal === undefined ? escapes[sign ?? ''] ?? sign ?? '' : String.fromCharCode(Number.parseInt(octal, 8))), 'latin1')
}
const textOf = (literal: string): string => {
  const bytes = bytesOf(literal)
  return bytes[0] === 0xFE && bytes[1] === 0xFF ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : bytes.toString('latin1')
}
const STRING = String.raw`\(((?:\\[\s\S]|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>`
const named = (head: string, name: string): string | undefined => {
  const found = new RegExp(`/${name} (?:${STRING})`).exec(head)
  return found === null ? undefined : found[1] === undefined ? textOf(`${Buffer.from((found[2] ?? '').replaceAll(/\s/g, ''), 'hex').toString('latin1').replaceAll('\\', '\\\\')}`) : textOf(found[1])
}
const reference = (head: string, name: string): number => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? -1)

const unicodeOf = (cmap: string): ReadonlyMap<number, string> => {
  const found = new Map<number, string>()
  const say = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, part = ''] of cmap.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) for (const [, code = '', hex = ''] of part.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g)) found.set(Number.parseInt(code, 16), say(hex))
  for (const [, part = ''] of cmap.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g)) for (const [, from = '', to = '', hex = ''] of part.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g)) {
    for (let code = Number.parseInt(from, 16), step = 0; code <= Number.parseInt(to, 16); code += 1, step += 1) {
      const first = say(hex)
      found.set(code, first.slice(0, -1) + String.fromCodePoint((first.codePointAt(first.length - 1) ?? 0) + step))
    }
  }
  return found
}

/** Literal strings as hexadecimal ones: they may hold balanced brackets of their own, which no expression follows. */
const withoutLiterals = (content: string): string => {
  let [made, at] = ['', 0]
  while (at < content.length) {
    const opens = content.indexOf('(', at)
    if (opens === -1) return made + content.slice(at)
    let [depth, end] = [1, opens + 1]
    for (; end < content.length && depth > 0; end += 1) {
      const sign = content[end]
      if (sign === '\\') end += 1
      else depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    }
    made += `${content.slice(at, opens)}<${bytesOf(content.slice(opens + 1, end - 1)).toString('hex')}>`
    at = end
  }
  return made
}

type Drawn = { readonly byMark: ReadonlyMap<number, string>; readonly sizes: readonly number[]; readonly boxes: number; readonly saidInstead: string }
/** The words of a page, by the marks its structure tree refers to. */
const drawnOn = (objects: ReadonlyMap<number, Stored>, head: string): Drawn => {
  const fonts = new Map([...head.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', at = '']) => [name, unicodeOf(objects.get(reference(objects.get(Number(at))?.head ?? '', 'ToUnicode'))?.stream?.toString('latin1') ?? '')]))
  const content = withoutLiterals(objects.get(reference(head, 'Contents'))?.stream?.toString('latin1') ?? '')
  const byMark = new Map<number, string>()
  const sizes: number[] = []
  let [mark, font, boxes, saidInstead] = [-1, '', 0, '']
  const token = /\/MCID (\d+)|\/(f\d+) ([\d.]+) Tf|\bEMC\b|\/ActualText <[^>]*>|<([0-9A-Fa-f]*)>/g
  for (const [all, mcid, face, size, hex] of content.matchAll(token)) {
    if (mcid !== undefined) mark = Number(mcid)
    else if (face !== undefined) { font = face; sizes.push(Number(size)) }
    else if (all.startsWith('/ActualText')) saidInstead += textOf(Buffer.from(/<([^>]*)>/.exec(all)?.[1] ?? '', 'hex').toString('latin1').replaceAll('\\', '\\\\'))
    else if (all !== 'EMC') {
      const bytes = Buffer.from(hex ?? '', 'hex')
      let said = ''
      for (let at = 0; at + 1 < bytes.length; at += 2) {
        const glyph = bytes.readUInt16BE(at)
        if (glyph === 0) boxes += 1
        said += fonts.get(font)?.get(glyph) ?? ''
      }
      byMark.set(mark, `${byMark.get(mark) ?? ''}${said}`)
    }
  }
  return { byMark, sizes, boxes, saidInstead }
}

export const readPdf = (pdf: Buffer): ReadPdf => {
  const objects = objectsIn(pdf)
  const catalog = [...objects.values()].find(({ head }) => /\/Type \/Catalog/.test(head))?.head ?? ''
  const drawn = new Map([...objects].filter(([, { head }]) => /\/Type \/Page\n/.test(head)).map(([number, { head }]) => [number, drawnOn(objects, head)]))
  const read = (number: number): StructureElement => {
    const head = objects.get(number)?.head ?? ''
    const page = drawn.get(reference(head, 'Pg'))
    const inside = /\/K \[([^\]]*)\]/.exec(head)?.[1] ?? ''
    const parts = [...inside.matchAll(/(\d+) 0 R|\b(\d+)\b/g)].map(([, object, mark]) => object === undefined ? page?.byMark.get(Number(mark)) ?? '' : read(Number(object)))
    return {
      is: /\/S \/(\w+)/.exec(head)?.[1] ?? '', title: named(head, 'T'), alt: named(head, 'Alt'), kids: parts.filter(part => typeof part !== 'string'),
      text: parts.map(part => typeof part === 'string' ? part : part.text).join(''),
    }
  }
  const tree = read(Number(/\/K \[(\d+) 0 R/.exec(objects.get(reference(catalog, 'StructTreeRoot'))?.head ?? '')?.[1] ?? -1))
  const all = (from: StructureElement): readonly StructureElement[] => [from, ...from.kids.flatMap(all)]
  return {
    catalog, information: [...objects.values()].find(({ head }) => /\/Creator \(/.test(head))?.head ?? '', metadata: objects.get(reference(catalog, 'Metadata'))?.stream?.toString('utf8') ?? '', pages: drawn.size,
    tree, elements: all(tree), text: tree.kids.map(kid => kid.text).join('\n'),
    onPages: [...drawn.values()].map(({ byMark }) => [...byMark.values()].join('')),
    boxes: [...drawn.values()].reduce((sum, { boxes }) => sum + boxes, 0), saidInstead: [...drawn.values()].map(({ saidInstead }) => saidInstead).join(''), sizes: [...new Set([...drawn.values()].flatMap(({ sizes }) => sizes))].toSorted((one, other) => one - other),
  }
}
