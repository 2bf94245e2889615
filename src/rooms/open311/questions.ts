// What a sender may answer beside the description: the attributes of a service definition, and how each is read.
import { BECAUSE, HARMED, MEANS, OFTEN } from '#rooms/reporting/index.ts'
import { textsOf, type Answers } from '#web/ask.ts'
import type { Tree } from './format.ts'
import { words } from './words.ts'

const w = words.en
type Datatype = 'string' | 'text' | 'datetime' | 'singlevaluelist' | 'multivaluelist'
export type Question = { readonly code: string; readonly datatype: Datatype; readonly asks: string; readonly values?: readonly { readonly key: string; readonly name: string }[] }

const listed = (values: readonly string[]) => values.map(value => ({ key: value, name: value }))
const YES_NO = [{ key: 'yes', name: w.yes }, { key: 'no', name: w.no }]

/** Every category asks the same, and requires none of it: a report that lacks an answer is still a report. */
export const QUESTIONS = [
  { code: 'danger', datatype: 'singlevaluelist', asks: w.danger, values: YES_NO },
  { code: 'when', datatype: 'datetime', asks: w.when },
  { code: 'often', datatype: 'singlevaluelist', asks: w.often, values: listed(OFTEN) },
  { code: 'harmed', datatype: 'singlevaluelist', asks: w.harmed, values: listed(HARMED) },
  { code: 'effect', datatype: 'text', asks: w.effect },
  { code: 'who', datatype: 'text', asks: w.who },
  { code: 'because', datatype: 'multivaluelist', asks: w.because, values: listed(BECAUSE) },
  { code: 'children', datatype: 'singlevaluelist', asks: w.children, values: YES_NO },
  { code: 'means', datatype: 'multivaluelist', asks: w.means, values: listed(MEANS) },
  { code: 'times', datatype: 'string', asks: w.times },
  { code: 'message', datatype: 'singlevaluelist', asks: w.message, values: YES_NO },
  { code: 'must_not_know', datatype: 'string', asks: w.mustNotKnow },
  { code: 'share', datatype: 'singlevaluelist', asks: w.share, values: YES_NO },
] as const satisfies readonly Question[]
export type QuestionCode = typeof QUESTIONS[number]['code']
const asked: readonly Question[] = QUESTIONS

/** A service definition's attributes: what to tell first (variable false), then the questions. */
export const attributesFor = (advice: string | null): readonly Tree[] => {
  const told = [w.emergency, ...(advice === null || advice === '' ? [] : [advice])].map((text, at) => ({ code: `notice${at + 1}`, datatype: 'string', description: text, variable: false, values: [] }))
  const questions = asked.map(({ code, datatype, asks, values }) => ({ code, datatype, description: asks, variable: true, values: values ?? [] }))
  return [...told, ...questions].map((attribute, at) => ({ ...attribute, required: false, datatype_description: null, order: at + 1 }))
}

/** All values given for an attribute, repeated or with the brackets some senders add. */
export const attribute = (answers: Answers, code: string): readonly string[] =>
  [...textsOf(answers, `attribute[${code}]`), ...textsOf(answers, `attribute[${code}][]`)].map(value => value.trim()).filter(value => value !== '')

const LONGEST = 5000

/** What is wrong with the attributes given, in words; those nobody asked about are no fault. */
export const attributeFaults = (answers: Answers): readonly string[] => asked.flatMap(question => {
  const given = attribute(answers, question.code)
  if (question.values !== undefined && given.some(value => question.values?.every(known => known.key !== value))) return [`attribute[${question.code}] ${w.notInList}`]
  if (question.datatype === 'datetime' && given.some(value => readDateTime(value) === undefined)) return [`attribute[${question.code}] ${w.notWhen}`]
  return given.join('').length > LONGEST ? [`attribute[${question.code}] ${w.long}`] : []
})

/** The first value given for a question, or null. */
export const answerTo = (answers: Answers, code: QuestionCode): string | null => attribute(answers, code)[0] ?? null

/** An instant as Open311 writes it (ISO 8601); undefined when it is none. A time without a zone is taken for UTC. */
export const readDateTime = (text: string): Date | undefined => {
  const shaped = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text.trim().replace(/ (\d\d:?\d\d)$/, '+$1'))
  if (shaped === null) return undefined
  const [, day = '', time = '00:00', seconds = '00', zone = 'Z'] = shaped
  const read = new Date(`${day}T${time}:${seconds}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`)
  // 30 February rolls over to March instead of failing.
  const rolled = Number.isNaN(read.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day
  return rolled ? undefined : read
}
