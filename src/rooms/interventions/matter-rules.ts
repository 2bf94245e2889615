// The states of a matter, which moves are ordinary, and how it stands at an instant. Pure: no database, no clock.
import type { Tool } from '#law/tool.ts'
import type { Power } from '#rooms/authority/index.ts'

export const STATES = ['preparing', 'authorised', 'applied', 'in force', 'ended'] as const
export type State = (typeof STATES)[number]

/** The ordinary moves, as the database has them too (amity.matter_moves). Any other needs an override. */
export const MOVES: readonly (readonly [State, State])[] = [
  ['preparing', 'authorised'], ['preparing', 'ended'], ['authorised', 'applied'], ['authorised', 'in force'], ['authorised', 'ended'], ['applied', 'in force'], ['applied', 'ended'], ['in force', 'ended'],
]

export const STATE_WORDS: Readonly<Record<State, string>> = { preparing: 'being prepared', authorised: 'authorised', applied: 'before the court', 'in force': 'in force', ended: 'ended' }

type Court = Pick<Tool, 'court'>
/** Where this tool may ordinarily go from here: what a court makes is applied for, what we make ourselves is not. */
export const movesFrom = (state: State, { court }: Court): readonly State[] => MOVES.filter(([from]) => from === state).map(([, to]) => to)
  .filter(to => !(to === 'applied' && court === undefined) && !(state === 'authorised' && to === 'in force' && court !== undefined))

/** Where only an override leads: forward, never out of the end or back. */
export const jumpsFrom = (state: State, tool: Court): readonly State[] =>
  state === 'ended' ? [] : STATES.slice(STATES.indexOf(state) + 1).filter(to => to !== 'ended' && !(to === 'applied' && tool.court === undefined))

export type Timed = { readonly state: State; readonly endsAt: Date | null; readonly underAppeal: boolean }
export type Now = State | 'expired' | 'under appeal'

/** How it stands at this instant: what has run out has expired, whether or not anybody has written it down. */
export const standsAt = ({ state, endsAt, underAppeal }: Timed, now: Date): Now => {
  if (state !== 'in force') return state
  if (endsAt !== null && endsAt <= now) return 'expired'
  return underAppeal ? 'under appeal' : 'in force'
}

export const OUTCOMES = ['complied with', 'ran its time', 'discharged', 'withdrawn', 'refused', 'quashed on appeal', 'not needed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why a matter cannot end this way from here; undefined when it can. */
export const whyNotEnd = (matter: Timed, outcome: Outcome, now: Date): string | undefined => {
  const was = standsAt(matter, now)
  const inForce = matter.state === 'in force'
  if (outcome === 'ran its time' && was !== 'expired') return inForce ? 'It has not run its time yet' : 'It was never in force'
  if (['complied with', 'discharged', 'quashed on appeal'].includes(outcome) && !inForce) return 'It was never in force: select withdrawn, refused or not needed'
  if (outcome === 'refused' && inForce) return 'It is in force, so it was not refused'
  if (outcome === 'refused' && matter.state === 'preparing') return 'Nobody has been asked yet, so nobody has refused it'
  return undefined
}

/** Which delegated power a tool is used by, and the act of an officer's that is not delegated needs none. */
export const POWERS_OF: readonly (readonly [RegExp, Power])[] = [
  [/^cpw$/, 'issue a community protection warning'], [/^cpn$/, 'issue a community protection notice'], [/^fpn-/, 'issue a fixed penalty notice'],
  [/^closure-notice-48$/, 'issue a closure notice for up to 48 hours'], [/^closure-notice$/, 'issue a closure notice for up to 24 hours'], [/^injunction-interim$/, 'apply for a civil injunction without notice'], [/^(injunction|housing-injunction|youth-injunction|respect-order)/, 'apply for a civil injunction'],
  [/^absolute-ground/, 'decide on possession on the absolute ground'], [/^nsp-/, 'serve a notice seeking possession'], [/^demotion$/, 'apply for a demotion order'], [/^pspo/, 'make a public spaces protection order'],
]
/** Nothing for what another body uses: its authority is its own. */
export const powerFor = ({ id, whose }: Pick<Tool, 'id' | 'whose'>): Power | undefined => whose === 'theirs' ? undefined : POWERS_OF.find(([pattern]) => pattern.test(id))?.[1]

/** Rungs of the ladder left out below this tool: the highest that was tried is more than one below it. */
export const skipsRungs = (rung: number, tried: readonly number[]): boolean => rung > 2 && Math.max(0, ...tried.filter(one => one < rung)) < rung - 1 && !tried.some(one => one >= rung)
