// The safe-contact rule as one sentence, so that every screen and letter says it the same way.

export type SafeContact = {
  readonly safeMeans: readonly string[]; readonly safeTimes: string | null; readonly mayLeaveMessage: boolean; readonly mustNotKnow: string | null
}

/** "By phone or text, after 6pm. Leave no message. Must not know: my son." */
export const saySafeContact = ({ safeMeans, safeTimes, mayLeaveMessage, mustNotKnow }: SafeContact): string => {
  if (safeMeans.length === 0) return 'No safe way to contact them is known: do not contact them until there is.'
  const when = safeTimes === null || safeTimes === '' ? '' : `, ${safeTimes.replace(/^./, first => first.toLowerCase())}`
  const message = mayLeaveMessage ? 'A message may be left.' : 'Leave no message.'
  return `By ${safeMeans.join(' or ')}${when}. ${message}${mustNotKnow === null || mustNotKnow === '' ? '' : ` Must not know: ${mustNotKnow}.`}`
}

/**
 * Why no document may lie in their inbox; undefined when one may. A file stays where it was opened: it is a message left, and
 * whoever must not know may find it.
 */
export const whyNoDocument = ({ mayLeaveMessage, mustNotKnow }: Pick<SafeContact, 'mayLeaveMessage' | 'mustNotKnow'>): string | undefined => {
  if (!mayLeaveMessage) return 'No message may be left for them, and a document stays where it was opened'
  return mustNotKnow === null || mustNotKnow === '' ? undefined : 'Somebody must not know, and a document stays where it was opened'
}

/** Whether this means may be used to reach them. */
export const maySafelyUse = ({ safeMeans }: Pick<SafeContact, 'safeMeans'>, means: string): boolean => safeMeans.includes(means)
