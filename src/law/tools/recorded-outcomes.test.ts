// Powers of others that are only recorded say so: no clock, no penalty and no test of ours; and a demoted tenancy is ended in its year.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { demotedEnding } from './demoted-ending.ts'
import { recordedOutcomes } from './recorded-outcomes.ts'
import type { Facts } from '../facts.ts'
import { LADDER } from '../ladder.ts'
import { NOT_HELD } from '../not-held.ts'
import { ruleOn, UNTOUCHED_LAW } from '../rule.ts'
import { standingOf } from '../standing.ts'

const facts = (more: Partial<Facts>): Facts => ({
  on: day('2026-03-03'), subject: 'individual', bornOn: day('1980-01-01'), landlord: 'council', tenancy: 'demoted', vulnerable: 'no', behaviour: new Set(), done: [], events: [], elements: new Map(), used: [], ...more,
})

test.each([
  ['dangerous-dog', 'dangerous-dog.exists', 'Dogs Act 1871; Dangerous Dogs Act 1991', 'individual'], ['encampment-police', 'encampment-police.exists', 'Criminal Justice and Public Order Act 1994 ss60C-62A', 'place'],
  ['encampment-council', 'encampment-council.exists', 'Criminal Justice and Public Order Act 1994 s77', 'place'], ['gang-injunction', 'gang-injunction.exists', 'Policing and Crime Act 2009 Part 4', 'individual'],
  ['rented-home-licence', 'rented-home-licence.exists', 'The licence and its conditions', 'premises'],
] as const)('%s is recorded once whoever used it has said so in writing, and holds no clock or penalty it does not know', (id, rule, source, subject) => {
  const tool = LADDER.find(one => one.id === id)
  if (tool === undefined) throw new Error(`no tool ${id}`)
  expect(ruleOn(tool.exists, day('2026-03-03'), UNTOUCHED_LAW)).toMatchObject({ state: 'known', certainty: 'known', source, mustConfirm: false })
  expect([tool.exists.id, tool.whose, tool.clocks, tool.penalties, tool.gate]).toEqual([rule, 'theirs', [], [], false])
  expect(standingOf(tool, facts({ subject }), UNTOUCHED_LAW)).toMatchObject({ standing: 'open once', reasons: [{ id: `${id}.said` }] })
  expect(standingOf(tool, facts({ subject, elements: new Map([[`${id}.said`, 'supported']]) }), UNTOUCHED_LAW).standing).toBe('open now')
  expect(standingOf(tool, facts({ subject: 'vehicle' }), UNTOUCHED_LAW).standing).toBe('not open')
  expect(tool.notes?.some(({ says }) => says.includes('time limits'))).toBe(true)
})

test('a power we only know by its name is on no ladder, and says what is missing', () => {
  expect(NOT_HELD.filter(({ name, known, missing }) => missing === '' || known === '' || LADDER.some(tool => tool.name === name))).toEqual([])
  expect(NOT_HELD.map(({ name }) => /\(([A-Z]{3,5})[ )]/.exec(name)?.[1]).filter(one => one !== undefined)).toEqual(['SPO', 'DAPO', 'KCPO', 'PDPA'])
})

test('all of them are on the ladder, and what we are less than sure of is marked', () => {
  expect(recordedOutcomes.every(tool => LADDER.includes(tool))).toBe(true)
  expect(recordedOutcomes.flatMap(({ id, issuers }) => issuers.filter(({ certainty }) => certainty === 'unsure').map(() => id))).toEqual(['dangerous-dog'])
})

test.each([
  ['fpn-free-literature', 'fpn-free-literature.exists', 'fpn-free-literature.ages', true], ['fpn-waste-documents', 'fpn-waste-documents.exists', 'fpn-waste-documents.ages', false], ['fpn-commercial-bins', 'fpn-commercial-bins.exists', 'fpn-commercial-bins.ages', true],
] as const)('%s waits its 14 days; six months to prosecute are counted where we know that they are', (id, exists, ages, summary) => {
  const tool = LADDER.find(one => one.id === id)
  expect([tool?.exists.id, tool?.ages?.id]).toEqual([exists, ages])
  const clocks = tool?.clocks.map(({ rule }) => rule.id) ?? []
  expect([clocks.includes('fpn.environment.prosecute'), clocks.includes('prosecution.summary')]).toEqual([true, summary])
  expect(tool?.notes?.some(({ certainty }) => certainty === 'unsure') ?? false).toBe(!summary)
})

describe('a tenancy demoted by an order that took effect on 5 March 2026', () => {
  const ready = (on: string, more: Partial<Facts> = {}): Facts => facts({
    on: day(on), events: [{ kind: 'demotion order takes effect', on: day('2026-03-05') }], gatePassedOn: day('2026-09-01'), elements: new Map([['demoted-ending.reasons', 'supported']]),
    done: ['demoted-ending.reviewer', 'demoted-ending.referrals'].map(step => ({ step, on: day('2026-09-01') })), ...more,
  })
  it('is ended by a notice served up to 4 March 2027, and a day later it is past its time', () => {
    expect(standingOf(demotedEnding, ready('2027-03-04'), UNTOUCHED_LAW)).toMatchObject({ standing: 'open now', lastDay: '2027-03-04', reasons: [] })
    expect(standingOf(demotedEnding, ready('2027-03-05'), UNTOUCHED_LAW)).toMatchObject({ standing: 'past its time', reasons: [{ id: 'demotion.year' }] })
  })
  it('asks first for the reviewer, the referrals and the gate', () => {
    const { gatePassedOn: _, ...rest } = ready('2026-10-01')
    expect(standingOf(demotedEnding, { ...rest, done: [] }, UNTOUCHED_LAW).reasons.map(({ id }) => id)).toEqual(['demoted-ending.reviewer', 'demoted-ending.referrals', 'gate'])
  })
  it('is open once the day of the order is known, and for no other tenancy or landlord', () => {
    expect(standingOf(demotedEnding, ready('2026-10-01', { events: [] }), UNTOUCHED_LAW)).toMatchObject({ standing: 'open once', reasons: [{ kind: 'window' }] })
    expect(standingOf(demotedEnding, ready('2026-10-01', { tenancy: 'secure' }), UNTOUCHED_LAW).standing).toBe('not open')
    expect(standingOf(demotedEnding, ready('2026-10-01', { landlord: 'association' }), UNTOUCHED_LAW).standing).toBe('not open')
  })
})
