// The proportionality and equality gate: what is missing before somebody else can sign it off, and at which stages it must be done again.
import { type Day, sayDay } from '#kernel/time.ts'
import { GATE_QUESTIONS, GATE_STAGES, type GateCase, type GateQuestion, type GateStage } from './gate-questions.ts'
import type { Tool } from './tool.ts'

export type SignOff = { readonly by: string; readonly on: Day }
export type GateForm = GateCase & {
  /** Who wrote it, and the day it was last changed. */
  readonly author: string
  readonly writtenOn: Day
  readonly signOff?: SignOff
}
export type GateMissing = { readonly id: string; readonly sentence: string; readonly source: string }
export type GateStanding = { readonly complete: boolean; readonly readyToSign: boolean; readonly missing: readonly GateMissing[]; readonly sentence: string }

/** The questions that must be answered in this case, in the order of the form. */
export function questionsOf(one: GateCase): readonly GateQuestion[] {
  return GATE_QUESTIONS.filter(({ requiredWhen }) => requiredWhen(one))
}

/** What is missing. Complete only once everything is answered and somebody other than the author has signed the words as they now stand. */
export function gateStanding(form: GateForm): GateStanding {
  const unanswered = questionsOf(form).flatMap(question => lacks(form, question))
  const unsigned = signOffLacks(form)
  const missing = [...unanswered, ...(unsigned === undefined ? [] : [unsigned])]
  const complete = missing.length === 0
  const sentence = complete && form.signOff !== undefined
    ? `The proportionality and equality assessment for the stage “${form.stage}” was signed off on ${sayDay(form.signOff.on)}.`
    : `The proportionality and equality assessment for the stage “${form.stage}” is not complete: ${missing.length} ${missing.length === 1 ? 'thing is' : 'things are'} missing.`
  return { complete, readyToSign: unanswered.length === 0, missing, sentence }
}

function lacks({ answers }: GateForm, { id, says, source, kind }: GateQuestion): readonly GateMissing[] {
  const answer = answers.get(id)
  const answered = answer !== undefined && answer.says.trim() !== '' && (kind === 'in words' || answer.choice !== undefined)
  return answered ? [] : [{ id, source, sentence: `Not answered yet: ${says}` }]
}

function signOffLacks({ author, writtenOn, signOff }: GateForm): GateMissing | undefined {
  const say = (sentence: string): GateMissing => ({ id: 'signOff', source: 'Scheme of delegation', sentence })
  if (signOff === undefined) return say('Nobody has signed it off yet.')
  if (signOff.by === author) return say('Somebody other than its author must sign it off.')
  return signOff.on < writtenOn ? say(`It was changed on ${sayDay(writtenOn)}, after it was signed off on ${sayDay(signOff.on)}: sign it off again.`) : undefined
}

/** The stages a tool goes through, at each of which the equality duty is looked at anew. */
export function stagesOf(tool: Pick<Tool, 'gate' | 'about' | 'court' | 'id'>): readonly GateStage[] {
  if (!tool.gate) return []
  if (tool.court === undefined) return ['notice']
  if (tool.id === 'warrant') return ['eviction']
  return tool.about === 'tenancy' ? GATE_STAGES : ['notice', 'issue', 'trial']
}

export type PassedStage = { readonly stage: GateStage; readonly on: Day }

/** The stages up to and including this one at which the gate has not been passed: each asks for its own, and an earlier one does not stand in. */
export function stagesOutstanding(tool: Pick<Tool, 'gate' | 'about' | 'court' | 'id'>, upTo: GateStage, passed: readonly PassedStage[]): readonly GateStage[] {
  const done = new Set(passed.map(({ stage }) => stage))
  return stagesOf(tool).filter(stage => GATE_STAGES.indexOf(stage) <= GATE_STAGES.indexOf(upTo) && !done.has(stage))
}
