// Sends email over SMTP. A connection lost after the words were handed over is neither sent nor unsent: we say so.
import { createTransport } from 'nodemailer'
import type { Carried, Carrier } from './carriers.ts'

const SECONDS = 1000
/** What nodemailer throws, as far as we read it. `syscall`: the connection was never made. */
type SmtpFault = { readonly responseCode?: number; readonly response?: string; readonly syscall?: string; readonly code?: string; readonly timeoutType?: string }

const isFault = (problem: unknown): problem is SmtpFault => typeof problem === 'object' && problem !== null
/** Faults that can only come before the words are handed over. Of a silence or a hang-up nodemailer does not say when it came. */
const BEFORE = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'EDNS', 'ETLS', 'EAUTH']

/** @see RFC 5321, 4.2.1: 4yz is a transient, 5yz a permanent failure */
export const whatBecame = (problem: unknown): Carried => {
  if (!isFault(problem)) return { kind: 'unsure', because: 'The mail server did not answer as one should' }
  const { responseCode, response, syscall, code = '', timeoutType = '' } = problem
  if (responseCode !== undefined) return { kind: responseCode >= 500 ? 'refused' : 'later', because: `The mail server answered ${(response ?? String(responseCode)).slice(0, 200)}` }
  return syscall !== undefined || BEFORE.includes(code) || BEFORE.includes(timeoutType)
    ? { kind: 'later', because: 'The mail server could not be reached' }
    : { kind: 'unsure', because: 'The connection was lost before the mail server said that it has the message' }
}

/** Elsewhere than on this machine, a mail server that will not encrypt gets no words: somebody between could take STARTTLS out. */
const mustEncrypt = (url: string): boolean => !['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(url)?.hostname ?? '')

/** `timeout` in milliseconds. */
export type MailServer = { readonly url: string; readonly from: string; readonly timeout?: number }

/** @param url smtp:// or smtps://, with user and password where the server wants them */
export const smtpCarrier = ({ url, from, timeout = 30 * SECONDS }: MailServer): Carrier => {
  const transport = createTransport({ url, requireTLS: mustEncrypt(url), connectionTimeout: timeout / 2, greetingTimeout: timeout / 2, socketTimeout: timeout, disableFileAccess: true, disableUrlAccess: true })
  return {
    name: 'smtp', means: ['email'], knowsItsOwn: false, attaches: true,
    carry: ({ id, address, subject, body, document }) => transport.sendMail({
      // An address object, so that nothing typed as an address can name a second one.
      from, to: { name: '', address }, subject, text: body, messageId: `<${id}@amity>`, headers: { 'Auto-Submitted': 'auto-generated' },
      // Its name shows on a locked phone, and says no more than the subject does.
      ...(document === undefined ? {} : { attachments: [{ filename: 'letter.pdf', content: document, contentType: 'application/pdf' }] }),
    }).then(({ messageId }): Carried => ({ kind: 'sent', reference: messageId }), whatBecame),
  }
}
