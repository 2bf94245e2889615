// What the restricted room announces.
import { news } from '#db/news.ts'

export const glassBroken = news<{ breakId: string }>('glass broken')
