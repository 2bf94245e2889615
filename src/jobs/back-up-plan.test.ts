// When a back-up is due in London, and which old ones go: tables of examples, and what must never go whatever the table says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backUpName, backUpsAmong, isDue, lastDue, nextDue, whichMayGo, type KeptBackUp } from './back-up-plan.ts'

const at = (text: string): Date => new Date(text)
const HOUR = 3_600_000

describe('when one is due', () => {
  it.each([
    ['2026-01-10T03:00:00Z', [2], '2026-01-10T02:00:00.000Z', '2026-01-11T02:00:00.000Z'],
    ['2026-01-10T01:59:00Z', [2], '2026-01-09T02:00:00.000Z', '2026-01-10T02:00:00.000Z'],
    ['2026-07-10T01:30:00Z', [2], '2026-07-10T01:00:00.000Z', '2026-07-11T01:00:00.000Z'],
    ['2026-01-10T13:00:00Z', [2, 14], '2026-01-10T02:00:00.000Z', '2026-01-10T14:00:00.000Z'],
    ['2026-01-10T23:00:00Z', [2, 14], '2026-01-10T14:00:00.000Z', '2026-01-11T02:00:00.000Z'],
    // The clocks go forward at 1am on 29 March 2026: there is no 1 o'clock, and the day before stands.
    ['2026-03-29T05:00:00Z', [1], '2026-03-28T01:00:00.000Z', '2026-03-30T00:00:00.000Z'],
    // They go back on 25 October 2026: 1 o'clock comes twice, and is due once, the first time.
    ['2026-10-25T01:30:00Z', [1], '2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'],
  ])('at %s with hours %j', (now, hours, last, next) => {
    expect([lastDue(at(now), hours).toISOString(), nextDue(at(now), hours).toISOString()]).toEqual([last, next])
  })

  const ran = (beganAt: string, good: boolean) => ({ beganAt: at(beganAt), endedAt: at(beganAt), good })
  it.each([
    ['nothing was ever made', undefined, true],
    ['a good one began since', ran('2026-01-10T02:10:00Z', true), false],
    ['a good one is of the day before: the machine was off at two', ran('2026-01-09T02:00:00Z', true), true],
    ['one failed half an hour ago', ran('2026-01-10T05:30:00Z', false), false],
    ['one failed more than an hour ago', ran('2026-01-10T04:50:00Z', false), true],
    ['one failed before the hour', ran('2026-01-10T01:50:00Z', false), true],
  ])('%s', (_, last, due) => { expect(isDue(at('2026-01-10T06:00:00Z'), [2], last)).toBe(due) })
})

describe('which old ones go', () => {
  const made = (...days: readonly string[]): readonly KeptBackUp[] => backUpsAmong(days.map(day => backUpName(at(day.length === 10 ? `${day}T02:00:00Z` : day), true)))
  const names = (all: readonly KeptBackUp[]): readonly string[] => all.map(one => one.at.toISOString().slice(0, 10))

  it('keeps so many days, weeks and months', () => {
    const days = Array.from({ length: 120 }, (_, n) => new Date(at('2026-04-30T02:00:00Z').getTime() - n * 24 * HOUR).toISOString().slice(0, 10))
    const all = made(...days)
    const gone = new Set(names(whichMayGo(all, { daily: 3, weekly: 2, monthly: 3 }, at('2026-04-30T06:00:00Z'), [])))
    // 30 April 2026 is a Thursday: the newest of this week and of last (Sunday the 26th); of April, March and February.
    expect(days.filter(day => !gone.has(day))).toEqual(['2026-04-30', '2026-04-29', '2026-04-28', '2026-04-26', '2026-03-31', '2026-02-28'])
  })

  it('knows only its own files', () => {
    expect(backUpsAmong(['notes.txt', 'amity-20260110T020000Z.amity.age', 'amity-20260110T020000Z.amity.age.part', 'amity-20269910T020000Z.amity', 'amity-old.amity', 'before-upgrade'])).toHaveLength(1)
  })

  it('keeps the last that was proved, however old', () => {
    const all = made('2026-04-30', '2026-04-29', '2026-04-28', '2025-12-01')
    expect(names(whichMayGo(all, { daily: 1, weekly: 0, monthly: 0 }, at('2026-04-30T06:00:00Z'), [all.at(-1)?.name ?? '']))).toEqual(['2026-04-29', '2026-04-28'])
  })

  it('never lets go the newest, one of the last day, or a good one', () => {
    const moment = fc.integer({ min: at('2024-01-01T00:00:00Z').getTime() / 1000, max: at('2026-04-30T00:00:00Z').getTime() / 1000 }).map(seconds => new Date(seconds * 1000).toISOString().replace('.000', ''))
    fc.assert(fc.property(fc.uniqueArray(moment, { minLength: 1, maxLength: 60 }), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(59), (moments, daily, weekly, monthly, which) => {
      const all = made(...moments)
      const [now, good] = [at('2026-04-30T06:00:00Z'), all[which % all.length]?.name ?? '']
      const gone = whichMayGo(all, { daily, weekly, monthly }, now, [good])
      expect(gone.some(one => one.name === good || one === all[0] || now.getTime() - one.at.getTime() < 24 * HOUR)).toBe(false)
      expect(all.length - gone.length).toBeLessThanOrEqual(1 + 1 + daily + weekly + monthly + all.filter(one => now.getTime() - one.at.getTime() < 24 * HOUR).length)
    }))
  })
})
