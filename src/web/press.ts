// Draws papers as PDF/UA-1 in threads of their own: few of them, with a time limit, started anew when one dies.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CourtPaper, Picture } from '#ui/papers/court-paper.ts'
import { drawable, inSteps, type Paper } from '#ui/papers/paper.ts'

/** Pages count from 1, both included, in the order of the papers. */
export type Printed = { readonly pdf: Buffer; readonly pages: readonly { readonly from: number; readonly to: number }[] }
/** Why it could not be drawn, in words for whoever wrote it. */
export type NotPrinted = { readonly wrong: string }

/** A whole print run: a list of what is in it first, then a sheet before each letter. No names stand on either. */
export type RunSheets = {
  readonly title: string; readonly says: readonly string[]; readonly header: readonly string[]; readonly words: { readonly separator: string }
  readonly items: readonly { readonly says: string; readonly particulars: readonly (readonly [string, string])[]; readonly cells: readonly string[] }[]
}
export type ToPrint = { readonly papers: readonly Paper[]; readonly run?: RunSheets; readonly at: Date; readonly as?: 'pdf' | 'svg' }
/** A statement or a bundle: pages are those of each document in it. */
export type CourtToPrint = { readonly court: CourtPaper; readonly pictures: readonly Picture[]; readonly at: Date; readonly as?: 'pdf' | 'svg'; /** Ends it, whether it waits or is being drawn. */ readonly signal?: AbortSignal }

const SECOND = 1000
const LONGEST = 20 * SECOND
/** A bundle has hundreds of pages, and somebody can stop it. */
const LONGEST_COURT = 300 * SECOND
/** What is said of a job that was stopped. */
export const STOPPED = 'It was stopped'
const MOST_WAITING = 200
/** Nothing we print is this long; a job of this size is somebody's mistake, and it is told so before it costs anything. */
const LARGEST = 5_000_000
const LARGEST_PICTURES = 150_000_000
const PICTURE = /^[a-z0-9-]+\.(?:jpg|png)$/

type Answer = { readonly id: number; readonly made?: Uint8Array; readonly pages?: unknown; readonly wrong?: string }
type Waiting = { readonly id: number; readonly message: object; readonly longest: number; readonly settle: (answer: Answer) => void }
export type Press = { readonly print: (job: ToPrint | CourtToPrint) => Promise<Printed | NotPrinted>; readonly stop: () => Promise<void> }

const isRanges = (value: unknown): value is readonly (readonly (readonly [number, number])[])[] => Array.isArray(value) && Array.isArray(value[0]) && value[0].every(one => Array.isArray(one) && one.length === 2)
const asPrinted = ({ made, pages, wrong }: Answer): Printed | NotPrinted =>
  made === undefined || !isRanges(pages) ? { wrong: wrong ?? 'It could not be drawn' } : { pdf: Buffer.from(made), pages: (pages[0] ?? []).map(([from, to]) => ({ from, to })) }

const asDrawn = (_key: string, value: unknown): unknown => typeof value === 'string' ? drawable(value) : value
const dataOf = (job: ToPrint | CourtToPrint): string => {
  if ('court' in job) return JSON.stringify(job.court, asDrawn)
  const { papers, run } = job
  const [first] = papers
  return JSON.stringify({
    title: run?.title ?? first?.title ?? '', author: first?.sender.name ?? '', language: first?.language ?? 'en', region: first?.language === 'en' ? 'gb' : null, direction: first?.direction ?? 'ltr',
    // A run is in the language of those who print it.
    ...(run === undefined ? {} : { language: 'en', region: 'gb', direction: 'ltr' }), papers: papers.map(paper => ({ ...paper, blocks: inSteps(paper.blocks) })), run: run ?? null,
  }, asDrawn)
}

/** @param threads how many draw at once; @param longest milliseconds after which one is ended, unless it is a paper for court; @param file the thread's own file, for tests */
export const openPress = ({ threads = 2, longest = LONGEST, file = join(import.meta.dirname, 'press-worker.ts') }: { readonly threads?: number; readonly longest?: number; readonly file?: string } = {}): Press => {
  const queue: Waiting[] = []
  const all = new Set<Worker>()
  const idle: Worker[] = []
  const busy = new Map<Worker, { readonly job: Waiting; readonly timer: NodeJS.Timeout }>()
  let [next, stopped] = [0, false]

  /** Ends what a thread was drawing; one that is not `alive` is never used again. */
  const done = (worker: Worker, answer: Omit<Answer, 'id'> & { readonly id?: number }, alive: boolean): void => {
    const its = busy.get(worker)
    if (its !== undefined && answer.id !== undefined && answer.id !== its.job.id) return
    busy.delete(worker)
    if (alive) { idle.push(worker); worker.unref() } else {
      all.delete(worker)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
      void worker.terminate()
    }
    if (its === undefined) return
    clearTimeout(its.timer)
    its.job.settle({ id: its.job.id, ...answer })
    pump()
  }
  const give = (worker: Worker, job: Waiting): void => {
    busy.set(worker, { job, timer: setTimeout(() => done(worker, { wrong: 'It took too long to draw. Make it shorter, then try again' }, false), job.longest) })
    worker.ref()
    worker.postMessage(job.message, [])
  }
  const hire = (): Worker => {
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 512 } })
    all.add(worker)
    const died = (): void => done(worker, { wrong: 'The program that draws papers stopped. Try again' }, false)
    worker.on('message', (answer: Answer) => done(worker, answer, true)).on('error', died).on('exit', died)
    return worker
  }
  /** One that waits leaves the queue; one that is being drawn takes its thread with it, for Typst listens to nobody. */
  const stopJob = (id: number): void => {
    const at = queue.findIndex(one => one.id === id)
    if (at >= 0) queue.splice(at, 1)[0]?.settle({ id, wrong: STOPPED })
    for (const [worker, { job }] of busy) if (job.id === id) done(worker, { wrong: STOPPED }, false)
  }
  const pump = (): void => {
    while (queue.length > 0) {
      if (stopped) return
      const worker = idle.pop() ?? (all.size < threads ? hire() : undefined)
      if (worker === undefined) return
      const job = queue.shift()
      if (job !== undefined) give(worker, job)
    }
  }
  const print = (job: ToPrint | CourtToPrint): Promise<Printed | NotPrinted> => {
    const data = dataOf(job)
    const pictures = 'court' in job ? job.pictures : []
    if (pictures.some(one => !PICTURE.test(one.file))) throw new Error('Not a name for a picture')
    if (data.length > LARGEST || pictures.reduce((sum, { bytes }) => sum + bytes.length, 0) > LARGEST_PICTURES) return Promise.resolve({ wrong: 'It is too long to print. Make it shorter' })
    if (stopped || queue.length >= MOST_WAITING) return Promise.resolve({ wrong: 'Too much is being printed now. Try again in a minute' })
    const signal = 'court' in job ? job.signal : undefined
    if (signal?.aborted === true) return Promise.resolve({ wrong: STOPPED })
    next += 1
    const id = next
    return new Promise(resolve => {
      const stop = (): void => { stopJob(id) }
      signal?.addEventListener('abort', stop, { once: true })
      queue.push({ id, longest: 'court' in job ? Math.max(longest, LONGEST_COURT) : longest, message: { id, data, template: 'court' in job ? 'court' : 'papers', pictures, as: job.as ?? 'pdf', at: Math.floor(job.at.getTime() / SECOND) }, settle: answer => { signal?.removeEventListener('abort', stop); resolve(asPrinted(answer)) } })
      pump()
    })
  }
  return { print, stop: async () => { stopped = true; await Promise.all([...all].map(worker => worker.terminate())) } }
}

let ours: Press | undefined
/** The press of this process. Its threads start with the first paper and keep no process alive. */
export const printPapers = (job: ToPrint | CourtToPrint): Promise<Printed | NotPrinted> => {
  ours ??= openPress()
  return ours.print(job)
}
