// What a room shows of itself on the case file: each room exports one, and the case file lists them in order.
import type { DB } from '#db/tables.ts'
import type { OfficerWork } from '#db/work.ts'
import type { Html } from '#ui/html.ts'
import type { Ask } from '#web/ask.ts'
import type { Case, Part } from './case-store.ts'

/** A table whose rows hang on one case. */
export type OnCase = { [Table in keyof DB]: 'caseId' extends keyof DB[Table] ? Table : never }[keyof DB]
/** Whether a table holds something of the case that this officer may see: most cases hold little of all that one may, and a section asks no more for what is not there. */
export type Held = (table: OnCase) => boolean

export type CaseSection = {
  /** The fragment of its place on the page: 'plan' is /cases/ABC-DEF-GHJ#plan. */
  readonly id: string
  readonly title: string
  /** Beside the chronology (short facts) or in the column with it (things to read and do). */
  readonly place: 'aside' | 'main'
  /** The part of a case it shows: a partner with that part sees it too. None: it is for those who see the case itself. */
  readonly part?: Part
  /** The tables it asks `held` of, found out for all sections in one question. */
  readonly holds?: readonly OnCase[]
  /** Draws it, without its heading; undefined when there is nothing worth showing to this officer. `onPaper`: without what is restricted. */
  readonly show: (work: OfficerWork, theCase: Case, ask: Ask, held: Held, onPaper: boolean) => Promise<Html | undefined>
}
