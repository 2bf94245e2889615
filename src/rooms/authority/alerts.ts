// By the clock: 90, 30 and 7 days before a delegation or training runs out, and when it has, the officer and their managers have it in the diary.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonMoment, sayDay, type Day } from '#kernel/time.ts'
import type { Act } from '#db/acts.ts'
import { managersOf } from '#rooms/partnership/index.ts'
import { dueForOfficer } from '#rooms/officers/index.ts'
import { alertDue, ALERTS } from './delegation-rules.ts'
import { delegationsEndingBy, markDelegationAlerted } from './delegation-store.ts'
import { markRecordAlerted, recordsEndingBy } from './training-store.ts'

type Ending = { readonly id: string; readonly officerId: string; readonly agencyId: string; readonly officer: string; readonly until: Day; readonly kind: 'delegation' | 'training'; readonly says: string }

const tell = async (work: SystemWork, { id, officerId, agencyId, officer, until, kind, says }: Ending, days: number, act: Act): Promise<void> => {
  const end = days === 0 ? `ran out on ${sayDay(until)}` : `runs out on ${sayDay(until)}`
  const note = (to: string, title: string) => work.announce(dueForOfficer, {
    officerId: to, agencyId, title: title.slice(0, 200), because: `${days === 0 ? 'It has run out' : `${days} days before it runs out`}. See Delegations and training`, dueAt: (londonMoment(days === 0 ? work.today : until, '23:59') ?? work.now).toISOString(), aboutKind: kind, aboutId: id,
  })
  await note(officerId, `Your ${says} ${end}: have it renewed`)
  for (const manager of await managersOf(work, agencyId, act)) if (manager.id !== officerId) await note(manager.id, `${officer}’s ${says} ${end}: see to it`)
}

/** Each alert once. A record that comes late gets only the nearest. */
export const alertEndings = async (work: SystemWork): Promise<void> => {
  const by = addDays(work.today, ALERTS[0])
  for (const one of await delegationsEndingBy(work, by)) {
    const days = alertDue(one.untilDay, one.alerted, work.today)
    if (days === undefined) continue
    await tell(work, { ...one, until: one.untilDay, kind: 'delegation', says: `delegation to ${one.power}` }, days, 'keep delegations')
    await markDelegationAlerted(work, one.id, days)
  }
  for (const one of await recordsEndingBy(work, by)) {
    const days = one.expiresOn === null ? undefined : alertDue(one.expiresOn, one.alerted, work.today)
    if (days === undefined || one.expiresOn === null) continue
    await tell(work, { ...one, until: one.expiresOn, kind: 'training', says: `“${one.kind}” training` }, days, 'keep training')
    await markRecordAlerted(work, one.id, days)
  }
}
