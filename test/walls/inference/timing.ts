// Whether the times of two kinds of request can be told apart: the Mann-Whitney test over tries that took turns. Never part of the suite.

/** Ranks from 1, ties sharing their mean. */
const ranksOf = (values: readonly number[]): readonly number[] => {
  const order = values.map((value, at) => ({ value, at })).toSorted((a, b) => a.value - b.value)
  const ranks = values.map(() => 0)
  for (let from = 0; from < order.length;) {
    let until = from
    while (until + 1 < order.length && order[until + 1]?.value === order[from]?.value) until += 1
    for (let at = from; at <= until; at += 1) ranks[order[at]?.at ?? 0] = (from + until) / 2 + 1
    from = until + 1
  }
  return ranks
}

/**
 * How many standard deviations the ranks of `one` lie from where chance would put them. Beyond 3.3 somebody who tries as often could
 * tell the two apart (one time in a thousand it is chance). Normal approximation: for 20 tries a side or more.
 */
export const mannWhitney = (one: readonly number[], other: readonly number[]): number => {
  const ranks = ranksOf([...one, ...other])
  const sum = ranks.slice(0, one.length).reduce((all, rank) => all + rank, 0)
  const u = sum - (one.length * (one.length + 1)) / 2
  return (u - (one.length * other.length) / 2) / Math.sqrt((one.length * other.length * (one.length + other.length + 1)) / 12)
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Takes turns, after a few tries that only warm. @returns milliseconds of each */
export const byTurns = async (tries: number, one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<readonly [readonly number[], readonly number[]]> => {
  const [first, second]: [number[], number[]] = [[], []]
  const timed = async (act: () => Promise<unknown>, into: number[], keep: boolean): Promise<void> => {
    const began = performance.now()
    await act()
    if (keep) into.push(performance.now() - began)
  }
  for (let turn = -10; turn < tries; turn += 1) {
    // Which goes first changes, so that what the one leaves behind falls on both.
    if (turn % 2 === 0) { await timed(one, first, turn >= 0); await timed(other, second, turn >= 0) } else { await timed(other, second, turn >= 0); await timed(one, first, turn >= 0) }
  }
  return [first, second]
}
