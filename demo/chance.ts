// Chance that always falls the same way: a seeded generator, so that the demonstration is the same story each time.

export type Chance = {
  /** 0 up to, not including, 1. */
  next(): number
  whole(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  happens(probability: number): boolean
}

/** Mulberry32: small, fast and good enough for a story. */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next, whole,
    pick: list => {
      const one = list[whole(0, list.length - 1)]
      if (one === undefined) throw new Error('Nothing to pick from')
      return one
    },
    happens: probability => next() < probability,
  }
}
