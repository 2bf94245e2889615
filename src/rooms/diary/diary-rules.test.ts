// Which items are done by hand, which may be put off, and where the rest are done.
import { expect, test } from 'vitest'
import { isByHand, mayPutOff, whereDone } from './diary-rules.ts'

const item = { reference: 'ABC-DEF-GHJ', aboutId: null, aboutKind: null }

test('a promise to somebody harmed is neither ticked off nor put off in the diary', () => {
  for (const kind of ['first contact', 'victim update', 'risk assessment', 'message to answer'] as const) expect([kind, isByHand(kind), mayPutOff(kind)]).toEqual([kind, false, false])
  expect([isByHand('legal'), mayPutOff('legal'), mayPutOff('task')]).toEqual([true, false, true])
})

test('each leads to where it is done', () => {
  expect(whereDone({ ...item, kind: 'risk assessment' })?.href).toBe('/cases/ABC-DEF-GHJ/risk')
  expect(whereDone({ ...item, kind: 'plan action', aboutKind: 'plan step', aboutId: 'x' })?.href).toBe('/cases/ABC-DEF-GHJ/plan-steps/x')
  expect(whereDone({ ...item, kind: 'plan action' })?.href).toBe('/cases/ABC-DEF-GHJ#plan')
  expect(whereDone({ ...item, kind: 'transfer answer', reference: null })?.href).toBe('/transfers')
  expect(whereDone({ ...item, kind: 'task' })).toBeUndefined()
})
