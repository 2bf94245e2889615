// What this room announces.
import { news } from '#db/news.ts'

/** Something about an officer's way in that they should hear of where a thief of it cannot keep it from them. */
export const wayInChanged = news<{ officerId: string; agencyId: string; what: WayIn; device: string }>('way in changed')
export type WayIn = 'new device' | 'second factor added' | 'second factor taken away' | 'recovery code used' | 'password changed' | 'password link made'
