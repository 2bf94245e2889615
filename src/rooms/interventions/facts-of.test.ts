// The facts the law is asked about: of this subject alone, of this matter alone, and what an order itself makes happen.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { factsFor, type Held } from './facts-of.ts'
import type { Matter } from './matter-store.ts'

const [now, madeAt] = [new Date('2026-06-02T09:00:00Z'), new Date('2026-05-01T09:00:00Z')]
const wall = { partnershipId: 1, visibleTo: [], hiddenFrom: [] }
const subject: Held['subject'] = { ...wall, id: 's1', caseId: 'c', subjectId: 's1', partyId: null, name: '9 Mill Lane', kind: 'premises', bornOn: null, adult: null, landlord: 'none', home: '', tenancy: 'none', tenancyBegan: null, vulnerable: 'no', behaviour: ['drugs'], saidBy: 'x', madeAt, madeBy: 'o' }
const matter = (over: Partial<Matter>): Matter => ({
  id: 'm1', caseId: 'c', tool: 'closure-order', subjectId: 's1', about: '9 Mill Lane', lawOn: day('2026-05-01'), state: 'in force', stateSince: madeAt, beganAt: madeAt, ownerId: 'o', reason: 'x', skippedBecause: null, authority: 'x', authorisedAt: madeAt, inForceAt: madeAt,
  endsAt: new Date('2026-05-31T23:00:00Z'), underAppeal: false, overridden: false, endedAt: null, endedAs: null, endedWords: null, version: 1, owner: 'x', authoriser: 'x', ...over,
})
const held = (over: Partial<Held>): Held => ({ subject, happenings: [], matters: [], events: [], steps: [], elements: [], assessed: [], ...over })
const step = { id: 'x', kind: 'step', step: 'cpn.warned', onDay: day('2026-05-02'), withWhom: '', words: '', reply: null, repliedOn: null, undone: false, madeAt } as const

test('an order that has run out was used until its last day, and its last day is what an extension is counted from', () => {
  const facts = factsFor(held({ matters: [matter({}), matter({ id: 'm2', subjectId: 's2', tool: 'pspo' })] }), 'closure-extension', { on: day('2026-06-02'), now })
  expect(facts.used).toEqual([{ tool: 'closure-order', on: '2026-05-01', until: '2026-06-01' }])
  expect(facts.events).toEqual([{ kind: 'closure order', on: '2026-05-01' }, { kind: 'last day of the closure order', on: '2026-05-31' }])
})

test('what was done for one matter is not done for another, what was taken back is not done, and one without a matter has done nothing', () => {
  const [one, two] = [matter({ tool: 'cpn' }), matter({ id: 'm2', tool: 'cpn' })]
  const steps: Held['steps'] = [{ ...step, matterId: 'm1' }, { ...step, id: 'y', matterId: 'm2' }, { ...step, id: 'z', matterId: 'm2', undone: true, madeAt: now }]
  const done = (of: Matter | undefined) => factsFor(held({ matters: [one, two], steps }), 'cpn', { on: day('2026-06-02'), now, matter: of }).done.map(each => each.step)
  expect([done(one), done(two), done(undefined)]).toEqual([['cpn.warned'], [], []])
})

test('a gate counts by its last signature, for this tool and this subject only', () => {
  const signed = (over: object): Held['assessed'][number] => ({ id: 'g', stage: 'notice', tool: 'cpn', subjectId: 's1', madeAt, signedAt: madeAt, verdict: 'proportionate', ...over })
  const passed = (...assessed: readonly Held['assessed'][number][]) => factsFor(held({ assessed }), 'cpn', { on: day('2026-06-02'), now }).gatePassedOn
  expect(passed(signed({}))).toBe('2026-05-01')
  expect(passed(signed({}), signed({ signedAt: now, verdict: 'not proportionate' }))).toBeUndefined()
  expect(passed(signed({}), signed({ signedAt: null, verdict: null, madeAt: now }))).toBe('2026-05-01')
  expect([passed(signed({ tool: 'injunction' })), passed(signed({ subjectId: 's2' }))]).toEqual([undefined, undefined])
})

test('an order that shut a home has happened to whoever lives there, by its address; not to the neighbour, nor after a move', () => {
  const lives = (home: string) => factsFor(held({ subject: { ...subject, id: 's9', subjectId: 's9', kind: 'individual', name: 'Stan Quayle', home }, matters: [matter({})] }), 'absolute-ground-council', { on: day('2026-05-20'), now: new Date('2026-05-20T09:00:00Z') }).events
  expect(lives('9, mill lane.')).toContainEqual({ kind: 'closure order', on: '2026-05-01' })
  for (const home of ['19 Mill Lane', '3 Elm Road', '']) expect([home, lives(home)]).toEqual([home, []])
})
