// What the officers and authority rooms announce: something an officer has to see to, and that it has been seen to.
import { news } from '#db/news.ts'

/** dueAt is an ISO instant; about names the thing, so that it is noted once and settled when done. */
export const dueForOfficer = news<{ officerId: string; agencyId: string; title: string; because: string; dueAt: string; aboutKind: string; aboutId: string }>('due for an officer')
export const settledForOfficers = news<{ aboutKind: string; aboutId: string; outcome: string }>('settled for officers')
