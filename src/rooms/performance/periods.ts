// The stretches of time measures are shown for: quarters and years that begin on 1 April.
import { addDays, addMonths, day, quarterOf, sayQuarter, type Day, type Quarter } from '#kernel/time.ts'

/** `until` is the last day of it. */
export type Period = { readonly code: string; readonly says: string; readonly from: Day; readonly until: Day }

/** How many quarters the tables go back. */
export const QUARTERS = 8

const codeOf = ({ yearBeginning, number }: Quarter): string => `${yearBeginning}-q${number}`
const quarter = (on: Day): Period => {
  const found = quarterOf(on)
  return { code: codeOf(found), says: sayQuarter(found), from: found.firstDay, until: found.lastDay }
}
const year = (beginning: number): Period => ({ code: String(beginning), says: `April ${beginning} to March ${beginning + 1}`, from: day(`${beginning}-04-01`), until: day(`${beginning + 1}-03-31`) })

/** The last eight quarters up to the one that runs, oldest first. */
export const recentQuarters = (today: Day): readonly Period[] =>
  Array.from({ length: QUARTERS }, (_, back) => quarter(addMonths(quarterOf(today).firstDay, -3 * (QUARTERS - 1 - back))))

/** What the filter offers: this year and the one before, then the quarters, newest first. */
export const periodsOn = (today: Day): readonly Period[] => {
  const { yearBeginning } = quarterOf(today)
  return [year(yearBeginning), year(yearBeginning - 1), ...recentQuarters(today).toReversed()]
}

/** Which of the quarters a month ("2026-05") falls in, by its code. */
export const quarterOfMonth = (month: string): string => codeOf(quarterOf(day(`${month}-01`)))

export const dayAfter = ({ until }: Period): Day => addDays(until, 1)
