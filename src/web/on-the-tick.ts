// "Not yours" and "not there" look alike and must take as long: a refused record has a row that is fetched and a line of its keeper's trail,
// a tenth of a millisecond that two hundred tries can tell (npm run wall-timing). So both leave on the next tick after the request began.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'

/** Milliseconds; twice what such an answer takes when nothing else is to be done. */
export const TICK = 10

/** How long an answer that has taken this many milliseconds waits yet. */
export const untilTick = (taken: number): number => Math.ceil(taken / TICK) * TICK - taken

/** @param began when the request began, by performance.now() */
export const onTheTick = async (began: number): Promise<void> => {
  const now = performance.now()
  const leaves = now + untilTick(now - began)
  // A timer counts whole milliseconds, which would keep the difference: the last of them is waited turn by turn.
  if (leaves - now > 2) await pause(leaves - now - 2)
  while (performance.now() < leaves) await nextTurn()
}
