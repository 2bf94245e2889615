// Why an account looks stale, or shared by several people: pure, and said as a sentence the page shows.
import { daysBetween, londonDay } from '#kernel/time.ts'

export type Used = { readonly name: string; readonly email: string; readonly createdAt: Date; readonly lastSeen: Date | null; readonly atOnce: number; readonly places: number }
export type Limits = { readonly staleDays: number; readonly devices: number; readonly places: number }

/** Undefined while it is in use, or new. */
export const whyStale = ({ createdAt, lastSeen }: Used, { staleDays }: Limits, now: Date): string | undefined => {
  const days = daysBetween(londonDay(lastSeen ?? createdAt), londonDay(now))
  if (days < staleDays) return undefined
  return lastSeen === null ? `Never used, ${days} days after it was made` : `Not used for ${days} days`
}

/** Names of a desk, not of a person. Whole words only: Dr Duty-Smith is a person, and so is Ada Infosino. */
const DESKS = ['duty', 'team', 'info', 'admin', 'office', 'reception', 'enquiries', 'enquiry', 'desk', 'shared', 'generic', 'mailbox', 'rota', 'test', 'asb', 'housing', 'support', 'contact', 'helpdesk', 'frontdesk', 'control', 'shift', 'everyone', 'staff']
const wordsIn = (text: string): readonly string[] => text.toLowerCase().split(/[^a-z]+/).filter(word => word !== '')

export const whyShared = ({ name, email, atOnce, places }: Used, limits: Limits): readonly string[] => {
  const [inName, inEmail] = [wordsIn(name).find(word => DESKS.includes(word)), wordsIn(email.split('@')[0] ?? '').find(word => DESKS.includes(word))]
  return [
    ...(atOnce >= limits.devices ? [`Used on ${atOnce} devices within the last hour`] : []),
    ...(places >= limits.places ? [`Signed in from ${places} places within a day`] : []),
    ...(inName === undefined || wordsIn(name).length > 2 ? [] : [`Its name says “${inName}”, not a person`]),
    ...(inEmail === undefined ? [] : [`Its email address says “${inEmail}”, not a person`]),
  ]
}
