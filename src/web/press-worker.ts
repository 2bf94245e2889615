// The thread that draws PDFs: Typst is synchronous, so it works here and never holds up a page. It knows two templates and takes data only.
// Run by Node as it stands (types are stripped), from source and beside the built service alike: so it imports packages and nothing of ours.
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { basename, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

type Face = { readonly family: string; readonly files: readonly string[] }
const noto = (name: string, family: string): Face => ({ family, files: ['400Regular', '700Bold'].map(weight => `noto-sans-${name}/${weight}/NotoSans${family.replace('Noto Sans ', '')}_${weight}.ttf`) })
const LATIN: Face = { family: 'Source Sans 3', files: ['source-sans-3/400Regular/SourceSans3_400Regular.ttf', 'source-sans-3/700Bold/SourceSans3_700Bold.ttf'] }
const EMOJI: Face = { family: 'Noto Emoji', files: ['noto-emoji/400Regular/NotoEmoji_400Regular.ttf'] }
const ARABIC = noto('arabic', 'Noto Sans Arabic')
/** Read when the first paper that holds such letters comes, and named in such papers alone: a letter without them neither waits nor looks different. */
const ON_DEMAND: readonly (Face & { readonly letters: RegExp })[] = [
  { ...noto('bengali', 'Noto Sans Bengali'), letters: /\p{Script=Bengali}/u }, { ...noto('gurmukhi', 'Noto Sans Gurmukhi'), letters: /\p{Script=Gurmukhi}/u }, { ...noto('gujarati', 'Noto Sans Gujarati'), letters: /\p{Script=Gujarati}/u },
  { ...noto('sc', 'Noto Sans SC'), letters: /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u },
]
// Pages come first: this thread alone, and those it starts, take what processor the others leave. Where a thread cannot be told so (not Linux, or forbidden), all share alike.
try { setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_BELOW_NORMAL) } catch { /* then it does not give way */ }

const TEMPLATES = join(import.meta.dirname, '..', 'ui', 'papers')
const MAIN = { papers: join(TEMPLATES, 'papers.typ'), court: join(TEMPLATES, 'court.typ') } as const
const KEPT_FOR = 10

const require = createRequire(import.meta.url)
const blobsOf = ({ files }: Face): readonly Buffer[] => files.map(name => {
  const file = require.resolve(`@expo-google-fonts/${name}`)
  if (!existsSync(file)) throw new Error(`The font ${name} is missing: run npm ci`)
  return readFileSync(file)
})
const compilerWith = (blobs: readonly Buffer[]): NodeCompiler => NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs: [...blobs] }] })
const always = [LATIN, ARABIC, EMOJI].flatMap(blobsOf)
const loaded = new Map<string, readonly Buffer[]>()
let compiler = compilerWith(always)
/** The families a paper's letters need, in order. The compiler cannot be given another font, so one that has it takes its place, and stays. */
const fontsFor = (data: string): readonly string[] => {
  const wanted = ON_DEMAND.filter(({ letters }) => letters.test(data))
  const missing = wanted.filter(({ family }) => !loaded.has(family))
  for (const face of missing) loaded.set(face.family, blobsOf(face))
  if (missing.length > 0) compiler = compilerWith([...always, ...[...loaded.values()].flat()])
  return [LATIN, ARABIC, ...wanted, EMOJI].map(({ family }) => family)
}

type Job = { readonly id: number; readonly data: string; readonly template: keyof typeof MAIN; readonly pictures: readonly { readonly file: string; readonly bytes: Uint8Array }[]; readonly as: 'pdf' | 'svg'; readonly at: number }

/** What Typst says is about our template; what a person needs is which letters of theirs no font here can print. */
const inWords = (said: string): string => {
  const letters = [...new Set([...said.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/g)].map(([, text = '']) => text))]
  return letters.length === 0 ? `It could not be drawn: ${said.slice(0, 300)}` : `There is no font here for these letters: ${letters.slice(0, 12).join(' ')}. Write them another way`
}

const draw = ({ data, template, pictures, as, at }: Job): { readonly made: Uint8Array<ArrayBuffer>; readonly pages: unknown } => {
  const families = fontsFor(data)
  compiler.resetShadow()
  compiler.mapShadow(join(TEMPLATES, 'papers.json'), Buffer.from(data))
  compiler.mapShadow(join(TEMPLATES, 'fonts.json'), Buffer.from(JSON.stringify(families)))
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
