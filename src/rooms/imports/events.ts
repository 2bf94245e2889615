// What the imports room announces, to itself: the worker goes on with the next piece.
import { news } from '#db/news.ts'

export const importGoesOn = news<{ importId: string }>('import goes on')
