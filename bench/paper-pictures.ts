// `node bench/run.mjs paper-pictures`: how papers look, as pictures in docs/pictures, to be looked at before a change of their look is kept.
import path from 'node:path'
import sharp from 'sharp'
import type { Paper } from '#ui/papers/paper.ts'
import { startBrowser } from '#ui/specimen/browser.ts'
import { openPress, type RunSheets } from '#web/press.ts'
import { paperOf } from './sample-papers.ts'

const root = path.join(import.meta.dirname, '..')
const run: RunSheets = {
  title: 'Print run', says: ['Made 2 June 2026, 2 letters.'], header: ['No', 'Letter', 'Pages of this file', 'Pages'], words: { separator: 'What follows, up to the next sheet like this one, is one letter for one envelope. Put nothing else into it.' },
  items: [1, 2].map(at => ({ says: `Letter ${at} of 2`, particulars: [['Letter', `ABC-DEF-GHJ/${at}`]], cells: [String(at), `ABC-DEF-GHJ/${at}`] })),
}
const urdu: Paper = { ...paperOf('blank', 3), variant: 'other language', language: 'ur', direction: 'rtl', title: 'شور کے بارے میں', blocks: [{ kind: 'paragraph', text: 'ہم آپ کو شور کے بارے میں لکھ رہے ہیں۔' }, { kind: 'list', numbered: false, items: ['پہلا', 'دوسرا'] }, { kind: 'signature', space: true }] }
const scripts: Paper = { ...paperOf('blank', 3), variant: 'other language', language: 'bn', title: 'আপনার বাড়ির কাছে শব্দের বিষয়ে', blocks: [
  { kind: 'paragraph', text: 'আমরা আপনাকে শব্দের বিষয়ে লিখছি। ক্ষমা, শ্রী, স্ত্রী।' }, { kind: 'heading', level: 2, text: 'ਤੁਹਾਡੇ ਘਰ ਦੇ ਨੇੜੇ ਸ਼ੋਰ ਬਾਰੇ' }, { kind: 'paragraph', text: 'ਪੰਜਾਬੀ ਵਿੱਚ ਇੱਕ ਚਿੱਠੀ। ਪ੍ਰੇਮ।' },
  { kind: 'heading', level: 2, text: 'તમારા ઘરની નજીકના અવાજ વિશે' }, { kind: 'paragraph', text: 'અમે તમને અવાજ વિશે લખીએ છીએ. ક્ષમા, શ્રી.' }, { kind: 'heading', level: 2, text: '关于您家附近的噪音' }, { kind: 'list', numbered: true, items: ['我们写信给您，是关于您家附近的噪音。', '請注意：「謝謝」'] }, { kind: 'signature', space: true },
] }
const ALL: readonly { readonly name: string; readonly papers: readonly Paper[]; readonly run?: RunSheets }[] = [
  { name: 'paper-notice', papers: [paperOf('community-protection-warning', 12)] }, { name: 'paper-invitation', papers: [paperOf('abc-invitation', 12)] }, { name: 'paper-large-print', papers: [{ ...paperOf('acknowledgement', 3), variant: 'large print' }] },
  { name: 'paper-easy-read', papers: [{ ...paperOf('contact-lost', 3), variant: 'easy read' }] }, { name: 'paper-urdu', papers: [urdu] }, { name: 'paper-scripts', papers: [scripts] }, { name: 'paper-run', papers: [paperOf('acknowledgement', 3), paperOf('warning', 12)], run },
]
/** Typst draws the white of every sheet at the top, over the first: each page has the browser's white instead. */
const WHITE = /<path class="typst-shape" fill="#ffffff" fill-rule="nonzero" d="M 0 0v 841[^>]{0,80}>/g
const [WIDTH, HEIGHT, MOST_PAGES] = [800, 1131, 2]

const press = openPress({ threads: 1, file: path.join(root, 'src', 'web', 'press-worker.ts') })
const browser = await startBrowser()
try {
  const page = await browser.newPage()
  for (const { name, ...job } of ALL) {
    const made = await press.print({ ...job, at: new Date(0), as: 'svg' })
    if ('wrong' in made) throw new Error(`${name}: ${made.wrong}`)
    await page.setViewportSize({ width: WIDTH, height: HEIGHT * Math.min(MOST_PAGES, made.pages.at(-1)?.to ?? 1) })
    await page.setContent(`<style>body { margin: 0; background: #fff } svg { width: ${WIDTH}px; height: auto; display: block }</style>${made.pdf.toString().replaceAll(WHITE, '')}`)
    await sharp(await page.screenshot()).png({ palette: true, colours: 64, effort: 8 }).toFile(path.join(root, 'docs', 'pictures', `${name}.png`))
    process.stdout.write(`${name}.png\n`)
  }
} finally {
  await browser.close()
  await press.stop()
}
