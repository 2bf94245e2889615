// Who may have a page, and by which means, by example.
import { expect, test } from 'vitest'
import { codeFrom, readCode, safeFor, whoMayHavePage, whyNoPage } from './own-page-rules.ts'

const irene = { safeMeans: ['text', 'post'], phone: '07700 900 123', email: 'irene@example.org', address: null }

test.each([
  ['a safe means with an address is one', irene, ['text']],
  ['an address alone makes nothing safe', { ...irene, safeMeans: ['phone'] }, []],
  ['a safe means without an address is none', { ...irene, phone: ' ' }, []],
  ['both', { ...irene, safeMeans: ['text', 'email'] }, ['text', 'email']],
] as const)('%s', (_says, person, means) => { expect(safeFor(person, ['text', 'email', 'post'])).toEqual(means) })

test('nobody is offered a page whose codes could not reach them safely, and the officer is told what to do', () => {
  expect(whyNoPage('Irene', irene)).toBeUndefined()
  expect(whyNoPage('Irene', { ...irene, safeMeans: ['post', 'phone'] })).toContain('Ask them which is')
})

test('a page is for those harmed and those beside them, once each, and never for one who is complained of too', () => {
  const parties = [{ role: 'reporting', personId: 'a' }, { role: 'harmed', personId: 'a' }, { role: 'advocate', personId: 'b' }, { role: 'witness', personId: 'c' }, { role: 'harmed', personId: 'd' }, { role: 'alleged perpetrator', personId: 'd' }, { role: 'harmed', personId: null }]
  expect(whoMayHavePage(parties).map(party => party.personId)).toEqual(['a', 'b'])
})

test('a code is six digits, leading noughts kept, and is read as people type it', () => {
  expect(codeFrom(new Uint8Array(7))).toBe('000000')
  expect(codeFrom(new Uint8Array([0, 0, 0, 0, 0x0f, 0x42, 0x47]))).toBe('000007')
  expect(readCode(' 12-3 456 ')).toBe('123456')
})
