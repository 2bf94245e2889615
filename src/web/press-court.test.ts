// A bundle on real Typst: one tagged PDF, its index, its pages, its pictures in words, and the same bytes again.
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { CourtDocument, CourtPaper } from '#ui/papers/court-paper.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openPress, printPapers, STOPPED } from './press.ts'

const at = new Date('2026-06-02T09:00:00Z')
const documentOf = (given: Partial<CourtDocument>): CourtDocument => ({ section: 'Statements', level: 3, title: 'Statement of Olive Officer', marks: [], says: [], parts: [], ...given })
const bundle = (documents: readonly CourtDocument[]): CourtPaper => ({ title: 'Bundle 1', author: 'Borough Council', footer: 'ABC-DEF-GHJ, bundle 1', front: { says: ['Frozen on 2 June 2026'], header: ['No', 'Document', 'Page'] }, documents })
const picture = () => sharp({ create: { width: 400, height: 300, channels: 3, background: '#336699' } }).jpeg().toBuffer()

test('a bundle is one tagged PDF/UA-1: index with pages, bookmarks, numbered paragraphs, pictures that say what they show', async () => {
  const court = bundle([
    documentOf({ marks: ['First statement'], parts: [{ kind: 'numbered', items: ['I work for the council.', '#panic("x") *not bold*'] }, { kind: 'truth', text: 'I believe it.', name: 'Olive Officer', signed: 'Olive Officer', dated: '1 June 2026' }] }),
    documentOf({ section: 'Exhibits', title: 'OO/1: the door', parts: [{ kind: 'picture', file: 'exhibit-1.jpg', alt: 'A door with a broken pane', says: 'OO/1' }, { kind: 'heading', level: 2, text: 'More' }, { kind: 'paragraph', text: 'Of it' }] }),
    documentOf({ section: 'Lists', title: 'Hashes', parts: [{ kind: 'table', caption: 'SHA-256', header: ['No', 'Hash'], rows: [['1', 'ab'.repeat(32)]], widths: [1, 4] }] }),
  ])
  const pictures = [{ file: 'exhibit-1.jpg', bytes: await picture() }]
  const [one, again] = [await printPapers({ court, pictures, at }), await printPapers({ court, pictures, at })]
  if ('wrong' in one || 'wrong' in again) throw new Error(JSON.stringify([one, again]))
  expect(one.pdf.equals(again.pdf)).toBe(true)
  expect(one.pages).toEqual([{ from: 2, to: 2 }, { from: 3, to: 3 }, { from: 4, to: 4 }])
  const read = readPdf(one.pdf)
  expect(read.catalog).toMatch(/\/Marked true/)
  expect(read.catalog).toContain('/Lang (en-GB)')
  expect(read.catalog).toContain('/Outlines')
  expect(read.metadata).toMatch(/<pdfuaid:part>1</)
  expect(read.elements.filter(({ is }) => /^H\d$/.test(is)).map(({ is, text }) => `${is} ${text}`)).toEqual(['H1 Bundle 1', 'H2 Index', 'H2 Statements', 'H3 Statement of Olive Officer', 'H4 Statement of truth', 'H2 Exhibits', 'H3 OO/1: the door', 'H4 More', 'H2 Lists', 'H3 Hashes'])
  expect(read.elements.filter(({ is }) => is === 'Figure').map(({ alt }) => alt)).toEqual(['A door with a broken pane'])
  expect(read.text).toContain('#panic("x") *not bold*')
  expect(read.elements.filter(({ is }) => is === 'LI')).toHaveLength(2)
})

test('a picture that is none costs its bundle, in words, and a name that leads elsewhere is refused', async () => {
  const court = bundle([documentOf({ parts: [{ kind: 'picture', file: 'x.jpg', alt: 'x', says: 'x' }] })])
  expect(await printPapers({ court, pictures: [{ file: 'x.jpg', bytes: Buffer.from('no picture') }], at })).toHaveProperty('wrong')
  await expect(async () => printPapers({ court, pictures: [{ file: '../court.jpg', bytes: Buffer.from('') }], at })).rejects.toThrow('Not a name')
})

test('one that is being drawn is ended when it is stopped, and the next is drawn; one that waits never begins', async () => {
  const press = openPress({ threads: 1 })
  try {
    const long = bundle(Array.from({ length: 150 }, (_, nth) => documentOf({ title: `Statement ${nth}`, parts: Array.from({ length: 40 }, () => ({ kind: 'paragraph' as const, text: 'Loud music. '.repeat(40) })) })))
    const [drawn, waiting] = [new AbortController(), new AbortController()]
    const [one, two] = [press.print({ court: long, pictures: [], at, signal: drawn.signal }), press.print({ court: long, pictures: [], at, signal: waiting.signal })]
    const three = press.print({ court: bundle([documentOf({})]), pictures: [], at })
    waiting.abort()
    expect(await two).toEqual({ wrong: STOPPED })
    drawn.abort()
    expect(await one).toEqual({ wrong: STOPPED })
    expect(await three).toHaveProperty('pdf')
    expect(await press.print({ court: long, pictures: [], at, signal: drawn.signal })).toEqual({ wrong: STOPPED })
  } finally {
    await press.stop()
  }
})
