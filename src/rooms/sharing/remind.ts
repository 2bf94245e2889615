// What the clock does for sharing: tells of agreements to be reviewed or about to end, of grants about to lapse, and ends what has run out.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { hoursAfter, londonMoment, sayDay, type Day } from '#kernel/time.ts'
import { note } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { agreementsToWatch, openItemsAbout, settleNearer } from './remind-store.ts'
import { forgetOldDrafts, grantsEndingBefore } from './grant-store.ts'
import { warningFor, type Ahead } from './sharing-rules.ts'

const DAYS_BEFORE_LAPSE = 7

const KINDS = [['agreement review', 'reviewOn', 'is to be reviewed'], ['agreement end', 'endsOn', 'ends']] as const
const titleOf = (name: string, says: string, ahead: Ahead): string => `“${name}” ${says} within ${ahead} days`.slice(0, 200)

type Watched = Awaited<ReturnType<typeof agreementsToWatch>>[number]
const warn = async (work: SystemWork, agreement: Watched, agencyId: string, officers: readonly { readonly id: string }[]): Promise<void> => {
  for (const [aboutKind, field, says] of KINDS) {
    const on: Day = agreement[field]
    const ahead = agreement.followed && aboutKind === 'agreement review' ? undefined : warningFor(work.today, on)
    if (ahead === undefined) continue
    const title = titleOf(agreement.name, says, ahead)
    if (await openItemsAbout(work, aboutKind, agreement.id, title)) continue
    await settleNearer(work, aboutKind, agreement.id)
    for (const officer of officers) {
      await note(work, { kind: 'task', title, dueAt: londonMoment(on, '23:59') ?? work.now, because: `It ${says} on ${sayDay(on)}${aboutKind === 'agreement end' ? '. Everything shared under it ends that night' : ''}`, caseId: null, officerId: officer.id, agencyId, aboutKind, aboutId: agreement.id })
    }
  }
}

const warnOfAgreements = async (work: SystemWork): Promise<void> => {
  const agencyId = work.partnership.triageAgencyId
  if (agencyId === null) return
  const officers = await officersWhoMay(work, agencyId, 'run the partnership')
  for (const agreement of await agreementsToWatch(work)) await warn(work, agreement, agencyId, officers)
}

const warnOfGrants = async (work: SystemWork): Promise<void> => {
  for (const grant of await grantsEndingBefore(work, hoursAfter(work.now, DAYS_BEFORE_LAPSE * 24))) {
    await note(work, {
      kind: 'task', title: `Sharing with ${grant.agency} is about to end: extend it or let it end`.slice(0, 200), dueAt: grant.endsAt, because: 'What is shared ends by itself on its day',
      caseId: grant.caseId, officerId: grant.leadOfficerId, agencyId: grant.leadAgencyId, aboutKind: 'grant', aboutId: grant.id,
    })
  }
}

export const remindOfSharing: Chore = {
  name: 'sharing.remind', cron: '20 6 * * *',
  each: async work => {
    // Also where nobody signs in: a chronology should say on its day that sharing ended.
    await sql`select amity.end_lapsed(${work.partnership.id}, ${work.now})`.execute(work.db)
    await warnOfAgreements(work)
    await warnOfGrants(work)
    await forgetOldDrafts(work, hoursAfter(work.now, -24))
  },
}
