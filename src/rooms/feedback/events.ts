// What the feedback room announces.
import { news } from '#db/news.ts'

/** `answerId` leads to a case only when the person agreed to be known. */
export const surveyAnswered = news<{ answerId: string }>('survey answered')
