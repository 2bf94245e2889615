// Whoever keeps a case hears by work email, at once, that somebody broke the glass; the mail says nothing about the case.
import { readsNews } from '#jobs/readers.ts'
import { tellNow } from '#rooms/letters/index.ts'
import { glassBroken } from './events.ts'
import { keepersToTell } from './glass-store.ts'

export const tellKeepers = readsNews(glassBroken, 'restricted: whoever keeps the case is told', async (work, { breakId }) => tellNow(work, await keepersToTell(work, breakId)))
