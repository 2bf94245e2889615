// What a proposal about a public spaces order still lacks by the law's own list for its tool, and whether it may be decided on. Pure.
import { sayShortDay, type Day } from '#kernel/time.ts'
import { LADDER } from '#law/ladder.ts'
import type { Law } from '#law/rule.ts'
import { standingOf, type Standing } from '#law/standing.ts'
import type { Tool } from '#law/tool.ts'

export const SPACES_TOOLS = ['pspo', 'pspo-expedited', 'pspo-extension', 'pspo-variation', 'pspo-discharge'] as const
export type SpacesTool = (typeof SPACES_TOOLS)[number]
/** What begins a new order; the others are about one there is. */
export const MAKES = ['pspo', 'pspo-expedited'] as const satisfies readonly SpacesTool[]
export const CHANGES_ONE = ['pspo-extension', 'pspo-variation', 'pspo-discharge'] as const satisfies readonly SpacesTool[]

/** What each is called as something to do, and the last word of the address at which it is decided. */
export const DECIDES: Readonly<Record<SpacesTool, { readonly path: string; readonly text: string }>> = {
  pspo: { path: 'make', text: 'Record that the order is made' }, 'pspo-expedited': { path: 'make', text: 'Record that the order is made' }, 'pspo-extension': { path: 'extend', text: 'Record that it is extended' },
  'pspo-variation': { path: 'vary', text: 'Record that it is varied' }, 'pspo-discharge': { path: 'discharge', text: 'Record that it is discharged' },
}

export const toolOf = (id: SpacesTool): Tool => {
  const tool = LADDER.find(one => one.id === id)
  if (tool === undefined) throw new Error(`The law knows no tool called ${id}`)
  return tool
}

/** One thing the law asks for first: what must be shown, done, or asked of whom. */
export type Asked = { readonly id: string; readonly says: string; readonly source: string; readonly kind: 'element' | 'step' | 'consultation'; readonly with: string; readonly duty: string }
export const askedOf = ({ test, priorSteps, consultations }: Tool): readonly Asked[] => [
  ...test.map(({ id, says, source }): Asked => ({ id, says, source, kind: 'element', with: '', duty: '' })),
  ...priorSteps.map(({ id, says, source }): Asked => ({ id, says, source, kind: 'step', with: '', duty: '' })),
  ...consultations.map(({ id, says, source, with: who, duty }): Asked => ({ id, says, source, kind: 'consultation', with: who, duty })),
]

type Part = { readonly part: string; readonly kind: Asked['kind']; readonly done: boolean; readonly onDay: Day; readonly repliedOn: Day | null }
/** The last word on each part counts. `parts` in the order they were written. */
export const partsStanding = <P extends Part>(parts: readonly P[]): ReadonlyMap<string, P> => new Map(parts.map(one => [one.part, one]))

/** How it stands by the law of today. `endsOn`: the last day of the order it is about. */
export const proposalStands = (tool: SpacesTool, parts: readonly Part[], { today, endsOn, law }: { readonly today: Day; readonly endsOn: Day | undefined; readonly law: Law }): Standing => {
  const done = [...partsStanding(parts).values()].filter(one => one.done)
  return standingOf(toolOf(tool), {
    on: today, subject: 'place', landlord: 'none', tenancy: 'none', vulnerable: 'unknown', behaviour: new Set(), used: [],
    done: done.filter(({ kind }) => kind !== 'element').map(({ part, onDay }) => ({ step: part, on: onDay })), elements: new Map(done.filter(({ kind }) => kind === 'element').map(({ part }) => [part, 'supported'])),
    events: endsOn === undefined ? [] : [{ kind: 'last day of the PSPO', on: endsOn }],
  }, law)
}

const LAPSED = 'It has lapsed, so only a new order can bring it back. If it was decided in time and only its record is late, record the order anew as one made elsewhere'

/** Why it cannot be decided on as of that day; undefined when it can. What is asked for first comes first in time too. */
export const whyNotDecide = (stands: Standing, parts: readonly Part[], madeOn: Day): string | undefined => {
  if (stands.standing === 'past its time') return `${stands.reasons.map(({ sentence }) => sentence).join(' ')} ${LAPSED}`
  if (stands.standing !== 'open now') return `Not yet: ${stands.reasons.map(({ sentence }) => sentence).join('; ')}`
  const late = [...partsStanding(parts).values()].find(({ done, onDay, repliedOn }) => done && (onDay > madeOn || (repliedOn ?? onDay) > madeOn))
  return late === undefined ? undefined : `Something asked for first was done on ${sayShortDay(late.repliedOn ?? late.onDay)}, after that day: check both days`
}
