// Whether the gate was passed, at which stages, and what an assessment lacks: the law's questions on the answers kept. Pure.
import { londonDay, type Day } from '#kernel/time.ts'
import { ageStanding } from '#law/age.ts'
import { gateStanding, questionsOf, type GateMissing, type PassedStage } from '#law/gate.ts'
import { GATE_ANSWERS, GATE_STAGES, type GateAnswer, type GateCase, type GateQuestion, type GateStage } from '#law/gate-questions.ts'
import type { FactRow } from '#rooms/subjects/index.ts'

export const VERDICTS = ['proportionate', 'not proportionate', 'more is needed'] as const
export type Verdict = (typeof VERDICTS)[number]
export type Assessed = { readonly tool: string; readonly subjectId: string; readonly stage: string; readonly signedAt: Date | null; readonly verdict: Verdict | null; readonly madeAt: Date }

/** The set of questions as it stands; a change to it is a new version, and each assessment keeps its own. */
export const GATE_VERSION = '2026-1'

const signedOf = (all: readonly Assessed[], tool: string, subjectId: string) => all.flatMap(({ signedAt, verdict, ...one }) =>
  one.tool === tool && one.subjectId === subjectId && signedAt !== null && verdict !== null ? [{ ...one, signedAt, verdict }] : []).toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime())

/** The day it was passed; undefined when no assessment is signed, or the last word was another. */
export const gatePassedOn = (all: readonly Assessed[], tool: string, subjectId: string): Day | undefined => {
  const [latest] = signedOf(all, tool, subjectId)
  return latest?.verdict === 'proportionate' ? londonDay(latest.signedAt) : undefined
}

/** The stages whose own last word was that it is proportionate; none while the last word of all was another. */
export const stagesPassed = (all: readonly Assessed[], tool: string, subjectId: string): readonly PassedStage[] => {
  if (gatePassedOn(all, tool, subjectId) === undefined) return []
  const signed = signedOf(all, tool, subjectId)
  return GATE_STAGES.flatMap(stage => {
    const latest = signed.find(one => one.stage === stage)
    return latest?.verdict === 'proportionate' ? [{ stage, on: londonDay(latest.signedAt) }] : []
  })
}

/** How it stands, in words. */
export const sayGate = (all: readonly Assessed[], tool: string, subjectId: string): string => {
  const [latest] = signedOf(all, tool, subjectId)
  const waits = all.some(one => one.tool === tool && one.subjectId === subjectId && one.signedAt === null && (latest === undefined || one.madeAt > latest.signedAt))
  const said = latest === undefined ? 'No assessment is signed.' : `Signed for the stage “${latest.stage}”: ${latest.verdict}.`
  return waits ? `${said} One waits for somebody else’s signature.` : said
}

/** Answers as they are kept: { question: { choice?, says } }. What cannot be read is no answer. */
export const answersIn = (kept: unknown): ReadonlyMap<string, GateAnswer> => {
  const read = (one: unknown): GateAnswer | undefined => {
    if (typeof one !== 'object' || one === null || !('says' in one) || typeof one.says !== 'string') return undefined
    const choice = 'choice' in one ? GATE_ANSWERS.find(answer => answer === one.choice) : undefined
    return { says: one.says, ...(choice === undefined ? {} : { choice }) }
  }
  return new Map(typeof kept !== 'object' || kept === null ? [] : Object.entries(kept).flatMap(([id, one]): [string, GateAnswer][] => { const answer = read(one); return answer === undefined ? [] : [[id, answer]] }))
}

export const gateCase = (tool: string, subject: FactRow, stage: GateStage, on: Day, answers: ReadonlyMap<string, GateAnswer>): GateCase => ({
  tool, stage, subject: subject.kind, vulnerable: subject.vulnerable, answers,
  age: ageStanding({ ...(subject.bornOn === null ? {} : { bornOn: subject.bornOn }), ...(subject.adult === null ? {} : { adult: subject.adult }), on }),
})

/** Questions not answered yet, of those this case must answer. */
export const unanswered = (one: GateCase, on: Day): readonly GateMissing[] => gateStanding({ ...one, author: 'its author', writtenOn: on }).missing.filter(({ id }) => id !== 'signOff')
export const asked = (one: GateCase): ReadonlySet<GateQuestion['id']> => new Set(questionsOf(one).map(({ id }) => id))
