// When a case may be closed and who must agree, by example.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { neededBecause, whyNotAnswer, whyNotClose, type Closing, type Reaching } from './closing-rules.ts'

const tried: Reaching = { rule: { attempts: 3, means: 2, workingDays: 10 }, days: 3, means: 2, safeMeans: 3, letter: 'lapsed', answerBy: day('2026-06-01') }
const fine: Closing = { verdict: 'yes', reason: 'resolved, informal action', riskBand: 'standard', riskReviewDueOn: day('2026-07-01'), today: day('2026-06-02'), somebodyToAsk: true, reaching: tried, isOffered: false }
const unreached = (change: Partial<Reaching>): Partial<Closing> => ({ verdict: 'could not reach', reason: 'unable to contact victim', reaching: { ...tried, ...change } })

test.each<[string, Partial<Closing>, string | undefined]>([
  ['the person harmed says it is resolved', {}, undefined],
  ['nobody has assessed the risk', { riskBand: null }, 'Assess the risk first'],
  ['the lead is offered to another agency', { isOffered: true }, 'Take the offer back first'],
  ['the review was due yesterday', { riskReviewDueOn: day('2026-06-01') }, 'Review the risk first'],
  ['the review is due today', { riskReviewDueOn: day('2026-06-02') }, undefined],
  ['not reached after two days of trying', unreached({ days: 2 }), '2 so far'],
  ['tried three times by telephone alone, though a text is safe too', unreached({ means: 1 }), 'at least 2 of the ways'],
  ['only the telephone is safe', unreached({ means: 1, safeMeans: 1 }), undefined],
  ['no last letter yet', unreached({ letter: 'not sent', answerBy: null }), 'Send the last letter first'],
  ['they may still answer it', unreached({ letter: 'running', answerBy: day('2026-06-12') }), 'until the end of Friday 12 June 2026'],
  ['everything was tried', unreached({}), undefined],
  ['unable to contact, and yet they answered', { reason: 'unable to contact victim' }, 'they were reached'],
  ['nobody asked somebody we know', { verdict: 'not asked' }, 'Ask the person harmed first'],
  ['everybody is anonymous', { verdict: 'not asked', somebodyToAsk: false }, undefined],
])('%s', (_name, change, says) => { expect(whyNotClose({ ...fine, ...change })?.text ?? 'it may be closed').toContain(says ?? 'it may be closed') })

test.each<[string, Partial<Closing>, string | undefined]>([
  ['resolved, standard risk', {}, undefined],
  ['high risk', { riskBand: 'high' }, 'the risk is high'],
  ['high risk, and they say no', { riskBand: 'high', verdict: 'no' }, 'the risk is high, and the person harmed says it is not resolved'],
  ['no safe way to write', unreached({ letter: 'nowhere' }), 'nobody was reached and no last letter could be sent safely'],
])('a manager agrees: %s', (_name, change, because) => { expect(neededBecause({ ...fine, ...change })).toBe(because) })

test('nobody approves their own', () => {
  expect([whyNotAnswer({ askedBy: 'mo' }, 'mo') === undefined, whyNotAnswer({ askedBy: 'olive' }, 'mo')]).toEqual([false, undefined])
})
