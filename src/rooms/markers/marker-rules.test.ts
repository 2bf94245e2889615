// How markers stand, by example.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { isInForce, latestReview, sayWhatToDo, standingOf } from './marker-rules.ts'

const marker = { endedAt: null, reviewOn: day('2026-06-02'), authorisedBy: 'a manager', carriedOver: false }
test.each([
  ['on its review day it holds', marker, '2026-06-02', 'live', true],
  ['the day after it is history', marker, '2026-06-03', 'historical', false],
  ['without a manager it holds, and says so', { ...marker, authorisedBy: null }, '2026-06-01', 'not yet authorised', true],
  ['what was carried over holds until it is looked at', { ...marker, authorisedBy: null, carriedOver: true }, '2026-06-01', 'live', true],
  ['ended is ended, however late', { ...marker, endedAt: new Date() }, '2026-07-01', 'ended', false],
] as const)('%s', (_name, one, today, standing, holds) => { expect([standingOf(one, day(today)), isInForce(one, day(today))]).toEqual([standing, holds]) })

test('what to do reads as sentences', () => {
  expect(sayWhatToDo({ whatToDo: ['visit in pairs', 'ring ahead'], alsoDo: 'Ask for the daughter.' })).toBe('Visit in pairs. Ring ahead. Ask for the daughter.')
})

test('twelve months, and a leap day does not lengthen them', () => { expect(latestReview(day('2028-02-29'))).toBe('2029-02-28') })
