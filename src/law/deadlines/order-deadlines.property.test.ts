// What holds of every order clock on any day: never on a day left out, never earlier for starting later, never shorter for being longer.
import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Day, addDays, day, daysBetween, hoursAfter, londonDay, weekday } from '#kernel/time.ts'
import { isGoodFriday } from '#kernel/bank-holidays.ts'
import { deadlineOf } from '#law/deadline.ts'
import { type Days, endOfHours, lastDay } from '#law/length.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { orderDeadlines } from '#law/tools/orders.ts'
import { moment } from '#test/harness/law.ts'
import { closureHearing, closureNotice48, closureOrderEnds, extendedClosureEnds } from './closure.ts'
import { arrestedBeforeJudge } from './injunction.ts'

const FIRST = day('2015-04-01')
/** Any day before the changes of 2026 could begin, on which every rule but the expedited order's is certain. */
const anyDay = integer({ min: 0, max: daysBetween(FIRST, day('2026-06-28')) }).map(n => addDays(FIRST, n))
const anyMinute = integer({ min: 0, max: daysBetween(FIRST, day('2026-06-20')) * 48 }).map(n => new Date(moment('2015-04-01T00:00').getTime() + n * 1_800_000))
const inDays = orderDeadlines.filter(({ rows }) => rows[0]?.value.unit !== 'hours')
const inHours = orderDeadlines.filter(({ rows }) => rows[0]?.value.unit === 'hours')
const runs = { numRuns: 2000, seed: 20260629 }

test('both kinds are there', () => {
  expect(inDays.length).toBeGreaterThan(30)
  expect(inHours.length).toBeGreaterThan(6)
})

describe('every clock in days', () => {
  it('never ends before it starts, and never ends sooner for starting later', () => {
    assert(property(constantFrom(...inDays), anyDay, integer({ min: 0, max: 40 }), (rule, from, later) => {
      const [first, second] = [deadlineOf(rule, from, UNTOUCHED_LAW), deadlineOf(rule, addDays(from, later), UNTOUCHED_LAW)]
      if (first.state !== 'known' || second.state !== 'known') return true
      return first.on >= from && second.on >= first.on
    }), runs)
  })
  it('says its day and its source in its sentence', () => {
    assert(property(constantFrom(...inDays), anyDay, (rule, from) => {
      const answer = deadlineOf(rule, from, UNTOUCHED_LAW)
      return answer.state !== 'known' || (answer.sentence.includes(answer.source) && answer.sentence.includes(answer.on.slice(0, 4)) && answer.sentence.endsWith(').'))
    }), { ...runs, numRuns: 300 })
  })
})

describe('lengths', () => {
  const anyUnit = constantFrom('days' as const, 'weeks' as const, 'months' as const, 'years' as const)
  const anyCount = integer({ min: 1, max: 60 })
  it('"beginning with" is one day less than "after", in days and weeks', () => {
    assert(property(anyDay, anyCount, constantFrom('days' as const, 'weeks' as const), (from, n, unit) =>
      lastDay({ n, unit, counting: 'beginning with' }, from) === addDays(lastDay({ n, unit, counting: 'after' }, from), -1)), runs)
  })
  it('"beginning with" is never later than "after", in months and years', () => {
    assert(property(anyDay, anyCount, constantFrom('months' as const, 'years' as const), (from, n, unit) => {
      const gap = daysBetween(lastDay({ n, unit, counting: 'beginning with' }, from), lastDay({ n, unit, counting: 'after' }, from))
      return gap === 1 || gap === 0
    }), runs)
  })
  it('longer never ends sooner', () => {
    assert(property(anyDay, anyCount, integer({ min: 0, max: 24 }), anyUnit, constantFrom('beginning with' as const, 'after' as const), (from, n, more, unit, counting) => {
      const length: Days = { n, unit, counting }
      return lastDay({ ...length, n: n + more }, from) >= lastDay(length, from)
    }), runs)
    assert(property(anyMinute, anyCount, integer({ min: 0, max: 24 }), constantFrom('Christmas Day' as const, 'Sundays, Christmas Day and Good Friday' as const), (from, n, more, leavesOut) =>
      endOfHours({ n: n + more, unit: 'hours', leavesOut }, from) >= endOfHours({ n, unit: 'hours', leavesOut }, from)), runs)
  })
  it('leaving days out never ends sooner than leaving none out', () => {
    assert(property(anyMinute, anyCount, (from, n) => {
      const plain = endOfHours({ n, unit: 'hours' }, from)
      const christmas = endOfHours({ n, unit: 'hours', leavesOut: 'Christmas Day' }, from)
      return plain <= christmas && christmas <= endOfHours({ n, unit: 'hours', leavesOut: 'Sundays, Christmas Day and Good Friday' }, from)
    }), runs)
  })
})

test('extending a closure order never shortens it, nor passes 6 months', () => {
  assert(property(anyDay, integer({ min: 1, max: 89 }), (made, days) => {
    const longest = deadlineOf(closureOrderEnds, made, UNTOUCHED_LAW)
    if (longest.state !== 'known') return false
    const ends = addDays(made, days) < longest.on ? addDays(made, days) : longest.on
    const extended = extendedClosureEnds(made, ends, UNTOUCHED_LAW)
    return extended.state === 'known' && extended.on > ends && extended.on <= lastDay({ n: 6, unit: 'months', counting: 'beginning with' }, made)
  }), runs)
})

describe('hours with days left out', () => {
  const isChristmas = (on: Day): boolean => on.endsWith('-12-25')
  const isLeftOutAfterArrest = (on: Day): boolean => isChristmas(on) || weekday(on) === 'Sunday' || isGoodFriday(on)
  /** Counted by walking, half an hour at a time. */
  const halfHoursCounted = (from: Date, to: Date, leftOut: (on: Day) => boolean): number => {
    let count = 0
    for (let at = from; at < to; at = hoursAfter(at, 0.5)) if (!leftOut(londonDay(at))) count += 1
    return count
  }
  test.each([
    [closureNotice48, 48, isChristmas], [closureHearing, 48, isChristmas], [arrestedBeforeJudge, 24, isLeftOutAfterArrest],
  ])('$id', (rule, hours, leftOut) => {
    // Days chosen around the holidays, where it could go wrong, beside any day at all.
    const near = constantFrom('2015-12-23', '2016-03-24', '2017-12-23', '2018-10-27', '2021-12-24', '2022-12-23', '2024-03-28', '2025-04-17', '2026-03-28', '2026-04-02')
    const nearby = property(near, integer({ min: 0, max: 5 * 48 }), (from, n) => holds(new Date(moment(`${from}T00:00`).getTime() + n * 1_800_000)))
    const holds = (from: Date): boolean => {
      const answer = deadlineOf(rule, from, UNTOUCHED_LAW)
      if (answer.state !== 'known' || answer.at === undefined) return false
      return !leftOut(answer.on) && halfHoursCounted(from, answer.at, leftOut) === hours * 2
    }
    assert(nearby, runs)
    assert(property(anyMinute, holds), { ...runs, numRuns: 500 })
  })
})
