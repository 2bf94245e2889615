// The circle an address speaks of, and whether this officer keeps it. To anybody who is not in it there is none.
import type { OfficerWork } from '#db/work.ts'
import { notThere, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { circleWith, membersOf, type Circle, type Member } from './circle-store.ts'

export type Kept = { readonly circle: Circle; readonly members: readonly Member[]; readonly keeps: boolean; readonly me: string }

export const circleAt = async (work: OfficerWork, ask: Ask): Promise<Kept | Answer> => {
  const circle = await circleWith(work, ask.params['circle'] ?? '')
  if (circle === undefined) return notThere
  return { circle, members: await membersOf(work, circle.id), keeps: circle.keeperId === work.actor.officerId && circle.agencyId === work.actor.agencyId && work.may('see restricted'), me: work.actor.officerId }
}

/** The same, for what only its keeper does. */
export const keptCircle = async (work: OfficerWork, ask: Ask): Promise<Kept | Answer> => {
  const found = await circleAt(work, ask)
  return 'kind' in found || found.keeps ? found : refused(`Only its keeper, ${found.circle.keeper ?? 'nobody now'}, does this.`)
}
