// The list of order tools as a whole: nothing nameless, unsourced or twice, and papers that say what they must.
import { describe, expect, it, test } from 'vitest'
import { orderDeadlines, orderTools } from './orders.ts'
import { environmentAmounts } from '#law/fixed-penalty-amounts.ts'
import type { Said, Tool } from '#law/tool.ts'

const saidIn = (tool: Tool): readonly Said[] => [
  ...tool.issuers, ...tool.test, ...tool.priorSteps, ...tool.consultations, ...tool.contents, ...tool.service, ...tool.penalties, ...tool.opens, ...(tool.notes ?? []),
  ...[tool.appeal, tool.extension, tool.breach].flatMap(one => (one === undefined ? [] : [one])),
]
const get = (id: string): Tool => {
  const tool = orderTools.find(one => one.id === id)
  if (tool === undefined) throw new Error(`no tool ${id}`)
  return tool
}
const twice = (ids: readonly string[]): readonly string[] => ids.filter((id, at) => ids.indexOf(id) !== at)

test('no id twice', () => {
  expect(twice(orderTools.map(({ id }) => id))).toEqual([])
  expect(twice(orderDeadlines.map(({ id }) => id))).toEqual([])
  expect(twice(orderTools.flatMap(({ exists, ages, duration }) => [exists.id, ...(ages === undefined ? [] : [ages.id]), ...(duration ?? []).map(({ id }) => id)]))).toEqual([])
})

describe.each(orderTools)('$id', tool => {
  it('says each thing in a sentence, with a source', () => {
    expect(saidIn(tool).filter(({ says, source }) => !/[.!?]$/.test(says) || source.trim() === '' || /\[S\d|\[K/.test(says + source))).toEqual([])
  })
  it('has somebody to use it and something to show, and ids of its own parts once', () => {
    expect(tool.issuers.length).toBeGreaterThan(0)
    expect(tool.test.length).toBeGreaterThan(0)
    expect(twice([...tool.test, ...tool.priorSteps, ...tool.consultations].map(({ id }) => id))).toEqual([])
    expect(twice(tool.contents.map(({ id }) => id))).toEqual([])
  })
  it('names what is missing so that it follows "Open once"', () => {
    expect([...tool.priorSteps, ...tool.consultations].map(({ missing }) => missing).filter(missing => !/^[a-z]/.test(missing) || missing.endsWith('.'))).toEqual([])
  })
  it('runs only clocks that are in the list', () => {
    const listed = new Set(orderDeadlines.map(({ id }) => id))
    expect(tool.clocks.map(({ rule }) => rule.id).filter(id => !listed.has(id))).toEqual([])
  })
  it('opens only tools of these, or of tenancy and allocations', () => {
    const known = new Set([...orderTools.map(({ id }) => id), 'absolute-ground-council', 'absolute-ground-association'])
    expect(tool.opens.map(each => each.tool).filter(id => !known.has(id))).toEqual([])
  })
})

test('a CPN says what sections 43(7) and 46 to 51 ask, appeal rights first of all', () => {
  expect(get('cpn').contents.map(({ id }) => id)).toEqual(['cpn.conduct', 'cpn.requirements', 'cpn.times', 'cpn.appealRights', 'cpn.appealEffect', 'cpn.remedialAction', 'cpn.offence', 'cpn.courtOrders'])
})

test('a closure notice says the seven things of section 76(5), and that residents and owner stay', () => {
  for (const id of ['closure-notice', 'closure-notice-48']) {
    expect(get(id).contents.map(({ source }) => source)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(letter => `ASBCPA 2014 s76(5)(${letter})`).concat('ASBCPA 2014 s76(4)'))
  }
})

test.each([
  ['injunction', 'balance of probabilities', 'beyond reasonable doubt'], ['injunction-youth', 'balance of probabilities', 'beyond reasonable doubt'], ['respect-order', 'balance of probabilities', 'beyond reasonable doubt'],
  ['cbo', 'beyond reasonable doubt', 'beyond reasonable doubt'], ['cpn', 'reasonable grounds', 'beyond reasonable doubt'], ['pspo', 'reasonable grounds', 'beyond reasonable doubt'],
  ['closure-order', 'balance of probabilities', 'beyond reasonable doubt'], ['dispersal', 'reasonable suspicion', 'beyond reasonable doubt'],
])('%s: %s, breach %s', (id, proof, breach) => {
  expect(get(id).proof).toBe(proof)
  expect(get(id).breach?.proof).toBe(breach)
})

test('ages, section by section', () => {
  expect(Object.fromEntries(orderTools.flatMap(({ id, ages }) => (ages === undefined ? [] : [[id, ages.rows.map(({ value }) => value)]])))).toEqual({
    cpw: [{ from: 16 }], cpn: [{ from: 16 }], 'fpn-cpn': [{ from: 16 }], 'fpn-pspo': [{ from: 10 }], dispersal: [{ from: 10 }], cbo: [{ from: 10 }], asbo: [{ from: 10 }],
    injunction: [{ from: 18 }], 'injunction-housing-nuisance': [{ from: 18 }], 'injunction-youth': [{ from: 10, to: 17 }], 'injunction-interim': [{ from: 10 }], 'injunction-power-of-arrest': [{ from: 10 }],
    'injunction-exclusion': [{ from: 18 }], 'respect-order': [{ from: 18 }], 'youth-injunction': [{ from: 10, to: 17 }], 'housing-injunction': [{ from: 18 }],
    'fpn-litter': [{ from: 10 }], 'fpn-fly-tipping': [{ from: 10 }], 'fpn-vehicle': [{ from: 10 }], 'penalty-household-bins': [{ from: 10 }],
  })
})

test('how long each lasts', () => {
  const months = (n: number) => ({ n, unit: 'months', counting: 'beginning with' })
  const years = (n: number) => ({ n, unit: 'years', counting: 'beginning with' })
  expect(Object.fromEntries(orderTools.flatMap(({ duration }) => duration ?? []).map(({ id, rows }) => [id, rows.map(({ value }) => value)]))).toEqual({
    'injunction.duration': [{ untilFurtherOrder: true }], 'injunction-housing-nuisance.duration': [{ untilFurtherOrder: true }], 'injunction-youth.duration': [{ most: months(12) }],
    'respect-order.duration': [{ untilFurtherOrder: true }], 'housing-injunction.duration': [{ untilFurtherOrder: true }],
    'cbo.adultDuration': [{ least: years(2), untilFurtherOrder: true }], 'cbo.youthDuration': [{ least: years(1), most: years(3) }],
    'pspo.duration': [{ most: years(3) }], 'pspo-expedited.duration': [{ most: months(6) }], 'closure-order.duration': [{ most: months(3) }],
  })
})

test('what the source is unsure of stays unsure', () => {
  const unsureIn = (id: string) => saidIn(get(id)).filter(({ certainty }) => certainty === 'unsure').map(({ says }) => says)
  expect(unsureIn('cpn')).toEqual(expect.arrayContaining([expect.stringContaining('£20,000'), expect.stringContaining('£500')]))
  expect(unsureIn('cbo')).toEqual([expect.stringContaining('"satisfied"')])
  expect(unsureIn('respect-order')).toEqual([expect.stringContaining('absolute ground'), expect.stringContaining('absolute ground')])
  expect(environmentAmounts.freeLiterature.rows.map(({ certainty }) => certainty)).toEqual(['unsure'])
})

test('what the 2026 Act adds is marked with its change', () => {
  expect(get('closure-notice').issuers.filter(({ change }) => change !== undefined)).toMatchObject([{ change: 'rpClosure', authority: 'Registered provider' }])
  expect(orderTools.filter(({ penalties }) => penalties.some(({ change }) => change === 'fpnMax500')).map(({ id }) => id)).toEqual(expect.arrayContaining(['cpn', 'fpn-cpn', 'pspo', 'fpn-pspo']))
})
