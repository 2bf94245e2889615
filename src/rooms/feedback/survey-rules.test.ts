// Who is asked, and which answers call for a change: tables of examples.
import { expect, test } from 'vitest'
import { unhappyAbout, whyNotAsk, type Asking } from './survey-rules.ts'

const asked: Asking = { flags: [], isRestricted: false, closeReason: 'resolved, behaviour stopped', isChild: false, safeMeans: ['email'] }

test.each<[string, Partial<Asking>, string | undefined]>([
  ['an ordinary case', {}, undefined],
  ['hate and vulnerability do not silence somebody', { flags: ['hate', 'vulnerable'] }, undefined],
  ['domestic abuse', { flags: ['domestic abuse'] }, 'Asking could be unsafe: domestic abuse'],
  ['a restricted case', { isRestricted: true }, 'Asking could be unsafe: the case is restricted'],
  ['a child', { isChild: true }, 'A child: ask the parent or guardian in person'],
  ['no safe way', { safeMeans: [] }, 'No safe way to contact them is known'],
  ['a death', { closeReason: 'deceased' }, 'Not asked after a case closed as “deceased”'],
])('%s', (_, differs, because) => {
  expect(whyNotAsk({ ...asked, ...differs })).toBe(because)
})

test('only dissatisfied answers call for a change, handling first', () => {
  const questions = [{ code: 'informed', asks: 'Informed?' }, { code: 'handling', asks: 'Handled?' }, { code: 'outcome', asks: 'Ended?' }]
  expect(unhappyAbout(questions, { informed: 'fairly dissatisfied', handling: 'very dissatisfied', outcome: 'neither' }).map(({ code }) => code)).toEqual(['handling', 'informed'])
  expect(unhappyAbout(questions, { informed: 'not applicable', handling: 'fairly satisfied', outcome: 'very satisfied' })).toEqual([])
})
