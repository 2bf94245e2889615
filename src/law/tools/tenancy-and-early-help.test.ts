// Where the tenancy and early help tools stand: their stories on the facts of a case, and that each is whole.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { Facts } from '../facts.ts'
import { type Law, UNTOUCHED_LAW } from '../rule.ts'
import { type Standing, standingOf } from '../standing.ts'
import { earlyHelpTools, tenancyTools } from './tenancy-and-early-help.ts'

const all = [...earlyHelpTools, ...tenancyTools]
const law = UNTOUCHED_LAW
const confirmed = (...rules: readonly string[]): Law => ({ ...law, confirmations: rules.map(rule => ({ rule, from: day('2015-01-01'), value: null, source: 'Confirmed' })) })

const person = (more: Partial<Facts>): Facts => ({
  on: day('2026-03-03'), subject: 'individual', bornOn: day('1980-01-01'), landlord: 'council', tenancy: 'secure', vulnerable: 'no', behaviour: new Set(), done: [], events: [], elements: new Map(), used: [], ...more,
})
function stand(id: string, facts: Facts, on: Law = law): Standing {
  const tool = all.find(one => one.id === id)
  if (tool === undefined) throw new Error(`No tool ${id}`)
  return standingOf(tool, facts, on)
}
const did = (...steps: readonly string[]): Facts['done'] => steps.map(step => ({ step, on: day('2026-03-01') }))
const shown = (...elements: readonly string[]): Facts['elements'] => new Map(elements.map(id => [id, 'supported']))
const ids = ({ reasons }: Standing): readonly string[] => reasons.map(({ id }) => id)

describe('an introductory tenancy that began on 5 January 2026', () => {
  const ready = (on: string, more: Partial<Facts> = {}): Facts => person({ on: day(on), tenancy: 'introductory', tenancyBegan: day('2026-01-05'), elements: shown('introductory-extension.reasons'), gatePassedOn: day('2026-10-01'), ...more })
  it('can be extended until 9 November, and is past its time a day later', () => {
    expect(stand('introductory-extension', ready('2026-11-09'))).toMatchObject({ standing: 'open now', lastDay: '2026-11-09', reasons: [] })
    const late = stand('introductory-extension', ready('2026-11-10'))
    expect(late.standing).toBe('past its time')
    expect(late.reasons[0]?.sentence).toContain('Monday 9 November 2026')
  })
  it('can be extended once', () => {
    expect(ids(stand('introductory-extension', ready('2026-11-09', { used: [{ tool: 'introductory-extension', on: day('2026-10-01') }] })))).toEqual(['introductory-extension.once'])
  })
  it('is ended by a claim within the year, or within the 6 months added', () => {
    expect(stand('introductory-ending', ready('2027-01-04')).lastDay).toBe('2027-01-04')
    expect(stand('introductory-ending', ready('2027-01-05')).standing).toBe('past its time')
    expect(stand('introductory-ending', ready('2027-01-05', { used: [{ tool: 'introductory-extension', on: day('2026-10-01') }] })).lastDay).toBe('2027-07-04')
  })
  it('whose first day nobody knows is not open until it is found out', () => {
    const { tenancyBegan: _, ...unknown } = ready('2026-11-09')
    expect(stand('introductory-extension', unknown)).toMatchObject({ standing: 'open once', reasons: [{ kind: 'window' }] })
  })
})

describe('the absolute ground after a conviction on 5 March 2026', () => {
  const convicted = (on: string, landlord: Facts['landlord'], tenancy: Facts['tenancy']): Facts => person({
    on: day(on), landlord, tenancy, events: [{ kind: 'conviction of a serious offence', on: day('2026-03-05') }], gatePassedOn: day('2026-03-06'),
    elements: shown('absolute-ground-council.condition1', 'absolute-ground-association.condition1'),
    done: did('absolute-ground-council.letter', 'absolute-ground-council.reviewer', 'absolute-ground-council.referrals', 'absolute-ground-association.letter', 'absolute-ground-association.referrals'),
  })
  it('is open for 12 months and then past its time', () => {
    expect(stand('absolute-ground-council', convicted('2027-03-04', 'council', 'secure'))).toMatchObject({ standing: 'open now', lastDay: '2027-03-04' })
    expect(stand('absolute-ground-council', convicted('2027-03-05', 'council', 'secure')).standing).toBe('past its time')
  })
  it('starts again when an appeal ends', () => {
    const facts = convicted('2027-03-05', 'council', 'secure')
    expect(stand('absolute-ground-council', { ...facts, events: [...facts.events, { kind: 'end of the appeal against a conviction of a serious offence', on: day('2026-09-01') }] }).lastDay).toBe('2027-08-31')
  })
  it('is s84A for the council’s tenant and Ground 7A for the association’s, never the other', () => {
    expect(stand('absolute-ground-association', convicted('2026-04-01', 'association', 'assured')).standing).toBe('open now')
    expect(stand('absolute-ground-council', convicted('2026-04-01', 'association', 'assured')).standing).toBe('not open')
    expect(stand('absolute-ground-association', convicted('2026-04-01', 'council', 'secure')).standing).toBe('not open')
  })
  it('asks for the letter, the reviewer, the referrals and the gate', () => {
    const { gatePassedOn: _, ...facts } = convicted('2026-04-01', 'council', 'secure')
    expect(ids(stand('absolute-ground-council', { ...facts, done: [] }))).toEqual(['absolute-ground-council.letter', 'absolute-ground-council.reviewer', 'absolute-ground-council.referrals', 'gate'])
  })
  it('does not open without an event', () => {
    expect(stand('absolute-ground-council', { ...convicted('2026-04-01', 'council', 'secure'), events: [] }).standing).toBe('not open')
  })
})

describe('mediation', () => {
  const ready = person({ done: did('mediation-referral.harmed-agrees', 'mediation-referral.other-agrees') })
  it('is open once both agree and an administrator confirmed its clock', () => {
    expect(ids(stand('mediation-referral', ready))).toEqual(['mediation.referral'])
    expect(stand('mediation-referral', ready, confirmed('mediation.referral')).standing).toBe('open now')
  })
  test.each(['violence', 'threat of violence', 'domestic abuse', 'hate', 'power imbalance'])('is barred by %s', kind => {
    const answer = stand('mediation-referral', { ...ready, behaviour: new Set(['noise', kind]) }, confirmed('mediation.referral'))
    expect(answer).toMatchObject({ standing: 'not open', reasons: [{ kind: 'bar' }] })
  })
  it('and restorative justice is barred by domestic abuse', () => {
    expect(stand('restorative-justice-referral', { ...ready, behaviour: new Set(['domestic abuse']) }).standing).toBe('not open')
  })
})

describe('whose tenant', () => {
  const tenancy = tenancyTools.filter(({ about }) => about === 'tenancy')
  it('a private tenant, an owner and somebody with no landlord get no tenancy tool', () => {
    expect(tenancy.length).toBe(16)
    for (const landlord of ['private', 'owner-occupier', 'none'] as const) {
      expect(tenancy.filter(tool => standingOf(tool, person({ landlord, tenancy: 'private', tenancyBegan: day('2026-01-05') }), law).standing !== 'not open').map(({ id }) => id)).toEqual([])
    }
  })
  it('an unknown landlord is something to find out, not a yes', () => {
    expect(ids(stand('nsp-secure-ground-2', person({ landlord: 'unknown', tenancy: 'unknown' })))).toEqual(expect.arrayContaining(['nsp-secure-ground-2.landlord', 'nsp-secure-ground-2.tenancy']))
  })
})

it('a contract with somebody under 18, or of unknown age, needs a parent', () => {
  const ready = person({ elements: shown('abc.behaviour'), done: did('abc.met', 'abc.support') })
  expect(stand('abc', ready).standing).toBe('open now')
  const { bornOn: _, ...ageless } = ready
  for (const facts of [{ ...ready, bornOn: day('2012-03-04') }, ageless, { ...ageless, adult: false }]) expect(ids(stand('abc', facts))).toEqual(['abc.parent'])
  expect(stand('abc', { ...ageless, adult: true }).standing).toBe('open now')
  expect(stand('abc', { ...ready, bornOn: day('2008-03-03') }).standing).toBe('open now')
})

it('starter tenancies: used before May 2026, not confirmed after, gone once the change is recorded', () => {
  const facts = (on: string): Facts => person({ on: day(on), landlord: 'association', tenancy: 'starter', tenancyBegan: day('2025-09-01') })
  const begun: Law = { ...law, commencements: [{ change: 'rentersRightsSocial', began: day('2026-06-01'), source: 'SI' }] }
  expect(stand('starter-ending', facts('2026-04-30')).standing).toBe('open once')
  expect(stand('starter-extension', facts('2026-05-01')).standing).toBe('not confirmed')
  expect(stand('starter-ending', facts('2026-06-01'), begun)).toMatchObject({ standing: 'not open' })
  expect(stand('starter-ending', facts('2026-05-31'), begun).standing).toBe('open once')
})

test.each([
  'advice-letter.exists', 'support-referral.exists', 'target-hardening.exists', 'mediation-referral.exists', 'restorative-justice-referral.exists', 'good-neighbour-agreement.exists', 'diversion.exists',
  'family-support.exists', 'warning-letter.exists', 'abc.exists', 'parenting-contract.exists', 'tenancy-warning.exists', 'undertaking.exists', 'introductory-extension.exists', 'starter-extension.exists',
  'pre-action-letter.exists', 'nsp-secure-ground-2.exists', 'nsp-secure-other.exists', 'nsp-assured-ground-14.exists', 'nsp-assured-other.exists', 'demotion.exists', 'introductory-ending.exists', 'starter-ending.exists', 'demoted-ending.exists',
  'suspended-possession-order.exists', 'absolute-ground-council.exists', 'absolute-ground-association.exists', 'warrant.exists',
])('%s: the tool may be used on 3 March 2026, and its ids are its own', id => {
  const tool = all.find(({ exists }) => exists.id === id)
  expect(tool?.exists.id).toBe(`${tool?.id ?? ''}.exists`)
  expect(tool?.exists.rows[0]?.from).toBe('2014-10-20')
  const parts = tool === undefined ? [] : [...tool.test, ...tool.priorSteps, ...tool.consultations, ...tool.contents].map(part => part.id)
  expect(parts.filter(part => !part.startsWith(`${tool?.id ?? ''}.`))).toEqual([])
  expect(new Set(parts).size).toBe(parts.length)
})
