// All SQL on outgoing messages.
import type { Work } from '#db/work.ts'

export type NewMessage = {
  readonly caseId: string | null; readonly reportId: string | null; readonly personId: string | null; readonly purpose: string
  readonly means: 'email' | 'text' | 'post'; readonly address: string; readonly subject: string; readonly body: string; readonly language: string
  readonly safeBecause: string; readonly state: 'waiting' | 'withheld'; readonly agencyId: string
}

export const insertMessage = async (work: Work, message: NewMessage): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('outgoingMessages').values({ partnershipId: work.partnership.id, id, ...message, writtenAt: work.now, writtenBy: work.actor.kind === 'officer' ? work.actor.officerId : null }).execute()
  return id
}
