// A letter as the benches draw it: the words of a template, to somebody invented.
import { BUILT_IN } from '#rooms/papers/index.ts'
import type { Paper } from '#ui/papers/paper.ts'

const words = { page: 'Page {page} of {pages}', closing: 'Yours sincerely', signed: 'Signed', dated: 'Date', date: 'Date', reference: 'Our reference', confidential: 'Private and confidential' }
export const paperOf = (key: string, number: number): Paper => {
  const template = BUILT_IN.find(one => one.key === key)
  if (template === undefined) throw new Error(`no template ${key}`)
  return {
    variant: 'standard', language: 'en', direction: 'ltr', title: template.title, colour: '#1d3c6e', sender: { name: 'Any Borough Council', lines: ['The Campus', 'Anytown AN1 1AA'] }, delivery: words.confidential, addressed: true, recipient: ['Irene Larkin', `${number} Osier Close`, 'Anytown', 'AN1 2BB'],
    particulars: [['Date', '2 June 2026'], ['Our reference', `ABC-DEF-GHJ/${number}`]], blocks: template.blocks, signatory: { name: 'Olive Officer', lines: ['Community safety officer', 'Any Borough Council'] }, footer: 'Any Borough Council, 01632 960 000, asb@council.example', words,
  }
}
