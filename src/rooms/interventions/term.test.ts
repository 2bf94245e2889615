// How long a tool may last: at most, at least, by age on the day it takes effect, and by hours to the moment.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { Facts } from '#law/facts.ts'
import { LADDER } from '#law/ladder.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'
import { lastingOf } from './term.ts'

const tool = (id: string): Tool => {
  const found = LADDER.find(one => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const facts: Facts = { on: day('2026-06-02'), subject: 'individual', landlord: 'council', tenancy: 'secure', vulnerable: 'no', behaviour: new Set(), done: [], events: [], elements: new Map(), used: [] }
const lasts = (id: string, until: string | null, born: string | undefined, from = '2026-06-02T10:00:00Z') =>
  lastingOf(tool(id), { ...facts, ...(born === undefined ? {} : { bornOn: day(born) }) }, { from: new Date(from), until: until === null ? null : new Date(until), lawOn: day('2026-06-02'), law: UNTOUCHED_LAW })

test.each([
  ['injunction-youth', '2027-06-01T23:00:00Z', '2010-01-20', { endsAt: new Date('2027-06-01T23:00:00Z') }],
  ['injunction-youth', '2027-06-02T23:00:00Z', '2010-01-20', { why: 'It may last at most 12 months beginning with the day it takes effect, until Tuesday 1 June 2027 (ASBCPA 2014 s1(6))' }],
  ['injunction-youth', null, '2010-01-20', { why: 'Enter until when: it may last at most 12 months beginning with the day it takes effect (ASBCPA 2014 s1(6))' }],
  ['injunction', null, '1990-01-20', { endsAt: null }], ['injunction', null, undefined, { why: 'How long this may last turns on the person’s age, and it is not known. Find it out and record it first' }],
  ['closure-order', '2026-09-01T23:00:00Z', undefined, { endsAt: new Date('2026-09-01T23:00:00Z') }], ['cpn', null, undefined, { endsAt: null }], ['cpn', '2026-06-01T23:00:00Z', undefined, { why: 'It must end after it begins' }],
])('%s until %s, born %s', (id, until, born, expected) => { expect(lasts(id, until, born)).toEqual(expected) })

test('no longer than three months for a closure order, no shorter than two years for an adult’s criminal behaviour order', () => {
  expect(lasts('closure-order', '2026-09-02T23:00:00Z', undefined)).toEqual({ why: expect.stringContaining('It may last at most 3 months') })
  expect(lasts('cbo', '2027-06-01T23:00:00Z', '1990-01-20')).toEqual({ why: expect.stringContaining('It must last at least 2 years') })
  expect(lasts('cbo', null, '1990-01-20')).toEqual({ endsAt: null })
})
