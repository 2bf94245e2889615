// The front door of the feedback room.
import type { Room } from '#web/room.ts'
import { openImprovement } from './act-on-answer.ts'
import { askingSurveys, planSurveys } from './ask-surveys.ts'
import { doors } from './doors.ts'

export const feedbackRoom: Room = {
  doors,
  navigation: [{ text: 'Surveys', href: '/surveys', act: 'ask for feedback', more: true }, { text: 'Improvements', href: '/improvements', act: 'own improvement actions', more: true }],
  readers: [planSurveys, openImprovement],
  chores: [askingSurveys],
}

export { SCALE, surveyForm, surveyFormOn, type Satisfaction } from './survey-questions.ts'
