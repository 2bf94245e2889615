// Tells the other side: what waits for an answer, and what became of what was sent. Diaries say that something waits, never about whom.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { readsNews } from '#jobs/readers.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { referralMoved } from './events.ts'
import { referralWith } from './referral-store.ts'
import { STEPS, type Step } from './referral-rules.ts'

type Sent = { readonly id: string; readonly toAgencyId: string; readonly toOfficerId: string | null; readonly restricted: boolean; readonly dueAt: Date; readonly because: string; readonly urgent: boolean }

/** For one officer alone it says less: a colleague who looks at their diary learns nothing of a restricted case. */
export const tellReceiver = (work: OfficerWork, { id, toAgencyId, toOfficerId, restricted, dueAt, because, urgent }: Sent): Promise<void> => note(work, {
  kind: 'referral answer', title: restricted ? 'Something waits for you under Referrals' : `Answer ${urgent ? 'an urgent' : 'a'} referral from ${work.actor.agencyName}`, dueAt, because: restricted ? 'It is for you alone' : because,
  caseId: null, officerId: toOfficerId, agencyId: toAgencyId, aboutKind: 'referral', aboutId: id,
})

const SAYS: Readonly<Record<Step, string>> = { accepted: 'accepted your referral', declined: 'declined your referral: decide what next', working: 'works on your referral', done: 'says your referral is done', recalled: 'took a referral back' }

/** Whatever waited on either side because of it is settled, and the sender has the news in their diary, where the case stands. */
export const tellSender = readsNews(referralMoved, 'referrals: the other side is told', async (work, { referralId, step, byAgency }) => {
  const referral = await referralWith(work, referralId)
  if (referral === undefined || !oneOf(STEPS, step)) return
  for (const kind of ['referral', 'referral came back']) await settleAbout(work, kind, referralId, step)
  if (step === 'recalled') return
  await note(work, {
    kind: 'task', title: `${byAgency} ${SAYS[step]}`.slice(0, 200), dueAt: work.now, because: 'News of a referral. Opening it settles this', caseId: referral.caseId, officerId: referral.fromOfficerId, agencyId: referral.fromAgencyId, aboutKind: 'referral', aboutId: referral.id,
  })
})
