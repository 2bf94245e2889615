// All SQL on the chronology, which is append-only.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import type { EntriesTable } from '#db/tables.ts'

export type EntryKind = EntriesTable['kind']
export type NewEntry = { readonly kind: EntryKind; readonly happenedAt: Date; readonly summary: string; readonly body: string; readonly visibility: 'public' | 'staff' | 'restricted'; readonly means?: string | null; readonly reached?: boolean | null; readonly correctsId?: string | null; readonly direction?: 'in' | 'out' | null; readonly personId?: string | null }

/** Who wrote it, in the words the chronology shows. The person harmed is never named there. */
const author = ({ actor }: Work): { enteredBy: string | null; enteredAs: string } =>
  actor.kind === 'officer' ? { enteredBy: actor.officerId, enteredAs: actor.officerName } : { enteredBy: null, enteredAs: actor.kind === 'person' ? 'The person harmed' : 'Amity' }

/** @returns the entry's id. */
export const insertEntry = async (work: Work, caseId: string, entry: NewEntry): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('entries').values({ partnershipId: work.partnership.id, id, caseId, ...entry, enteredAt: work.now, ...author(work) }).execute()
  return id
}

/** Newest first. `before` goes on from the last entry of the page before. */
export const entriesOf = (work: OfficerWork, caseId: string, only: { readonly visibility?: 'public'; readonly before?: { readonly happenedAt: Date; readonly id: string } | undefined }, most = 50) => {
  let query = work.db.selectFrom('entries').selectAll().where('caseId', '=', caseId)
  if (only.visibility !== undefined) query = query.where('visibility', '=', only.visibility)
  if (only.before !== undefined) query = query.where(sql<boolean>`(happened_at, id) < (${only.before.happenedAt}, ${only.before.id}::uuid)`)
  return query.orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(most + 1).execute()
}

/** On how many different days somebody tried to reach a person of this case. */
export const attemptDays = async (work: OfficerWork, caseId: string): Promise<number> => {
  const found = await work.db.selectFrom('entries').select(sql<number>`count(distinct (happened_at at time zone 'Europe/London')::date)`.as('days'))
    .where('caseId', '=', caseId).where('kind', '=', 'contact attempt').where('reached', '=', false).executeTakeFirst()
  return Number(found?.days ?? 0)
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
