// The front door of the flags room.
import { formAt } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { flagsAtOpening } from './flag-effects.ts'
import { addToCircle, removeFromCircle } from './keep-circle.tsx'
import { answerRaised, lowerFlag, raiseFlag } from './raise-flag.tsx'

export const flagsRoom: Room = {
  doors: [
    ...formAt('/cases/:reference/flags/raise', { may: 'work on cases', records: 'flag raised', form: raiseFlag }),
    ...formAt('/cases/:reference/flags/:flag/lower', { may: 'work on cases', records: 'flag lowered', form: lowerFlag }),
    ...formAt('/cases/:reference/flags/:flag/done', { may: 'work on cases', records: 'what a flag asks for was done', form: answerRaised }),
    ...formAt('/cases/:reference/circle', { may: 'work on cases', records: 'officer named in a circle', form: addToCircle }),
    ...formAt('/cases/:reference/circle/:officer/remove', { may: 'work on cases', records: 'officer taken out of a circle', form: removeFromCircle }),
  ],
  readers: [flagsAtOpening],
}

export { RESTRICTING } from './flag-rules.ts'
export { flagsSection } from './flags-section.tsx'
