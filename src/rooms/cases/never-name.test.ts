// Which texts name or describe somebody said to be responsible, by example.
import { expect, test } from 'vitest'
import { callsByName, describes, givesHouse, housesIn, namesIn } from './never-name.ts'

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

test.each([
  ['12 Larch Walk, Hatfield', 'We visited 12 larch  walk today', true],
  ['12 Larch Walk, Hatfield', 'We visited 12, Larch Walk', true],
  ['12 Larch Walk, Hatfield', 'We visited 112 Larch Walk', false],
  ['12 Larch Walk, Hatfield', 'We visited Larch Walk on 12 June', false],
  ['Flat 3, Kestrel House', 'A letter went to flat 3 Kestrel House', true],
  ['Flat 3, Kestrel House', 'A letter went to Kestrel House', false],
  ['2 The Green', 'We rang 2 the day before', false],
  ['2 The Green', 'They live at 2 The Green', true],
])('lives at %s: "%s"', (address, said, expected) => { expect(givesHouse(new Set(housesIn(address)), said)).toBe(expected) })

test.each([['Will', 'Will’s dog barked', true], ['Will', 'WILL was there', true], ['Will', 'We will visit', false], ['Jo-Ann', 'Spoke with Jo-Ann', true], ['Elsie', 'Spoke with Else', false]])('called %s: "%s"', (name, said, expected) => {
  expect(callsByName([name], said)).toBe(expected)
})
