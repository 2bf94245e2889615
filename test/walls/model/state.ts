// What there is in one invented partnership: plain values, changed by steps.ts, read by the rules in rules.ts.
export const PARTS = ['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'] as const
export type Part = (typeof PARTS)[number]
export const RESTRICTING = ['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location'] as const

export type Post = { readonly agency: number; readonly manager: boolean; ended: boolean }
export type Officer = { readonly n: number; readonly posts: Post[]; left: boolean }
export type Member = { readonly officer: number; because: 'lead officer' | 'manager' | 'named'; ended: false | 'post' | 'taken out' }
export type Party = { readonly id: number; readonly person: number; left: boolean }
export type Case = {
  readonly n: number; lead: number; leadOfficer: number; readonly ledBy: Set<number>; offeredTo: number | null; readonly place: number | null; flags: readonly string[]; mergedInto: number | null
  /** The members of the circle there is now, shared with what was merged into it; null: an ordinary case. */
  circle: Member[] | null
  readonly parties: Party[]; readonly incidents: { readonly id: number; readonly place: number | null }[]; readonly entries: { readonly id: number; readonly restricted: boolean }[]; readonly files: { readonly id: number; readonly restricted: boolean }[]
  readonly risks: number[]; readonly plans: number[]; readonly transfers: number[]
}
export type Person = { readonly n: number; readonly owner: number; place: number | null }
export type Grant = { readonly n: number; readonly case: number; readonly to: number; readonly parts: readonly Part[]; readonly until: number; readonly agreement: number | null; ended: boolean }
export type Conflict = { readonly n: number; readonly officer: number; readonly kind: 'case' | 'person' | 'place'; readonly subject: number; ended: boolean }
export type Glass = { readonly n: number; readonly officer: number; readonly case: number; readonly until: number; ended: boolean }
export type Task = { readonly id: number; readonly case: number | null; readonly agency: number }
export type Report = { readonly id: number; readonly case: number | null; readonly agency: number; readonly place: number | null; readonly person: number | null }
export type Agreement = { readonly n: number; readonly parties: Set<number>; readonly until: number; ended: boolean }

export type State = {
  /** Hours since the history began. */
  hour: number
  readonly agencies: number; readonly places: number; readonly officers: Officer[]; readonly cases: Case[]; readonly people: Person[]; readonly grants: Grant[]; readonly conflicts: Conflict[]; readonly glass: Glass[]
  readonly tasks: Task[]; readonly reports: Report[]; readonly agreements: Agreement[]
  /** The last number given to a row. */
  last: number
}
