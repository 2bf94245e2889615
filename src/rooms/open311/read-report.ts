// Reads a posted service request into a whole report, or says everything that is wrong with it.
import { z } from 'zod'
import type { Point } from '#kernel/geo.ts'
import { tidy } from '#kernel/text.ts'
import { textOf, textsOf, type Answers } from '#web/ask.ts'
import { answerTo, attribute, attributeFaults, QUESTIONS, readDateTime } from './questions.ts'
import { words } from './words.ts'

const w = words.en
const LONGEST_STORY = 20_000
const MOST_LINKS = 10
const emailShape = z.email()

export type SentReport = {
  readonly story: string; readonly links: readonly string[]
  readonly point: Point | null; readonly address: string | null
  readonly name: string | null; readonly email: string | null; readonly phone: string | null
  readonly danger: boolean; readonly happenedAt: Date | null; readonly often: string | null; readonly harmed: string | null; readonly effect: string | null; readonly who: string | null
  readonly because: readonly string[]; readonly children: boolean | null
  readonly means: readonly string[]; readonly times: string | null; readonly message: boolean; readonly mustNotKnow: string | null; readonly share: boolean | null
  /** What the sender calls it, so that a second try is the same report. */
  readonly externalKey: string | null
  /** Attributes nobody asked about, kept as they came. */
  readonly others: Readonly<Record<string, string>>
}

const one = (answers: Answers, name: string, longest = 300): string | null => {
  const text = tidy(textOf(answers, name)).slice(0, longest)
  return text === '' ? null : text
}

/** Everything wrong with what was posted, in the order of the specification's own list of fields. Empty: read it. */
export const faultsOf = (answers: Answers): readonly string[] => {
  const story = tidy(textOf(answers, 'description'))
  const email = one(answers, 'email')
  const links = linksIn(answers)
  return [
    ...(story === '' ? [w.storyMissing] : story.length > LONGEST_STORY ? [w.storyLong] : []),
    ...placeFaults(answers), ...attributeFaults(answers),
    ...(email !== null && !emailShape.safeParse(email).success ? [w.emailWrong] : []),
    ...(links.some(link => !isWebAddress(link)) ? [w.linkWrong] : []), ...(links.length > MOST_LINKS ? [w.linksMany] : []),
  ]
}

const placeFaults = (answers: Answers): readonly string[] => {
  const typed = [textOf(answers, 'lat').trim(), textOf(answers, 'long').trim()]
  if (typed.every(text => text === '')) return one(answers, 'address_string') === null ? [w.placeMissing] : []
  return readPoint(answers) === null ? [w.point] : []
}

const readPoint = (answers: Answers): Point | null => {
  const [latitude, longitude] = ['lat', 'long'].map(name => degrees(textOf(answers, name)))
  return latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180 ? null : { latitude, longitude }
}

/** Plain decimals only: Number() would also take '', '0x1f' and '1e2'. */
const degrees = (text: string): number | undefined => /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text.trim()) ? Number(text) : undefined

const linksIn = (answers: Answers): readonly string[] =>
  [...textsOf(answers, 'media_url'), ...textsOf(answers, 'media_url[]')].map(link => link.trim()).filter(link => link !== '')

/** Only its shape is looked at. We never fetch it: it may point anywhere, our own network included. */
const isWebAddress = (link: string): boolean => link.length <= 2000 && /^https?:\/\/[^\s/]/i.test(link) && URL.canParse(link)

/** The report that was posted. Ask faultsOf first. */
export const readSentReport = (answers: Answers): SentReport => {
  const yesNo = (code: 'danger' | 'children' | 'message' | 'share'): boolean | null => {
    const answer = answerTo(answers, code)
    return answer === null ? null : answer === 'yes'
  }
  const name = [one(answers, 'first_name', 120), one(answers, 'last_name', 120)].filter(part => part !== null).join(' ')
  return {
    story: tidy(textOf(answers, 'description')), links: linksIn(answers), point: readPoint(answers), address: one(answers, 'address_string', 500) ?? one(answers, 'attribute[closest_address]', 500),
    name: name === '' ? null : name.slice(0, 120), email: one(answers, 'email', 254), phone: one(answers, 'phone', 40),
    danger: yesNo('danger') ?? false, happenedAt: readDateTime(answerTo(answers, 'when') ?? '') ?? null, often: answerTo(answers, 'often'), harmed: answerTo(answers, 'harmed'),
    effect: answerTo(answers, 'effect'), who: answerTo(answers, 'who'), because: attribute(answers, 'because'), children: yesNo('children'),
    means: attribute(answers, 'means'), times: answerTo(answers, 'times'), message: yesNo('message') ?? false, mustNotKnow: answerTo(answers, 'must_not_know'), share: yesNo('share'),
    externalKey: one(answers, 'attribute[external_id]', 200) ?? one(answers, 'attribute[fixmystreet_id]', 200), others: othersIn(answers),
  }
}

const ASKED = new Set<string>(QUESTIONS.map(({ code }) => code))
const MOST_OTHERS = 50

const othersIn = (answers: Answers): Readonly<Record<string, string>> => Object.fromEntries(
  Object.keys(answers).flatMap(name => /^attribute\[([\w .:-]{1,80})\](\[\])?$/.exec(name)?.[1] ?? []).filter(code => !ASKED.has(code)).slice(0, MOST_OTHERS)
    .map(code => [code, attribute(answers, code).join(', ').slice(0, 1000)]),
)
