// Extended before expiry, 3 years at most from the day after its last day (ASBCPA 2014 s60), and expired at midnight by itself.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { orderNow, whyNotExtend } from './order-rules.ts'

const wgc = { kind: 'standard', effectOn: day('2024-04-01'), endsOn: day('2027-03-31'), dischargedOn: null } as const

test.each([['2024-03-31', 'not yet in effect'], ['2024-04-01', 'in force'], ['2027-03-31', 'in force'], ['2027-04-01', 'expired']])('on %s it is %s', (on, now) => expect(orderNow(wgc, day(on))).toBe(now))

test.each([
  ['2027-03-31', '2030-03-31', undefined], ['2027-03-31', '2030-04-01', 'ASBCPA 2014 s60(2)-(4)'], ['2027-03-31', '2027-03-31', 'ends later than'], ['2027-04-01', '2030-03-31', 'only a new order'],
])('on %s to %s', (on, to, why) => {
  const said = whyNotExtend(wgc, day(on), day(to), day(on), UNTOUCHED_LAW)
  expect([said === undefined, said?.includes(why ?? '') ?? true]).toEqual([why === undefined, true])
})

test('an expedited order is not extended', () => {
  expect(whyNotExtend({ ...wgc, kind: 'expedited' }, day('2026-06-02'), day('2028-01-01'), day('2026-06-02'), UNTOUCHED_LAW)).toContain('6 months at most')
})
