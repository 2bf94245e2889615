// One list for type and check.
import { expect, test } from 'vitest'
import { oneOf } from './literal.ts'

const STAGES = ['reported', 'open', 'closed'] as const
type Stage = (typeof STAGES)[number]

test.each<[unknown, boolean]>([
  ['open', true], ['Open', false], ['', false], [undefined, false], [null, false], [['open'], false], ['length', false],
])('%j is a stage: %s', (value, is) => {
  const stage: Stage | undefined = oneOf(STAGES, value) ? value : undefined
  expect(stage !== undefined).toBe(is)
})
