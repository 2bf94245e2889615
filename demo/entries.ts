// The chronology of each demonstration case: the report, what was done at hours people work, what was corrected, and how it ended.
import type { SystemWork } from '#db/work.ts'
import type { MadeCase } from './cases.ts'
import type { Chance } from './chance.ts'
import { atWork } from './hours.ts'
import { ACTIONS, GUARDED, MISTAKES } from './stories.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MINUTE = 60_000

export const makeEntries = async (work: SystemWork, made: MadeCase, luck: Chance): Promise<void> => {
  const { story, openedAt, closedAt } = made
  const happened = new Date(openedAt.getTime() - luck.whole(4, 60) * HOUR)
  await work.db.insertInto('incidents').values({
    partnershipId: work.partnership.id, caseId: made.id, happenedAt: happened, enteredAt: openedAt, enteredBy: made.officerId,
    categoryCode: story.category, description: story.told, effect: story.effect, placeId: made.placeId,
  }).execute()
  const last = (closedAt ?? work.now).getTime()
  const common = { partnershipId: work.partnership.id, caseId: made.id, enteredBy: made.officerId, enteredAs: made.officerName, personId: made.harmedId }
  const entry = (kind: Kind, at: Date, enteredAt: Date, { summary, body, visibility }: Said) => ({ ...common, id: work.newId(), kind, direction: kind === 'report' ? 'in' as const : null, happenedAt: at, enteredAt, summary, body, visibility })
  const rows = [entry('report', openedAt, openedAt, { summary: 'Reported to us', body: `${story.told}\n\n“${story.effect}”`, visibility: 'public' })]
  const corrections = []
  let at = openedAt.getTime()
  for (let step = luck.whole(2, 9); step > 0; step -= 1) {
    at += luck.whole(1, 9) * DAY
    const guarded = story.severity === 'high' && luck.happens(0.12)
    const action = guarded ? luck.pick(GUARDED) : luck.pick(ACTIONS)
    const [happenedAt, mistake] = [atWork(at, action.kind, luck), luck.happens(0.06) ? luck.pick(MISTAKES) : undefined]
    const enteredAt = new Date(happenedAt.getTime() + luck.whole(2, 90) * MINUTE)
    if (enteredAt.getTime() + 2 * HOUR >= last || happenedAt <= openedAt) continue
    if (mistake === undefined || (action.kind !== 'call' && action.kind !== 'visit')) {
      rows.push(entry(action.kind, happenedAt, enteredAt, action))
      continue
    }
    const wrong = entry(action.kind, happenedAt, enteredAt, { ...action, body: `${action.body} ${mistake.wrong}` })
    rows.push(wrong)
    corrections.push({ ...entry(action.kind, happenedAt, new Date(enteredAt.getTime() + luck.whole(8, 100) * MINUTE), { ...action, body: `${action.body} ${mistake.right}` }), correctsId: wrong.id, correctedBecause: mistake.because })
  }
  if (closedAt !== null) rows.push(entry('closing', closedAt, closedAt, { summary: 'Case closed', body: 'Asked whether it is resolved, explained why we are closing and how to come back.', visibility: 'public' }))
  await work.db.insertInto('entries').values(rows).execute()
  if (corrections.length > 0) await work.db.insertInto('entries').values(corrections).execute()
}

type Kind = (typeof ACTIONS)[number]['kind'] | 'report' | 'closing'
type Said = { readonly summary: string; readonly body: string; readonly visibility: 'public' | 'staff' | 'restricted' }
