// What the person is told of a plan.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { sayPlan } from './plan-words.ts'

const step = { what: 'visit the block', whose: 'us', partner: null, dueOn: day('2026-12-04'), shown: true, state: 'open' } as const

test('only open steps that are meant for them, each with whose it is and by when', () => {
  const said = sayPlan('To sleep', [step, { ...step, what: 'watch the flat', shown: false }, { ...step, what: 'write', state: 'done' }, { ...step, what: 'fit a lock', whose: 'partner', partner: 'The Trust' }, { ...step, what: 'keep the diary', whose: 'the person' }])
  expect(said.split('\n\n')).toEqual(['You want: To sleep', 'We will: visit the block. By Friday 4 December 2026.', 'The Trust will: fit a lock. By Friday 4 December 2026.', 'You will: keep the diary. By Friday 4 December 2026.'])
})
