// Tables of examples: the block format both ways, fields and their nearest names, required contents, and what a letter gives away.
import { expect, test } from 'vitest'
import { BUILT_IN } from './built-in.ts'
import { filled, gapIn, nearestField, wrongToken, type FieldSource } from './field-catalogue.ts'
import { givesAway, needsEnvelopeCheck, type Named } from './letter-checks.ts'
import { addressLines } from './paper-parts.ts'
import { missingContents, oneIdeaALine, parseTemplate, templateText } from './template-text.ts'
import { day } from '#kernel/time.ts'

const source: FieldSource = {
  today: day('2026-06-02'), person: { givenName: 'Irene', familyName: 'Larkin' }, theCase: { reference: 'ABC-DEF-GHJ', openedAt: new Date('2026-05-01T10:00:00Z') },
  officer: { name: 'Olive Officer', jobTitle: null, phone: null }, lead: undefined, agency: { name: 'Borough Council', phone: '01632 960 000', email: null, address: null },
}

test.each([
  ['# Heading', { kind: 'heading', level: 2, text: 'Heading' }], ['## Small', { kind: 'heading', level: 3, text: 'Small' }], ['- one\n- two', { kind: 'list', numbered: false, items: ['one', 'two'] }], ['1. one\n2. two', { kind: 'list', numbered: true, items: ['one', 'two'] }],
  ['Visits\n| Day | Who |\n| Monday | Olive |', { kind: 'table', caption: 'Visits', header: ['Day', 'Who'], rows: [['Monday', 'Olive']] }], ['[signature]', { kind: 'signature', space: false }], ['[signs: I agree]', { kind: 'signing', text: 'I agree' }], ['[page break]', { kind: 'page break' }],
  ['[contains right-to-appeal]\nYou may appeal.', { kind: 'paragraph', text: 'You may appeal.', contains: 'right-to-appeal' }], ['#eval("1") *x*\nand {{person.name}}', { kind: 'paragraph', text: '#eval("1") *x*\nand {{person.name}}' }], ['', undefined],
] as const)('%j is read as it is meant', (text, block) => {
  expect(parseTemplate(text)).toEqual({ blocks: block === undefined ? [] : [block] })
})

test.each([
  ['Dear {{person.nmae}}', 'There is no field called “person.nmae”. Did you mean {{person.name}}?'], ['{{agency.telephone}}', 'There is no field called “agency.telephone”. Did you mean {{agency.phone}}?'], ['{{}}', 'There is an empty field {{}}. Write its name between the brackets'],
  ['{{person.name', 'A field begins with {{ and ends with }}: one of these brackets stands alone'], ['### deep', '“### deep”: headings have one # or two'], ['| a | b |\n| 1 |', 'Each row of the table must have 2 cells, as its headings do'], ['| a |', 'A table has a row of headings and at least one more'],
  ['[logo]', expect.stringContaining('There is no part called [logo]')], ['[contains Right!]\nx', expect.stringContaining('is no content')], ['[contains appeal]', 'Nothing stands under [contains appeal]'], ['{{write:}}', expect.stringContaining('There is no field called “write:”')],
])('%j is refused in words', (text, wrong) => {
  expect(parseTemplate(text)).toEqual({ wrong })
})

test('every template that comes with the service survives being edited, fills from a case, and says what it must', () => {
  expect(BUILT_IN.map(({ key }) => key)).toEqual(expect.arrayContaining(['abc-invitation', 'acknowledgement', 'advice', 'blank', 'case-closing', 'closure-notice', 'community-protection-notice', 'community-protection-warning', 'contact-lost', 'fixed-penalty-notice', 'introductory-extension-notice', 'warning']))
  expect(new Set(BUILT_IN.map(({ key }) => key)).size).toBe(BUILT_IN.length)
  for (const { key, blocks, contents } of BUILT_IN) {
    expect([key, contents.length === new Set(blocks.flatMap(({ contains }) => contains ?? [])).size]).toEqual([key, true])
    expect([key, parseTemplate(templateText(blocks))]).toEqual([key, { blocks }])
    expect([key, missingContents(contents, blocks)]).toEqual([key, []])
  }
  const warning = BUILT_IN.find(({ key }) => key === 'community-protection-warning')
  expect(missingContents(warning?.contents ?? [], (warning?.blocks ?? []).filter(({ contains }) => contains !== 'when'))).toEqual(['when'])
})

test('fields are filled; what nothing is known for stays to be seen', () => {
  expect(filled('{{person.name}}, {{case.opened on}}, {{ agency.phone }}, {{officer.phone}}', source)).toBe('Irene Larkin, 1 May 2026, 01632 960 000, {{officer.phone}}')
  expect(gapIn('ring {{officer.phone}}')).toBe('{{officer.phone}}')
  expect(gapIn('nothing')).toBeUndefined()
  // What is filled in is never read for fields again.
  expect(filled('{{person.name}}', { ...source, person: { givenName: '{{agency.name}}', familyName: '' } })).toBe('{{agency.name}}')
  expect(wrongToken('{{write: what happened}}')).toBeUndefined()
  expect(nearestField('case reference')).toBe('case.reference')
})

test('easy read has a line for each idea, and what a part answers stays with its first', () => {
  expect(oneIdeaALine([{ kind: 'paragraph', text: 'We visit you. Then we ring. It is free!', contains: 'visit' }])).toEqual([{ kind: 'paragraph', text: 'We visit you.', contains: 'visit' }, { kind: 'paragraph', text: 'Then we ring.' }, { kind: 'paragraph', text: 'It is free!' }])
})

test('an address has at most six lines with its name, and the postcode once', () => {
  expect(addressLines({ address: '3 Osier Close, Anytown', postcode: 'AN1 2BB' })).toEqual(['3 Osier Close', 'Anytown', 'AN1 2BB'])
  expect(addressLines({ address: 'Flat 1\nThe Mill\n2 Weir Road\nOldtown\nAnytown\nShire AN12BB', postcode: 'AN1 2BB' })).toEqual(['Flat 1', 'The Mill', '2 Weir Road', 'Oldtown, Anytown', 'Shire AN12BB'])
  expect(addressLines({ address: null, postcode: null })).toEqual([])
})

const party = (given: Partial<Named>): Named => ({ role: 'harmed', personId: 'h', givenName: 'Irene', familyName: 'Larkin', phone: '07700 900 123', email: 'irene@example.test', address: '3 Osier Close, Anytown', ...given })
const quayle = party({ role: 'alleged perpetrator', personId: 'q', givenName: 'Stan', familyName: 'Quayle', phone: null, email: null, address: '12 Larch Walk' })
test.each([
  ['Mrs Larkin told us', ['the name Larkin']], ['IRENE and larkin', ['the name Irene', 'the name Larkin']], ['ask Irene', ['the name Irene']], ['Ring 07700900123', ['a telephone number']], ['write to Irene@Example.test', ['the name Irene', 'an email address']],
  ['noise at 3 Osier Close', ['the address 3 Osier Close']], ['noise at 13 Osier Close', []], ['Larkinson Road', []], ['Dear Stan Quayle, music at 12 Larch Walk must stop', []],
])('to somebody said to be responsible, %j gives away %j', (text, found) => {
  expect(givesAway(text, quayle, [quayle, party({})]).toSorted()).toEqual([...found].toSorted())
})
test('what they share tells nothing: a family name, a home', () => {
  expect(givesAway('Mr Quayle of 12 Larch Walk', quayle, [quayle, party({ familyName: 'Quayle', address: '12 Larch Walk', givenName: 'Ann' })])).toEqual([])
})
test('two people of one case in one run ask for a look at the envelopes; two letters to one, or of two cases, do not', () => {
  const letter = (caseId: string, personId: string) => ({ caseId, personId })
  expect(needsEnvelopeCheck([letter('a', 'x'), letter('a', 'y')])).toBe(true)
  expect(needsEnvelopeCheck([letter('a', 'x'), letter('a', 'x'), letter('b', 'y')])).toBe(false)
})
