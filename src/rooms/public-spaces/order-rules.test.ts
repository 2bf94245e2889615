// Extended before expiry, 3 years at most from the day after its last day (ASBCPA 2014 s60), and expired at midnight by itself.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { orderNow, readBans, readOutline, sayOutline, whyNotExtend, whyNotLast } from './order-rules.ts'

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

test.each([
  ['standard', '2026-06-02', '2026-07-01', '2029-06-30', undefined], ['standard', '2026-06-02', '2026-07-01', '2029-07-01', 'ASBCPA 2014 s60(1)'], ['standard', '2024-02-29', '2024-02-29', '2027-02-28', undefined], ['standard', '2024-02-29', '2024-02-29', '2027-03-01', 's60(1)'],
  ['expedited', '2026-06-02', '2026-06-02', '2026-12-01', undefined], ['expedited', '2026-06-02', '2026-06-02', '2026-12-02', 's60A'], ['standard', '2026-06-02', '2026-06-01', '2026-07-01', 'on the day it is made, or later'], ['standard', '2026-06-02', '2026-06-02', '2026-06-01', 'not before its first'],
] as const)('%s, made %s, from %s to %s', (kind, made, effect, ends, why) => {
  const said = whyNotLast(kind, { madeOn: day(made), effectOn: day(effect), endsOn: day(ends) }, UNTOUCHED_LAW)
  expect(why === undefined ? said : said?.text.includes(why)).toBe(why === undefined ? undefined : true)
})

test('an outline is at least 3 corners here, latitude first; anything else is refused whole', () => {
  const three = '51.801, -0.206\n51.802 -0.204\n\n 51.799;-0.205 '
  expect([readOutline(three), sayOutline(readOutline(three) ?? [])]).toEqual([[[-0.206, 51.801], [-0.204, 51.802], [-0.205, 51.799]], '51.801, -0.206\n51.802, -0.204\n51.799, -0.205'])
  for (const wrong of ['', '51.8, -0.2\n51.9, -0.2', '-0.206, 51.801\n-0.204, 51.802\n-0.205, 51.799', `${three}\nHowardsgate`, '51.8, -0.2\n51.9, -0.2\n951.9, -0.2']) expect([wrong, readOutline(wrong)]).toEqual([wrong, undefined])
  expect(readBans('- Begging\n\n • Drinking \nSkating')).toEqual(['Begging', 'Drinking', 'Skating'])
})
