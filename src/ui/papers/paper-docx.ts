// A paper as a .docx, for a letter that must be edited elsewhere: real headings, lists and table headers, so that it stays accessible.
import { AlignmentType, Document, Footer, HeadingLevel, LevelFormat, LineRuleType, Packer, PageBreak, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType, type ISectionOptions } from 'docx'
import { drawable, inSteps, type Block, type Paper, type Variant } from './paper.ts'

/** Half points, as the format counts. */
const SIZES: Readonly<Record<Variant, { readonly text: number; readonly heading: number; readonly title: number }>> = {
  standard: { text: 24, heading: 28, title: 34 }, 'large print': { text: 36, heading: 42, title: 48 }, 'easy read': { text: 36, heading: 44, title: 52 }, 'other language': { text: 26, heading: 30, title: 36 },
}
const FONT = 'Arial'

const linesOf = (all: readonly string[], how: { readonly bold?: boolean; readonly rightToLeft: boolean }): TextRun[] => all.map((text, at) => new TextRun({ text, ...(at === 0 ? {} : { break: 1 }), ...how }))

const partOf = (block: Block, paper: Paper): readonly (Paragraph | Table)[] => {
  const rightToLeft = paper.direction === 'rtl'
  const para = (lines: readonly string[], more: { readonly keepNext?: boolean; readonly before?: number } = {}): Paragraph =>
    new Paragraph({ bidirectional: rightToLeft, children: linesOf(lines, { rightToLeft }), spacing: { after: 200, ...(more.before === undefined ? {} : { before: more.before }) }, ...(more.keepNext === true ? { keepNext: true } : {}) })
  switch (block.kind) {
    case 'heading': return [new Paragraph({ bidirectional: rightToLeft, heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3, children: [new TextRun({ text: block.text, rightToLeft })] })]
    case 'paragraph': return [para(block.text.split('\n'))]
    case 'list': return block.items.map(item => new Paragraph({ bidirectional: rightToLeft, numbering: { reference: block.numbered ? 'numbers' : 'bullets', level: 0 }, children: [new TextRun({ text: item, rightToLeft })] }))
    case 'table': return [
      ...block.caption === '' ? [] : [para([block.caption], { keepNext: true })],
      new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, visuallyRightToLeft: rightToLeft, rows: [
        new TableRow({ tableHeader: true, children: block.header.map(cell => new TableCell({ children: [new Paragraph({ bidirectional: rightToLeft, children: linesOf([cell], { bold: true, rightToLeft }) })] })) }),
        ...block.rows.map(row => new TableRow({ children: row.map(cell => new TableCell({ children: [new Paragraph({ bidirectional: rightToLeft, children: linesOf([cell], { rightToLeft }) })] })) })),
      ] }),
    ]
    case 'signature': return [para([paper.words.closing, ...block.space ? ['', ''] : []], { keepNext: true, before: 300 }), para([paper.signatory.name, ...paper.signatory.lines])]
    case 'signing': return [para([block.text, '', `${paper.words.signed}: ______________________________   ${paper.words.dated}: ______________`], { before: 300 })]
    case 'page break': return [new Paragraph({ children: [new PageBreak()] })]
  }
}

const footerOf = ({ footer, words: { page } }: Paper): Footer => {
  const [before = '', after = ''] = page.split('{page}')
  const [between = '', rest = ''] = after.split('{pages}')
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.LEFT, children: [new TextRun(`${footer}   ${before}`), new TextRun({ children: [PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, rest] })] })] })
}

const sectionOf = (paper: Paper): ISectionOptions => {
  const rightToLeft = paper.direction === 'rtl'
  // Names, addresses and the frame's English words keep their own order, whichever way the letter runs.
  const lines = (all: readonly string[], bold = false): Paragraph => new Paragraph({ children: linesOf(all, { rightToLeft: false, bold }), spacing: { after: 300 } })
  return {
    properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { left: 1247, right: 1247, top: 1134, bottom: 1474 } } },
    footers: { default: footerOf(paper) },
    children: [
      lines([paper.sender.name], true), lines(paper.sender.lines),
      ...paper.addressed ? [lines([...paper.delivery === '' ? [] : [paper.delivery], ...paper.recipient])] : [],
      lines(paper.particulars.map(([name, value]) => `${name}: ${value}`)),
      new Paragraph({ bidirectional: rightToLeft, heading: HeadingLevel.HEADING_1, children: [new TextRun({ text: paper.title, rightToLeft })] }),
      ...inSteps(paper.blocks).flatMap(block => partOf(block, paper)),
    ],
  }
}

const HEADING = { bold: true, font: FONT, color: '0b0c0c' }
/** Characters no XML may hold would make a file that opens nowhere. */
const printable = <T>(value: T): T => JSON.parse(JSON.stringify(value, (_key, one: unknown) => typeof one === 'string' ? drawable(one) : one))

const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** Title and maker, and no moment: the library would write the machine's clock here. */
const properties = ({ title, sender }: Paper): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${inXml(title)}</dc:title><dc:creator>${inXml(sender.name)}</dc:creator></cp:coreProperties>`

/** The first moment an archive can name, as it stands in its entries: time, then date (1 January 1980). */
const NO_MOMENT = 0x0021_0000
/** The same paper is the same file, byte for byte: when each entry was packed is taken out of the archive's directory and headers. */
const withoutMoments = (archive: Buffer): Buffer => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let entry = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    archive.writeUInt32LE(NO_MOMENT, entry + 12)
    archive.writeUInt32LE(NO_MOMENT, archive.readUInt32LE(entry + 42) + 10)
    entry += 46 + archive.readUInt16LE(entry + 28) + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32)
  }
  return archive
}

export const paperAsDocx = async (given: Paper): Promise<Buffer> => {
  const paper = printable(given)
  const { text, heading, title } = SIZES[paper.variant]
  const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], mark: string) => [{ level: 0, format, text: mark, alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 500, hanging: 300 } } } }]
  const drawn = await Packer.toBuffer(new Document({
    title: paper.title, creator: paper.sender.name, description: '',
    styles: { default: {
      document: { run: { font: FONT, size: text, language: { value: paper.language === 'en' ? 'en-GB' : paper.language } }, paragraph: { spacing: { line: 290, lineRule: LineRuleType.AUTO } } },
      heading1: { run: { ...HEADING, size: title }, paragraph: { spacing: { after: 240 } } }, heading2: { run: { ...HEADING, size: heading }, paragraph: { spacing: { before: 240, after: 120 } } }, heading3: { run: { ...HEADING, size: text }, paragraph: { spacing: { before: 200, after: 100 } } },
    } },
    numbering: { config: [{ reference: 'bullets', levels: level(LevelFormat.BULLET, '•') }, { reference: 'numbers', levels: level(LevelFormat.DECIMAL, '%1.') }] },
    sections: [sectionOf(paper)],
  }), undefined, [{ path: 'docProps/core.xml', data: properties(paper) }])
  return withoutMoments(drawn)
}
