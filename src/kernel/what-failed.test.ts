// A failure in the log: where it was, never what it was about.
import { expect, test } from 'vitest'
import { whatFailed } from './what-failed.ts'

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (problem) {
    return problem
  }
}
const nothing: { readonly Irene: string } = JSON.parse('null')
const SAMPLES: readonly (readonly [string, unknown])[] = [
  ['words of ours', new Error('Irene Larkin lives at 14 Larch Walk')],
  ['words that look like a place in code', new Error('x\n    at Irene Larkin\n    at 14 Larch Walk (Irene:1:2)\n    at Irene (/14/Larch/Walk:1:2)')],
  ['a body that is no JSON', thrownBy(() => JSON.parse('Irene Larkin') as unknown)],
  ['an address that is none', thrownBy(() => new URL('Irene Larkin'))],
  ['a value that Node does not take', thrownBy(() => new TextDecoder('Irene Larkin'))],
  ['a property named after somebody', thrownBy(() => nothing.Irene)],
  ['a row that the database quotes', Object.assign(new Error('duplicate key value violates unique constraint'), { code: '23505', detail: 'Key (name)=(Irene Larkin) already exists.', severity: 'ERROR' })],
  ['a class named by somebody', Object.assign(new Error('x'), { name: 'Irene Larkin' })],
  ['a code that is words', Object.assign(new Error('x'), { code: 'Irene Larkin' })],
  ['a text that was thrown', 'Irene Larkin'],
]

test.each(SAMPLES)('%s: nothing of it is said', (_what, problem) => {
  expect(JSON.stringify(whatFailed(problem))).not.toMatch(/Irene|Larkin|Larch/)
})

test('where it was, what kind and the engine’s own words about our code are said', () => {
  const found = whatFailed(thrownBy(() => nothing.Irene))
  expect(found).toMatchObject({ type: 'TypeError', says: 'Cannot read properties of null (reading …)' })
  expect(found.stack).toMatch(/at .*what-failed\.test\.ts:\d+:\d+/)
  expect(whatFailed(SAMPLES[6]?.[1])).toMatchObject({ type: 'Error', code: '23505' })
})
