// What the cases room announces.
import { news } from '#db/news.ts'

export const caseOpened = news<{ caseId: string }>('case opened')
export const caseClosed = news<{ caseId: string }>('case closed')
