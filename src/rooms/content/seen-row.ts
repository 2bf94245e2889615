// What the editors share: who may edit for all, the row as it looked when the form was opened, and a code for a new row.
import type { OfficerWork } from '#db/work.ts'
import { problems } from '#web/form.ts'
import { refused } from '#web/answers.ts'

export const runsPartnership = (work: OfficerWork): boolean => work.partnership.triageAgencyId === work.actor.agencyId
export const ONLY_RUNNER = refused('Only an administrator of the agency that runs the partnership may change what all agencies share.')

/** Somebody else saved the row first. */
export const changedMeanwhile = problems({ field: 'name', text: 'Somebody else has changed this since you opened it. What you typed is kept: open it again beside this page, and bring in what still holds' })

/** "Cars and bikes" as "cars-and-bikes", unlike any code there is. */
export const newCode = (name: string, taken: readonly string[]): string => {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 40) || 'new'
  const free = [plain, ...Array.from({ length: 500 }, (_, n) => `${plain}-${n + 2}`)].find(code => code !== 'add' && !taken.includes(code))
  return free ?? `${plain}-${taken.length + 1}`
}
