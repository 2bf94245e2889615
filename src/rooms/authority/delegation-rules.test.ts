// Delegations and alerts, by example.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { alertDue, delegationInForce, sayEnd, type Held } from './delegation-rules.ts'

const held: Held = { officerId: 'o', agencyId: 'a', power: 'issue a community protection notice', fromDay: day('2026-04-01'), untilDay: day('2027-03-31'), endedAt: null }
const asked = { officerId: 'o', agencyId: 'a', power: 'issue a community protection notice' } as const

test.each<[string, Partial<Held>, string, boolean]>([
  ['on its first day', {}, '2026-04-01', true], ['on its last day', {}, '2027-03-31', true], ['the day before', {}, '2026-03-31', false], ['the day after', {}, '2027-04-01', false],
  ['ended early', { endedAt: new Date('2026-05-01T09:00:00Z') }, '2026-06-01', false], ['of another officer', { officerId: 'x' }, '2026-06-01', false], ['for another agency', { agencyId: 'x' }, '2026-06-01', false], ['for another power', { power: 'issue a fixed penalty notice' }, '2026-06-01', false],
])('a delegation %s', (_what, change, on, holds) => { expect(delegationInForce([{ ...held, ...change }], asked, day(on)) !== undefined).toBe(holds) })

test('of two, the one that lasts longest', () => {
  const longer = { ...held, untilDay: day('2028-03-31') }
  expect(delegationInForce([held, longer], asked, day('2026-06-01'))).toBe(longer)
})

test.each<[string, number | null, number | undefined]>([
  ['2026-12-30', null, undefined], ['2026-12-31', null, 90], ['2027-01-05', 90, undefined], ['2027-03-01', 90, 30], ['2027-03-24', 30, 7], ['2027-03-31', 7, undefined], ['2027-04-01', 7, 0], ['2027-05-01', 0, undefined],
  // Recorded late: only the nearest alert is sent.
  ['2027-03-25', null, 7],
])('until 31 March 2027, on %s, last alert %s: %s', (on, alerted, due) => { expect(alertDue(held.untilDay, alerted, day(on))).toBe(due) })

test('the end in words', () => {
  expect(['2027-03-01', '2027-03-30', '2027-03-31', '2027-04-01', '2027-04-03'].map(on => sayEnd(held.untilDay, day(on)))).toEqual(['ends in 30 days', 'ends in 1 day', 'ends today', 'ran out yesterday', 'ran out 3 days ago'])
})
