// Working hours: the hours a desk is staffed on working days, for promises that are counted in hours.
import { addDays } from './day.ts'
import { londonDay, londonMoment } from './london.ts'
import { isWorkingDay } from './working-days.ts'

/** When the desk is staffed, as London's clocks show it: 'HH:MM'. */
export type Desk = { readonly opens: string; readonly closes: string }

/**
 * The moment n working hours after another. Outside the desk's hours nothing counts, so that what comes at night begins when it opens.
 * Throws when the desk does not open before it closes, or `hours` is not positive.
 */
export function addWorkingHours(from: Date, hours: number, { opens, closes }: Desk): Date {
  if (!(opens < closes) || !(hours > 0)) throw new Error(`No working hours between ${opens} and ${closes}, or none to count: ${hours}`)
  let left = hours * 3_600_000
  for (let on = londonDay(from); ; on = addDays(on, 1)) {
    const [begins, ends] = [londonMoment(on, opens), londonMoment(on, closes)]
    // An hour the clocks skip in spring is nobody's working hour.
    if (!isWorkingDay(on) || begins === undefined || ends === undefined || ends <= from) continue
    const counts = Math.max(begins.getTime(), from.getTime())
    if (ends.getTime() - counts >= left) return new Date(counts + left)
    left -= ends.getTime() - counts
  }
}
