// All SQL on agencies that leave.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'

const leavings = (work: Work) => work.db.selectFrom('agencyLeavings as l').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'l.partnershipId').onRef('a.id', '=', 'l.agencyId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'l.partnershipId').onRef('o.id', '=', 'l.askedBy')).leftJoin('officers as c', join => join.onRef('c.partnershipId', '=', 'l.partnershipId').onRef('c.id', '=', 'l.confirmedBy'))
  .select(['l.id', 'l.agencyId', 'l.state', 'l.askedAt', 'l.askedBy', 'l.because', 'l.confirmedAt', 'l.leftAt', 'l.removed', 'l.sha256', 'l.storedAs', 'a.name as agency', 'o.name as asker', 'c.name as confirmer'])
export const allLeavings = (work: OfficerWork) => leavings(work).orderBy('l.askedAt', 'desc').limit(100).execute()
export type Leaving = Awaited<ReturnType<typeof allLeavings>>[number]
export const leavingWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? leavings(work).where('l.id', '=', id).executeTakeFirst() : undefined
export const ourLeaving = (work: OfficerWork) => leavings(work).where('l.agencyId', '=', work.actor.agencyId).where('l.state', 'in', ['asked', 'confirmed']).executeTakeFirst()
export const leavingsToDo = (work: SystemWork) => leavings(work).where('l.state', '=', 'confirmed').orderBy('l.confirmedAt').limit(1).execute()
/** What an agency that has left took with it, by its name. */
export const leftAgency = (work: SystemWork, name: string) => leavings(work).where(sql<boolean>`lower(a.name) = lower(${name})`).where('l.state', '=', 'left').orderBy('l.leftAt', 'desc').limit(1).executeTakeFirst()

export const askToLeave = async (work: OfficerWork, because: string): Promise<string | null> => (await sql<{ id: string | null }>`select amity.ask_to_leave(${because}) as id`.execute(work.db)).rows[0]?.id ?? null
export const answerLeaving = async (work: OfficerWork, id: string, to: 'withdrawn' | 'confirmed'): Promise<boolean> => (await sql<{ done: boolean }>`select amity.answer_leaving(${id}::uuid, ${to}) as done`.execute(work.db)).rows[0]?.done === true
/** @returns how many records were removed; null when it was not confirmed. */
export const carryOut = async (work: SystemWork, id: string, kept: { readonly storedAs: string; readonly size: number; readonly sha256: string }): Promise<number | null> =>
  (await sql<{ n: number | null }>`select amity.carry_out_leaving(${id}::uuid, ${kept.storedAs}, ${kept.size}, ${kept.sha256}) as n`.execute(work.db)).rows[0]?.n ?? null

export const filesToRemove = async (work: SystemWork): Promise<readonly { readonly id: string; readonly files: readonly string[] }[]> => work.db.selectFrom('agencyLeavings').select(['id', 'files']).where(sql<boolean>`files <> '{}'`).limit(5).execute()
export const filesAreGone = async (work: SystemWork, id: string): Promise<void> => {
  await sql`select amity.files_are_gone(${id}::uuid)`.execute(work.db)
}

export const agencyCalled = (work: SystemWork, name: string) => work.db.selectFrom('agencies').select(['id', 'name', 'endedOn']).where(where => where.or([sql<boolean>`lower(name) = lower(${name})`, sql<boolean>`lower(short_name) = lower(${name})`])).executeTakeFirst()
