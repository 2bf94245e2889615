// All SQL on the chronology, which is append-only.
import { sql } from 'kysely'
import type { Day } from '#kernel/time.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { EntriesTable } from '#db/tables.ts'

export type EntryKind = EntriesTable['kind']
export type NewEntry = { readonly kind: EntryKind; readonly happenedAt: Date; readonly summary: string; readonly body: string; readonly visibility: 'public' | 'staff' | 'restricted'; readonly means?: string | null; readonly reached?: boolean | null; readonly direction?: 'in' | 'out' | null; readonly personId?: string | null }

/** Who wrote it, in the words the chronology shows. The person harmed is never named there. */
const author = ({ actor }: Work): { enteredBy: string | null; enteredAs: string } =>
  actor.kind === 'officer' ? { enteredBy: actor.officerId, enteredAs: actor.officerName } : { enteredBy: null, enteredAs: actor.kind === 'person' ? 'The person harmed' : 'Amity' }

/** @returns the entry's id. */
export const insertEntry = async (work: Work, caseId: string, entry: NewEntry): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('entries').values({ partnershipId: work.partnership.id, id, caseId, ...entry, enteredAt: work.now, ...author(work) }).execute()
  return id
}

export type Correction = Pick<NewEntry, 'happenedAt' | 'summary' | 'body' | 'visibility'> & { readonly because: string }

/** Writes what should have stood there, beside it. False when somebody else has corrected it meanwhile. */
export const insertCorrection = async (work: OfficerWork, { id, caseId, kind, direction, means, reached, personId, aboutKind, aboutId }: Entry, { because, ...said }: Correction): Promise<boolean> => {
  const made = await work.db.insertInto('entries').values({
    partnershipId: work.partnership.id, id: work.newId(), caseId, kind, direction, means, reached, personId, aboutKind, aboutId, ...said, correctsId: id, correctedBecause: because, enteredAt: work.now, ...author(work),
  }).onConflict(conflict => conflict.columns(['partnershipId', 'correctsId']).where('correctsId', 'is not', null).doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** What of a chronology to show; a day counts in London. */
export type EntryFilter = {
  readonly visibility?: 'public' | 'staff' | 'restricted' | undefined; readonly kind?: EntryKind | undefined; readonly who?: string | undefined
  readonly from?: Day | undefined; readonly to?: Day | undefined; readonly text?: string | undefined
  readonly before?: { readonly happenedAt: Date; readonly id: string } | undefined
}

/** Newest first, each as it stands: what was corrected is shown beside its correction. `before` goes on from the last entry of the page before. */
export const entriesOf = (work: OfficerWork, caseId: string, only: EntryFilter, most = 50) => {
  const { visibility, kind, who, from, to, text, before } = only
  let query = work.db.selectFrom('entries').selectAll().where('caseId', '=', caseId).where('supersededAt', 'is', null)
  if (visibility !== undefined) query = query.where('visibility', '=', visibility)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (who !== undefined) query = query.where(sql<boolean>`position(lower(${who}) in lower(entered_as)) > 0`)
  if (text !== undefined) query = query.where(sql<boolean>`position(lower(${text}) in lower(summary || ' ' || body)) > 0`)
  if (from !== undefined) query = query.where(sql<boolean>`(happened_at at time zone 'Europe/London')::date >= ${from}::date`)
  if (to !== undefined) query = query.where(sql<boolean>`(happened_at at time zone 'Europe/London')::date <= ${to}::date`)
  if (before !== undefined) query = query.where(sql<boolean>`(happened_at, id) < (${before.happenedAt}, ${before.id}::uuid)`)
  return query.orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(most + 1).execute()
}

export const entryWith = (work: OfficerWork, caseId: string, id: string) => work.db.selectFrom('entries').selectAll().where('caseId', '=', caseId).where('id', '=', id).executeTakeFirst()
export type Entry = NonNullable<Awaited<ReturnType<typeof entryWith>>>

/** The originals of these corrections by id, and theirs in turn: an entry may be corrected twice. */
export const originalsOf = async (work: OfficerWork, corrections: readonly Entry[]): Promise<ReadonlyMap<string, Entry>> => {
  const wanted = corrections.flatMap(({ correctsId }) => correctsId === null ? [] : [correctsId])
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<Entry>`
    with recursive stood as (select e.* from entries e where e.partnership_id = ${work.partnership.id} and e.id in (${sql.join(wanted)})
      union all select e.* from stood s join entries e on e.partnership_id = s.partnership_id and e.id = s.corrects_id)
    select * from stood`.execute(work.db)
  return new Map(rows.map(row => [row.id, row]))
}

/** The latest entries of each of these cases as they stand, newest first, at most so many of each. */
export const latestOf = async (work: OfficerWork, caseIds: readonly string[], most: number): Promise<ReadonlyMap<string, readonly Entry[]>> => {
  const { rows } = await sql<Entry>`
    select e.* from unnest(${[...caseIds]}::uuid[]) one(id) cross join lateral (
      select * from entries where partnership_id = ${work.partnership.id} and case_id = one.id and superseded_at is null order by happened_at desc, id desc limit ${most}) e
    order by e.happened_at desc, e.id desc`.execute(work.db)
  return Map.groupBy(rows, ({ caseId }) => caseId)
}

/** Messages between the person harmed and us, newest first. */
export const messagesOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('entries').select(['id', 'direction', 'personId', 'happenedAt', 'enteredAs', 'body'])
  .where('caseId', '=', caseId).where('kind', '=', 'message').where('visibility', '=', 'public').orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(100).execute()

/** Whether a text names somebody who is said to be responsible on this case: it must not reach the person harmed. */
export const namesResponsible = async (work: Work, caseId: string, said: string): Promise<boolean> => {
  const { rows } = await sql<{ names: boolean }>`select amity.names_responsible(${caseId}::uuid, ${said}) as names`.execute(work.db)
  return rows[0]?.names === true
}

/** Public entries that the person harmed is not shown, because they name somebody who is said to be responsible. */
export const heldBack = async (work: OfficerWork, caseId: string): Promise<ReadonlySet<string>> => {
  const rows = await work.db.selectFrom('entries').select('id').where('caseId', '=', caseId).where('visibility', '=', 'public').where('supersededAt', 'is', null)
    .where(sql<boolean>`direction is distinct from 'in' and amity.names_responsible(case_id, summary || ' ' || body)`).limit(200).execute()
  return new Set(rows.map(row => row.id))
}
