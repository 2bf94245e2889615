// The front door of the subjects room.
import { formAt } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { sayHappening } from './say-happening.tsx'
import { saySubject } from './say-subject.tsx'

const may = 'work on cases'

export const subjectsRoom: Room = {
  doors: [
    ...formAt('/cases/:reference/subjects/add', { may, records: 'subject of a tool named', form: saySubject }),
    ...formAt('/cases/:reference/subjects/:subject', { may, records: 'facts of a subject said', form: saySubject }),
    ...formAt('/cases/:reference/subjects/:subject/happened', { may, records: 'something that opens a tool recorded', form: sayHappening }),
  ],
}

export { whichHome } from './behaviour.ts'
export { HAPPENINGS } from './say-happening.tsx'
export { happeningsOf, subjectsOf, subjectWith, type FactRow, type Happening } from './subject-store.ts'
export { loadToFinish, loadToWork } from './work-on.ts'
