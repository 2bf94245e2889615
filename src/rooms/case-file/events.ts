// What the case file announces.
import { news } from '#db/news.ts'

/** An officer of another agency has added to a case that is shared with them. */
export const partnerAdded = news<{ caseId: string; agency: string }>('partner added to a case')
