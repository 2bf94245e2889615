// The facts the law is asked about, put together from what a case holds: its subject, what happened, and the matters so far. Pure.
import { londonDay, type Day } from '#kernel/time.ts'
import type { Facts } from '#law/facts.ts'
import type { Assessed, Assessment } from '#rooms/gate/index.ts'
import { gatePassedOn } from '#rooms/gate/index.ts'
import type { FactRow, Happening } from '#rooms/subjects/index.ts'
import { standsAt } from './matter-rules.ts'
import type { Matter } from './matter-store.ts'
import { stepsStanding, type ElementSaid, type MatterEvent, type StepDone } from './part-store.ts'

/** All a case holds that the law may turn on. */
export type Held = {
  readonly subject: FactRow
  readonly happenings: readonly Happening[]
  readonly matters: readonly Matter[]
  readonly events: readonly MatterEvent[]
  readonly steps: readonly StepDone[]
  readonly elements: readonly ElementSaid[]
  readonly assessed: readonly (Assessed & Pick<Assessment, 'id' | 'stage'>)[]
}

/** Matters about the same subject: what was tried with one person says nothing of another. */
export const mattersAbout = (held: Pick<Held, 'matters' | 'subject'>): readonly Matter[] => held.matters.filter(({ subjectId }) => subjectId === held.subject.subjectId)

const used = (held: Held, now: Date): Facts['used'] => mattersAbout(held).filter(({ inForceAt, state }) => inForceAt !== null || state !== 'ended').map(matter => {
  const until = matter.endedAt ?? (standsAt(matter, now) === 'expired' ? matter.endsAt : null)
  return { tool: matter.tool, on: londonDay(matter.inForceAt ?? matter.beganAt), ...(until === null ? {} : { until: londonDay(until) }), ...(matter.endedAs === null ? {} : { outcome: matter.endedAs }) }
})

/** What a matter itself makes happen, in the words of the law's windows: the order, and its last day while it has one. */
export const HAPPENS: Readonly<Record<string, { readonly made?: string; readonly ends: string }>> = {
  'closure-order': { made: 'closure order', ends: 'last day of the closure order' }, pspo: { ends: 'last day of the PSPO' }, 'pspo-expedited': { ends: 'last day of the PSPO' },
}
const madeBy = ({ tool, inForceAt, endsAt }: Matter): Facts['events'] => {
  const what = HAPPENS[tool]
  if (what === undefined || inForceAt === null) return []
  return [...what.made === undefined ? [] : [{ kind: what.made, on: londonDay(inForceAt) }], ...endsAt === null ? [] : [{ kind: what.ends, on: londonDay(new Date(endsAt.getTime() - 1)) }]]
}

const asAddress = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ' ').trim()
/** Orders that shut the home of a tenant: made about premises, and they open what they open for whoever lives there. */
const madeAtHome = ({ matters, subject }: Held): readonly Matter[] => {
  const home = asAddress(subject.home)
  return home === '' || subject.kind !== 'individual' ? [] : matters.filter(({ tool, about, subjectId }) => tool === 'closure-order' && subjectId !== subject.subjectId && asAddress(about) === home)
}

/**
 * The facts for one tool: of the matter it is in use in (`matter`), or for beginning one. What was done for a matter of
 * another tool is not done for this one; what it used and what came of it is.
 */
export const factsFor = (held: Held, tool: string, { on, now, matter }: { readonly on: Day; readonly now: Date; readonly matter?: Matter | undefined }): Facts => {
  const { subject } = held
  const theirs = new Set(mattersAbout(held).map(({ id }) => id))
  const passed = gatePassedOn(held.assessed, tool, subject.subjectId)
  const steps = matter === undefined ? [] : stepsStanding(held.steps, matter.id).filter(({ kind }) => kind !== 'content')
  return {
    on, subject: subject.kind, ...(subject.bornOn === null ? {} : { bornOn: subject.bornOn }), ...(subject.adult === null ? {} : { adult: subject.adult }),
    landlord: subject.landlord, tenancy: subject.tenancy, ...(subject.tenancyBegan === null ? {} : { tenancyBegan: subject.tenancyBegan }), vulnerable: subject.vulnerable, behaviour: new Set(subject.behaviour),
    done: steps.map(({ step, onDay }) => ({ step, on: onDay })),
    events: [...held.happenings.filter(({ subjectId }) => subjectId === subject.subjectId).map(({ kind, onDay }) => ({ kind, on: onDay })), ...held.events.filter(({ matterId }) => theirs.has(matterId)).map(({ kind, at }) => ({ kind, on: londonDay(at) })), ...[...mattersAbout(held), ...madeAtHome(held)].flatMap(madeBy)],
    elements: new Map(matter === undefined ? [] : held.elements.filter(({ matterId }) => matterId === matter.id).map(({ element, support }) => [element, support])),
    used: used({ ...held, matters: held.matters.filter(({ id }) => id !== matter?.id) }, now),
    ...(passed === undefined ? {} : { gatePassedOn: passed }),
  }
}
