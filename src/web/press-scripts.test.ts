// Letters in each language we offer, on real Typst: every letter is drawn and can be read out, and none is an empty box.
import { expect, test } from 'vitest'
import type { Block, Paper } from '#ui/papers/paper.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { printPapers } from './press.ts'

const at = new Date('2026-06-02T09:00:00Z')
const inWords = (language: string, direction: Paper['direction'], text: string): Paper => ({
  variant: 'other language', language, direction, title: text, colour: '#1d3c6e', sender: { name: 'Borough Council', lines: [] }, delivery: '', addressed: true, recipient: ['Irene Larkin'], particulars: [['Date', '2 June 2026']],
  blocks: [{ kind: 'heading', level: 2, text }, { kind: 'paragraph', text }, { kind: 'list', numbered: true, items: [text] }, { kind: 'table', caption: text, header: [text], rows: [[text]] }, { kind: 'signing', text }] satisfies readonly Block[],
  signatory: { name: 'Olive Officer', lines: [] }, footer: 'Borough Council', words: { page: 'Page {page} of {pages}', closing: 'Yours sincerely', signed: 'Signed', dated: 'Date', date: 'Date', reference: 'Our reference', confidential: 'Private and confidential' },
})
const drawn = async (paper: Paper) => {
  const made = await printPapers({ papers: [paper], at })
  if ('wrong' in made) throw new Error(made.wrong)
  return { pdf: made.pdf, read: readPdf(made.pdf) }
}

/** About the noise near your home; with letters that join, and signs that stand before the letter they follow. */
const WORDS: readonly (readonly [language: string, direction: Paper['direction'], text: string])[] = [
  ['bn', 'ltr', 'আপনার বাড়ির কাছে শব্দের বিষয়ে। ক্ষমা, শ্রী, স্ত্রী, ১২'], ['pa', 'ltr', 'ਤੁਹਾਡੇ ਘਰ ਦੇ ਨੇੜੇ ਸ਼ੋਰ ਬਾਰੇ। ਪੰਜਾਬੀ, ਪ੍ਰੇਮ'], ['gu', 'ltr', 'તમારા ઘરની નજીકના અવાજ વિશે. ક્ષમા, શ્રી, ૧૨'],
  ['zh', 'ltr', '关于您家附近的噪音。我们写信给您，请注意：「谢谢」'], ['zh', 'ltr', '關於您家附近的噪音'], ['ar', 'rtl', 'بخصوص الضوضاء بالقرب من منزلك'], ['fa', 'rtl', 'درباره سر و صدا نزدیک خانه شما پچگژ'], ['ur', 'rtl', 'آپ کے گھر کے قریب شور کے بارے میں ٹڈڑے'],
  ['pl', 'ltr', 'Zażółć gęślą jaźń'], ['ro', 'ltr', 'Despre zgomotul de lângă casă: ș ț ă î'], ['uk', 'ltr', 'Про шум біля вашого будинку: ґрунт, їжа, є'], ['ru', 'ltr', 'О шуме: ёж'], ['vi', 'ltr', 'Về tiếng ồn gần nhà bạn'], ['tr', 'ltr', 'Evinizin yakınındaki gürültü: ığşç'], ['lt', 'ltr', 'Dėl triukšmo: ąčęėįšųūž'], ['sq', 'ltr', 'Për zhurmën: ë ç'], ['cy', 'ltr', 'Ynghylch y sŵn: ŵ ŷ'],
]
test.each(WORDS)('%s, %s: %s', async (language, direction, text) => {
  const { read } = await drawn(inWords(language, direction, text))
  expect(read.boxes).toBe(0)
  expect(read.catalog).toContain(`/Lang (${language}`)
  // Letters that join are one glyph or change places; each is there, as itself or as what a reader says for the glyph.
  const said = `${read.text}${read.saidInstead}`.normalize('NFKC')
  const letters = [...new Set(text.normalize('NFKC'))].filter(letter => !/\s/.test(letter))
  expect(letters.filter(letter => !said.includes(letter))).toEqual([])
})

test('a letter that needs no such font is the same bytes before and after one was read, and so is one that does', async () => {
  const [plain, chinese] = [inWords('en', 'ltr', 'About the noise'), inWords('zh', 'ltr', '关于噪音')]
  const [before, first] = [await drawn(plain), await drawn(chinese)]
  const [after, again] = [await drawn(plain), await drawn(chinese)]
  expect(after.pdf.equals(before.pdf)).toBe(true)
  expect(again.pdf.equals(first.pdf)).toBe(true)
  // Nor does a font that another letter needed lend it letters it had not before.
  expect(await printPapers({ papers: [inWords('en', 'ltr', 'It is 20℃')], at })).toEqual({ wrong: expect.stringContaining('℃') })
})

test('all of them in one letter, and in one run', async () => {
  const all = inWords('en', 'ltr', ['bn', 'pa', 'gu', 'zh', 'ur'].map(code => WORDS.find(([language]) => language === code)?.[2] ?? '').join(' / '))
  const { read } = await drawn(all)
  expect(read.boxes).toBe(0)
  expect(read.text).toContain('噪')
})
