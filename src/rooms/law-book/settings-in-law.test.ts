// One number, not two: rules that a setting decides start from the same value, follow it once it is confirmed, and are confirmed nowhere else.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { ruleOn } from '#law/rule.ts'
import { openTown } from '#test/harness/town.ts'
import { RULES } from './carried.ts'
import { lawBookRoom, lawOf } from './index.ts'
import { ruleWith } from './rules.ts'
import { DECIDED_BY, numberAt } from './settings-in-law.ts'

const lengthOf = (value: unknown): number | undefined => numberAt(value, 'n')

test('the setting and the rule start from the same number', () => {
  expect(DECIDED_BY.size).toBe(14)
  expect([...DECIDED_BY].map(([rule, { setting, path }]) => [rule, lengthOf(ruleWith(rule)?.rows[0]?.value) === numberAt(setting.fallback, path)])).toEqual([...DECIDED_BY].map(([rule]) => [rule, true]))
})

/** Proposals of casework that no setting decides, and why: nothing of the service is counted by them, or a stricter setting stands in their place. */
const NO_SETTING: Readonly<Record<string, string>> = {
  'casework.interview.high': 'no clock runs by it', 'casework.interview.medium': 'no clock runs by it', 'casework.interview.standard': 'no clock runs by it', 'casework.actionPlan': 'no clock runs by it',
  'hate.contact': 'the setting “What flags switch on” is the same working day, which is stricter', 'hate.thirdPartyReport': 'third-party reports are not taken yet',
}
test('every proposal of casework is decided by a setting, or it is said why not', () => {
  const proposals = RULES.filter(({ id, rows }) => /^(casework|hate)\./.test(id) && rows.some(({ certainty }) => certainty === 'proposal')).map(({ id }) => id)
  expect(proposals.filter(id => !DECIDED_BY.has(id) && !(id in NO_SETTING))).toEqual([])
  expect(Object.keys(NO_SETTING).filter(id => !proposals.includes(id))).toEqual([])
})

test('confirmed as a setting it is confirmed as law; changed there it counts from that day; and the law’s page leads to the setting', async () => {
  const town = await openTown({ rooms: [lawBookRoom] })
  const ada = await town.as('administrator')
  const [id, today] = ['casework.riskReview.medium', day('2026-06-02')]
  const rule = ruleWith(id)
  if (rule === undefined) throw new Error('no such rule')
  const stands = async () => ruleOn(rule, today, await town.work(lawOf))
  expect(await stands()).toMatchObject({ state: 'known', mustConfirm: true })
  expect((await ada.send('/settings/risk-review-days', { 'value-high': '7', 'value-medium': '21', 'value-standard': '56', why: 'Our policy', source: 'Policy 3', do: 'save' })).status).toBe(303)
  expect(await stands()).toMatchObject({ state: 'known', mustConfirm: false, value: { n: 21 }, source: expect.stringContaining('the setting “When risk is asked again”') })
  const page = await ada.get(`/law/rules/${id}`)
  expect([page.says.includes('A setting decides this'), page.document.querySelector('main form input[name=value]'), page.document.querySelector('main a[href="/settings/risk-review-days"]') === null]).toEqual([true, null, false])
  expect((await ada.post(`/law/rules/${id}`, { value: '14', 'from-day': '1', 'from-month': '1', 'from-year': '2026', source: 'x' })).status).toBe(422)
  expect((await ada.send('/settings/risk-review-days', { 'value-high': '7', 'value-medium': '21', 'value-standard': '56', why: 'Back', source: '', do: 'default' })).status).toBe(303)
  expect(await stands()).toMatchObject({ state: 'known', mustConfirm: true })
})
