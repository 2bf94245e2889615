// Writes a message to somebody, by a means that is safe for them; or writes down why none may be sent.
import type { Work } from '#db/work.ts'
import { saySafeContact, type SafeContact } from '#rooms/people/index.ts'
import { insertMessage } from './letters-store.ts'

export type Addressee = SafeContact & { readonly personId: string | null; readonly email: string | null; readonly phone: string | null; readonly address: string | null; readonly language: string | null }
/**
 * The subject shows on a locked phone and to whoever shares the inbox: nothing in it says what this is about.
 * `secret`: a private link or code; it stands in the body where SECRET does, and no officer reads it.
 */
export type Words = { readonly purpose: string; readonly subject: string; readonly body: string; readonly secret?: string; readonly document?: KeptDocument }
/** A PDF in the file store, and the digest by which it is known again as it leaves. */
export type KeptDocument = { readonly storedAs: string; readonly sha256: string }
export type About = { readonly caseId: string | null; readonly reportId: string | null; readonly agencyId: string }
export type Written = { readonly id: string; readonly state: 'waiting' | 'withheld'; readonly means: 'email' | 'text' | 'post'; readonly because: string }

const MEANS = ['email', 'text', 'post'] as const
const addressFor = (to: Addressee, means: (typeof MEANS)[number]): string | null => ({ email: to.email, text: to.phone, post: to.address })[means]

/**
 * Nothing leaves here: the worker sends what waits, after commit. A message to somebody who may not be written to is kept
 * as 'withheld' with the reason, so that an officer tells them in the way that is safe.
 */
export const writeMessage = async (work: Work, to: Addressee, { secret, document, ...words }: Words, about: About): Promise<Written> => {
  const means = MEANS.find(one => to.safeMeans.includes(one) && (addressFor(to, one) ?? '') !== '')
  const written = means === undefined
    ? { state: 'withheld' as const, means: 'post' as const, because: `Not sent. ${saySafeContact(to)}` }
    : { state: 'waiting' as const, means, because: saySafeContact(to) }
  const id = await insertMessage(work, { ...words, ...about, personId: to.personId, means: written.means, address: means === undefined ? '' : addressFor(to, means) ?? '', language: to.language ?? 'en', safeBecause: written.because, state: written.state, ...(document === undefined || written.means !== 'email' ? {} : { documentStoredAs: document.storedAs, documentSha256: document.sha256 }) }, secret)
  return { id, ...written }
}
