// What the proportionality and equality gate asks before enforcement, and in which cases. Data; gate.ts applies it.
import type { AgeStanding } from './age.ts'
import type { Facts } from './facts.ts'
import type { Said } from './tool.ts'

/** Each stage at which the equality duty is looked at anew: it is a continuing duty (Equality Act 2010 s149). */
export const GATE_STAGES = ['notice', 'issue', 'trial', 'eviction'] as const
export type GateStage = (typeof GATE_STAGES)[number]

export const GATE_ANSWERS = ['yes', 'no', 'not known'] as const
/** `choice` where the question is one of yes, no or not known; `says` is the reasons in words. */
export type GateAnswer = { readonly choice?: (typeof GATE_ANSWERS)[number]; readonly says: string }

export type GateCase = {
  readonly tool: string
  readonly stage: GateStage
  readonly subject: Facts['subject']
  readonly age: AgeStanding
  readonly vulnerable: Facts['vulnerable']
  readonly answers: ReadonlyMap<string, GateAnswer>
}

export type GateQuestion = Said & {
  readonly id: string
  readonly kind: 'yes, no or not known' | 'in words'
  readonly requiredWhen: (one: GateCase) => boolean
  /** Which cases, for the page; absent: always. */
  readonly because?: string
}

const ALWAYS = (): boolean => true
const person = ({ subject }: GateCase): boolean => subject === 'individual'
const chose = ({ answers }: GateCase, id: string, ...choices: readonly string[]): boolean => choices.includes(answers.get(id)?.choice ?? '')
const perhapsVulnerable = (one: GateCase): boolean => person(one) && (one.vulnerable === 'yes' || chose(one, 'vulnerability', 'yes', 'not known'))
export const MANDATORY: readonly string[] = ['absolute-ground-council', 'absolute-ground-association', 'introductory-ending', 'starter-ending']
export const RISK_ASSESSED: readonly string[] = ['respect-order', 'youth-injunction', 'housing-injunction']

type Asked = Pick<GateQuestion, 'kind' | 'requiredWhen' | 'because'>
const IN_WORDS: Asked = { kind: 'in words', requiredWhen: ALWAYS }
const ABOUT_PERSON: Asked = { kind: 'yes, no or not known', requiredWhen: person, because: 'it is about a person' }
const asks = (id: string, says: string, source: string, asked: Asked, certainty: Said['certainty'] = 'known'): GateQuestion => ({ id, says, source, certainty, ...asked })

const EQUALITY = 'Equality Act 2010 s15; Akerman-Livingstone (2015)'
const RIGHTS = 'Human Rights Act 1998, Articles 8, 10 and 11'

export const GATE_QUESTIONS: readonly GateQuestion[] = [
  asks('vulnerability', 'Is the person vulnerable or disabled, known or suspected?', EQUALITY, ABOUT_PERSON),
  asks('capacity', 'Does the person have the mental capacity to understand this step and to keep to it?', 'Mental Capacity Act 2005; Equality Act 2010 s15', ABOUT_PERSON),
  asks('linked', 'Is the behaviour linked to a disability?', EQUALITY, ABOUT_PERSON),
  asks('inquiry', 'What was done to find out what is not known?', 'Equality Act 2010 s149; Durdana (2020); Patrick (2019)', {
    kind: 'in words', because: 'an answer is “not known”', requiredWhen: one => person(one) && ['vulnerability', 'capacity', 'linked'].some(id => chose(one, id, 'not known')),
  }),
  asks('adjustments', 'Which reasonable adjustments were made or refused, and why?', 'Equality Act 2010 s20', {
    kind: 'in words', because: 'the person is or may be vulnerable, or the behaviour is or may be linked to a disability', requiredWhen: one => perhapsVulnerable(one) || chose(one, 'linked', 'yes', 'not known'),
  }),
  asks('support', 'What support was offered, and what was refused?', EQUALITY, { kind: 'in words', requiredWhen: person, because: 'it is about a person' }),
  asks('alternatives', 'Which other steps were tried or considered, and why are they not enough?', EQUALITY, IN_WORDS),
  asks('children', 'What will this mean for any children?', 'Human Rights Act 1998, Article 8', IN_WORDS),
  asks('harmed', 'What does the behaviour do to those harmed, and what if nothing is done?', 'Housing Act 1985 s85A; Housing Act 1988 s9A', IN_WORDS),
  asks('rights', 'Which human rights does this touch: home and family life, speech, assembly? Why is that justified?', RIGHTS, IN_WORDS),
  asks('aim', 'What legitimate aim does this serve?', EQUALITY, IN_WORDS),
  asks('proportionate', 'Why is this a proportionate means to that aim?', EQUALITY, IN_WORDS),
  asks('consultation', 'Who was consulted, and what did they say?', 'Equality Act 2010 s149', IN_WORDS),
  asks('psed', 'How was the equality duty looked at afresh at this stage, and what has changed since the last?', 'Equality Act 2010 s149', IN_WORDS),
  asks('mandatory', 'Which letter explained why a mandatory ground is used, and what did the tenant answer?', 'Pre-Action Protocol for Possession Claims by Social Landlords', {
    kind: 'in words', because: 'the court must make the order if the steps were followed', requiredWhen: ({ tool }) => MANDATORY.includes(tool),
  }),
  asks('riskAssessment', 'What does the risk assessment before applying say of harm, the person’s vulnerabilities and alternatives?', 'Crime and Policing Act 2026', {
    kind: 'in words', because: 'the Act asks for a risk assessment first', requiredWhen: ({ tool }) => RISK_ASSESSED.includes(tool),
  }, 'seen'),
  asks('age', 'How old is the person, and how do we know?', 'Human Rights Act 1998, Article 8', { kind: 'in words', because: 'the age is not known', requiredWhen: one => person(one) && one.age === 'not known' }, 'proposal'),
  asks('youth', 'What do the youth justice service and a parent or guardian say, and what is best for the child?', 'ASBCPA 2014 s14; good practice', { kind: 'in words', because: 'the person is under 18, or may be', requiredWhen: one => person(one) && one.age !== '18 or over' }, 'proposal'),
  asks('adultAtRisk', 'Which safeguarding referral, advocate or other help was arranged for this person?', 'Good practice; no statute', { kind: 'in words', because: 'the person is an adult who is or may be vulnerable', requiredWhen: one => perhapsVulnerable(one) && one.age !== 'under 18' }, 'proposal'),
]
