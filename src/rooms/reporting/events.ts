// What the reporting room announces.
import { news } from '#db/news.ts'

export const reportReceived = news<{ reportId: string; draftId: string }>('report received')
export const reportDecided = news<{ reportId: string }>('report decided')
