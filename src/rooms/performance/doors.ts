// The doors of the performance room.
import { formAt, get, type Door } from '#web/doors.ts'
import { addResult, seeNeighbourhood, takeBack } from './neighbourhood.tsx'
import { seeAnswers, seeClosedCases } from './see-lists.tsx'
import { seeHandling, seeMeasures, seeResolved } from './see-measures.tsx'

const may = 'see measures'

export const doors: readonly Door[] = [
  get('/measures', { may, records: 'measures read', show: seeMeasures }),
  get('/measures/resolved', { may, records: 'measure read', show: seeResolved }),
  get('/measures/resolved/cases', { may, records: 'cases behind a measure read', show: seeClosedCases }),
  get('/measures/handling', { may, records: 'measure read', show: seeHandling }),
  get('/measures/handling/answers', { may, records: 'answers behind a measure read', show: seeAnswers }),
  get('/measures/neighbourhood', { may, records: 'measure read', show: seeNeighbourhood }),
  ...formAt('/measures/neighbourhood/add', { may: 'enter measures', records: 'neighbourhood result entered', form: addResult }),
  ...formAt('/measures/neighbourhood/:id/withdraw', { may: 'enter measures', records: 'neighbourhood result taken back', form: takeBack }),
]
