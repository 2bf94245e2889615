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

/** So many tries with the same connections, then with new ones. */
const WITH_THE_SAME = 10

/**
 * Takes turns, after a few tries that only warm. A process of PostgreSQL is a hundredth or two quicker than the next by where its memory
 * happens to lie, which says nothing of records and would be told from 200 tries with one: so `afresh` gives both sides other processes, now and then.
 * @returns milliseconds of each
 */
export const byTurns = async (tries: number, one: () => Promise<unknown>, other: () => Promise<unknown>, afresh: () => Promise<void>): Promise<readonly [readonly number[], readonly number[]]> => {
  const [first, second]: [number[], number[]] = [[], []]
  const timed = async (act: () => Promise<unknown>, into: number[], keep: boolean): Promise<void> => {
    const began = performance.now()
    await act()
    if (keep) into.push(performance.now() - began)
  }
  const turn = async (at: number, keep: boolean): Promise<void> => {
    // Which goes first changes, so that what the one leaves behind falls on both.
    if (at % 2 === 0) { await timed(one, first, keep); await timed(other, second, keep) } else { await timed(other, second, keep); await timed(one, first, keep) }
  }
  for (let done = 0; done < tries; done += WITH_THE_SAME) {
    await afresh()
    for (let warm = 0; warm < 8; warm += 1) await turn(warm, false)
    for (let at = done; at < Math.min(tries, done + WITH_THE_SAME); at += 1) await turn(at, true)
  }
  return [first, second]
}
