// Pounds, GOV.UK style.
import { expect, test } from 'vitest'
import { sayPounds } from './money.ts'

test.each([
  [0, '£0'], [5, '£0.05'], [100_00, '£100'], [12_50, '£12.50'], [1_000_00, '£1,000'], [1_234_567_89, '£1,234,567.89'], [-12_50, '-£12.50'],
])('%i pence is %s', (pence, said) => {
  expect(sayPounds(pence)).toBe(said)
})

test('pence are whole', () => {
  expect(() => sayPounds(0.5)).toThrow('whole pence')
})
