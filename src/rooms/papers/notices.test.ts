// Each statutory notice that comes with the service must say what the law asks of its tool: no more may be left out of it than of the law.
import { expect, test } from 'vitest'
import { LADDER } from '#law/ladder.ts'
import { BUILT_IN } from './built-in.ts'

/** Which part of the paper answers each thing the law asks it to say. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'community-protection-warning': { 'cpw.conduct': 'conduct', 'cpw.willFollow': 'notice-will-follow', 'cpw.complyBy': 'when', 'cpw.challenge': 'if-you-disagree' },
  'community-protection-notice': {
    'cpn.conduct': 'conduct', 'cpn.requirements': 'requirements', 'cpn.times': 'when', 'cpn.appealRights': 'right-to-appeal', 'cpn.appealEffect': 'while-an-appeal-goes-on', 'cpn.remedialAction': 'what-we-may-do-ourselves', 'cpn.offence': 'offence', 'cpn.courtOrders': 'what-a-court-may-order',
  },
  'fixed-penalty-notice': { 'fpn.offence': 'offence', 'fpn.protected': 'no-prosecution-for-14-days', 'fpn.howMuch': 'how-much', 'fpn.howToPay': 'how-to-pay', 'fpn.representations': 'if-you-disagree' },
  'closure-notice': {
    'closure.premises': 'premises', 'closure.effect': 'what-it-does', 'closure.offence': 'offence', 'closure.orderSought': 'order-will-be-asked-for', 'closure.whenAndWhere': 'when-and-where-it-is-heard', 'closure.orderEffect': 'what-an-order-does', 'closure.advice': 'advice', 'closure.residentsStay': 'who-is-not-kept-out',
  },
  'introductory-extension-notice': { 'introductory-extension.decision': 'decision', 'introductory-extension.why': 'reasons', 'introductory-extension.review': 'right-to-a-review' },
}
const TOOL: Readonly<Record<string, string>> = { 'community-protection-warning': 'cpw', 'community-protection-notice': 'cpn', 'fixed-penalty-notice': 'fpn-cpn', 'closure-notice': 'closure-notice', 'introductory-extension-notice': 'introductory-extension' }

test.each(Object.entries(TOOL))('the paper %s says all that the tool %s asks of it', (key, id) => {
  const [template, tool, answers] = [BUILT_IN.find(one => one.key === key), LADDER.find(one => one.id === id), ANSWERS[key] ?? {}]
  expect(tool?.contents.map(one => one.id).toSorted()).toEqual(Object.keys(answers).toSorted())
  expect(Object.values(answers).filter(answer => template?.contents.includes(answer) !== true)).toEqual([])
})

test('every notice that comes with the service is of a tool', () => {
  expect(BUILT_IN.filter(({ kind }) => kind === 'notice').map(({ key }) => key).toSorted()).toEqual(Object.keys(TOOL).toSorted())
})
