// Which texts name or describe somebody said to be responsible, by example.
import { expect, test } from 'vitest'
import { describes, namesIn } from './never-name.ts'

test.each([
  ['Danny from 12 Larch Walk', 'We spoke with Danny', true],
  ['Danny from 12 Larch Walk', "Danny's dog", true],
  ['Danny from 12 Larch Walk', 'We visited Larch Walk', false],
  ['The top flat', 'We wrote to the top flat', true],
  ['The top flat', 'We wrote to your neighbours', false],
  ['Two boys on e-scooters', 'There were two people', false],
])('%s: "%s"', (describedAs, said, expected) => { expect(describes(describedAs, said)).toBe(expected) })

test('words that begin a description are nobody’s name', () => {
  expect([namesIn('Unknown man'), namesIn('Tenant called Kez')]).toEqual([[], ['kez']])
})
