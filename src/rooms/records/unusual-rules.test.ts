// The rules of unusual access, as tables of examples.
import { expect, test } from 'vitest'
import { UNUSUAL_ACCESS } from '#rooms/partnership/index.ts'
import { nearHome, noReason, outsideHours, refusedOften, tooMany, usualOf, type CaseLook } from './unusual-rules.ts'

const terms = UNUSUAL_ACCESS.fallback
const is = (says: string | undefined): boolean => says !== undefined

test.each<[number, number | undefined, boolean, string]>([
  [300, undefined, false, 'as many as the setting'],
  [301, undefined, true, 'more than the setting, whatever is usual'],
  [301, 290, true, 'more than the setting, though usual'],
  [99, 5, false, 'twenty times the usual, but few'],
  [100, 20, false, 'exactly five times the usual'],
  [101, 20, true, 'more than five times the usual'],
  [200, 41, false, 'less than five times the usual'],
])('%i records, usually %s: %s (%s)', (shown, usual, raised) => {
  expect(is(tooMany(shown, usual, terms))).toBe(raised)
})

test('what is usual is the mean of the days they looked, once there are five', () => {
  expect([usualOf([]), usualOf([1, 2, 3, 4]), usualOf([10, 20, 30, 40, 50])]).toEqual([undefined, undefined, 30])
  expect(tooMany(120, 10, terms)).toBe('More than 110 records shown in a day. Usual for them: about 10.')
})

test.each([
  ['2026-06-02T06:00:00Z', terms, false, 'a Tuesday at 7am in London'],
  ['2026-06-02T05:59:00Z', terms, true, 'a minute before'],
  ['2026-06-02T18:59:00Z', terms, false, 'just before 8pm'],
  ['2026-06-02T19:00:00Z', terms, true, 'at 8pm'],
  ['2026-01-13T19:59:00Z', terms, false, 'just before 8pm in winter'],
  ['2026-06-06T10:00:00Z', terms, true, 'a Saturday'],
  ['2026-06-06T10:00:00Z', { ...terms, weekends: true }, false, 'a Saturday where weekends are worked'],
  ['2026-12-25T10:00:00Z', { ...terms, weekends: true }, true, 'Christmas Day, even so'],
])('%s: outside hours, %o, is %s (%s)', (at, with_, raised) => {
  expect(is(outsideHours([{ at: new Date(at), looks: 10 }], with_))).toBe(raised)
})

test('single pages outside hours are nobody’s business, and what is raised says from when to when', () => {
  const night = [{ at: new Date('2026-06-02T22:15:00Z'), looks: 4 }, { at: new Date('2026-06-02T21:30:00Z'), looks: 5 }, { at: new Date('2026-06-02T10:00:00Z'), looks: 40 }]
  expect(outsideHours(night, terms)).toBeUndefined()
  expect(outsideHours([...night, { at: new Date('2026-06-02T22:30:00Z'), looks: 1 }], terms)).toBe('10 pages opened outside working hours, from 10:30pm to about 11:30pm.')
})

const look: CaseLook = { looks: 2, hadIt: false, wasNamed: false, sameAgency: false, sameTeam: false, nearHome: false }
test.each<[Partial<CaseLook>, boolean, boolean]>([
  [{}, false, true], [{ hadIt: true }, false, false], [{ wasNamed: true }, false, false], [{ sameAgency: true }, false, false],
  [{ sameAgency: true, sameTeam: false }, true, true], [{ sameAgency: true, sameTeam: true }, true, false], [{ sameTeam: true }, true, true], [{ hadIt: true, sameTeam: false }, true, false],
])('%o, by team %s: without a reason is %s', (facts, team, raised) => {
  expect(is(noReason({ ...look, ...facts }, { team }))).toBe(raised)
})

test('near home and refusals say what was counted, and near home does not say where', () => {
  expect(nearHome({ ...look, hadIt: true, nearHome: true })).toBe('Opened twice. It is near where they live.')
  expect(nearHome(look)).toBeUndefined()
  expect([refusedOften(9, terms), refusedOften(10, terms)]).toEqual([undefined, '10 different pages were refused to them or not there.'])
})
