// The clock of referrals: what nobody has answered in time is back with its sender, and managers on both sides are told. No lead moves.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf } from '#rooms/partnership/index.ts'
import { agencyNamed, bringBack, type CameBack } from './referral-store.ts'

const MOST = 200

const alarm = async (work: SystemWork, { id, caseId, fromAgencyId, fromOfficerId, toAgencyId, restricted }: CameBack): Promise<void> => {
  const [from, to] = [(await agencyNamed(work, fromAgencyId))?.name ?? 'An agency', (await agencyNamed(work, toAgencyId))?.name ?? 'An agency']
  const item = { kind: 'task' as const, dueAt: work.now, aboutId: id }
  await note(work, { ...item, caseId, title: `${to} has not answered a referral: decide what next`.slice(0, 200), because: 'It is back with you. They may still answer; you may take it back. Who leads the case has not changed', officerId: fromOfficerId, agencyId: fromAgencyId, aboutKind: 'referral' })
  const managers = async (agencyId: string) => (await managersOf(work, agencyId, 'see the team')).filter(one => one.id !== fromOfficerId)
  for (const { id: officerId } of await managers(fromAgencyId)) await note(work, { ...item, caseId, title: `${to} has not answered a referral from us in time`.slice(0, 200), because: 'The time for an answer is over. It stands under Referrals', officerId, agencyId: fromAgencyId, aboutKind: 'referral came back' })
  // Of a restricted case their managers do not hear: it was for one officer alone.
  if (restricted) return
  for (const { id: officerId } of await managers(toAgencyId)) await note(work, { ...item, caseId: null, title: `We have not answered a referral from ${from} in time`.slice(0, 200), because: 'The time for an answer is over. It stands under Referrals', officerId, agencyId: toAgencyId, aboutKind: 'referral came back' })
}

export const bringingBack: Chore = {
  name: 'referrals.bring-back', cron: '*/10 * * * *',
  each: async work => {
    for (const one of await bringBack(work, MOST)) await alarm(work, one)
  },
}
