// What the my-case room announces.
import { news } from '#db/news.ts'

/** Said for real links and for others alike, so that nobody can tell them apart by how long the answer takes. */
export const codeAsked = news<{ codeId: string }>('own page code asked')
