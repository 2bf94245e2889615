// The gate (what is missing, who signs, each stage anew), the ladder (what was tried below) and the Renters' Rights Act by day.
import { describe, expect, it } from 'vitest'
import { day } from '#kernel/time.ts'
import type { Facts } from './facts.ts'
import { type GateForm, gateStanding, questionsOf, stagesOf, stagesOutstanding } from './gate.ts'
import { LADDER, belowOf, inOrder } from './ladder.ts'
import { councilTenancies, rentersRightsEffects, rentersRightsOn } from './renters-rights.ts'
import { type Law, UNTOUCHED_LAW } from './rule.ts'

const form = (more: Partial<GateForm> = {}): GateForm => ({ tool: 'nsp-secure-ground-2', stage: 'notice', subject: 'individual', age: '18 or over', vulnerable: 'no', answers: new Map(), author: 'Ann', writtenOn: day('2026-03-02'), ...more })
const answered = (one: GateForm, choice: 'yes' | 'no' | 'not known' = 'no'): GateForm => {
  const chosen = { ...one, answers: new Map(['vulnerability', 'capacity', 'linked'].map(id => [id, { choice, says: 'Seen' }])) }
  return { ...chosen, answers: new Map(questionsOf(chosen).map(({ id, kind }) => [id, kind === 'in words' ? { says: 'Because' } : { choice, says: 'Seen' }])) }
}
const asked = (one: GateForm): readonly string[] => questionsOf(one).map(({ id }) => id)

describe('the gate', () => {
  const signed = { ...answered(form()), signOff: { by: 'Bob', on: day('2026-03-02') } }
  it('is complete only when all is answered and somebody else has signed what stands there now', () => {
    expect(gateStanding(signed)).toMatchObject({ complete: true, missing: [] })
    expect(gateStanding({ ...signed, signOff: { by: 'Ann', on: day('2026-03-02') } })).toMatchObject({ complete: false, readyToSign: true, missing: [{ id: 'signOff' }] })
    expect(gateStanding({ ...signed, writtenOn: day('2026-03-03') }).complete).toBe(false)
    expect(gateStanding(answered(form()))).toMatchObject({ complete: false, readyToSign: true })
  })
  it('misses each single answer that is blank, or has words but no choice', () => {
    for (const { id } of questionsOf(form())) {
      expect(gateStanding({ ...signed, answers: new Map([...signed.answers, [id, { choice: 'no', says: ' ' }]]) }).missing.map(one => one.id)).toEqual([id])
    }
    expect(gateStanding({ ...signed, answers: new Map([...signed.answers, ['linked', { says: 'Perhaps' }]]) }).complete).toBe(false)
  })
  it('asks more where something is not known, of the young, of the vulnerable, and on a mandatory ground', () => {
    expect(asked(answered(form(), 'not known'))).toEqual(expect.arrayContaining(['inquiry', 'adjustments', 'adultAtRisk']))
    expect(asked(answered(form(), 'no'))).not.toContain('adjustments')
    expect(asked(form({ vulnerable: 'yes' }))).toEqual(expect.arrayContaining(['adjustments', 'adultAtRisk']))
    expect(asked(form({ age: 'under 18', vulnerable: 'yes' }))).toContain('youth')
    expect(asked(form({ age: 'under 18', vulnerable: 'yes' }))).not.toContain('adultAtRisk')
    expect(asked(form({ age: 'not known' }))).toEqual(expect.arrayContaining(['age', 'youth']))
    expect(asked(form({ tool: 'absolute-ground-council' }))).toContain('mandatory')
    expect(asked(form({ tool: 'respect-order' }))).toContain('riskAssessment')
    expect(asked(form({ subject: 'premises' }))).toEqual(['alternatives', 'children', 'harmed', 'rights', 'aim', 'proportionate', 'consultation', 'psed'])
  })
  it('comes again at each stage: notice, issue, trial and eviction', () => {
    const tool = LADDER.find(({ id }) => id === 'nsp-secure-ground-2')
    if (tool === undefined) throw new Error('no such tool')
    expect(stagesOf(tool)).toEqual(['notice', 'issue', 'trial', 'eviction'])
    expect(stagesOutstanding(tool, 'trial', [{ stage: 'notice', on: day('2026-03-02') }])).toEqual(['issue', 'trial'])
    expect(stagesOf({ ...tool, gate: false })).toEqual([])
  })
})

describe('the ladder', () => {
  const tool = (id: string): (typeof LADDER)[number] | undefined => LADDER.find(one => one.id === id)
  const facts: Facts = {
    on: day('2026-03-03'), subject: 'individual', bornOn: day('1980-01-01'), landlord: 'council', tenancy: 'secure', vulnerable: 'no', behaviour: new Set(['violence']), done: [], events: [], elements: new Map(),
    used: [{ tool: 'warning-letter', on: day('2026-01-12'), outcome: 'It stopped for two weeks' }, { tool: 'advice-letter', on: day('2025-12-01') }],
  }
  it('climbs from early help to possession', () => {
    expect(LADDER.map(({ rung }) => rung)).toEqual(LADDER.map(({ rung }) => rung).toSorted((a, b) => a - b))
    expect(() => inOrder(LADDER, LADDER.slice(0, 1))).toThrow(/Two tools/)
  })
  it('says what was tried and what it did, what was not, and what could not be', () => {
    const notice = tool('nsp-secure-ground-2')
    if (notice === undefined) throw new Error('no such tool')
    const below = belowOf(notice, facts, UNTOUCHED_LAW)
    expect(below.tried.map(one => [one.tool, one.outcome])).toEqual([['advice-letter', undefined], ['warning-letter', 'It stopped for two weeks']])
    expect(below.notTried.map(one => one.tool)).toEqual(['support-referral', 'restorative-justice-referral', 'diversion', 'family-support', 'tenancy-warning', 'abc', 'parenting-contract', 'cpw'])
    expect(below.notOpen.map(one => one.tool)).toEqual(expect.arrayContaining(['mediation-referral', 'introductory-extension']))
    expect(below.sentence).toContain('2 lower steps were tried')
  })
})

describe('the Renters’ Rights Act', () => {
  const states = (landlord: Facts['landlord'], on: string, law: Law = UNTOUCHED_LAW): readonly string[] => [...new Set(rentersRightsOn(landlord, day(on), law).map(({ state }) => state))]
  it('began for private tenants on 1 May 2026; for an association’s on a day to be recorded; and leaves the council’s alone', () => {
    expect(states('private', '2026-04-30')).toEqual(['does not apply'])
    expect(states('private', '2026-05-01')).toEqual(['applies'])
    expect(states('association', '2026-04-30')).toEqual(['does not apply'])
    expect(states('association', '2026-05-01')).toEqual(['not confirmed'])
    const recorded: Law = { ...UNTOUCHED_LAW, commencements: [{ change: 'rentersRightsSocial', began: day('2027-10-01'), source: 'SI' }] }
    expect([states('association', '2027-09-30', recorded), states('association', '2027-10-01', recorded)]).toEqual([['does not apply'], ['applies']])
    expect(rentersRightsOn('council', day('2026-05-01'), UNTOUCHED_LAW)[0]?.sentence).toContain('does not end introductory or secure tenancies')
    expect(rentersRightsOn('unknown', day('2026-05-01'), UNTOUCHED_LAW)).toEqual([])
  })
  it('has one row for each effect', () => {
    expect([...rentersRightsEffects, councilTenancies].map(({ id }) => id)).toEqual([
      'rentersRights.private.noSection21', 'rentersRights.social.noSection21', 'rentersRights.private.allPeriodic', 'rentersRights.social.allPeriodic', 'rentersRights.private.factors', 'rentersRights.social.factors',
      'rentersRights.private.atOnce', 'rentersRights.social.atOnce', 'rentersRights.social.noStarter', 'rentersRights.council.unchanged',
    ])
  })
})
