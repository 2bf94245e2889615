// Fixed penalty amounts: the bands of each offence, before and after the rise of 31 July 2023, and what a council may set.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { type Amounts, amountFault, earlyAmountFault, environmentAmounts } from './fixed-penalty-amounts.ts'
import { type Rule, UNTOUCHED_LAW, ruleOn } from './rule.ts'

const on = (rule: Rule<Amounts>, when: string): Amounts => {
  const answer = ruleOn(rule, day(when), UNTOUCHED_LAW)
  if (answer.state !== 'known') throw new Error(answer.sentence)
  return answer.value
}

test.each([
  ['litter', '2023-07-30', [6500, 10000, 15000, 5000]], ['litter', '2023-07-31', [6500, 10000, 50000, 5000]],
  ['litterKeeper', '2026-03-02', [6500, 10000, 50000, 5000]],
  ['flyTipping', '2023-07-30', [15000, 20000, 40000, 12000]], ['flyTipping', '2023-07-31', [15000, 20000, 100000, 12000]],
  ['dutyOfCare', '2023-07-30', [15000, 20000, 40000, 12000]], ['dutyOfCare', '2023-07-31', [15000, 20000, 60000, 12000]],
  ['graffiti', '2023-07-30', [6500, 10000, 15000, 5000]], ['graffiti', '2023-07-31', [6500, 10000, 50000, 5000]],
  ['freeLiterature', '2026-03-02', [6500, 10000, 15000, 5000]], ['commercialBins', '2026-03-02', [7500, 10000, 11000, 6000]],
  ['householdBins', '2026-03-02', [6000, 6000, 8000, 4000]], ['noiseDwelling', '2026-03-02', [7500, 10000, 11000, 6000]],
] as const)('%s on %s: least, usual, most, early floor', (id, when, [least, usual, most, earlyFloor]) => {
  expect(on(environmentAmounts[id], when)).toEqual({ least, usual, most, earlyFloor })
})

test.each([['nuisanceParking', 10000, 6000], ['abandonedVehicle', 20000, 12000], ['wasteDocuments', 30000, 18000], ['noiseLicensed', 50000, undefined]] as const)('%s is fixed', (id, most, earlyFloor) => {
  expect(on(environmentAmounts[id], '2026-03-02')).toEqual({ most, fixed: true, ...(earlyFloor === undefined ? {} : { earlyFloor }) })
})

describe('what a council may ask', () => {
  const litter = on(environmentAmounts.litter, '2026-03-02')
  it('is within the band', () => {
    expect(amountFault(litter, 65_00)).toBeUndefined()
    expect(amountFault(litter, 500_00)).toBeUndefined()
    expect(amountFault(litter, 500_01)).toBe('The most the law allows is £500.')
    expect(amountFault(litter, 64_99)).toBe('The least the law allows is £65.')
    expect(amountFault(litter, 0)).toContain('more than nothing')
    expect(amountFault(on(environmentAmounts.noiseLicensed, '2026-03-02'), 400_00)).toBe('The amount is fixed by law: £500.')
  })
  it('is less for paying early, but not below the floor', () => {
    expect(earlyAmountFault(litter, 100_00, 50_00)).toBeUndefined()
    expect(earlyAmountFault(litter, 100_00, 49_00)).toBe('The least for paying early is £50.')
    expect(earlyAmountFault(litter, 100_00, 100_00)).toContain('must be less')
    expect(earlyAmountFault(on(environmentAmounts.noiseLicensed, '2026-03-02'), 500_00, 400_00)).toBe('The law allows no lower amount for paying early.')
  })
  it('may have its most lowered, not raised; free literature may be confirmed up to £500', () => {
    const confirm = (rule: Rule<Amounts>, value: unknown) => ruleOn(rule, day('2026-03-02'), { commencements: [], confirmations: [{ rule: rule.id, from: day('2026-01-01'), value, source: 'Cabinet' }] })
    expect(confirm(environmentAmounts.litter, 300_00)).toMatchObject({ value: { most: 300_00 } })
    expect(confirm(environmentAmounts.litter, 501_00)).toMatchObject({ value: { most: 500_00 } })
    expect(confirm(environmentAmounts.litter, 99_00)).toMatchObject({ value: { most: 500_00 } })
    expect(confirm(environmentAmounts.freeLiterature, 500_00)).toMatchObject({ value: { most: 500_00 }, mustConfirm: false })
    expect(confirm(environmentAmounts.freeLiterature, 501_00)).toMatchObject({ value: { most: 150_00 } })
    expect(ruleOn(environmentAmounts.freeLiterature, day('2026-03-02'), UNTOUCHED_LAW)).toMatchObject({ mustConfirm: true })
    expect(confirm(environmentAmounts.nuisanceParking, 90_00)).toMatchObject({ value: { most: 100_00 } })
  })
})
