// Work: one piece of work by one person for one agency in one transaction, and the only way to data.
import { sql, type Transaction } from 'kysely'
import { londonDay, type Day } from '#kernel/time.ts'
import type { Act } from './acts.ts'
import { contextFor, setContext } from './context.ts'
import { newId } from './ids.ts'
import type { News } from './news.ts'
import type { Database } from './open.ts'
import { ONCE, plannedOnce } from './plan-once.ts'
import { fromCopy } from './read-copy.ts'
import { besideOf, refuseBeside, sendFirst, sideBySide, together, type Beside, type Reads } from './side-by-side.ts'
import type { DB } from './tables.ts'

declare const scoped: unique symbol
/** A transaction that knows who is asking. Nothing else is accepted by a store. */
export type ScopedDb = Transaction<DB> & { readonly [scoped]: true }

export type Partnership = {
  readonly id: number
  readonly name: string
  readonly language: string
  readonly isDemonstration: boolean
  readonly triageAgencyId: string | null
  readonly agencyName: string | null
  readonly brandColour: string | null
  readonly phone: string | null
  readonly email: string | null
}

/** How surely we know who it is: by password alone, or with a second factor, without which no circle is theirs. */
export type Assurance = 'password' | 'second factor'

export type OfficerActor = {
  readonly kind: 'officer'
  readonly officerId: string
  readonly officerName: string
  readonly agencyId: string
  readonly agencyName: string
  readonly sessionId: string | null
  readonly assurance: Assurance
  readonly acts: readonly Act[]
  /** Acts of their role that they may not do now, because a training was never done or has run out. */
  readonly lapsed?: readonly Lapsed[]
  readonly principals: readonly number[]
}
export type Lapsed = { readonly act: Act; readonly training: string; readonly ranOutOn: Day | null }
/** Somebody with no account; `key` is the digest of a private link they hold, if they came by one. */
export type PublicActor = { readonly kind: 'public'; readonly key: string | null }
/** A person harmed (or their advocate) on their own page: one case, one person. */
export type PersonActor = { readonly kind: 'person'; readonly caseId: string; readonly personId: string; readonly sessionKey: string }
/** Another system that holds an API key of one agency. */
export type KeyActor = { readonly kind: 'key'; readonly keyId: string | null; readonly agencyId: string | null; readonly principals: readonly number[] }
/** The service itself: reminders, letters, clocks. It has its own principal and bypasses nothing. */
export type SystemActor = { readonly kind: 'system' }
export type Actor = OfficerActor | PublicActor | PersonActor | KeyActor | SystemActor

export type Subject = { readonly kind: string; readonly id: string }

/** In which way somebody came near a record: it stands in the trail, and in what its keeper is told. */
export type How = 'read' | 'form' | 'write' | 'list' | 'search' | 'export' | 'print' | 'file' | 'refused'
/** Records that were shown together, by their keys: a page of a list, what a search found, a part of an export. */
export type Shown = { readonly kind: 'case' | 'person' | 'report'; readonly ids: readonly string[] }
export type RecordDetail = { readonly how?: How; readonly shown?: readonly Shown[]; /** The way the shown ones were shown. */ readonly as?: 'list' | 'search' | 'export'; /** What was asked for: filters and search words. */ readonly asked?: string }

export type WorkOf<A extends Actor> = {
  readonly db: ScopedDb
  readonly actor: A
  readonly partnership: Partnership
  /** The moment this piece of work began. Nothing else may read the time. */
  readonly now: Date
  readonly today: Day
  /** Why the door was opened: stands in the record. */
  readonly purpose: string
  may(act: Act): boolean
  newId(): string
  /** Reads that do not need one another: they are asked at once, and all have ended when this answers or throws. Nothing in them may write. */
  together<T extends readonly unknown[]>(...reads: Reads<T>): Promise<T>
  /** The same work for reads that ask by key, on a page that is opened over and over: PostgreSQL plans each once for each connection. */
  byKey(): WorkOf<A>
  /** Reads from the replica where there is one that has caught up, and otherwise here. For measures and exports alone. */
  aside<T>(read: (aside: WorkOf<A>) => Promise<T>): Promise<T>
  /** Puts news in the outbox; it is handed on after commit, and not at all if this work fails. */
  announce<About extends Record<string, string>>(kind: News<About>, about: About): Promise<void>
  /** Writes a line in the audit trail, in this transaction; several where it showed more records than one line holds. Sent before it answers a promise. */
  record(action: string, subject?: Subject, detail?: RecordDetail): Promise<void>
}
export type Work = WorkOf<Actor>
export type OfficerWork = WorkOf<OfficerActor>
export type PublicWork = WorkOf<PublicActor>
export type PersonWork = WorkOf<PersonActor>
export type KeyWork = WorkOf<KeyActor>
export type SystemWork = WorkOf<SystemActor>

export type WorkOptions = { readonly partnership: Partnership; readonly now: Date; readonly purpose: string }

/** What to do with the transaction once the work has answered. `last`: what was sent last and nobody has waited for yet; where it fails, nothing is kept. */
export type Outcome<T> = { readonly keep: boolean; readonly answer: T; readonly last?: Promise<unknown> }

class RolledBack extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('rolled back on purpose')
    this.answer = answer
  }
}

/**
 * Runs `act` in one transaction as `actor`. The answer says whether to keep what was written; an exception keeps
 * nothing. The context is set with is_local = true, so that a pooled connection cannot carry it to the next request.
 */
export const doWork = async <A extends Actor, T>(
  database: Database, actor: A, options: WorkOptions, act: (work: WorkOf<A>) => Promise<Outcome<T>>,
): Promise<T> => {
  let last: Promise<unknown> | undefined
  try {
    const answer = await database.web.transaction().execute(queued => sideBySide(queued, async transaction => {
      // Sent, and what `act` asks goes behind it: PostgreSQL answers nothing in a transaction whose first statement failed.
      const known = sendFirst(transaction, besideOf(transaction), contextFor(actor, options))
      const outcome = await heardOf(known, act(workOn(transaction, actor, options, database.copy)))
      last = outcome.last
      last?.catch(() => undefined) // heard below, and not before
      if (!outcome.keep) throw new RolledBack(outcome.answer)
      return outcome.answer
    }))
    await last
    return answer
  } catch (problem) {
    // The answer was made by `act` above, and so is a T.
    if (problem instanceof RolledBack) return problem.answer as T
    // A commit that became a rollback: what was sent last says why.
    await last
    throw problem
  }
}

/** What comes of `then`, or the failure of what was sent before it. */
const heardOf = async <T>(first: Promise<unknown>, then: Promise<T>): Promise<T> => {
  const [before, after] = await Promise.allSettled([first, then])
  if (before.status === 'rejected') throw before.reason
  if (after.status === 'rejected') throw after.reason
  return after.value
}

/** doWork for callers that always keep what was written (jobs, imports, tests). */
export const keepWork = <A extends Actor, T>(
  database: Database, actor: A, options: WorkOptions, act: (work: WorkOf<A>) => Promise<T>,
): Promise<T> => doWork(database, actor, options, async work => ({ keep: true, answer: await act(work) }))

/**
 * Reads as the person harmed would, through their own row policies, inside an officer's work. Nothing can be written
 * meanwhile, and afterwards the officer is the officer again. Whoever calls has checked that this officer sees the case
 * and that the person stands on it.
 */
export const readAsPerson = async <T>(work: OfficerWork, { caseId, personId }: Pick<PersonActor, 'caseId' | 'personId'>, read: (asThem: PersonWork) => Promise<T>): Promise<T> => {
  const actor: PersonActor = { kind: 'person', caseId, personId, sessionKey: '' }
  const options = { partnership: work.partnership, now: work.now, purpose: work.purpose }
  refuseBeside(work.db)
  await sql`savepoint as_them`.execute(work.db)
  try {
    await setContext(work.db, actor, options)
    await sql`set transaction read only`.execute(work.db)
    return await read(workOn(work.db, actor, options))
  } finally {
    // Gives back the officer's own context, and leave to write, whatever happened.
    await sql`rollback to savepoint as_them`.execute(work.db)
  }
}

/** An agency as readAsAgency stands in for it. */
export type Stranger = { readonly id: string; readonly name: string; readonly principal: number }

/**
 * Reads as any officer of another agency would, once `prepare` has been done (a grant given, say), inside an officer's work.
 * All of it is taken back afterwards, and nothing can be written while reading. Such a reader holds no act but to see cases.
 */
export const readAsAgency = async <T>(work: OfficerWork, agency: Stranger, prepare: () => Promise<unknown>, read: (asThem: OfficerWork) => Promise<T>): Promise<T> => {
  const actor: OfficerActor = { kind: 'officer', officerId: NO_OFFICER, officerName: '', agencyId: agency.id, agencyName: agency.name, sessionId: null, assurance: 'password', acts: ['see cases'], principals: [agency.principal] }
  const options = { partnership: work.partnership, now: work.now, purpose: work.purpose }
  refuseBeside(work.db)
  await sql`savepoint as_agency`.execute(work.db)
  try {
    await prepare()
    await setContext(work.db, actor, options)
    await sql`set transaction read only`.execute(work.db)
    return await read(workOn(work.db, actor, options))
  } finally {
    await sql`rollback to savepoint as_agency`.execute(work.db)
  }
}
/** Belongs to nobody, so that no officer's own rows, circles or conflicts come in. */
const NO_OFFICER = '00000000-0000-0000-0000-000000000000'

/** A replica that was behind or away is not asked again in the same work: an export of a thousand pages would wait for it at each. */
const asideOf = <A extends Actor>(transaction: Transaction<DB>, actor: A, options: WorkOptions, copy: Database['copy']): WorkOf<A>['aside'] => {
  let asked = copy
  return async read => {
    const found = asked === undefined ? undefined : await fromCopy(transaction, asked, async there => {
      await setContext(there, actor, options)
      return read(workOn(there, actor, options))
    })
    if (found !== undefined) return found.answer
    asked = undefined
    return read(workOn(transaction, actor, options))
  }
}

const workOn = <A extends Actor>(transaction: Transaction<DB>, actor: A, options: WorkOptions, copy?: Database['copy'], beside?: Beside): WorkOf<A> => {
  const alongside = besideOf(transaction, beside)
  return {
    ...options,
    // The one place where a plain transaction becomes a scoped one: its context was set just above.
    db: transaction as ScopedDb,
    actor,
    today: londonDay(options.now),
    may: act => actor.kind === 'officer' && actor.acts.includes(act),
    newId,
    together: (...reads) => together(alongside, reads),
    byKey: () => {
      const keeping = workOn(transaction.withPlugin(plannedOnce), actor, options, copy, alongside)
      return { ...keeping, byKey: () => keeping }
    },
    aside: asideOf(transaction, actor, options, copy),
    announce: async (kind, about) => {
      await transaction.insertInto('outbox')
        .values({ partnershipId: options.partnership.id, id: newId(), name: kind.name, about: JSON.stringify(about), announcedAt: options.now })
        .execute()
    },
    record: async (action, subject, detail) => {
      const lines = detailLines(detail).map(changes => sendFirst(transaction, alongside, sql`select amity.write_audit(${action}, ${subject?.kind ?? null}, ${subject?.id ?? null}, ${options.purpose}, ${changes}::jsonb) ${ONCE}`))
      await Promise.all(lines)
    },
  }
}

/** Keys in one line of the trail. */
const MOST_SHOWN = 500

/** Usually one line. Of a long export one for each so many records, so that no line grows without bound and none is left out. */
const detailLines = (detail: RecordDetail | undefined): readonly (string | null)[] => {
  if (detail === undefined) return [null]
  const { how, shown = [], as, asked } = detail
  const all = shown.flatMap(({ kind, ids }) => ids.map(id => ({ kind, id })))
  const parts = Array.from({ length: Math.max(1, Math.ceil(all.length / MOST_SHOWN)) }, (_, n) => all.slice(n * MOST_SHOWN, (n + 1) * MOST_SHOWN))
  return parts.map(part => {
    const byKind = Object.fromEntries([...Map.groupBy(part, ({ kind }) => kind)].map(([kind, of]) => [kind, of.map(({ id }) => id)]))
    return JSON.stringify({ '@how': how, '@as': as, '@asked': asked, ...(part.length === 0 ? {} : { '@shown': byKind }) })
  })
}
