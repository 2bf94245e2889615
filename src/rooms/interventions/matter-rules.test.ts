// The states of a matter: what is ordinary, what needs an override, and expired at the very instant.
import { expect, test } from 'vitest'
import { LADDER } from '#law/ladder.ts'
import { HAPPENINGS } from '#rooms/subjects/index.ts'
import { HAPPENS } from './facts-of.ts'
import { jumpsFrom, MOVES, movesFrom, POWERS_OF, standsAt, STATES, whyNotEnd } from './matter-rules.ts'

const court = { court: 'county court' }
const at = (text: string): Date => new Date(text)
const inForce = { state: 'in force', endsAt: at('2026-07-01T23:00:00Z'), underAppeal: false } as const

test.each([
  ['preparing', {}, ['authorised', 'ended'], ['authorised', 'in force']], ['authorised', {}, ['in force', 'ended'], ['in force']], ['in force', {}, ['ended'], []], ['ended', {}, [], []],
  ['preparing', court, ['authorised', 'ended'], ['authorised', 'applied', 'in force']], ['authorised', court, ['applied', 'ended'], ['applied', 'in force']], ['applied', court, ['in force', 'ended'], ['in force']],
] as const)('from %s (%o) it goes to %o, and jumps to %o only by an override', (state, tool, moves, jumps) => {
  expect(movesFrom(state, tool)).toEqual(moves)
  expect(jumpsFrom(state, tool)).toEqual(jumps)
})

test('nothing leads out of the end, nothing leads back, and every state but the end leads to the end', () => {
  for (const [from, to] of MOVES) expect([from, to, STATES.indexOf(from) < STATES.indexOf(to)]).toEqual([from, to, true])
  expect(MOVES.filter(([from]) => from === 'ended')).toEqual([])
  for (const state of STATES.slice(0, -1)) expect(movesFrom(state, court).at(-1)).toBe('ended')
})

test.each([
  ['a millisecond before its end', '2026-07-01T22:59:59.999Z', 'in force'], ['at its end', '2026-07-01T23:00:00Z', 'expired'], ['after it', '2026-07-02T09:00:00Z', 'expired'],
])('%s an order stands as it is', (_, now, stands) => {
  expect(standsAt(inForce, at(now))).toBe(stands)
})

test('without an end it never expires; under appeal says so, but not past its end; what is not in force does not expire', () => {
  expect(standsAt({ ...inForce, endsAt: null }, at('2099-01-01T00:00:00Z'))).toBe('in force')
  expect(standsAt({ ...inForce, underAppeal: true }, at('2026-06-30T00:00:00Z'))).toBe('under appeal')
  expect(standsAt({ ...inForce, underAppeal: true }, at('2026-07-02T00:00:00Z'))).toBe('expired')
  expect(standsAt({ ...inForce, state: 'ended' }, at('2026-07-02T00:00:00Z'))).toBe('ended')
})

test.each([
  ['ran its time', inForce, '2026-06-30T00:00:00Z', 'It has not run its time yet'], ['ran its time', inForce, '2026-07-02T00:00:00Z', undefined], ['ran its time', { ...inForce, state: 'applied' }, '2026-07-02T00:00:00Z', 'It was never in force'],
  ['complied with', { ...inForce, state: 'authorised' }, '2026-06-30T00:00:00Z', 'It was never in force: select withdrawn, refused or not needed'], ['complied with', inForce, '2026-06-30T00:00:00Z', undefined],
  ['refused', inForce, '2026-06-30T00:00:00Z', 'It is in force, so it was not refused'], ['refused', { ...inForce, state: 'preparing' }, '2026-06-30T00:00:00Z', 'Nobody has been asked yet, so nobody has refused it'], ['refused', { ...inForce, state: 'applied' }, '2026-06-30T00:00:00Z', undefined],
  ['withdrawn', { ...inForce, state: 'preparing' }, '2026-06-30T00:00:00Z', undefined],
] as const)('it ends as "%s" from %o at %s: %s', (outcome, matter, now, why) => {
  expect(whyNotEnd(matter, outcome, at(now))).toBe(why)
})

test('every power is for a tool there is, and what a matter makes happen is what a tool waits for', () => {
  expect(POWERS_OF.filter(([pattern]) => !LADDER.some(({ id }) => pattern.test(id)))).toEqual([])
  expect(Object.keys(HAPPENS).filter(id => !LADDER.some(tool => tool.id === id))).toEqual([])
  expect(Object.values(HAPPENS).flatMap(({ made, ends }) => [...made === undefined ? [] : [made], ends]).filter(event => !HAPPENINGS.includes(event))).toEqual([])
})
