// How far reaching the person harmed has come on a case: attempts, the last letter, and whom we know to ask.
import type { Work } from '#db/work.ts'
import { attemptsToReach, contactsOf, type Case, type Contact } from '#rooms/cases/index.ts'
import { CLOSING_ATTEMPTS, readSetting } from '#rooms/partnership/index.ts'
import type { Reaching } from './closing-rules.ts'
import { lastLetter } from './closing-store.ts'

const writable = (contact: Contact): boolean => (contact.safeMeans.includes('email') && (contact.email ?? '') !== '')
  || (contact.safeMeans.includes('text') && (contact.phone ?? '') !== '') || (contact.safeMeans.includes('post') && (contact.address ?? '') !== '')

export type Reach = { readonly reaching: Reaching; readonly contacts: readonly Contact[]; readonly toWriteTo: readonly Contact[] }

export const reachOf = async (work: Work, theCase: Case): Promise<Reach> => {
  const contacts = await contactsOf(work, theCase.id)
  // It is the people harmed who are asked; where none of them is known, whoever told us.
  const asked = contacts.some(contact => contact.isHarmed) ? contacts.filter(contact => contact.isHarmed) : contacts
  const toWriteTo = asked.filter(writable)
  const [rule, attempts, letter] = [await readSetting(work, CLOSING_ATTEMPTS), await attemptsToReach(work, theCase.id), await lastLetter(work, theCase.id)]
  // A letter from before we last reached them is no last letter.
  const current = letter !== undefined && (attempts.reachedAt === null || attempts.reachedAt < letter.writtenAt) ? letter : undefined
  const standing = current !== undefined ? (current.answerBy < work.today ? 'lapsed' : 'running') : toWriteTo.length === 0 ? 'nowhere' : 'not sent'
  const safeMeans = new Set(asked.flatMap(contact => contact.safeMeans)).size
  return { contacts, toWriteTo, reaching: { rule, days: attempts.days, means: attempts.means, safeMeans, letter: standing, answerBy: current?.answerBy ?? null } }
}
