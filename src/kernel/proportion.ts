// Shares that say how sure they are: "62% (31 of 50; likely between 48% and 74%)"; medians; small numbers kept back.

export const LEVELS = { 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 } as const
export type Level = keyof typeof LEVELS

/** `value`, `low` and `high` are from 0 to 1. */
export type Share = {
  readonly count: number
  readonly of: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/**
 * The Wilson score interval, without continuity correction, of a share seen in n answers (n may be an effective sample
 * size). Never leaves 0 to 1, and 0 of 5 keeps a width. Wilson 1927; R's `prop.test(correct = FALSE)`.
 */
export function wilson(value: number, n: number, level: Level = 0.95): { low: number; high: number } {
  if (!(n > 0 && value >= 0 && value <= 1)) throw new Error(`No interval for a share of ${value} in ${n}.`)
  const z = LEVELS[level]
  const middle = (value + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n))
  // At 0 and 1 the exact bound is the end itself; the sum misses it by rounding.
  return {
    low: value === 0 ? 0 : Math.max(0, middle - reach),
    high: value === 1 ? 1 : Math.min(1, middle + reach),
  }
}

/** How many of how many, with its interval; nothing when there is nothing to take a share of. */
export function share(count: number, of: number, level: Level = 0.95): Share | undefined {
  if (of === 0) return undefined
  return { count, of, value: count / of, ...wilson(count / of, of, level) }
}

/** "62% (31 of 50; likely between 48% and 74%)". */
export function sayShare(seen: Share | undefined): string {
  if (seen === undefined) return 'no answers yet'
  const interval = `likely between ${sayPercent(seen.low)} and ${sayPercent(seen.high)}`
  return `${sayPercent(seen.value)} (${sayNumber(seen.count)} of ${sayNumber(seen.of)}; ${interval})`
}

/** "62%" of 0.62. Never 0% of something, nor 100% of less than all: "less than 1%", "more than 99%". */
export function sayPercent(value: number): string {
  const whole = Math.round(value * 100)
  if (whole === 0 && value > 0) return 'less than 1%'
  if (whole === 100 && value < 1) return 'more than 99%'
  return `${whole}%`
}

/** The smallest number shown to anybody who may not see the people behind it. */
export const SMALLEST_SHOWN = 5

/** Whether a count could point to a person and must be kept back: 1 to 4, unless told another floor. 0 is shown. */
export function isTooSmall(count: number, smallestShown = SMALLEST_SHOWN): boolean {
  return count > 0 && count < smallestShown
}

/** The count, or "fewer than 5". */
export function sayCount(count: number, smallestShown = SMALLEST_SHOWN): string {
  return isTooSmall(count, smallestShown) ? `fewer than ${smallestShown}` : sayNumber(count)
}

/** The share in words, or "too few to show" when its count, the rest, or all together could point to a person. */
export function sayShareSafely(seen: Share | undefined, smallestShown = SMALLEST_SHOWN): string {
  if (seen === undefined) return sayShare(seen)
  const counts = [seen.count, seen.of - seen.count, seen.of]
  return counts.some((count) => isTooSmall(count, smallestShown)) ? 'too few to show' : sayShare(seen)
}

/** The middle value; of an even number, half way between the middle two. Nothing of an empty list. */
export function median(values: readonly number[]): number | undefined {
  return percentile(values, 50)
}

/**
 * The p-th percentile, 0 to 100, on the straight line between the two nearest ranks (rank 1 + (n - 1)p/100): R's type 7,
 * Excel's PERCENTILE.INC, PostgreSQL's percentile_cont. Nothing of an empty list.
 */
export function percentile(values: readonly number[], p: number): number | undefined {
  if (!(p >= 0 && p <= 100)) throw new Error(`A percentile is from 0 to 100, not ${p}.`)
  const sorted = values.toSorted((a, b) => a - b)
  const place = ((sorted.length - 1) * p) / 100
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (place - Math.floor(place))
}

const numbers = new Intl.NumberFormat('en-GB')

function sayNumber(n: number): string {
  return numbers.format(n)
}
