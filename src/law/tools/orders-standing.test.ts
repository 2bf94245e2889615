// Where each order stands on the facts of a case, told as stories: warning first, somebody under 17, premises only, too late, repealed.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { Facts } from '#law/facts.ts'
import { type Law, UNTOUCHED_LAW } from '#law/rule.ts'
import { type Standing, standingOf } from '#law/standing.ts'
import { begun, done, factsOf, notBegun, shown } from '#test/harness/law.ts'
import { orderTools } from './orders.ts'

function stands(id: string, facts: Facts, law: Law = UNTOUCHED_LAW): Standing {
  const tool = orderTools.find(one => one.id === id)
  if (tool === undefined) throw new Error(`no tool ${id}`)
  return standingOf(tool, facts, law)
}
const reasons = (standing: Standing) => standing.reasons.map(({ sentence }) => sentence)

/** Everything shown and done that a tool asks for on these facts. */
function ready(id: string, facts: Facts): Facts {
  const tool = orderTools.find(one => one.id === id)
  const parts = [...(tool?.priorSteps ?? []), ...(tool?.consultations ?? [])].map(part => part.id)
  return { ...facts, elements: shown(...(tool?.test ?? []).map(element => element.id)), done: done(...parts), gatePassedOn: day('2026-02-20') }
}
const without = (facts: Facts, step: string): Facts => ({ ...facts, done: facts.done.filter(one => one.step !== step) })

describe('a community protection notice', () => {
  const adult = ready('cpn', factsOf())
  it('is open once a written warning has been served, then open now', () => {
    expect(stands('cpn', without(adult, 'cpn.warned'))).toMatchObject({ standing: 'open once', reasons: [{ kind: 'prior step', id: 'cpn.warned', sentence: 'a written warning has been served', source: 'ASBCPA 2014 s43(5)(a)' }] })
    expect(stands('cpn', adult)).toMatchObject({ standing: 'open now', reasons: [] })
  })
  it('lists time enough, the check, who should know, the gate and each element not shown', () => {
    expect(reasons(stands('cpn', factsOf()))).toEqual([
      'No evidence yet that the conduct has a detrimental effect on the quality of life of those in the locality.', 'No evidence yet that that effect is persistent or continuing.', 'No evidence yet that the conduct is unreasonable.',
      'a written warning has been served', 'the person has had enough time to put it right', 'an officer has checked, and the conduct still has that effect',
      'whoever should know, such as the landlord or mental health services, has been told', 'The proportionality and equality assessment is not signed off yet.',
    ])
  })
  it('is not for somebody of 15, is from the 16th birthday, with the youth justice service told until 18', () => {
    expect(stands('cpn', ready('cpn', factsOf({ bornOn: day('2010-03-03') })))).toMatchObject({ standing: 'not open', reasons: [{ kind: 'age', sentence: 'Community protection notice is for people aged 16 or over; this person is 15 on Monday 2 March 2026.' }] })
    const sixteen = ready('cpn', factsOf({ bornOn: day('2010-03-02') }))
    expect(stands('cpn', sixteen).standing).toBe('open now')
    expect(stands('cpn', without(sixteen, 'cpn.youthJustice')).standing).toBe('open once')
    expect(stands('cpn', without(adult, 'cpn.youthJustice')).standing).toBe('open now')
  })
  it('is for a body, whatever its age, and not for premises', () => {
    const { bornOn, ...noBirth } = adult
    expect(bornOn).toBeDefined()
    expect(stands('cpn', { ...noBirth, subject: 'body' }).standing).toBe('open now')
    expect(stands('cpn', { ...noBirth, subject: 'premises' })).toMatchObject({ standing: 'not open', reasons: [{ kind: 'subject' }] })
  })
  it('asks for a date of birth, unless the person is known to be an adult', () => {
    const { bornOn, ...unknown } = adult
    expect(bornOn).toBeDefined()
    expect(stands('cpn', unknown)).toMatchObject({ standing: 'open once', reasons: [{ kind: 'age' }] })
    expect(stands('cpn', { ...unknown, adult: true }).standing).toBe('open now')
    expect(stands('injunction', { ...ready('injunction', unknown), adult: false })).toMatchObject({ standing: 'not open', reasons: [{ kind: 'age', sentence: 'Civil injunction is for people aged 18 or over; this person is under 18.' }] })
  })
  it('was not law before 20 October 2014', () => {
    expect(stands('cpn', factsOf({ on: '2014-10-19' }))).toMatchObject({ standing: 'not open', reasons: [{ sentence: 'Community protection notice was not law on Sunday 19 October 2014.' }] })
  })
})

describe('an injunction', () => {
  const sixteen = ready('injunction-youth', factsOf({ bornOn: day('2009-09-01') }))
  it('against somebody under 17 is open once the youth justice service has been consulted, then open now', () => {
    expect(stands('injunction-youth', without(sixteen, 'injunction.youthJustice'))).toMatchObject({ standing: 'open once', reasons: [{ kind: 'consultation', sentence: 'the youth justice service has been consulted', source: 'ASBCPA 2014 s14' }] })
    expect(stands('injunction-youth', sixteen).standing).toBe('open now')
    expect(stands('injunction', sixteen)).toMatchObject({ standing: 'not open', reasons: [{ kind: 'age' }] })
  })
  it('turns on the age on the day: 17 the day before the birthday, 18 on it; none under 10', () => {
    const born = { bornOn: day('2008-03-02') }
    expect(stands('injunction-youth', ready('injunction-youth', factsOf({ ...born, on: '2026-03-01' }))).standing).toBe('open now')
    expect(stands('injunction-youth', ready('injunction-youth', factsOf({ ...born, on: '2026-03-02' }))).standing).toBe('not open')
    expect(stands('injunction', ready('injunction', factsOf(born))).standing).toBe('open now')
    expect(stands('injunction-youth', ready('injunction-youth', factsOf({ bornOn: day('2016-03-03') }))).standing).toBe('not open')
  })
  it('needs one limb of nuisance at home, not both', () => {
    const one = { ...ready('injunction-housing-nuisance', factsOf()), elements: shown('injunction.housingRelated', 'injunction.justAndConvenient') }
    expect(stands('injunction-housing-nuisance', one).standing).toBe('open now')
    expect(stands('injunction-housing-nuisance', { ...one, elements: shown('injunction.justAndConvenient') }).reasons).toHaveLength(2)
  })
  it('is for a person, not a company', () => {
    expect(stands('injunction', { ...ready('injunction', factsOf()), subject: 'body' })).toMatchObject({ standing: 'not open', reasons: [{ kind: 'bar' }] })
  })
  it('with exclusion from home is for adults, on violence or a risk of harm', () => {
    expect(stands('injunction-exclusion', ready('injunction-exclusion', factsOf({ bornOn: day('2009-09-01') }))).standing).toBe('not open')
    const adult = ready('injunction-exclusion', factsOf())
    expect(stands('injunction-exclusion', { ...adult, elements: shown('injunction.riskOfHarm') }).standing).toBe('open now')
    expect(stands('injunction-exclusion', { ...adult, elements: shown() }).reasons.map(({ id }) => id)).toEqual(['injunction.violence', 'injunction.riskOfHarm'])
  })
})

describe('from injunction to respect order', () => {
  const november = ready('injunction', factsOf({ on: '2026-11-27' }))
  const respect = ready('respect-order', factsOf({ on: '2026-11-27' }))
  it('neither is certain from 29 June 2026 until somebody records it', () => {
    expect(stands('injunction', november).standing).toBe('not confirmed')
    expect(stands('respect-order', respect).standing).toBe('not confirmed')
    expect(stands('respect-order', { ...respect, on: day('2026-06-28') })).toMatchObject({ standing: 'not open', reasons: [{ sentence: 'Respect order was not law on Sunday 28 June 2026.' }] })
  })
  it('recorded as begun: the injunction cannot be begun any more, the respect order can', () => {
    const law = begun('respectOrder', '2026-11-01')
    expect(stands('injunction', november, law)).toMatchObject({ standing: 'not open', reasons: [{ sentence: expect.stringContaining('was repealed and cannot be begun: Crime and Policing Act 2026') }] })
    expect(stands('respect-order', respect, law).standing).toBe('open now')
    expect(stands('respect-order', without(respect, 'order2026.riskAssessment'), law)).toMatchObject({ standing: 'open once', reasons: [{ sentence: 'the risk assessment the 2026 Act asks for is done' }] })
    expect(stands('injunction', { ...november, on: day('2026-10-31') }, law).standing).toBe('open now')
  })
  it('recorded as not begun: the injunction stays', () => {
    const law = notBegun('respectOrder', '2026-11-27')
    expect(stands('injunction', november, law).standing).toBe('open now')
    expect(stands('respect-order', respect, law).standing).toBe('not open')
  })
  it('a housing injunction’s age must be confirmed first', () => {
    const facts = ready('housing-injunction', factsOf({ on: '2026-11-27' }))
    expect(stands('housing-injunction', facts, begun('housingInjunction', '2026-11-01'))).toMatchObject({ standing: 'open once', reasons: [{ kind: 'confirm', id: 'housing-injunction.ages' }] })
  })
})

describe('a closure', () => {
  const premises = ready('closure-notice', factsOf({ subject: 'premises' }))
  it('is about premises only, and about no person', () => {
    expect(stands('closure-notice', premises).standing).toBe('open now')
    expect(stands('closure-notice', { ...premises, subject: 'individual' })).toMatchObject({ standing: 'not open', reasons: [{ kind: 'subject', sentence: 'Closure notice (up to 24 hours) is about a premises.' }] })
  })
  it('of 48 hours is open once the chief executive has signed', () => {
    const long = ready('closure-notice-48', factsOf({ subject: 'premises' }))
    expect(reasons(stands('closure-notice-48', without(long, 'closure.signed48')))).toEqual(['the chief executive, or whoever they designated, or a superintendent has signed'])
  })
  it('needs nuisance or disorder, and always that the notice is needed', () => {
    expect(stands('closure-notice', { ...premises, elements: shown('closure.disorder', 'closure.noticeNecessary') }).standing).toBe('open now')
    expect(stands('closure-notice', { ...premises, elements: shown('closure.disorder') }).reasons.map(({ id }) => id)).toEqual(['closure.noticeNecessary'])
  })
  it('order is open once a notice has been served', () => {
    const order = ready('closure-order', factsOf({ subject: 'premises' }))
    expect(reasons(stands('closure-order', without(order, 'closure.noticeServed')))).toEqual(['a closure notice has been served'])
  })
  it('waits from 29 June 2026 until somebody records which hearing clock runs', () => {
    const november: Facts = { ...premises, on: day('2026-11-27') }
    expect(stands('closure-notice', november)).toMatchObject({ standing: 'open once', reasons: [{ kind: 'confirm', id: 'closure.hearing' }] })
    expect(stands('closure-notice', november, notBegun('closure72', '2026-11-27')).standing).toBe('open now')
  })
  it('order can be extended on its last day, not on the next, and not before that day is known', () => {
    const extension = ready('closure-extension', factsOf({ subject: 'premises', events: [{ kind: 'last day of the closure order', on: day('2026-03-02') }] }))
    expect(stands('closure-extension', extension)).toMatchObject({ standing: 'open now', lastDay: '2026-03-02' })
    expect(stands('closure-extension', { ...extension, on: day('2026-03-03') })).toMatchObject({ standing: 'past its time', reasons: [{ id: 'closure.extensionAsked' }] })
    expect(stands('closure-extension', { ...extension, events: [] })).toMatchObject({ standing: 'open once', reasons: [{ kind: 'window', sentence: 'the last day of the order is recorded' }] })
  })
})

describe('a public spaces protection order', () => {
  const place = ready('pspo', factsOf({ subject: 'place' }))
  it('is about a place, after the police, the commissioner, the community, the owners and the parish', () => {
    expect(stands('pspo', place).standing).toBe('open now')
    expect(stands('pspo', { ...place, done: place.done.filter(({ step }) => !step.startsWith('pspo.p')) }).reasons.map(({ id }) => id)).toEqual(['pspo.police', 'pspo.policingBody', 'pspo.parish'])
  })
  it('extended before its end, never after it', () => {
    const extension = ready('pspo-extension', factsOf({ subject: 'place', events: [{ kind: 'last day of the PSPO', on: day('2026-03-02') }] }))
    expect(stands('pspo-extension', extension)).toMatchObject({ standing: 'open now', lastDay: '2026-03-02' })
    expect(stands('pspo-extension', { ...extension, on: day('2026-03-03') }).standing).toBe('past its time')
  })
})

describe('others', () => {
  it('an anti-social behaviour order is repealed and cannot be begun; it could be on its last day', () => {
    expect(stands('asbo', ready('asbo', factsOf()))).toMatchObject({ standing: 'not open', reasons: [{ kind: 'law', sentence: expect.stringContaining('was repealed and cannot be begun') }] })
    expect(stands('asbo', ready('asbo', factsOf({ on: '2015-03-22' }))).standing).toBe('open now')
    expect(stands('injunction', ready('injunction', factsOf({ on: '2015-03-22' })))).toMatchObject({ standing: 'not open', reasons: [{ sentence: 'Civil injunction was not law on Sunday 22 March 2015.' }] })
  })
  it('a criminal behaviour order against somebody under 18 needs the youth justice service’s views, an adult’s does not', () => {
    const youth = ready('cbo', factsOf({ bornOn: day('2009-09-01') }))
    expect(reasons(stands('cbo', without(youth, 'cbo.youthJustice')))).toEqual(['the prosecution has the youth justice service’s views'])
    expect(stands('cbo', without(ready('cbo', factsOf()), 'cbo.youthJustice')).standing).toBe('open now')
  })
  it('a fixed penalty under 16 asks for the parents first', () => {
    const child = ready('fpn-pspo', factsOf({ bornOn: day('2012-09-01') }))
    expect(reasons(stands('fpn-pspo', without(child, 'fpn.parents')))).toEqual(['a meeting with a parent has been tried, and why a penalty is right all the same is written down'])
    expect(stands('fpn-pspo', factsOf({ bornOn: day('2017-09-01') })).standing).toBe('not open')
  })
  it('a vehicle is seized after a warning, or without one once that began', () => {
    const facts = ready('vehicle-seizure', factsOf({ subject: 'vehicle', on: '2026-11-27' }))
    expect(stands('vehicle-seizure', facts).standing).toBe('not confirmed')
    expect(stands('vehicle-seizure', facts, begun('seizeWithoutWarning', '2026-11-01')).standing).toBe('not open')
    expect(stands('vehicle-seizure-at-once', facts, begun('seizeWithoutWarning', '2026-11-01')).standing).toBe('open now')
    expect(stands('vehicle-seizure-at-once', facts, notBegun('seizeWithoutWarning', '2026-11-27')).standing).toBe('not open')
  })
})

const SUBJECT = { person: 'individual', premises: 'premises', place: 'place', vehicle: 'vehicle', tenancy: 'individual' } as const
/** Those of the 2026 Act, the repealed one, those only for the young, and those with a window. */
const ASKED_ELSEWHERE = new Set(['respect-order', 'youth-injunction', 'housing-injunction', 'vehicle-seizure-at-once', 'asbo', 'injunction-youth', 'closure-extension', 'pspo-extension', 'pspo-variation', 'pspo-discharge'])
test.each(orderTools.filter(({ id }) => !ASKED_ELSEWHERE.has(id)))('$id: nothing done is open once, everything done is open now', tool => {
  const facts = factsOf({ subject: SUBJECT[tool.about] })
  expect(standingOf(tool, facts, UNTOUCHED_LAW).standing).toBe('open once')
  expect(standingOf(tool, ready(tool.id, facts), UNTOUCHED_LAW)).toMatchObject({ standing: 'open now', reasons: [] })
  // Each thing it asks for is missed when it is the only one left out.
  for (const part of [...tool.priorSteps, ...tool.consultations].filter(({ when }) => when === undefined || when(facts))) {
    expect(standingOf(tool, without(ready(tool.id, facts), part.id), UNTOUCHED_LAW)).toMatchObject({ standing: 'open once', reasons: [{ id: part.id, source: part.source }] })
  }
})
