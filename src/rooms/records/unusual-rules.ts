// What is unusual about a day of an officer's access. Questions to ask, never findings: each says in words what was counted.
import { isWorkingDay } from '#kernel/working-days.ts'
import { londonDay, londonTime, sayClockTime, weekday } from '#kernel/time.ts'
import type { UnusualTerms } from '#rooms/partnership/index.ts'

const LOOKS_BACK_LEAST = 5
/** In tens: restricted records are not counted, and an exact number beside a page of twenty would tell how many they were. */
const records = (n: number): string => n <= 10 ? 'Up to 10 records' : `More than ${Math.floor((n - 1) / 10) * 10} records`
const times = (n: number): string => n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`

/** What is usual: the mean of the days on which they looked at anything; none before there are five. */
export const usualOf = (days: readonly number[]): number | undefined => days.length < LOOKS_BACK_LEAST ? undefined : days.reduce((sum, n) => sum + n, 0) / days.length

/** Far more records of one agency than a setting, or than is usual for this officer. */
export const tooMany = (shown: number, usual: number | undefined, { mostRecords, timesUsual, leastRecords }: UnusualTerms): string | undefined => {
  const beyondUsual = usual !== undefined && shown >= leastRecords && shown > usual * timesUsual
  if (shown <= mostRecords && !beyondUsual) return undefined
  return `${records(shown)} shown in a day. ${usual === undefined ? 'What is usual for them is not known yet.' : `Usual for them: about ${Math.round(usual)}.`}`
}

export type Quarter = { readonly at: Date; readonly looks: number }

const isOutside = ({ at }: Quarter, { opens, closes, weekends }: UnusualTerms): boolean => {
  const [day, time] = [londonDay(at), londonTime(at)]
  const isWorked = isWorkingDay(day) || (weekends && ['Saturday', 'Sunday'].includes(weekday(day)))
  return !isWorked || time < opens || time >= closes
}

/** Pages about records opened outside working hours. */
export const outsideHours = (quarters: readonly Quarter[], terms: UnusualTerms): string | undefined => {
  const outside = quarters.filter(quarter => isOutside(quarter, terms)).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const looks = outside.reduce((sum, one) => sum + one.looks, 0)
  const [first, last] = [outside[0], outside.at(-1)]
  if (looks < terms.outsideLooks || first === undefined || last === undefined) return undefined
  return `${looks} pages opened outside working hours, ${first.at.getTime() === last.at.getTime() ? 'at' : `from ${sayClockTime(londonTime(first.at))} to`} about ${sayClockTime(londonTime(last.at))}.`
}

export type CaseLook = { readonly looks: number; readonly hadIt: boolean; readonly wasNamed: boolean; readonly sameAgency: boolean; readonly sameTeam: boolean; readonly nearHome: boolean }

/** A case they neither led, nor were asked to do anything on, nor were let into, and that is not their agency's (or, where set, their team's). */
export const noReason = ({ looks, hadIt, wasNamed, sameAgency, sameTeam }: CaseLook, { team }: Pick<UnusualTerms, 'team'>): string | undefined => {
  if (hadIt || wasNamed || (sameAgency && (!team || sameTeam))) return undefined
  return `Opened ${times(looks)}. They neither lead it, nor have or had anything to do on it, and it is not ${sameAgency ? 'their team’s' : 'with their agency'}.`
}

/** Where they live is not said: only that it is near. Whoever leads a case near home is asked, too. */
export const nearHome = ({ looks, nearHome: isNear }: CaseLook): string | undefined => isNear ? `Opened ${times(looks)}. It is near where they live.` : undefined

/** Guessing: pages they were not let see, or that are not there. */
export const refusedOften = (refusals: number, { refusals: from }: Pick<UnusualTerms, 'refusals'>): string | undefined =>
  refusals < from ? undefined : `${refusals} different pages were refused to them or not there.`
