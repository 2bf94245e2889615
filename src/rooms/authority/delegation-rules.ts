// Whether a delegation holds on a day, and how near its end is. Pure.
import { addDays, daysBetween, type Day } from '#kernel/time.ts'
import type { Power } from './powers.ts'

export type Held = { readonly officerId: string; readonly agencyId: string; readonly power: string; readonly fromDay: Day; readonly untilDay: Day; readonly endedAt: Date | null }
export type Asked = { readonly officerId: string; readonly agencyId: string; readonly power: Power }

/** The delegation by which this officer of this agency may use the power on a day; the one that lasts longest. Undefined: they may not. */
export const delegationInForce = <D extends Held>(all: readonly D[], asked: Asked, on: Day): D | undefined =>
  all.filter(one => one.officerId === asked.officerId && one.agencyId === asked.agencyId && one.power === asked.power && one.endedAt === null && one.fromDay <= on && on <= one.untilDay)
    .toSorted((a, b) => b.untilDay.localeCompare(a.untilDay))[0]

export const ALERTS = [90, 30, 7] as const
/** Which alert is due now (90, 30 or 7 days before the end, 0 after it), of those not yet sent; undefined: none. */
export const alertDue = (until: Day, alerted: number | null, on: Day): number | undefined => {
  const due = on > until ? 0 : ALERTS.toReversed().find(days => on >= addDays(until, -days))
  return due === undefined || (alerted !== null && alerted <= due) ? undefined : due
}

export const sayEnd = (until: Day, on: Day): string => {
  const days = daysBetween(on, until)
  return days < 0 ? `ran out ${days === -1 ? 'yesterday' : `${-days} days ago`}` : days === 0 ? 'ends today' : `ends in ${days} ${days === 1 ? 'day' : 'days'}`
}
