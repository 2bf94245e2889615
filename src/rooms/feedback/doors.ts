// The doors of the feedback room.
import { anyone, formAt, get, nothing, type Door } from '#web/doors.ts'
import { answerByLink, askByTelephone, thanks } from './answer-survey.tsx'
import { newImprovement, seeImprovement, seeImprovements } from './improvements.tsx'
import { seeSurveys } from './see-surveys.tsx'

const may = anyone('to say how we did')

export const doors: readonly Door[] = [
  ...formAt('/survey/:token', { may, records: nothing('a line here would say when somebody answered who did not want to be known'), perMinute: 30, form: answerByLink }),
  get('/survey-answered', { may, records: nothing('a page that thanks'), show: thanks }),
  get('/surveys', { may: 'ask for feedback', records: 'list of surveys read', show: seeSurveys }),
  ...formAt('/surveys/:id/by-telephone', { may: 'ask for feedback', records: 'survey asked by telephone', form: askByTelephone }),
  get('/improvements', { may: 'own improvement actions', records: 'improvements read', show: seeImprovements }),
  ...formAt('/improvements/new', { may: 'own improvement actions', records: 'improvement opened', form: newImprovement }),
  ...formAt('/improvements/:id', { may: 'own improvement actions', records: 'improvement changed', form: seeImprovement }),
]
