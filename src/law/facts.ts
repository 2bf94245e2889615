// What is known of a case when we ask what could be done: on this day, about whom or what, and what was done so far.
import type { Day } from '#kernel/day.ts'

export const SUBJECTS = ['individual', 'body', 'premises', 'place', 'vehicle'] as const
export const LANDLORDS = ['council', 'association', 'private', 'owner-occupier', 'none', 'unknown'] as const
export const TENANCIES = ['introductory', 'secure', 'flexible', 'starter', 'assured', 'demoted', 'private', 'none', 'unknown'] as const
/** How far an element of the legal test is supported by evidence so far. */
export const SUPPORTS = ['supported', 'disputed', 'not supported', 'not looked at'] as const

export type Facts = {
  readonly on: Day
  readonly subject: (typeof SUBJECTS)[number]
  /** Date of birth where known. `adult`: known to be 18 or over, or under, without one. */
  readonly bornOn?: Day
  readonly adult?: boolean
  readonly landlord: (typeof LANDLORDS)[number]
  readonly tenancy: (typeof TENANCIES)[number]
  readonly tenancyBegan?: Day
  readonly vulnerable: 'yes' | 'no' | 'unknown'
  /** Kinds of behaviour: 'violence', 'threat of violence', 'risk of harm', 'hate', 'domestic abuse', 'power imbalance', 'noise', 'housing related'… */
  readonly behaviour: ReadonlySet<string>
  /** Steps and consultations done, by their id in the tool, with the day. */
  readonly done: readonly { readonly step: string; readonly on: Day }[]
  /** Things that happened and open a window: 'conviction of a serious offence', 'closure order', … */
  readonly events: readonly { readonly kind: string; readonly on: Day }[]
  readonly elements: ReadonlyMap<string, (typeof SUPPORTS)[number]>
  /** Tools in use or used before in this case. */
  readonly used: readonly { readonly tool: string; readonly on: Day; readonly until?: Day; readonly outcome?: string }[]
  /** Whether the proportionality and equality gate was passed by somebody else's sign-off, and when. */
  readonly gatePassedOn?: Day
}
