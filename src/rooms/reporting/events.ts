// What the reporting room announces.
import { news } from '#db/news.ts'

/** draftId is '' when the report did not come by the public pages. */
export const reportReceived = news<{ reportId: string; draftId: string }>('report received')
export const reportDecided = news<{ reportId: string }>('report decided')
