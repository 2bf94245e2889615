// Which steps follow from which, on which side, and when an answer is due.
import { expect, test } from 'vitest'
import { answerDue, nextSteps, STATES, type Side, type State, type Step } from './referral-rules.ts'

const RECEIVER: Readonly<Record<State, readonly Step[]>> = { sent: ['accepted', 'declined'], seen: ['accepted', 'declined'], accepted: ['working', 'done'], working: ['done'], done: [], declined: [], recalled: [] }

test.each(STATES)('%s', state => {
  const waits = state === 'sent' || state === 'seen'
  const steps = (side: Side) => nextSteps(state, side)
  expect([steps('receiver'), steps('sender'), steps('neither')]).toEqual([RECEIVER[state], waits ? ['recalled'] : [], []])
})

const terms = { workingDays: 5, urgentHours: 4, opens: '09:00', closes: '17:00' }
test.each([
  ['an ordinary one', '2026-06-02T09:00:00Z', false, '2026-06-09T22:59:00.000Z', '5 working days'],
  ['over a bank holiday', '2026-05-21T09:00:00Z', false, '2026-05-29T22:59:00.000Z', 'Friday 29 May 2026'],
  ['an urgent one', '2026-06-02T09:00:00Z', true, '2026-06-02T13:00:00.000Z', 'Urgent: 4 working hours'],
  ['an urgent one on a Friday afternoon', '2026-06-05T15:00:00Z', true, '2026-06-08T11:00:00.000Z', 'Urgent'],
] as const)('%s', (_name, sentAt, urgent, at, because) => {
  const due = answerDue(new Date(sentAt), urgent, terms)
  expect([due.at.toISOString(), due.because]).toEqual([at, expect.stringContaining(because)])
})
