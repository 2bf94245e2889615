// Waits until the machine has nothing to do: who was asked before goes on with what nobody waits for any more, on the processors of who is asked next.
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Ticks of all processors so far, and those of them in which there was nothing to do. */
const ticks = (): { readonly all: number; readonly idle: number } => {
  const [, ...spent] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/)
  const numbers = spent.slice(0, 8).map(Number)
  return { all: numbers.reduce((sum, n) => sum + n, 0), idle: (numbers[3] ?? 0) + (numbers[4] ?? 0) }
}

/** Of a second, at least so much nothing to do, in so many seconds one after the other. */
const [IDLE, IN_A_ROW] = [0.85, 3]

/** @returns the seconds waited. Throws when there was something to do all the time: what is measured then is not what it says. */
export const untilQuiet = async (most = 300): Promise<number> => {
  let inARow = 0
  for (let second = 1; second <= most; second += 1) {
    const before = ticks()
    await pause(1_000)
    const now = ticks()
    inARow = (now.idle - before.idle) / (now.all - before.all) >= IDLE ? inARow + 1 : 0
    if (inARow === IN_A_ROW) return second
  }
  throw new Error(`Something else was running for ${most} s`)
}
