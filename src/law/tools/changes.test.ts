// The Crime and Policing Act 2026: every rule it touches answers the old value, then "not confirmed", then what was recorded.
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#kernel/time.ts'
import { CHANGES_COULD_BEGIN } from '#law/change-row.ts'
import { amountRules } from '#law/fixed-penalty-amounts.ts'
import { type Change, type Rule, UNTOUCHED_LAW, ruleOn } from '#law/rule.ts'
import { begun, notBegun } from '#test/harness/law.ts'
import { orderDeadlines, orderTools } from './orders.ts'

const rules: readonly Rule<unknown>[] = [...orderDeadlines, ...amountRules, ...orderTools.flatMap(({ exists, ages, duration }) => [exists, ...(ages === undefined ? [] : [ages]), ...(duration ?? [])])]
const touched = rules.flatMap(rule => rule.rows.flatMap(row => (row.change === undefined ? [] : [{ id: `${rule.id} (${row.change})`, rule, row, change: row.change }])))
const dayBefore = addDays(CHANGES_COULD_BEGIN, -1)
/** A law that answers every change but one as not begun, so that one rule with several changes can be asked about each. */
const allButNotBegun = (change: Change, law: ReturnType<typeof begun>) => ({
  ...law, commencements: [...law.commencements, ...new Set(touched.map(one => one.change))].flatMap(one => (typeof one !== 'string' ? [one] : one === change ? [] : notBegun(one, '2030-01-01').commencements)),
})

it('touches what the Act is said to change', () => {
  expect(new Set(touched.map(({ change }) => change))).toEqual(new Set(['respectOrder', 'youthInjunction', 'housingInjunction', 'fpnMax500', 'dispersal72', 'closure72', 'seizeWithoutWarning']))
  expect(touched.map(({ id }) => id)).toEqual(expect.arrayContaining(['closure.hearing (closure72)', 'amount.cpn (fpnMax500)', 'amount.pspo (fpnMax500)', 'injunction.exists (respectOrder)', 'vehicle-seizure.exists (seizeWithoutWarning)']))
})

describe.each(touched)('$id', ({ rule, row, change }) => {
  const before = ruleOn(rule, dayBefore, UNTOUCHED_LAW)
  it('on 28 June 2026 is the old law', () => {
    expect(before.state).not.toBe('not confirmed')
  })
  it('from 29 June 2026 is not confirmed while nobody recorded it', () => {
    for (const on of [CHANGES_COULD_BEGIN, day('2026-11-27'), day('2028-02-29')]) expect(ruleOn(rule, on, allButNotBegun(change, UNTOUCHED_LAW))).toMatchObject({ state: 'not confirmed', change })
  })
  it('recorded as begun: the old law to the day before, the new from that day', () => {
    const law = allButNotBegun(change, begun(change, '2026-11-01'))
    const { sentence, ...old } = before
    expect(sentence).not.toBe('')
    expect(ruleOn(rule, day('2026-10-31'), law)).toMatchObject(old)
    const after = ruleOn(rule, day('2026-11-01'), law)
    expect(after).toMatchObject(row.status === 'repealed' ? { state: 'no rule' } : { state: 'known', value: row.value, source: row.source })
  })
  it('recorded as not begun: the old law up to the day somebody looked, then not confirmed again', () => {
    const law = allButNotBegun(change, notBegun(change, '2026-11-01'))
    expect(ruleOn(rule, day('2026-11-01'), law).state).toBe(before.state)
    expect(ruleOn(rule, day('2026-11-02'), law).state).toBe('not confirmed')
  })
})

describe('the £500 fixed penalty', () => {
  it.each(['amount.cpn', 'amount.pspo'])('%s', id => {
    const rule = amountRules.find(one => one.id === id)
    if (rule === undefined) throw new Error(`no rule ${id}`)
    expect(ruleOn(rule, dayBefore, UNTOUCHED_LAW)).toMatchObject({ value: { most: 100_00 }, mustConfirm: false })
    expect(ruleOn(rule, day('2026-11-01'), begun('fpnMax500', '2026-11-01'))).toMatchObject({ value: { most: 500_00 }, mustConfirm: true })
    // A value confirmed for after the change is not read into the time before it.
    const confirmed = { ...begun('fpnMax500', '2026-11-01'), confirmations: [{ rule: id, from: day('2026-01-01'), value: 500_00, source: 'Cabinet' }] }
    expect(ruleOn(rule, day('2026-10-31'), confirmed)).toMatchObject({ value: { most: 100_00 } })
    expect(ruleOn(rule, day('2026-11-01'), confirmed)).toMatchObject({ value: { most: 500_00 }, mustConfirm: false })
  })
})
