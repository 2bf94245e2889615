// Examples of what a statement is read as, and of what stays out of a chronology for court.
import { expect, test } from 'vitest'
import { keptBack } from './kept-back.ts'
import { exhibitsIn, nth, paragraphsIn, shortName, unknownExhibits } from './statement-rules.ts'

test.each([
  ['One.\n\nTwo.', ['One.', 'Two.']], ['1. One.\n \n2) Two.\nstill two', ['One.', 'Two.\nstill two']], ['\n\n\n', []], ['2026 was bad.\n\n12.30 it began', ['2026 was bad.', '12.30 it began']], ['14. Fourteen', ['Fourteen']],
])('paragraphs of %j', (typed, paragraphs) => { expect(paragraphsIn(typed)).toEqual(paragraphs) })

test.each([
  ['I produce OO/1 and IL/12A, and OO/1 again.', ['OO/1', 'IL/12A']], ['On 3/4/2026 at 1/2 past', []], ['oo/1 and OO/0 are none', []], ['(OO/3)', ['OO/3']], ['ABCDEF/1 is too long', []],
])('exhibits in %j', (text, named) => { expect(exhibitsIn([text])).toEqual(named) })

test('an exhibit the case does not have is named', () => { expect(unknownExhibits(['OO/1', 'OO/2'], [{ reference: 'OO/1' }])).toEqual(['OO/2']) })
test('names as the top corner has them', () => {
  expect(['Olive Officer', 'Mary Ann van Dyke', 'Cher', ' Jo  Hale '].map(shortName)).toEqual(['O Officer', 'M A V Dyke', 'Cher', 'J Hale'])
  expect([nth(1), nth(10), nth(11)]).toEqual(['First', 'Tenth', 'Number 11'])
})

test.each([
  ['Music until two', '', []], ['Rang 07700 900123', '', ['contact details']], ['Rang 01632 960001', '', ['contact details']], ['x', 'Write to irene@example.test', ['contact details']], ['Moved to AL8 6AE', '', ['contact details']], ['+44 7700 900 123', '', ['contact details']], ['Rang (01632) 960 001', '', ['contact details']],
  ['Case 12345 of 2 June 2026, 11:05pm', '', []], ['Flat 3 at 14 Larch Walk', '', []], ['Crime reference 41/12345/26', '', []],
])('kept back of %j %j', (summary, body, reasons) => { expect(keptBack({ visibility: 'staff', kind: 'note', summary, body })).toEqual(reasons) })
test('restricted entries and attempts to reach somebody are kept back whatever they say', () => {
  expect(keptBack({ visibility: 'restricted', kind: 'note', summary: 'x', body: '' })).toEqual(['restricted'])
  expect(keptBack({ visibility: 'staff', kind: 'contact attempt', summary: 'x', body: '' })).toEqual(['contact details'])
  expect(keptBack({ visibility: 'restricted', kind: 'contact attempt', summary: 'x', body: '' })).toEqual(['restricted', 'contact details'])
})
