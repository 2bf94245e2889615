// Scores an assessment and explains it in a sentence. Pure.
import { largestScore, type Band, type Matrix } from './matrix.ts'

export type Scored = { readonly score: number; readonly band: Band; readonly because: string }

/** The matrix in force on a day ('YYYY-MM-DD'), of those in the order they start. Throws before the first. */
export const matrixOn = (matrices: readonly Matrix[], on: string): Matrix => {
  const found = matrices.findLast(matrix => matrix.from <= on)
  if (found === undefined) throw new Error(`No risk matrix is in force on ${on}`)
  return found
}

/** `answers` holds the position of the chosen answer by question code. Throws when one is missing or out of range. */
export const scoreRisk = (matrix: Matrix, answers: Readonly<Record<string, number>>, forced: readonly string[]): Scored => {
  const score = matrix.questions.reduce((sum, question) => {
    const answer = question.answers[answers[question.code] ?? -1]
    if (answer === undefined) throw new Error(`No answer to “${question.asks}”`)
    return sum + answer.scores
  }, 0)
  const of = `${score} of ${largestScore(matrix)}`
  const scored = matrix.bands.find(({ from }) => score >= from)?.band ?? 'standard'
  if (forced.length > 0) return { score, band: 'high', because: `High whatever the score (${of}): ${forced.join(', ')}.` }
  return { score, band: scored, because: `${of} is ${scored} (matrix ${matrix.version}).` }
}

/** What was asked and answered, question by question, under the matrix it was asked with; undefined when that is not known here. */
export const explain = (matrices: readonly Matrix[], version: string, answers: Readonly<Record<string, unknown>>): readonly { readonly asks: string; readonly says: string; readonly scores: number }[] | undefined =>
  matrices.find(matrix => matrix.version === version)?.questions.map(({ code, asks, answers: offered }) => {
    const chosen = offered[Number(answers[code] ?? -1)]
    return { asks, says: chosen?.says ?? 'Not answered', scores: chosen?.scores ?? 0 }
  })

/** Why a High that something forced may not be lowered by this assessment; undefined when it may. */
export const whyNotLower = (before: readonly string[], band: Band, mayLower: boolean, reason: string): string | undefined => {
  if (before.length === 0 || band === 'high') return undefined
  if (!mayLower) return `The last assessment was high because of: ${before.join(', ')}. Only a manager who does not lead the case may lower it`
  return reason === '' ? `Enter why it is no longer high: the last assessment was forced by ${before.join(', ')}` : undefined
}
