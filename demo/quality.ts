// Four months of cases read against the standards, a few still to read, and one officer away.
import type { SystemWork } from '#db/work.ts'
import { addDays, addMonths, day, londonMoment } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { qualityFormOn, scoreOf } from '#rooms/quality/index.ts'
import type { Chance } from './chance.ts'
import type { Staff } from './staff.ts'

const FOUND = ['Good, regular contact and a clear record.', 'The plan was agreed but nobody wrote down what came of two steps.', 'The second risk assessment was a week late; the reason is on file.', 'Could be taken over by anybody tomorrow.', 'The closing call is not in the chronology.', 'Kind and prompt.']

export const makeQuality = async (work: SystemWork, staff: Staff, luck: Chance): Promise<void> => {
  const form = qualityFormOn(work.today)
  for (let back = 3; back >= 0; back -= 1) {
    const first = day(`${addMonths(work.today, -back).slice(0, 7)}-01`)
    for (const officer of staff.officers) {
      const cases = await work.db.selectFrom('cases').select(['id']).where('leadOfficerId', '=', officer.id).where('circleId', 'is', null).where('openedAt', '<', londonMoment(addDays(first, -28), '09:00') ?? work.now)
        .where(where => where.not(where.exists(where.selectFrom('qualityReviews as q').select('q.id').whereRef('q.caseId', '=', 'cases.id')))).orderBy('reference').limit(2).execute()
      for (const { id } of cases) await makeReview(work, staff, { caseId: id, officerId: officer.id, month: first.slice(0, 7), drawnAt: londonMoment(first, '06:00') ?? work.now, dueOn: addWorkingDays(first, 15), isRead: back > 0, form }, luck)
    }
  }
  const [, away, cover] = staff.officers
  if (away === undefined || cover === undefined) return
  await work.db.insertInto('absences').values({ partnershipId: work.partnership.id, id: work.newId(), officerId: away.id, coverId: cover.id, fromDay: work.today, untilDay: addDays(work.today, 6), madeAt: work.now, madeBy: staff.managerId }).execute()
}

type ToMake = { readonly caseId: string; readonly officerId: string; readonly month: string; readonly drawnAt: Date; readonly dueOn: ReturnType<typeof day>; readonly isRead: boolean; readonly form: ReturnType<typeof qualityFormOn> }

const makeReview = async (work: SystemWork, staff: Staff, { caseId, officerId, month, drawnAt, dueOn, isRead, form }: ToMake, luck: Chance): Promise<void> => {
  const id = work.newId()
  const answers = Object.fromEntries(form.standards.map(({ code }) => [code, luck.pick(['met', 'met', 'met', 'met', 'partly', 'not met', 'not applicable'] as const)]))
  const { met, asked } = scoreOf(Object.values(answers))
  await work.db.insertInto('qualityReviews').values({
    partnershipId: work.partnership.id, id, caseId, agencyId: staff.councilId, officerId, reviewerId: staff.managerId, month, formVersion: form.version, drawnAt, dueOn,
    ...isRead ? { state: 'done' as const, answers: JSON.stringify(answers), comment: luck.pick(FOUND), met, asked, doneAt: londonMoment(addDays(dueOn, -luck.whole(0, 4)), '14:30') ?? work.now, doneBy: staff.managerId } : {},
  }).execute()
  if (!isRead) await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'task', title: 'Read a case of the quality sample', dueAt: londonMoment(dueOn, '23:59') ?? work.now, because: `The sample of ${month}: within 15 working days`, caseId, officerId: staff.managerId, agencyId: staff.councilId, aboutKind: 'quality review', aboutId: id, madeAt: drawnAt }).execute()
}
