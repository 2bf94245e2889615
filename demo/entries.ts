// The chronology of each demonstration case: the report, what was done, and how it ended.
import type { SystemWork } from '#db/work.ts'
import type { MadeCase } from './cases.ts'
import type { Chance } from './chance.ts'
import { ACTIONS } from './stories.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const makeEntries = async (work: SystemWork, made: MadeCase, luck: Chance): Promise<void> => {
  const { story, openedAt, closedAt } = made
  const happened = new Date(openedAt.getTime() - luck.whole(4, 60) * HOUR)
  await work.db.insertInto('incidents').values({
    partnershipId: work.partnership.id, caseId: made.id, happenedAt: happened, enteredAt: openedAt, enteredBy: made.officerId,
    categoryCode: story.category, description: story.told, effect: story.effect, placeId: made.placeId,
  }).execute()
  const last = (closedAt ?? work.now).getTime()
  const common = { partnershipId: work.partnership.id, caseId: made.id, enteredBy: made.officerId, enteredAs: made.officerName, personId: made.harmedId }
  const rows = [{ ...common, kind: 'report' as const, direction: 'in' as const, happenedAt: openedAt, enteredAt: openedAt, summary: 'Reported to us', body: `${story.told}\n\n“${story.effect}”`, visibility: 'public' as 'public' | 'staff' }]
  const actions = []
  let at = openedAt.getTime()
  for (let step = luck.whole(2, 9); step > 0; step -= 1) {
    at += luck.whole(1, 9) * DAY + luck.whole(0, 7) * HOUR
    if (at >= last) break
    const action = luck.pick(ACTIONS)
    actions.push({ ...common, kind: action.kind, direction: null, happenedAt: new Date(at), enteredAt: new Date(Math.min(last, at + luck.whole(0, 5) * HOUR)), summary: action.summary, body: action.body, visibility: action.visibility })
  }
  if (closedAt !== null) actions.push({ ...common, kind: 'closing' as const, direction: null, happenedAt: closedAt, enteredAt: closedAt, summary: 'Case closed', body: 'Asked whether it is resolved, explained why we are closing and how to come back.', visibility: 'public' as const })
  await work.db.insertInto('entries').values([...rows, ...actions]).execute()
}
