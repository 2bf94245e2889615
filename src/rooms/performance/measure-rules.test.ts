// What counts, out of whom; when a target is met; and which figures are kept back.
import { expect, test } from 'vitest'
import { share } from '#kernel/proportion.ts'
import { day } from '#kernel/time.ts'
import { againstTarget, handlingFigure, keptBack, ofEverybody, resolvedFigure } from './measure-rules.ts'
import { periodsOn, quarterOfMonth, recentQuarters } from './periods.ts'

const rows = (counts: Readonly<Record<string, number>>) => Object.entries(counts).map(([answer, n]) => ({ key: '', answer, n }))

test('resolved: partly is not yes, and those nobody reached are only in the second denominator', () => {
  const figure = resolvedFigure(rows({ yes: 6, partly: 3, no: 1, 'could not reach': 7, 'not asked': 3 }))
  expect(figure).toEqual({ yes: 6, answered: 10, everybody: 20 })
  expect(ofEverybody(figure)?.value).toBe(0.3)
})

test('handling: who said it did not apply to them has not answered', () => {
  expect(handlingFigure(rows({ 'very satisfied': 2, 'fairly satisfied': 1, neither: 1, 'very dissatisfied': 1, 'not applicable': 4 }), 12)).toEqual({ yes: 3, answered: 5, everybody: 12 })
})

test.each([[60, 100, 40, 'met'], [30, 100, 60, 'missed'], [7, 10, 60, 'Above it, but too few'], [5, 10, 60, 'Below it, but too few'], [0, 0, 60, 'No answers yet']])('%i of %i against %i%%: %s', (count, of, target, says) => {
  expect(againstTarget(share(count, of), target).says).toContain(says)
})

test.each([
  [{ a: 12, b: 9 }, []], [{ a: 12, b: 3, c: 4 }, ['b', 'c']], [{ a: 12, b: 3, c: 7 }, ['b', 'c']], [{ a: 12, b: 0 }, []], [{ a: 3 }, ['a']],
])('of %o is kept back: %o', (answered, kept) => {
  expect([...keptBack(new Map(Object.entries(answered)))].toSorted()).toEqual(kept)
})

test('quarters begin on 1 April, and the year of a quarter is the one it began in', () => {
  expect(recentQuarters(day('2026-11-24')).map(({ code }) => code)).toEqual(['2024-q4', '2025-q1', '2025-q2', '2025-q3', '2025-q4', '2026-q1', '2026-q2', '2026-q3'])
  expect(periodsOn(day('2026-03-31'))[0]).toMatchObject({ code: '2025', from: '2025-04-01', until: '2026-03-31' })
  expect([quarterOfMonth('2026-03'), quarterOfMonth('2026-04')]).toEqual(['2025-q4', '2026-q1'])
})
