// How an administrator types a question's answers, one a line with its score, and what is wrong with them. Pure.
import type { Question } from './matrix.ts'

type Answers = Question['answers']

/** "Most weeks = 3" a line, as the form shows it. */
export const answersAsText = (answers: Answers): string => answers.map(({ says, scores }) => `${says} = ${scores}`).join('\n')

/** The answers typed, or one sentence on what to mend. `asks` names the question. */
export const readAnswers = (asks: string, text: string): { readonly answers: Answers } | { readonly wrong: string } => {
  const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '')
  const answers = lines.map(line => /^(.{1,200}?)\s*=\s*(\d{1,2})$/.exec(line))
  const at = answers.indexOf(null)
  if (at >= 0) return { wrong: `“${lines[at]?.slice(0, 60) ?? ''}” under “${asks}” must be an answer, an equals sign and a score, like Most weeks = 3` }
  if (answers.length < 2 || answers.length > 12) return { wrong: `Enter between 2 and 12 answers to “${asks}”` }
  const read = answers.flatMap(found => found === null ? [] : [{ says: found[1] ?? '', scores: Number(found[2]) }])
  if (new Set(read.map(({ says }) => says.toLowerCase())).size < read.length) return { wrong: `Two answers to “${asks}” are the same` }
  return { answers: read }
}
