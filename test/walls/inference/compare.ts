// Asks both worlds the same and keeps where they part.
import { ask, type Request } from './ask.ts'
import { parting, said } from './noise.ts'
import type { Walker } from './walkers.ts'
import type { World } from './worlds.ts'

export type Parted = { readonly who: string; readonly request: string; readonly where: string }
export type Worlds = { readonly without: World; readonly withHidden: World; readonly known: ReadonlySet<string> }

/** Status, headers, body, the database's work and the log lines of one request, in both worlds. */
export const compare = async ({ without, withHidden, known }: Worlds, walker: Walker, request: Request): Promise<readonly Parted[]> => {
  const [one, other] = await Promise.all([ask(without, walker, request), ask(withHidden, walker, request)])
  const parted: Parted[] = []
  const note = (what: string, a: string, b: string): void => { if (a !== b) parted.push({ who: walker.who, request: `${request.method} ${request.url} ${what}`, where: parting(a, b) }) }
  note('answer', said(one, known), said(other, known))
  // Reads asked at once are answered in an order of their own; which there were, and of how many rows, is the same.
  note('queries and rows', inOrder(one.asked), inOrder(other.asked))
  note('log', logOf(one.log), logOf(other.log))
  return parted
}

const inOrder = (asked: readonly string[]): string => asked.toSorted().join('\n')
/** A log line without its moment, how long it took (the timing test compares that) and its request's number. */
const logOf = (lines: readonly string[]): string => lines.map(line => line.replaceAll(/"(time|pid|ms)":\d+/g, '').replaceAll(/"(reqId|hostname|reference)":"[^"]*"/g, '')).join('')
