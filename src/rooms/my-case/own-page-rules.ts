// Pure rules of the own page: who may have one, which means may carry its link and its codes, and what a code looks like.
import type { SafeContact } from '#rooms/people/index.ts'

export const CODE_MEANS = ['text', 'email'] as const
export const LINK_MEANS = ['text', 'email', 'post'] as const
export type CodeMeans = (typeof CODE_MEANS)[number]
export type LinkMeans = (typeof LINK_MEANS)[number]

export const CODE_MINUTES = 10

export type Reachable = Pick<SafeContact, 'safeMeans'> & { readonly email: string | null; readonly phone: string | null; readonly address: string | null }

const addressFor = (to: Reachable, means: LinkMeans): string | null => ({ email: to.email, text: to.phone, post: to.address })[means]

/** The means this person called safe and for which we have an address. */
export const safeFor = <M extends LinkMeans>(to: Reachable, means: readonly M[]): readonly M[] =>
  means.filter(one => to.safeMeans.includes(one) && (addressFor(to, one) ?? '').trim() !== '')

/** Why this person cannot have a page, in a sentence that says what to do; undefined when they can. */
export const whyNoPage = (name: string, to: Reachable): string | undefined =>
  safeFor(to, CODE_MEANS).length > 0 ? undefined
    : `No page can be offered to ${name}: a code must reach them by text or email, and neither is known to be safe. Ask them which is, and record it first`

type Party = { readonly role: string; readonly personId: string | null }
const MAY = ['reporting', 'harmed', 'advocate', 'parent or guardian']

/** Whoever reports, is harmed, or stands beside them; each once, and never somebody who is also complained of. */
export const whoMayHavePage = <P extends Party>(parties: readonly P[]): readonly P[] =>
  parties.filter((party, at) => party.personId !== null && MAY.includes(party.role)
    && !parties.some(other => other.personId === party.personId && other.role === 'alleged perpetrator')
    && parties.findIndex(other => other.personId === party.personId && MAY.includes(other.role)) === at)

/** Six digits from random bytes, every number as likely as another (to one part in four thousand million). */
export const codeFrom = (random: Uint8Array): string => {
  const number = random.slice(0, 7).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return String(number % 1_000_000n).padStart(6, '0')
}

/** What was typed as a code: spaces and hyphens are nothing. */
export const readCode = (typed: string): string => typed.replaceAll(/[\s-]/g, '')
