// Whether long work lets others have the thread.
import { setImmediate as next } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

const hold = (milliseconds: number): void => { for (const until = performance.now() + milliseconds; performance.now() < until;); }

test('work in turns lets others have the thread again and again', async () => {
  const rest = inTurns()
  const ended = new AbortController()
  let others = 0
  const counting = (async () => { while (!ended.signal.aborted) { others += 1; await next() } })()
  for (let step = 0; step < 30; step += 1) {
    hold(1)
    await rest()
  }
  ended.abort()
  await counting
  // Thirty milliseconds held: it rested five times at least, and the others went round in each.
  expect(others).toBeGreaterThan(5)
})
