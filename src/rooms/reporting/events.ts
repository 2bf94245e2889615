// What the reporting room announces.
import { news } from '#db/news.ts'

/** draftId is '' when the report did not come by the public pages. */
export const reportReceived = news<{ reportId: string; draftId: string }>('report received')
export const reportDecided = news<{ reportId: string }>('report decided')
/** An officer has read that it tells of domestic abuse and took it out of everybody's list. */
export const reportKeptToFewEyes = news<{ reportId: string }>('report kept to few eyes')
