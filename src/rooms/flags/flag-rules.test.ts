// What flags switch on, by example.
import { expect, test } from 'vitest'
import { taskOf, whyRepeat, type Flag } from './flag-rules.ts'

const terms = { hateContact: 0, vulnerableRisk: 1, repeatTell: 1, repeatDays: 180, repeatCases: 2 }

test.each<[Flag, boolean, unknown]>([
  ['hate', false, { kind: 'first contact', title: 'Make first contact', within: 0 }],
  ['hate', true, { kind: 'task', title: 'Speak with the person harmed about the hate', within: 0 }],
  ['child', false, { kind: 'task', title: 'Decide on a safeguarding referral for the child', within: 'today' }],
  ['safeguarding', true, { kind: 'task', title: 'Decide on a safeguarding referral', within: 'today' }],
  ['vulnerable', true, { kind: 'risk assessment', title: 'Assess the risk with the person', within: 1 }],
  ['domestic abuse', true, undefined],
])('%s, spoken with already: %s', (flag, spoken, task) => { expect(taskOf(flag, terms, spoken)).toEqual(task) })

test('repeat is suggested from the second case of the same person on, each case counted once', () => {
  expect(whyRepeat([], terms)).toBeUndefined()
  expect(whyRepeat([{ reference: 'A', who: 'Irene Larkin' }, { reference: 'A', who: 'Irene Larkin' }], terms)).toBe('Irene Larkin was already harmed or reported in A, within 180 days.')
  expect(whyRepeat([{ reference: 'A', who: 'Irene Larkin' }], { ...terms, repeatCases: 3 })).toBeUndefined()
})
