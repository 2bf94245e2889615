// The press on real Typst: what a reader's software finds in the PDF, what typed text cannot do, and what happens when a thread dies.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import type { Block, Paper } from '#ui/papers/paper.ts'
import { paperAsDocx } from '#ui/papers/paper-docx.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openPress, printPapers } from './press.ts'

const at = new Date('2026-06-02T09:00:00Z')
const BLOCKS: readonly Block[] = [
  { kind: 'paragraph', text: 'Dear Irene Larkin' }, { kind: 'heading', level: 2, text: 'What happens next' }, { kind: 'list', numbered: false, items: ['We visit', 'We ring you'] },
  { kind: 'heading', level: 3, text: 'When' }, { kind: 'table', caption: 'Visits', header: ['Day', 'Who'], rows: [['Monday', 'Olive'], ['Friday', 'Mo']] }, { kind: 'signature', space: true }, { kind: 'signing', text: 'I agree to this' },
]
const paper = (given: Partial<Paper> = {}): Paper => ({
  variant: 'standard', language: 'en', direction: 'ltr', title: 'About the noise', colour: '#1d3c6e', sender: { name: 'Borough Council', lines: ['The Campus', 'Anytown AN1 1AA'] }, delivery: 'Private and confidential', addressed: true,
  recipient: ['Irene Larkin', '3 Osier Close', 'Anytown'], particulars: [['Date', '2 June 2026'], ['Our reference', 'ABC-DEF-GHJ']], blocks: BLOCKS, signatory: { name: 'Olive Officer', lines: ['Community safety officer'] }, footer: 'Borough Council, 01632 960 000',
  words: { page: 'Page {page} of {pages}', closing: 'Yours sincerely', signed: 'Signed', dated: 'Date', date: 'Date', reference: 'Our reference', confidential: 'Private and confidential' }, ...given,
})
const pdfOf = async (...papers: readonly Paper[]) => {
  const made = await printPapers({ papers, at })
  if ('wrong' in made) throw new Error(made.wrong)
  return { ...made, read: readPdf(made.pdf) }
}

test('a letter is PDF/UA-1 in structure: marked, with language, title, headings in steps, table headers and a reading order', async () => {
  const { read } = await pdfOf(paper())
  expect(read.catalog).toMatch(/\/Marked true/)
  expect(read.catalog).toContain('/Lang (en-GB)')
  expect(read.catalog).toContain('/DisplayDocTitle true')
  expect(read.catalog).toContain('/StructTreeRoot')
  expect(read.information).toContain('/Title (About the noise)')
  expect(read.metadata).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/)
  expect(read.elements.filter(({ is }) => /^H\d$/.test(is)).map(({ is, text }) => [is, text])).toEqual([['H1', 'About the noise'], ['H2', 'What happens next'], ['H3', 'When']])
  expect(read.elements.filter(({ is }) => is === 'TH').map(({ text }) => text)).toEqual(['Day', 'Who'])
  expect(read.elements.filter(({ is }) => is === 'LI')).toHaveLength(2)
  expect(read.elements.filter(({ is }) => is === 'Caption').map(({ text }) => text)).toEqual(['Visits'])
  // Every picture says in words what it shows; a letter has none, and what is only drawn is no figure.
  expect(read.elements.filter(({ is, alt }) => is === 'Figure' && (alt ?? '') === '')).toEqual([])
  const order = ['Borough Council', '3 Osier Close', 'ABC-DEF-GHJ', 'About the noise', 'Dear Irene Larkin', 'We visit', 'Yours sincerely', 'I agree to this'].map(words => read.text.indexOf(words))
  expect(order).toEqual(order.toSorted((one, other) => one - other))
  expect(order.every(place => place >= 0)).toBe(true)
})

test('a heading that skips a step is put right, for Typst would refuse the paper', async () => {
  const { read } = await pdfOf(paper({ blocks: [{ kind: 'heading', level: 3, text: 'Alone' }] }))
  expect(read.elements.filter(({ is }) => /^H\d$/.test(is)).map(({ is }) => is)).toEqual(['H1', 'H2'])
})

test('a signature takes the words before it along to the next page, however long the letter is', async () => {
  const lengths = Array.from({ length: 40 }, (_, more) => more + 5)
  const letter = (length: number): Paper => paper({ blocks: [...Array.from({ length }, (): Block => ({ kind: 'paragraph', text: 'One line.' })), { kind: 'paragraph', text: 'The last words.' }, { kind: 'signature', space: true }] })
  const signed = await Promise.all(lengths.map(async length => (await pdfOf(letter(length))).read))
  expect(new Set(signed.map(({ pages }) => pages)).size).toBeGreaterThan(1)
  expect(lengths.filter((_, which) => signed[which]?.onPages.some(words => words.includes('Olive Officer') && words.includes('The last words.')) !== true)).toEqual([])
})

const HOSTILE = ['#eval("1+1")', '#import "@preview/x:1.0.0": *', '#read("/etc/passwd")', '#panic("x")', '$x^2$', '*bold* _it_ `raw`', '= heading', '@nobody <label>', String.raw`\ \u{41} \n`, '"; ] } )', '// gone? /* gone? */', '[[x]] {{y}}', 'مرحبا بكم', '😀 ok', 'ŵ ŷ é ß', '\u202Ereversed']
test('what people type is text: nothing in it runs, ends early or is left out', async () => {
  const { read } = await pdfOf(paper({ blocks: HOSTILE.map(text => ({ kind: 'paragraph', text })), recipient: ['#panic("name")', '3 *Osier* Close'] }))
  const squeezed = (text: string) => text.normalize('NFKC').replaceAll(/[\s\u202E]/g, '')
  const said = squeezed(read.text)
  for (const text of [...HOSTILE, '#panic("name")', '3 *Osier* Close'].filter(one => !/[\u0600-\u06FF]/.test(one))) expect([text, said.includes(squeezed(text))]).toEqual([text, true])
  // Arabic is shaped and drawn from the right, so its letters stand in another order; each is there.
  for (const letter of 'مرحباكم') expect([letter, said.includes(letter)]).toEqual([letter, true])
})

test('a hundred thousand characters are a long letter with numbered pages; one letter without end is refused in words', async () => {
  const { read, pages } = await pdfOf(paper({ blocks: [{ kind: 'paragraph', text: 'word '.repeat(20_000) }] }))
  expect(pages).toEqual([{ from: 1, to: read.pages }])
  expect(read.pages).toBeGreaterThan(10)
  expect(await printPapers({ papers: [paper({ blocks: [{ kind: 'paragraph', text: 'x'.repeat(6_000_000) }] })], at })).toEqual({ wrong: 'It is too long to print. Make it shorter' })
})

test('letters no font here has are named, and the next letter is printed as ever', async () => {
  expect(await printPapers({ papers: [paper({ blocks: [{ kind: 'paragraph', text: 'שלום' }] })], at })).toEqual({ wrong: expect.stringMatching(/no font here for these letters: .*ש/) })
  expect('pdf' in await printPapers({ papers: [paper()], at })).toBe(true)
})

test('the same paper gives the same bytes, and another gives others', async () => {
  const [one, again, other] = [await pdfOf(paper()), await pdfOf(paper()), await pdfOf(paper({ title: 'Else' }))]
  expect(one.pdf.equals(again.pdf)).toBe(true)
  expect(one.pdf.equals(other.pdf)).toBe(false)
})

test('large print and easy read are 18 points or more, but for the address behind the window; another language says so', async () => {
  for (const variant of ['large print', 'easy read'] as const) {
    expect((await pdfOf(paper({ variant, addressed: false }))).read.sizes[0]).toBeGreaterThanOrEqual(18)
  }
  const welsh = await pdfOf(paper({ variant: 'other language', language: 'cy' }))
  expect(welsh.read.catalog).toContain('/Lang (cy')
  const urdu = await pdfOf(paper({ variant: 'other language', language: 'ur', direction: 'rtl', title: 'شور کے بارے میں' }))
  expect(urdu.read.catalog).toContain('/Direction /R2L')
  // An address keeps its order, or the post goes elsewhere.
  expect(urdu.read.text).toContain('3 Osier Close')
})

test('a run has a sheet before each letter, each letter its own page numbers, and says where each begins', async () => {
  const items = ['1', '2'].map(number => ({ says: `Letter ${number}`, particulars: [['Reference', `ABC/${number}`]] as const, cells: [number, `ABC/${number}`] }))
  const made = await printPapers({ papers: [paper(), paper({ blocks: [{ kind: 'paragraph', text: 'Long. '.repeat(1500) }] })], run: { title: 'Print run', says: ['Two letters'], header: ['No', 'Reference', 'Pages', 'Sheets'], words: { separator: 'What follows is one letter' }, items }, at })
  if ('wrong' in made) throw new Error(made.wrong)
  const read = readPdf(made.pdf)
  expect(made.pages).toEqual([{ from: 3, to: 3 }, { from: 5, to: read.pages }])
  expect(read.text).toContain('ABC/2')
  expect(read.metadata).toMatch(/<pdfuaid:part>1</)
})

test('a thread that dies or hangs costs its own job and nothing else', async () => {
  const file = join(scratchFolder('press'), 'worker.mjs')
  writeFileSync(file, `import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, data }) => { if (data.includes('die')) process.exit(3); if (data.includes('throw')) throw new Error('x'); if (data.includes('hang')) for (;;); parentPort.postMessage({ id, made: new Uint8Array([1]), pages: [[[1, 1]]] }) })`)
  const press = openPress({ file, threads: 1, longest: 6000 })
  onTestFinished(() => press.stop())
  const said = await Promise.all(['well', 'well', 'die', 'well', 'throw', 'hang', 'well'].map(title => press.print({ papers: [paper({ title })], at })))
  expect(said.map(one => 'wrong' in one ? one.wrong.slice(0, 11) : one.pages)).toEqual([[{ from: 1, to: 1 }], [{ from: 1, to: 1 }], 'The program', [{ from: 1, to: 1 }], 'The program', 'It took too', [{ from: 1, to: 1 }]])
})

test('the same paper as .docx: headings, a header row that repeats, and no character that breaks the file', async () => {
  const docx = await paperAsDocx(paper({ title: 'A\u0001 <title> & more' }))
  expect(docx.subarray(0, 2).toString()).toBe('PK')
  expect(docx.length).toBeGreaterThan(3000)
  // Drawn again two seconds later, the least an archive can tell apart: the same file.
  await new Promise(resolve => { setTimeout(resolve, 2100) })
  expect((await paperAsDocx(paper({ title: 'A\u0001 <title> & more' }))).equals(docx)).toBe(true)
})
