// What a room shows of itself on the case file: each room exports one, and the case file lists them in order.
import type { OfficerWork } from '#db/work.ts'
import type { Html } from '#ui/html.ts'
import type { Ask } from '#web/ask.ts'
import type { Case, Part } from './case-store.ts'

export type CaseSection = {
  /** The fragment of its place on the page: 'plan' is /cases/ABC-DEF-GHJ#plan. */
  readonly id: string
  readonly title: string
  /** Beside the chronology (short facts) or in the column with it (things to read and do). */
  readonly place: 'aside' | 'main'
  /** The part of a case it shows: a partner with that part sees it too. None: it is for those who see the case itself. */
  readonly part?: Part
  /** Draws it, without its heading; undefined when there is nothing worth showing to this officer. `onPaper`: without what is restricted. */
  readonly show: (work: OfficerWork, theCase: Case, ask: Ask, onPaper: boolean) => Promise<Html | undefined>
}
