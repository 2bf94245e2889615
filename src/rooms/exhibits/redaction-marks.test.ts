// Marks as typed: tables of examples, what is wrong with the rest, and that what is taken out is out.
import { expect, test } from 'vitest'
import { findPassages, readBoxes, readClock, readSpans, sayClock, takeOut } from './redaction-marks.ts'

test.each([
  ['10, 20, 30, 15', [{ left: 10, top: 20, width: 30, height: 15 }]], ['10 20 30 15\n0;0;100%;1.5', [{ left: 10, top: 20, width: 30, height: 15 }, { left: 0, top: 0, width: 100, height: 1.5 }]],
  ['', 'Draw or enter'], ['10, 20, 30', 'Line 1'], ['10, 20, 30, 15\n1,2,3,4,5', 'Line 2'], ['-1, 2, 3, 4', 'Line 1'], ['1, 2, 0, 4', 'Line 1'], ['1, 2, 101, 4', 'Line 1'], ['a, b, c, d', 'Line 1'], ['1e1, 2, 3, 4', 'Line 1'], ['Infinity 1 1 1', 'Line 1'], [Array.from({ length: 101 }, () => '1,1,1,1').join('\n'), 'At most'],
])('the boxes %s', (typed, expected) => {
  const read = readBoxes(typed)
  expect(typeof expected === 'string' ? String(read).slice(0, expected.length) : read).toEqual(expected)
})

test.each([['83', 83], ['1:23', 83], ['1:02:03.5', 3723.5], ['0:00', 0], ['1:60', undefined], ['', undefined], ['x', undefined], ['-1', undefined], ['1:2:3:4', undefined], ['99:59:59', 359_999], ['99:99:59', undefined]])('the clock %s', (typed, expected) => {
  expect(readClock(typed)).toBe(expected)
})
test.each([[0, '0:00'], [83, '1:23'], [3723.9, '1:02:03']])('%d seconds are said %s', (seconds, expected) => { expect(sayClock(seconds)).toBe(expected) })

test.each([['0:12 to 0:15', [{ from: 12, to: 15 }]], ['12-15\n1:00 – 1:01.5', [{ from: 12, to: 15 }, { from: 60, to: 61.5 }]], ['0:15 to 0:12', 'Line 1'], ['0:12', 'Line 1'], ['5 to 5', 'Line 1'], ['', 'Enter at least one']])('the spans %s', (typed, expected) => {
  const read = readSpans(typed)
  expect(typeof expected === 'string' ? String(read).slice(0, expected.length) : read).toEqual(expected)
})

test('every place where the words stand goes, whatever case they stand in; overlapping ones together; letters that grow when written small move nothing', () => {
  const text = 'İris: ask IRENE. Irene Larkin of 14 Larch Walk said irene.'
  const found = findPassages(text, 'irene\nIrene Larkin\n14 larch walk')
  const out = typeof found === 'string' ? found : takeOut(text, found)
  expect(out).toBe('İris: ask [redacted]. [redacted] of [redacted] said [redacted].')
  expect(/irene|larkin|larch/i.test(out)).toBe(false)
  expect(findPassages(text, 'Irene\nnobody')).toContain('“nobody” does not stand')
  expect(findPassages(text, ' \n ')).toContain('Enter the words')
})
