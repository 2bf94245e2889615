// Who reads which news: a reader is one small act, done once for each announcement, as the service itself.
import type { News } from '#db/news.ts'
import type { SystemWork } from '#db/work.ts'

export type Reader = {
  readonly news: string
  /** Unique and stable: with the announcement's key it makes sure that nothing is done twice. */
  readonly name: string
  readonly read: (work: SystemWork, about: Readonly<Record<string, string>>) => Promise<void>
}

/** Declares a reader: readsNews(caseClosed, 'feedback asks whether it was resolved', async (work, { caseId }) => …). */
export const readsNews = <About extends Record<string, string>>(
  kind: News<About>, name: string, read: (work: SystemWork, about: About) => Promise<void>,
): Reader => ({
  news: kind.name, name,
  // The outbox row was written by announce() from a value of this very type.
  read: (work, about) => read(work, about as About),
})
