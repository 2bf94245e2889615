// What we ask after a case has closed: dated versions, so that an answer is always read against what was asked.
import { day, type Day } from '#kernel/time.ts'

export const SCALE = ['very satisfied', 'fairly satisfied', 'neither', 'fairly dissatisfied', 'very dissatisfied', 'not applicable'] as const
export type Satisfaction = (typeof SCALE)[number]

export type SurveyQuestion = { readonly code: string; readonly asks: string }
export type SurveyForm = { readonly version: string; readonly from: Day; readonly source: string; readonly questions: readonly SurveyQuestion[] }

/** `handling` is the strategy's second measure; it stands in every version. */
export const HANDLING = 'handling'

export const SURVEY_FORMS: readonly SurveyForm[] = [
  {
    version: '2026-1', from: day('2000-01-01'), source: 'Five questions chosen from those practitioners ask (domain research, section 4.10). A proposal to confirm.',
    questions: [
      { code: 'informed', asks: 'How satisfied were you with how we kept you informed?' },
      { code: 'reached', asks: 'How satisfied were you with how easy it was to reach your officer?' },
      { code: 'support', asks: 'How satisfied were you with the support you were offered?' },
      { code: HANDLING, asks: 'How satisfied were you with the way we handled your case?' },
      { code: 'outcome', asks: 'How satisfied were you with how it ended?' },
    ],
  },
]

/** The form in force on a day. Throws before the first. */
export const surveyFormOn = (on: Day, forms: readonly SurveyForm[] = SURVEY_FORMS): SurveyForm => {
  const form = forms.filter(({ from }) => from <= on).toSorted((a, b) => b.from.localeCompare(a.from))[0]
  if (form === undefined) throw new Error(`No survey was in force on ${on}`)
  return form
}

/** The form a survey was made under, or undefined when this version of Amity does not know it. */
export const surveyForm = (version: string): SurveyForm | undefined => SURVEY_FORMS.find(form => form.version === version)
