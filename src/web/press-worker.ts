// The thread that draws PDFs: Typst is synchronous, so it works here and never holds up a page. It knows two templates and takes data only.
// Run by Node as it stands (types are stripped), from source and beside the built service alike: so it imports packages and nothing of ours.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const FONTS = ['source-sans-3/400Regular/SourceSans3_400Regular.ttf', 'source-sans-3/700Bold/SourceSans3_700Bold.ttf', 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf', 'noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf', 'noto-emoji/400Regular/NotoEmoji_400Regular.ttf']
const TEMPLATES = join(import.meta.dirname, '..', 'ui', 'papers')
const MAIN = { papers: join(TEMPLATES, 'papers.typ'), court: join(TEMPLATES, 'court.typ') } as const
const KEPT_FOR = 10

const require = createRequire(import.meta.url)
const fontBlobs = FONTS.map(name => {
  const file = require.resolve(`@expo-google-fonts/${name}`)
  if (!existsSync(file)) throw new Error(`The font ${name} is missing: run npm ci`)
  return readFileSync(file)
})
const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs }] })

type Job = { readonly id: number; readonly data: string; readonly template: keyof typeof MAIN; readonly pictures: readonly { readonly file: string; readonly bytes: Uint8Array }[]; readonly as: 'pdf' | 'svg'; readonly at: number }

/** What Typst says is about our template; what a person needs is which letters of theirs no font here can print. */
const inWords = (said: string): string => {
  const letters = [...new Set([...said.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/g)].map(([, text = '']) => text))]
  return letters.length === 0 ? `It could not be drawn: ${said.slice(0, 300)}` : `There is no font here for these letters: ${letters.slice(0, 12).join(' ')}. Write them another way`
}

const draw = ({ data, template, pictures, as, at }: Job): { readonly made: Uint8Array<ArrayBuffer>; readonly pages: unknown } => {
  compiler.resetShadow()
  compiler.mapShadow(join(TEMPLATES, 'papers.json'), Buffer.from(data))
  for (const { file, bytes } of pictures) compiler.mapShadow(join(TEMPLATES, 'pictures', file), Buffer.from(bytes))
  const compiled = compiler.compile({ mainFilePath: MAIN[template] })
  const found = compiled.result
  if (found === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no words'))
  const pages: unknown = compiler.query(found, { selector: '<ranges>', field: 'value' })
  const made = as === 'pdf' ? compiler.pdf(found, { pdfStandard: 'ua-1', creationTimestamp: at }) : Buffer.from(compiler.plainSvg(found))
  return { made: new Uint8Array(made), pages }
}

parentPort?.on('message', (job: Job) => {
  try {
    const { made, pages } = draw(job)
    parentPort?.postMessage({ id: job.id, made, pages }, [made.buffer])
  } catch (problem) {
    parentPort?.postMessage({ id: job.id, wrong: inWords(problem instanceof Error ? problem.message : String(problem)) }, [])
  } finally {
    compiler.evictCache(KEPT_FOR)
  }
})
