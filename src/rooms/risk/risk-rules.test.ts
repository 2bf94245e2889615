// The risk matrix by example: both ends of the scale, the edges of the bands, and every answer that forces High.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { BUILT_IN, type Matrix } from './matrix.ts'
import { matrixOn, scoreRisk } from './risk-rules.ts'

const matrix = matrixOn([BUILT_IN], '2026-06-02')
const lowest = Object.fromEntries(matrix.questions.map(({ code }) => [code, 0]))
const highest = Object.fromEntries(matrix.questions.map(({ code, answers }) => [code, answers.length - 1]))

/** Answers that score just this: walks the answers up until the sum is met. */
const scoring = (wanted: number): Record<string, number> => {
  let reach = new Map<number, Record<string, number>>([[0, {}]])
  for (const { code, answers } of matrix.questions) {
    const next = new Map<number, Record<string, number>>()
    for (const [sum, chosen] of reach) for (const [at, { scores }] of answers.entries()) next.set(sum + scores, { ...chosen, [code]: at })
    reach = next
  }
  const found = reach.get(wanted)
  if (found === undefined) throw new Error(`No answers score ${wanted}`)
  return found
}

test('the scale runs from 0 to 41', () => {
  expect([scoreRisk(matrix, lowest, []).score, scoreRisk(matrix, highest, []).score]).toEqual([0, 41])
})

test.each([[12, 'standard'], [13, 'medium'], [24, 'medium'], [25, 'high']] as const)('%i is %s', (score, band) => {
  expect(scoreRisk(matrix, scoring(score), [])).toMatchObject({ score, band })
})

test.each(BUILT_IN.forces)('%s forces High at a score of 0, and says so', force => {
  expect(scoreRisk(matrix, lowest, [force])).toEqual({ score: 0, band: 'high', because: `High whatever the score (0 of 41): ${force}.` })
})

test('an unanswered question is never taken for the lowest answer, and a day before any matrix has none', () => {
  expect(() => scoreRisk(matrix, { ...lowest, often: 9 }, [])).toThrow('No answer to')
  expect(() => matrixOn([BUILT_IN], '2025-12-31')).toThrow('No risk matrix')
  const later: Matrix = { ...matrix, version: '2', from: day('2027-01-01') }
  expect([matrixOn([matrix, later], '2026-12-31').version, matrixOn([matrix, later], '2027-01-01').version]).toEqual(['1', '2'])
})
