// Refusals: told apart from every other outcome, for people's code and for the compiler.
import { expect, test } from 'vitest'
import { type Refusal, isRefusal, refuse } from './refusal.ts'

test.each<[unknown, boolean]>([
  [refuse('The notice has ended.'), true],
  [{ refused: true, because: 'No.' }, true],
  [{ refused: false, because: 'No.' }, false],
  [{ refused: true }, false],
  [{ refused: true, because: 3 }, false],
  [null, false], [undefined, false], ['refused', false], [[], false],
])('%j is a refusal: %s', (outcome, is) => {
  expect(isRefusal(outcome)).toBe(is)
})

test('narrows a union', () => {
  const answer = (ok: boolean): { reference: string } | Refusal => (ok ? { reference: 'R' } : refuse('Not yet.'))
  const say = (outcome: { reference: string } | Refusal) => (isRefusal(outcome) ? outcome.because : outcome.reference)
  expect([say(answer(true)), say(answer(false))]).toEqual(['R', 'Not yet.'])
})
