// What is not there, and what is not theirs, leaves at the same moments, however long each took.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onTheTick, TICK, untilTick } from './on-the-tick.ts'

test('whatever an answer took, with its wait it took whole ticks, and never one more than it must', () => {
  fc.assert(fc.property(fc.double({ min: 0.001, max: 5_000, noNaN: true }), taken => {
    const wait = untilTick(taken)
    const ticks = (taken + wait) / TICK
    expect([wait >= 0, wait < TICK, Math.abs(ticks - Math.round(ticks)) < 1e-6]).toEqual([true, true, true])
  }))
})

test('two that took a little more or less leave at one moment', async () => {
  for (const took of [3.1, 3.4, 7.9]) {
    const began = performance.now() - took
    await onTheTick(began)
    expect(performance.now() - began).toBeGreaterThanOrEqual(TICK)
  }
})
