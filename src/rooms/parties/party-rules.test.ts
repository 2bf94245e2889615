// Who is a child, and what a search means, by example.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { isChild, readSought, seeksNothing } from './party-rules.ts'

test.each([
  ['the day before their eighteenth birthday', day('2008-06-03'), false, true], ['on it', day('2008-06-02'), false, false],
  ['no date, said to be under 18', null, true, true], ['no date, nothing said', null, false, false], ['a date is believed over a tick', day('1980-01-01'), true, false],
])('%s', (_name, born, said, child) => { expect(isChild(born, said, day('2026-06-02'))).toBe(child) })

test('a search is a birth date, a telephone number, a postcode, or words of a name or address', () => {
  expect(readSought('Larkin 14/3/1984')).toEqual({ bornOn: '1984-03-14', digits: null, postcode: null, words: ['Larkin'] })
  expect(readSought('+44 7700 900 123').digits).toBe('7700900123')
  expect(readSought('al86ae').postcode).toBe('AL8 6AE')
  expect(readSought('12 Larch Walk').words).toEqual(['12', 'Larch', 'Walk'])
  expect([seeksNothing(readSought('  ')), seeksNothing(readSought('31/2/2000'))]).toEqual([true, true])
})
