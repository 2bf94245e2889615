// Which warning a clock has reached: by days for orders, by hours for closure notices, across a clock change, to the moment it ends.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { alertOf, reachedBefore, sayAlert, toneOf, warningsOn, type Warn } from './clock-alerts.ts'

const warnings = warningsOn(day('2026-06-01'), UNTOUCHED_LAW)
const said = (warn: Warn, dueAt: string, now: string): string => {
  const alert = alertOf({ warn, dueAt: new Date(dueAt) }, new Date(now), warnings)
  return alert === undefined ? 'not yet' : `${sayAlert(alert)}, ${toneOf(alert)}`
}

test('the warnings are those of the law book', () => {
  expect(warnings).toEqual({ days: [90, 30, 7], hours: [24, 4, 1] })
})

test.each([
  ['2026-03-02T12:00:00Z', 'not yet'], ['2026-03-03T00:30:00Z', 'within 90 days, blue'], ['2026-05-01T12:00:00Z', 'within 90 days, blue'], ['2026-05-02T06:00:00Z', 'within 30 days, orange'],
  ['2026-05-24T22:00:00Z', 'within 30 days, orange'], ['2026-05-25T06:00:00Z', 'within 7 days, red'], ['2026-06-01T22:59:59Z', 'within 7 days, red'], ['2026-06-01T23:00:00Z', 'run out, red'],
])('an order that ends with Monday 1 June, seen at %s: %s', (now, says) => expect(said('days', '2026-06-01T23:00:00Z', now)).toBe(says))

test.each([
  ['2026-10-24T12:59:00Z', 'not yet'], ['2026-10-24T13:00:00Z', 'within 24 hours, blue'], ['2026-10-25T09:00:00Z', 'within 4 hours, orange'], ['2026-10-25T12:00:00Z', 'within 1 hour, red'], ['2026-10-25T13:00:00Z', 'run out, red'],
])('a closure notice that ends on the afternoon the clocks went back, seen at %s: %s', (now, says) => expect(said('hours', '2026-10-25T13:00:00Z', now)).toBe(says))

test('whatever has reached a warning falls before the bound the list is read to', () => {
  const now = new Date('2026-03-27T10:00:00Z')
  const hoursAhead = Array.from({ length: 24 * 95 }, (_, hour) => new Date(now.getTime() + hour * 3_600_000))
  const reached = (unit: Warn, last: boolean) => hoursAhead.filter(dueAt => { const alert = alertOf({ warn: unit, dueAt }, now, warnings); return alert !== undefined && (!last || alert.state === 'run out' || alert.left === 0) })
  for (const unit of ['days', 'hours'] as const) {
    for (const which of ['first', 'last'] as const) {
      const found = reached(unit, which === 'last')
      expect(found.length).toBeGreaterThan(1)
      expect(found.filter(dueAt => dueAt > reachedBefore(now, warnings, unit, which))).toEqual([])
    }
  }
})
