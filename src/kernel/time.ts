// The front door for time: days, instants in London, and both in words. Import time from here.
export {
  WEEKDAYS,
  addDays,
  addMonths,
  ageOn,
  day,
  daysBeginningWith,
  daysBetween,
  monthsBeginningWith,
  quarterOf,
  readDay,
  weekday,
} from './day.ts'
export type { Day, Quarter, Weekday } from './day.ts'
export { happensTwice, hoursAfter, londonDay, londonMoment, londonTime, readClockTime, startOfDay } from './london.ts'
export {
  sayAgo,
  sayAtEnd,
  sayClockTime,
  sayDate,
  sayDay,
  sayDue,
  sayEnd,
  sayMoment,
  sayQuarter,
  sayShortDay,
} from './time-in-words.ts'
