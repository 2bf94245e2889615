// What a lawful tool is: who may use it, on whom, what must be shown, done first and said in it, and how it ends. Data; standing.ts applies it.
import type { Day } from '#kernel/day.ts'
import type { BeforeRule } from './backwards.ts'
import type { DeadlineAnswer, DeadlineRule } from './deadline.ts'
import type { Facts } from './facts.ts'
import type { Length } from './length.ts'
import type { Certainty, Change, Law, Rule } from './rule.ts'

export const FAMILIES = ['early help', 'warnings', 'orders and notices', 'tenancy', 'neighbouring powers'] as const
export type Family = (typeof FAMILIES)[number]

export const PROOFS = ['balance of probabilities', 'beyond reasonable doubt', 'reasonable grounds', 'reasonable suspicion', 'documents', 'none'] as const
export type Proof = (typeof PROOFS)[number]

/** A sentence of the law with where it stands and how sure we are. */
export type Said = { readonly says: string; readonly source: string; readonly certainty: Certainty }
/** A sentence that counts only in some cases; `because` says which, for the page. */
export type Conditional = Said & { readonly id: string; readonly when?: (facts: Facts) => boolean; readonly because?: string }

/** One thing the law asks to be shown. Elements with the same `oneOf` are alternatives. */
export type Element = Said & { readonly id: string; readonly oneOf?: string }
/** Something that must have been done before: matched by its id among the steps done. `missing` completes "Open once …". */
export type PriorStep = Conditional & { readonly missing: string; readonly before: 'issue' | 'application' | 'hearing' }
export type Consultation = Conditional & { readonly with: string; readonly duty: 'consult' | 'inform' | 'consent' | 'views'; readonly missing: string; readonly before: 'issue' | 'application' | 'hearing' }
/** What the paper must say; the tool's paper cannot be issued without it. */
export type Content = Conditional
export type Penalty = Said & { readonly who: 'adult' | 'under 18' | 'body' | 'anybody'; readonly change?: Change }
export type Opens = Said & { readonly tool: string }
export type Issuer = Said & { readonly authority: string; readonly change?: Change }

/**
 * A time after an event. `ends` for one the law does not count forward from the event ("8 weeks before the last day").
 * `unknown`: what is missing when nobody recorded the event; without it an event not recorded has not happened. The
 * event 'tenancy began' is the fact of that name.
 */
export type Window =
  | { readonly event: string; readonly rule: DeadlineRule; readonly unknown?: string }
  | { readonly event: string; readonly ends: (event: Day, facts: Facts, law: Law) => DeadlineAnswer; readonly unknown?: string }

export type Ages = { readonly from: number; readonly to?: number }
/** How long the tool itself may last: `most` and `least` are periods from when it takes effect; none means until further order. */
export type Duration = { readonly most?: Length; readonly least?: Length; readonly untilFurtherOrder?: boolean }

export type Tool = {
  /** Unique: 'cpn', 'closure-notice'. */
  readonly id: string
  readonly name: string
  readonly family: Family
  /** Place on the ladder from early help (1) to possession (10): a higher rung asks what was tried below. */
  readonly rung: number
  /** 'ours': the council or landlord uses it. 'theirs': another body does; we record the outcome and its clocks. */
  readonly whose: 'ours' | 'theirs'
  readonly about: 'person' | 'premises' | 'place' | 'tenancy' | 'vehicle'
  /** Whether the tool itself was law on a day, and of what kind. */
  readonly exists: Rule<'exists'>
  readonly issuers: readonly Issuer[]
  readonly ages?: Rule<Ages>
  /** Landlords whose tenants this is for; absent: whoever the landlord, and none. */
  readonly landlords?: readonly ('council' | 'association')[]
  readonly tenancies?: readonly string[]
  readonly court?: string
  readonly proof: Proof
  readonly test: readonly Element[]
  readonly priorSteps: readonly PriorStep[]
  readonly consultations: readonly Consultation[]
  readonly contents: readonly Content[]
  readonly duration?: readonly (Rule<Duration> & { readonly for: 'adult' | 'under 18' | 'anybody' })[]
  /** Whether the proportionality and equality gate must be passed before it. */
  readonly gate: boolean
  /** Its clocks, by what starts them. */
  readonly clocks: readonly { readonly starts: string; readonly rule: DeadlineRule }[]
  /** Our own prompts, counted back from a day; not law, so they never hold the tool up. */
  readonly reminders?: readonly { readonly before: string; readonly rule: BeforeRule }[]
  readonly service: readonly Said[]
  readonly appeal?: Said
  readonly extension?: Said
  readonly breach?: Said & { readonly proof: Proof; readonly next: readonly string[] }
  readonly penalties: readonly Penalty[]
  readonly opens: readonly Opens[]
  /** A time after an event within which it must be begun: past it, the tool is past its time. */
  readonly window?: readonly Window[]
  /** Anything that shuts it out on these facts, as a sentence with its section. */
  readonly bars?: readonly { readonly id: string; readonly when: (facts: Facts) => boolean; readonly says: string; readonly source: string; readonly certainty: Certainty }[]
  readonly notes?: readonly Said[]
}
