// What is told to whoever watches the service at work (metrics, traces): what was done, how long it took, and how it ended.

export type Done = {
  readonly kind: 'request' | 'reader' | 'chore'
  /** Of a request its route, as in "/cases/:reference": never an address somebody asked for. */
  readonly name: string
  readonly method?: string
  readonly status?: number
  /** The request's number in the log. */
  readonly reference?: string
  readonly endedAt: Date
  readonly milliseconds: number
  readonly failed: boolean
}

export type Watch = {
  readonly done: (what: Done) => void
  /** A request has come (1) or is answered (-1). */
  readonly inHand?: (change: 1 | -1) => void
}

/** All of these are told. */
export const watchers = (...all: readonly Watch[]): Watch => ({
  done: what => { for (const one of all) one.done(what) },
  inHand: change => { for (const one of all) one.inHand?.(change) },
})
