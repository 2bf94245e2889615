// The victim risk matrix as dated data. Provenance: question themes from common versions of the 2011 trials' form; the
// weights are our proposal, summing to the published scale of 0 to 41 (domain research, section 4.5). Confirm before use.

import { day, type Day } from '#kernel/time.ts'

export type Question = { readonly code: string; readonly asks: string; readonly answers: readonly { readonly says: string; readonly scores: number }[] }
export type Matrix = { readonly version: string; readonly from: Day; readonly source: string; readonly questions: readonly Question[]; readonly forces: readonly string[]; readonly bands: readonly { readonly band: Band; readonly from: number }[] }
export const BANDS = ['standard', 'medium', 'high'] as const
export type Band = (typeof BANDS)[number]

const question = (code: string, asks: string, ...answers: readonly (readonly [string, number])[]): Question => ({ code, asks, answers: answers.map(([says, scores]) => ({ says, scores })) })

/** The matrix a partnership has until it publishes its own. */
export const BUILT_IN: Matrix = {
  version: '1', from: day('2026-01-01'), source: 'Proposal on the 0 to 41 scale: confirm with your own partnership before use',
  questions: [
    question('often', 'Apart from today, how often does this happen?', ['First time', 0], ['Now and then', 1], ['Most months', 2], ['Most weeks', 3], ['Most days', 4], ['Daily', 5]),
    question('linked', 'Is it linked to earlier incidents?', ['No', 0], ['Yes', 2]),
    question('worse', 'Is it happening more often, or getting worse?', ['No', 0], ['Yes', 3]),
    question('known', 'Do they know the person?', ['No', 0], ['By sight', 1], ['Well', 2]),
    question('history', 'Does that person, or people with them, have a history of intimidation?', ['None known', 0], ['A reputation', 2], ['Has harassed others, or them before', 4], ['Is harassing them now', 6]),
    question('told', 'Has anyone been told, and has anything happened?', ['Told, and action is under way', 0], ['Told, and nothing happened', 1], ['Told no one', 2]),
    question('aimed', 'Who is it aimed at?', ['No one in particular', 0], ['The community', 1], ['Their family or household', 3], ['Them', 4]),
    question('because', 'Do they feel it is because of who they are?', ['No', 0], ['Yes', 4]),
    question('vulnerable', 'Does anything make them or their household more vulnerable?', ['Nothing', 0], ['Something', 2], ['Something significant', 3]),
    question('affected', 'How affected are they?', ['Not', 0], ['A little', 1], ['Moderately', 2], ['A lot', 3], ['Extremely', 5]),
    question('support', 'Who can they turn to?', ['Close family or friends', 0], ['A few people', 1], ['No one', 3]),
    question('others', 'Is anyone else affected?', ['No', 0], ['Neighbours or the community', 1], ['Children or family', 2]),
  ],
  // What forces High whatever the score (proposal, same source).
  forces: ['suicide or self-harm was mentioned', 'a weapon, or a threat to kill', 'a threat of arson', 'hate, and targeted', 'a child or adult at risk', 'terrified to be at home', 'professional judgement'],
  bands: [{ band: 'high', from: 25 }, { band: 'medium', from: 13 }, { band: 'standard', from: 0 }],
}

/** The highest score there is. */
export const largestScore = ({ questions }: Matrix): number => questions.reduce((sum, { answers }) => sum + Math.max(...answers.map(({ scores }) => scores)), 0)
