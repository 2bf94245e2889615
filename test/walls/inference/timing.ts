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

/** How many tries are asked by one connection of each world. */
const BY_ONE_CONNECTION = 20

/**
 * Takes turns, by connections that are both new every few tries: how a process happens to lie in memory makes one connection slower
 * than another for as long as it lives, by more than what is looked for (60 tries of two identical worlds stood 3.2 apart; 720, by
 * twelve connections each, 1.2). A service has many connections, so nobody who tries is told a record by the luck of one.
 * @param anew ends the connections of both @returns milliseconds of each
 */
export const byTurns = async (tries: number, one: () => Promise<unknown>, other: () => Promise<unknown>, anew: () => Promise<void> = async () => undefined): Promise<readonly [readonly number[], readonly number[]]> => {
  const [first, second]: [number[], number[]] = [[], []]
  const timed = async (act: () => Promise<unknown>, into: number[], keep: boolean): Promise<void> => {
    const began = performance.now()
    await act()
    if (keep) into.push(performance.now() - began)
  }
  const both = async (turn: number, keep: boolean): Promise<void> => {
    // Which goes first changes, so that what the one leaves behind falls on both.
    if (turn % 2 === 0) { await timed(one, first, keep); await timed(other, second, keep) } else { await timed(other, second, keep); await timed(one, first, keep) }
  }
  for (let done = 0; done < tries; done += BY_ONE_CONNECTION) {
    await anew()
    // A few that only warm.
    for (let turn = 0; turn < 10; turn += 1) await both(turn, false)
    for (let turn = done; turn < Math.min(tries, done + BY_ONE_CONNECTION); turn += 1) await both(turn, true)
  }
  return [first, second]
}
