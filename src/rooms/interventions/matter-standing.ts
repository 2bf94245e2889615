// What still stands between a matter and its next state: the law of the day it began, on what is known and done now. Pure.
import type { Day } from '#kernel/time.ts'
import type { Facts } from '#law/facts.ts'
import { stagesOutstanding } from '#law/gate.ts'
import type { GateStage } from '#law/gate-questions.ts'
import type { Law } from '#law/rule.ts'
import { standingOf, type Reason, type Standing } from '#law/standing.ts'
import type { Tool } from '#law/tool.ts'
import { stagesPassed } from '#rooms/gate/index.ts'
import { factsFor, type Held } from './facts-of.ts'
import type { State } from './matter-rules.ts'
import type { Matter } from './matter-store.ts'
import { stepsStanding } from './part-store.ts'

export type At = { readonly today: Day; readonly now: Date; readonly law: Law }

/** By the rules of its day; but a time that has run out since has run out. */
export const matterStanding = (tool: Tool, held: Held, matter: Matter, { today, now, law }: At): Standing => {
  const then = standingOf(tool, factsFor(held, tool.id, { on: matter.lawOn, now, matter }), law)
  if (tool.window === undefined || matter.inForceAt !== null) return then
  const nowStands = standingOf(tool, factsFor(held, tool.id, { on: today, now, matter }), law)
  return nowStands.standing === 'past its time' ? nowStands : then
}

type Before = 'issue' | 'application' | 'hearing'
/** Which of these must be met by then: what is asked before the hearing does not hold up the application. */
const NEEDED: Readonly<Partial<Record<State, readonly Before[]>>> = { authorised: ['issue', 'application'], applied: ['issue', 'application'], 'in force': ['issue', 'application', 'hearing'] }

/** What is missing before a matter may go there. Contents of its paper are asked for when it is to be in force. */
export const missingFor = (to: State, tool: Tool, held: Held, matter: Matter, at: At): readonly Reason[] => {
  const wanted = NEEDED[to]
  // What another body uses is theirs to get right: we record what they did.
  if (wanted === undefined || tool.whose === 'theirs') return []
  const whenOf = new Map([...tool.priorSteps, ...tool.consultations].map(({ id, before }) => [id, before]))
  const reasons = matterStanding(tool, held, matter, at).reasons.filter(({ id }) => { const before = whenOf.get(id); return before === undefined || wanted.includes(before) })
  return [...reasons, ...stagesMissing(to, tool, held), ...(to === 'in force' ? contentsMissing(tool, held, matter, at) : [])]
}

/** Stages of the gate that come before each state: an earlier signature does not stand in for a later stage. */
const STAGE: Readonly<Partial<Record<State, GateStage>>> = { authorised: 'notice', applied: 'issue', 'in force': 'trial' }

const stagesMissing = (to: State, tool: Tool, held: Held): readonly Reason[] => {
  const stage = STAGE[to]
  if (stage === undefined) return []
  const passed = stagesPassed(held.assessed, tool.id, held.subject.subjectId)
  // With none passed at all, the tool itself says so already.
  return passed.length === 0 ? [] : stagesOutstanding(tool, stage, passed).map(one => ({ kind: 'gate', id: `gate.${one}`, source: 'Equality Act 2010 s149', sentence: `The proportionality and equality assessment is not signed off for the stage “${one}” yet.` }))
}

/** What its paper must say and nobody has confirmed that it does. */
export const contentsMissing = (tool: Tool, held: Held, matter: Matter, { now }: At): readonly Reason[] => {
  const facts = factsFor(held, tool.id, { on: matter.lawOn, now, matter })
  const said = new Set(stepsStanding(held.steps, matter.id).filter(({ kind }) => kind === 'content').map(({ step }) => step))
  return tool.contents.filter(({ id, when }) => (when === undefined || when(facts)) && !said.has(id)).map(({ id, says, source }) => ({ kind: 'prior step', id, source, sentence: `Its paper does not yet say: ${says}` }))
}

/** What counts for this subject of the tool's steps, consultations and contents. */
export const partsFor = (tool: Tool, held: Held, matter: Matter, { now }: At) => {
  const facts = factsFor(held, tool.id, { on: matter.lawOn, now, matter })
  const counts = (part: { readonly when?: (facts: Facts) => boolean }): boolean => part.when === undefined || part.when(facts)
  return { steps: tool.priorSteps.filter(counts), consultations: tool.consultations.filter(counts), contents: tool.contents.filter(counts) }
}
