// Whether somebody is under 18 on the day that counts, going by what is known of them.
import { type Day, ageOn } from '#kernel/time.ts'

export type AgeStanding = 'under 18' | '18 or over' | 'not known'

export function ageStanding({ bornOn, adult, on }: { readonly bornOn?: Day; readonly adult?: boolean; readonly on: Day }): AgeStanding {
  if (bornOn !== undefined) return ageOn(bornOn, on) < 18 ? 'under 18' : '18 or over'
  if (adult === undefined) return 'not known'
  return adult ? '18 or over' : 'under 18'
}
