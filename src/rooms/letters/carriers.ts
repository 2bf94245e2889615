// What takes a message to somebody. A carrier says what became of it; it never guesses.

export type Parcel = { readonly id: string; readonly means: 'email' | 'text'; readonly address: string; readonly subject: string; readonly body: string; readonly tries: number; /** A PDF that goes with the words, for a carrier that attaches. */ readonly document?: Buffer }

/** `later`: try again. `refused`: it never will. `unsure`: it may have gone; only a person can tell. */
export type Carried = { readonly kind: 'sent'; readonly reference: string } | { readonly kind: 'later' | 'refused' | 'unsure'; readonly because: string }

export type Carrier = {
  readonly name: string
  readonly means: readonly ('email' | 'text')[]
  /** Whether a message whose sending was interrupted may be given to it again: it recognises what it has already taken. */
  readonly knowsItsOwn: boolean
  /** Whether it can attach a document. One that cannot carries the words alone. */
  readonly attaches?: true
  readonly carry: (parcel: Parcel) => Promise<Carried>
}

/** Nothing leaves a demonstration: what would have gone is shown under Messages. */
export const demonstrationCarrier: Carrier = { name: 'demonstration', means: ['email', 'text'], knowsItsOwn: true, carry: () => Promise.resolve({ kind: 'sent', reference: 'shown here only' }) }

/** The first of them that takes this means. */
export const carrierFor = (carriers: readonly Carrier[], means: 'email' | 'text'): Carrier | undefined => carriers.find(one => one.means.includes(means))
