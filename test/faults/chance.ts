// Chance from a seed: the same seed makes the same choices. When things happen beside one another, their order is the machine's.
export type Chance = {
  /** From 0 up to and without `below`. */
  readonly under: (below: number) => number
  readonly between: (least: number, most: number) => number
  readonly one: <T>(of: readonly [T, ...T[]]) => T
}

/** Mulberry32. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const under = (below: number): number => Math.floor(next() * below)
  return { under, between: (least, most) => least + next() * (most - least), one: of => of[under(of.length)] ?? of[0] }
}

/** A figure given by `npm run faults`, or the one of the short form. */
export const asked = (name: string, short: number): number => {
  const given = process.env[name]
  return given === undefined || given === '' ? short : Number(given)
}
export const SEED = asked('AMITY_FAULTS_SEED', 20_261_127)
export const say = (line: string): void => { process.stdout.write(`${line}\n`) }
