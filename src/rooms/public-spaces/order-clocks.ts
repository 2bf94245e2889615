// The clocks of an order in the diary: its end, and the looks at it 6 and 3 months before. Begun with the order, anew when it is extended.
import type { OfficerWork, Work } from '#db/work.ts'
import { addDays, sayDay, startOfDay, type Day } from '#kernel/time.ts'
import { deadlineBefore } from '#law/backwards.ts'
import { pspoReview3, pspoReview6 } from '#law/deadlines/public-spaces.ts'
import type { Law } from '#law/rule.ts'
import { alertOf, note, openAbout, sayAlert, settleAbout, toneOf, warningsNow } from '#rooms/diary/index.ts'
import type { Tone } from '#ui/casework.tsx'

export const ORDER_ENDS = 'public spaces order'
export const LOOK_AGAIN = 'public spaces look'

type Ending = { readonly id: string; readonly name: string; readonly kind: 'standard' | 'expedited'; readonly endsOn: Day }
type Whose = { readonly officerId: string | null; readonly agencyId: string; readonly law: Law; /** The first day of the time that is looked at again. */ readonly since: Day }

/** When to look at it again. What was due before it began to run, or before anybody knew of it, is not; but the last look never falls away. */
export const looksAt = ({ endsOn }: Pick<Ending, 'endsOn'>, since: Day, law: Law): readonly { readonly on: Day; readonly months: number; readonly sentence: string }[] => {
  const looks = ([[6, pspoReview6], [3, pspoReview3]] as const).flatMap(([months, rule]) => { const answer = deadlineBefore(rule, endsOn, since, law); return answer.state === 'known' ? [{ on: answer.on, months, sentence: answer.sentence }] : [] })
  const inTime = looks.filter(({ on }) => on >= since)
  return inTime.length > 0 ? inTime : looks.slice(-1)
}

export const startOrderClocks = async (work: Work, order: Ending, { officerId, agencyId, law, since }: Whose): Promise<void> => {
  const { id, name, kind, endsOn } = order
  const item = { kind: 'legal', caseId: null, officerId, agencyId, aboutId: id, warn: 'days' } as const
  for (const aboutKind of [ORDER_ENDS, LOOK_AGAIN]) await settleAbout(work, aboutKind, id, `It ends on ${sayDay(endsOn)} now`)
  const must = kind === 'expedited' ? 'an expedited order is not extended, so what comes after it is made before it is over (ASBCPA 2014 s60A)' : 'an extension must be made before it is over (ASBCPA 2014 s60(2))'
  await note(work, { ...item, title: `${name}: the public spaces order expires`.slice(0, 200), dueAt: startOfDay(addDays(endsOn, 1)), because: `Its last day is ${sayDay(endsOn)}; ${must}`, aboutKind: ORDER_ENDS })
  if (kind === 'standard') for (const { on, months, sentence } of looksAt(order, since, law)) await note(work, { ...item, title: `${name}: look again ${months} months before it ends`.slice(0, 200), dueAt: startOfDay(addDays(on, 1)), because: `${sentence} Begin its extension, variation or discharge, or say that it is to end`, aboutKind: LOOK_AGAIN })
}

export type OrderAlarm = { readonly orderId: string; readonly what: 'look' | 'end'; readonly says: string; readonly dueAt: Date; readonly alert: { readonly text: string; readonly tone: Tone } | undefined }

/** What is open of these orders: looks that nobody has begun, and the ends, each with its warning. */
export const alarmsOf = async (work: OfficerWork, orderIds: readonly string[]): Promise<readonly OrderAlarm[]> => {
  const warnings = await warningsNow(work)
  return (await openAbout(work, [ORDER_ENDS, LOOK_AGAIN], orderIds)).map(({ aboutId, aboutKind, title, dueAt, warn }) => {
    const alert = alertOf({ dueAt, warn: warn ?? 'days' }, work.now, warnings)
    const what = aboutKind === LOOK_AGAIN ? 'look' : 'end'
    const says = what === 'end' ? 'Expires' : /look again \d+ months before/i.exec(title)?.[0].replace('look', 'Look') ?? 'Look again'
    // A look whose day is over was not begun: it has not "run out", nobody started it.
    const text = alert === undefined ? '' : alert.state === 'run out' && what === 'look' ? 'not started, and late' : what === 'look' ? `not started, ${sayAlert(alert)}` : sayAlert(alert)
    return { orderId: aboutId ?? '', what, says, dueAt, alert: alert === undefined ? undefined : { text, tone: toneOf(alert) } }
  })
}
