// What is due on each open demonstration case: some of it late, as in life.
import type { SystemWork } from '#db/work.ts'
import type { MadeCase } from './cases.ts'
import type { Chance } from './chance.ts'
import type { Staff } from './staff.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const makeDiary = async (work: SystemWork, staff: Staff, made: MadeCase, luck: Chance): Promise<void> => {
  const item = (kind: 'victim update' | 'risk assessment' | 'task' | 'manager review', title: string, days: number, because: string) => ({
    partnershipId: work.partnership.id, kind, title, dueAt: new Date(work.now.getTime() + days * DAY), because, caseId: made.id,
    officerId: kind === 'manager review' ? staff.managerId : made.officerId, agencyId: staff.councilId, madeAt: made.openedAt,
  })
  await work.db.insertInto('diaryItems').values([
    item('victim update', 'Update the person harmed', luck.whole(-3, 9), 'Every 10 working days, as agreed in the action plan'),
    item('risk assessment', 'Review the risk', luck.whole(-2, 20), made.story.severity === 'high' ? 'Every 7 days while the risk is high' : 'Every 28 days while the risk is medium'),
    item('task', luck.pick(['Collect diary sheets', 'Chase the contractor about the entry door', 'Ask the police for call records', 'Visit with the housing officer', 'Check the noise recordings']), luck.whole(-5, 14), 'Agreed in the action plan'),
    ...(luck.happens(0.4) ? [item('manager review', 'Review how the case is going', luck.whole(-4, 20), 'Every 20 working days')] : []),
  ]).execute()
}
