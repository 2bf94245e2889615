// Working hours over nights, weekends, bank holidays and the change of the clocks.
import { expect, test } from 'vitest'
import { addWorkingHours } from './working-hours.ts'

const desk = { opens: '09:00', closes: '17:00' }

test.each([
  ['within the day', '2026-06-02T09:00:00Z', 4, '2026-06-02T13:00:00Z'],
  ['to the very end of the day', '2026-06-02T08:00:00Z', 8, '2026-06-02T16:00:00Z'],
  ['over the night', '2026-06-02T14:00:00Z', 4, '2026-06-03T10:00:00Z'],
  ['from the middle of the night', '2026-06-02T23:30:00Z', 1, '2026-06-03T09:00:00Z'],
  ['from early morning', '2026-06-02T03:00:00Z', 1, '2026-06-02T09:00:00Z'],
  ['over a weekend', '2026-06-05T15:30:00Z', 2, '2026-06-08T09:30:00Z'],
  ['over a weekend and a bank holiday', '2026-05-22T15:00:00Z', 2, '2026-05-26T09:00:00Z'],
  ['over the change of the clocks', '2026-03-27T16:00:00Z', 2, '2026-03-30T09:00:00Z'],
])('%s', (_name, from, hours, to) => {
  expect(addWorkingHours(new Date(from), hours, desk).toISOString()).toBe(new Date(to).toISOString())
})

test('a desk that never opens counts nothing', () => {
  expect(() => addWorkingHours(new Date(), 1, { opens: '17:00', closes: '09:00' })).toThrow('No working hours')
  expect(() => addWorkingHours(new Date(), 0, desk)).toThrow('none to count')
})
