// Long work on the thread that answers pages: it holds the thread a few milliseconds, then leaves it alone for longer.
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds it is held, at most taken for held, and how many times as long it is left alone after. */
const HELD = 4
const MOST = 20
const ALONE = 2

/**
 * Answers what to await after each small step. A page asks a dozen questions one after another, and each answer waits for its turn on
 * the thread: so no step may be long, and most turns must find it free. What the work itself waited for (the database, say) cannot be
 * told from what it held, so the longest rest is short.
 */
export const inTurns = (): (() => Promise<void> | undefined) => {
  let since = performance.now()
  return () => {
    const held = performance.now() - since
    if (held < HELD) return undefined
    return pause(Math.min(held, MOST) * ALONE).then(() => { since = performance.now() })
  }
}
