// Each paper that comes with the service says all that the law asks of its tool, and a tool without one says why.
import { expect, test } from 'vitest'
import { LADDER } from '#law/ladder.ts'
import { drawable } from '#ui/papers/paper.ts'
import { NO_LAW } from './answers.ts'
import { LANGUAGES, NO_PAPER, papersFor, partsOf, partsTheLawAsks, toConfirm, WORDINGS } from './index.ts'

const withTools = WORDINGS.filter(({ tools = [] }) => tools.length > 0)
const contentsOf = (tools: readonly string[] = []) => LADDER.filter(({ id }) => tools.includes(id)).flatMap(tool => tool.contents)

test.each(withTools.map(({ key }) => key))('the paper %s answers all that its tools ask of it, and nothing else', key => {
  const wording = WORDINGS.find(one => one.key === key)
  const asked = contentsOf(wording?.tools)
  expect((wording?.tools ?? []).filter(id => !LADDER.some(tool => tool.id === id))).toEqual([])
  const answered = new Set(Object.values(wording?.says ?? {}).flat())
  expect([...answered].filter(id => !asked.some(one => one.id === id))).toEqual([])
  // What is asked in some cases only has a paper of its own for these: an adult's contract has no parent to sign it.
  expect(asked.filter(({ id, when }) => when === undefined && !answered.has(id)).map(({ id }) => id)).toEqual([])
  // Each part that answers something really stands in the words.
  expect(Object.keys(wording?.says ?? {}).filter(part => wording?.text.includes(`[contains ${part}]\n`) !== true)).toEqual([])
})

test('what the law asks in some cases only stands in one of the tool’s papers', () => {
  const left = LADDER.flatMap(tool => {
    const answered = new Set(withTools.filter(({ tools = [] }) => tools.includes(tool.id)).flatMap(({ says = {} }) => Object.values(says).flat()))
    return answered.size === 0 ? [] : tool.contents.filter(({ id }) => !answered.has(id)).map(({ id }) => id)
  })
  expect(left).toEqual([])
})

test('each tool of ours whose paper must say something has a paper, or says why there is none and what to ask', () => {
  const without = new Set(NO_PAPER.flatMap(({ tools }) => tools))
  const ours = LADDER.filter(({ whose, contents, id }) => whose === 'ours' && (contents.length > 0 || id === 'demotion'))
  expect(ours.filter(({ id }) => papersFor(id).length === 0 && !without.has(id)).map(({ id }) => id)).toEqual([])
  expect([...without].filter(id => papersFor(id).length > 0 || !LADDER.some(tool => tool.id === id))).toEqual([])
})

test.each([
  ['community-protection-notice', 'right-to-appeal', true], ['closure-notice', 'advice', true], ['fixed-penalty-pspo', 'no-prosecution-for-14-days', true], ['notice-absolute-ground', 'right-to-a-review', true], ['introductory-ending-notice', 'right-to-a-review', true],
  ['demoted-ending-notice', 'reasons', true], ['letter-before-possession', 'your-comments', true], ['contract-abc-under-18', 'parent-signature', false], ['warning-tenancy', 'by-when', false], ['extension-starter', 'reasons-and-until-when', false], ['fixed-penalty-pspo', 'if-you-disagree', false], ['warning', 'help', false], ['agreement-good-neighbour', 'what-we-expect', false], ['advice', 'help', false],
] as const)('%s: whether every version of it must say %s is law we are sure of: %s', (key, part, asked) => {
  expect(partsOf(key).map(one => one.part)).toContain(part)
  expect(partsTheLawAsks(key).includes(part)).toBe(asked)
})

test('a paper whose form is prescribed does not guess it: it leaves a gap, and says what to ask a solicitor', () => {
  for (const key of ['notice-secure-ground-2', 'notice-secure-other-ground', 'notice-assured-ground-14', 'notice-assured-ground-12']) {
    const text = WORDINGS.find(one => one.key === key)?.text ?? ''
    expect(text).toContain('[contains what-the-form-asks-for]\n{{write: ')
    expect(toConfirm(key)[0]).toContain('prescribed form')
  }
})

test.each(LANGUAGES)('the words round a letter in $name say their page and can be drawn', ({ frame }) => {
  expect([frame.page.includes('{page}'), frame.page.includes('{pages}')]).toEqual([true, true])
  expect(Object.values(frame).filter(words => words.trim() === '' || drawable(words) !== words)).toEqual([])
})

test('a content stands on an Act, on rules of court, or on one of the sources that are no law: none is taken for law by how it is worded', () => {
  const sources = new Set(LADDER.flatMap(({ contents }) => contents.map(({ source }) => source)))
  expect([...sources].filter(source => !/\bs{1,2}\d|\bSch|Civil Procedure Rules|Pre-Action Protocol/.test(source)).toSorted()).toEqual([...NO_LAW].toSorted())
})
