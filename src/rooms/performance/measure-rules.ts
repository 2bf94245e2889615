// The strategy's three measures: what counts as yes, out of whom, against which target, and what is kept back. Pure.
import { SMALLEST_SHOWN, isTooSmall, share, type Share } from '#kernel/proportion.ts'

/** `yes` of those who `answered`, and of `everybody`; everybody is undefined when nobody wrote down how many were asked. */
export type Figure = { readonly yes: number; readonly answered: number; readonly everybody: number | undefined }
/** One group of rows counted together: for a month, a ward or a category; '' when it is not known. */
export type Counted = { readonly key: string; readonly answer: string; readonly n: number }

export const NOBODY: Figure = { yes: 0, answered: 0, everybody: 0 }

const ASKED_AND_SAID = ['yes', 'partly', 'no']
/** Resolved: the person harmed said yes. Not partly. Everybody: each closed case. */
export const resolvedFigure = (rows: readonly Counted[]): Figure => figure(rows, ['yes'], ASKED_AND_SAID, total(rows))

const SATISFIED = ['very satisfied', 'fairly satisfied']
const NO_OPINION = 'not applicable'
/** Satisfied with handling: very or fairly. Who said it did not apply to them has not answered. Everybody: each person asked. */
export const handlingFigure = (rows: readonly Counted[], asked: number): Figure =>
  figure(rows, SATISFIED, [...new Set(rows.map(({ answer }) => answer))].filter(answer => answer !== NO_OPINION), asked)

const total = (rows: readonly Counted[]): number => rows.reduce((sum, { n }) => sum + n, 0)
const figure = (rows: readonly Counted[], yes: readonly string[], answered: readonly string[], everybody: number): Figure => ({
  yes: total(rows.filter(({ answer }) => yes.includes(answer))), answered: total(rows.filter(({ answer }) => answered.includes(answer))), everybody,
})

export const ofAnswered = ({ yes, answered }: Figure): Share | undefined => share(yes, answered)
export const ofEverybody = ({ yes, everybody }: Figure): Share | undefined => everybody === undefined ? undefined : share(yes, Math.max(everybody, yes))

export type AgainstTarget = { readonly tone: 'green' | 'orange' | 'red' | undefined; readonly says: string }

/** Met or missed is only said when the whole interval is on one side. @param target in per cent */
export const againstTarget = (seen: Share | undefined, target: number): AgainstTarget => {
  if (seen === undefined) return { tone: undefined, says: `Target ${target}%. No answers yet` }
  const aim = target / 100
  if (seen.low >= aim) return { tone: 'green', says: `Target ${target}%: met` }
  if (seen.high < aim) return { tone: 'red', says: `Target ${target}%: missed` }
  return { tone: 'orange', says: `Target ${target}%. ${seen.value >= aim ? 'Above' : 'Below'} it, but too few answers to be sure` }
}

/**
 * Groups of a table whose answers could point to the person who gave one: fewer than five. When there is only one such
 * group its neighbours and the total would give it away, so the next smallest is kept back too.
 */
export const keptBack = (answered: ReadonlyMap<string, number>): ReadonlySet<string> => {
  const bySize = [...answered].filter(([, n]) => n > 0).toSorted(([, a], [, b]) => a - b)
  const small = bySize.filter(([, n]) => isTooSmall(n))
  return new Set((small.length === 1 ? bySize.slice(0, 2) : small).map(([key]) => key))
}

export { SMALLEST_SHOWN }
