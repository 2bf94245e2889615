// Hours at which work is believably done: visits and calls from eight to eight, now and then in the evening, the rest at a desk.
import { londonDay, londonMoment } from '#kernel/time.ts'
import type { Chance } from './chance.ts'

const DAY = 24 * 3_600_000
const two = (number: number): string => String(number).padStart(2, '0')

/** That moment's day, or the Monday after a weekend. Nearly nobody visits on a Sunday. */
const workingDay = (at: number) => {
  const today = londonDay(new Date(at))
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay()
  return weekday === 6 ? londonDay(new Date(at + 2 * DAY)) : weekday === 0 ? londonDay(new Date(at + DAY)) : today
}

/** A moment on about that day when an officer would do such a thing. */
export const atWork = (at: number, kind: string, luck: Chance): Date => {
  const outside = kind === 'call' || kind === 'visit'
  const hour = outside ? (luck.happens(0.1) ? luck.whole(18, 19) : luck.whole(8, 17)) : luck.whole(9, 16)
  return londonMoment(workingDay(at), `${two(hour)}:${two(luck.whole(0, 11) * 5)}`) ?? new Date(at)
}
