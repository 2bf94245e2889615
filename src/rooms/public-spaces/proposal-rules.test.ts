// What the law still asks for before something is decided about an order, and that nothing asked for first came later (ASBCPA 2014 ss59-61, 72).
import { expect, test } from 'vitest'
import { day, type Day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { looksAt } from './order-clocks.ts'
import { askedOf, proposalStands, SPACES_TOOLS, toolOf, whyNotDecide, type SpacesTool } from './proposal-rules.ts'

type Part = { readonly part: string; readonly kind: 'element' | 'step' | 'consultation'; readonly done: boolean; readonly onDay: Day; readonly repliedOn: Day | null }
const all = (tool: SpacesTool, on = '2026-06-01'): readonly Part[] => askedOf(toolOf(tool)).map(({ id, kind }) => ({ part: id, kind, done: true, onDay: day(on), repliedOn: null }))
const stands = (tool: SpacesTool, parts: readonly Part[], today = '2026-06-02') => proposalStands(tool, parts, { today: day(today), endsOn: tool.startsWith('pspo-') && tool !== 'pspo-expedited' ? day('2027-03-31') : undefined, law: UNTOUCHED_LAW })

test.each(SPACES_TOOLS)('%s: with everything done it may be decided on, and each thing left out is missed alone', tool => {
  expect([stands(tool, all(tool)).standing, whyNotDecide(stands(tool, all(tool)), all(tool), day('2026-06-02'))]).toEqual(['open now', undefined])
  for (const { id } of askedOf(toolOf(tool))) {
    const rest = all(tool).filter(({ part }) => part !== id)
    expect([id, stands(tool, rest).standing, stands(tool, rest).reasons.map(reason => reason.id)]).toEqual([id, 'open once', [id]])
    expect(whyNotDecide(stands(tool, rest), rest, day('2026-06-02'))).toContain('Not yet')
  }
})

test('a consultation that turned out not to have been held is missing again; one held after the decision does not count for it', () => {
  const undone = [...all('pspo'), { part: 'pspo.police', kind: 'consultation', done: false, onDay: day('2026-06-02'), repliedOn: null }] as const
  expect(stands('pspo', undone).reasons.map(({ id }) => id)).toEqual(['pspo.police'])
  expect(whyNotDecide(stands('pspo', all('pspo', '2026-06-02')), all('pspo', '2026-06-02'), day('2026-06-01'))).toContain('on 2 Jun 2026, after that day')
  const late = all('pspo').map(one => one.part === 'pspo.police' ? { ...one, repliedOn: day('2026-06-02') } : one)
  expect(whyNotDecide(stands('pspo', late), late, day('2026-06-01'))).toContain('on 2 Jun 2026, after that day')
})

test.each(['pspo-extension', 'pspo-variation', 'pspo-discharge'] as const)('%s: the last day of the order counts whole, and after it nothing is decided about it', tool => {
  expect([stands(tool, all(tool), '2027-03-31').standing, stands(tool, all(tool), '2027-04-01').standing]).toEqual(['open now', 'past its time'])
  expect(whyNotDecide(stands(tool, all(tool), '2027-04-01'), all(tool), day('2027-03-31'))).toContain('only a new order can bring it back')
})

test.each([
  ['2027-03-31', '2024-04-01', ['2026-09-30', '2026-12-31']], ['2027-03-31', '2026-10-01', ['2026-12-31']], ['2027-03-31', '2027-02-01', ['2026-12-31']], ['2027-08-31', '2026-01-01', ['2027-02-28', '2027-05-31']],
])('an order that ends on %s, known from %s, is looked at on %s', (ends, since, on) => {
  expect(looksAt({ endsOn: day(ends) }, day(since), UNTOUCHED_LAW).map(look => look.on)).toEqual(on)
})
