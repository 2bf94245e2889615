// The doors of the performance room.
import type { OfficerWork } from '#db/work.ts'
import type { Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { formAt, get, type Door } from '#web/doors.ts'
import { addResult, seeNeighbourhood, takeBack } from './neighbourhood.tsx'
import { seeAnswers, seeClosedCases } from './see-lists.tsx'
import { seeHandling, seeMeasures, seeResolved } from './see-measures.tsx'

const may = 'see measures'
type Show = (work: OfficerWork, ask: Ask) => Promise<Answer>
/** Figures over years of cases: read from the replica, where there is one. */
const aside = (show: Show): Show => (work, ask) => work.aside(there => show(there, ask))

export const doors: readonly Door[] = [
  get('/measures', { may, records: 'measures read', show: aside(seeMeasures) }),
  get('/measures/resolved', { may, records: 'measure read', show: aside(seeResolved) }),
  get('/measures/resolved/cases', { may, records: 'cases behind a measure read', show: aside(seeClosedCases) }),
  get('/measures/handling', { may, records: 'measure read', show: aside(seeHandling) }),
  get('/measures/handling/answers', { may, records: 'answers behind a measure read', show: aside(seeAnswers) }),
  get('/measures/neighbourhood', { may, records: 'measure read', show: seeNeighbourhood }),
  ...formAt('/measures/neighbourhood/add', { may: 'enter measures', records: 'neighbourhood result entered', form: addResult }),
  ...formAt('/measures/neighbourhood/:id/withdraw', { may: 'enter measures', records: 'neighbourhood result taken back', form: takeBack }),
]
