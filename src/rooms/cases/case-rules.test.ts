// When a case may be closed, by example.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { whyNotClose, type Closing } from './case-rules.ts'

const fine: Closing = { verdict: 'yes', riskBand: 'standard', riskReviewDueOn: day('2026-07-01'), today: day('2026-06-02'), attemptDays: 0, approverId: null, closerId: 'olive' }

test.each<[string, Partial<Closing>, string | undefined]>([
  ['the person harmed says it is resolved', {}, undefined],
  ['nobody has assessed the risk', { riskBand: null }, 'Assess the risk first'],
  ['the review was due yesterday', { riskReviewDueOn: day('2026-06-01') }, 'Review the risk first'],
  ['the review is due today', { riskReviewDueOn: day('2026-06-02') }, undefined],
  ['not reached after two days of trying', { verdict: 'could not reach', attemptDays: 2 }, '2 so far'],
  ['not reached after three days of trying', { verdict: 'could not reach', attemptDays: 3 }, undefined],
  ['the person harmed says no, and no manager has agreed', { verdict: 'no' }, 'A manager must agree'],
  ['partly resolved, and a manager agrees', { verdict: 'partly', approverId: 'mo' }, undefined],
  ['high risk, approved by the closer', { riskBand: 'high', approverId: 'olive' }, 'nobody approves their own'],
])('%s', (_name, change, says) => {
  const answer = whyNotClose({ ...fine, ...change })
  expect(answer ?? 'it may be closed').toContain(says ?? 'it may be closed')
})
