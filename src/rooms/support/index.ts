// The front door of the support room.
import { formAt } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { addStep } from './add-step.tsx'
import { agreePlan } from './agree-plan.tsx'
import { endStep } from './end-step.tsx'
import { promiseContact } from './promise-contact.tsx'
import { writePlan } from './write-plan.tsx'

const may = 'work on cases'

export const supportRoom: Room = {
  doors: [
    ...formAt('/cases/:reference/plan/:person', { may, records: 'plan begun or changed', form: writePlan }),
    ...formAt('/cases/:reference/plan/:person/step', { may, records: 'plan step added', form: addStep }),
    ...formAt('/cases/:reference/plan/:person/agree', { may, records: 'plan agreed or refused', form: agreePlan }),
    ...formAt('/cases/:reference/plan/:person/promise', { may, records: 'contact promised', form: promiseContact }),
    ...formAt('/cases/:reference/plan-steps/:step', { may, records: 'plan step ended or put off', form: endStep }),
  ],
}

export { noteNextUpdate } from './next-update.ts'
export { planSection } from './plan-section.tsx'
export { whoWill } from './plan-words.ts'
