// How a fixed penalty stands, day by day: ASBCPA 2014 s52(5) and (8), MCA 1980 s127.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { paymentState, penaltyClocks, whyNotAmount, type PenaltyEvent } from './penalty-rules.ts'

// Given on 20 June 2026 for 19 June: 14 days following end on 4 July, six months after the 19th end with 19 December.
const given = new Date('2026-06-20T09:00:00Z')
const clocks = penaltyClocks([
  { rule: 'fpn.cpn.payEarly', dueOn: day('2026-07-03'), dueAt: new Date('2026-07-03T22:59:00Z') }, { rule: 'fpn.cpn.pay', dueOn: day('2026-07-04'), dueAt: new Date('2026-07-04T22:59:00Z') },
  { rule: 'fpn.cpn.prosecute', dueOn: day('2026-07-05'), dueAt: new Date('2026-07-04T23:00:00Z') }, { rule: 'prosecution.summary', dueOn: day('2026-12-19'), dueAt: new Date('2026-12-19T23:59:00Z') },
])
const amount: PenaltyEvent = { kind: 'amount', onDay: day('2026-06-20'), pence: 100_00, earlyPence: 60_00 }
const paid = (pence: number, on: string): PenaltyEvent => ({ kind: 'paid', onDay: day(on), pence, earlyPence: null })
const event = (kind: 'cancelled' | 'prosecuted' | 'reminded'): PenaltyEvent => ({ kind, onDay: day('2026-07-10'), pence: null, earlyPence: null })

test.each([
  ['time to pay', '2026-07-04T22:59:59Z', [amount]], ['may be prosecuted', '2026-07-04T23:00:00Z', [amount]], ['may be prosecuted', '2026-12-19T23:58:00Z', [amount, event('reminded')]], ['out of time', '2026-12-19T23:59:00Z', [amount]],
  ['paid early', '2026-07-20T09:00:00Z', [amount, paid(60_00, '2026-07-03')]], ['part paid', '2026-07-20T09:00:00Z', [amount, paid(60_00, '2026-07-04')]], ['paid', '2026-07-20T09:00:00Z', [amount, paid(60_00, '2026-07-04'), paid(40_00, '2026-07-04')]],
  ['out of time', '2027-01-01T09:00:00Z', [amount, paid(60_00, '2026-07-04')]], ['part paid', '2026-06-21T09:00:00Z', [paid(100_00, '2026-06-21')]], ['prosecuted', '2027-01-01T09:00:00Z', [amount, event('prosecuted')]], ['cancelled', '2026-07-20T09:00:00Z', [amount, event('cancelled')]],
] as const)('%s at %s', (state, at, events) => expect(paymentState(events, clocks, given, new Date(at))).toBe(state))

test('without its clocks nobody is told that a prosecution may begin, and before it is given nothing is due', () => {
  expect(paymentState([amount], penaltyClocks([]), given, new Date('2030-01-01T09:00:00Z'))).toBe('time to pay')
  expect(paymentState([], clocks, null, given)).toBe('not given yet')
})

test('an amount the law does not allow is refused with the reason', () => {
  const on = day('2026-06-02')
  expect([whyNotAmount('fpn-cpn', on, UNTOUCHED_LAW, 100_00, 60_00), whyNotAmount('fpn-cpn', on, UNTOUCHED_LAW, 100_01, null), whyNotAmount('fpn-litter', on, UNTOUCHED_LAW, 100_00, 49_00)]).toEqual([undefined, 'The most the law allows is £100.', 'The least for paying early is £50.'])
  expect(whyNotAmount('fpn-cpn', day('2026-07-01'), UNTOUCHED_LAW, 500_00, null)).not.toBeUndefined()
})
