// SQL on what the public reads about us: agencies' details, categories and signposts, in use or not. A row seen is changed once.
import { sql, type Expression } from 'kysely'
import type { Day } from '#kernel/time.ts'
import type { OfficerWork, Work } from '#db/work.ts'

/** What a row looked like, so that two administrators editing it at once are told apart. */
const look = (row: Expression<unknown>) => sql<string>`md5(${row}::text)`

/** Agencies as an administrator edits them, with how each looks now. */
export const agenciesToEdit = (work: Work) => work.db.selectFrom('agencies').selectAll().select(look(sql`agencies`).as('look')).where('endedOn', 'is', null).orderBy('name').limit(500).execute()
/** Names no new agency may have: those of agencies that are no more, too. */
export const namesTaken = async (work: Work): Promise<readonly string[]> => (await work.db.selectFrom('agencies').select('name').limit(2000).execute()).map(({ name }) => name)
/** All categories, those no longer in use too. */
export const allCategories = (work: Work) => work.db.selectFrom('categories').selectAll().select(look(sql`categories`).as('look')).orderBy('position').orderBy('name').limit(500).execute()
/** All signposts, those no longer shown too. */
export const allSignposts = (work: Work) => work.db.selectFrom('signposts').selectAll().select(look(sql`signposts`).as('look')).orderBy('position').orderBy('name').limit(500).execute()

export type AgencyDetails = {
  readonly name: string; readonly shortName: string; readonly kind: 'council' | 'landlord' | 'police' | 'fire' | 'health' | 'probation' | 'charity' | 'school' | 'other'; readonly phone: string | null; readonly email: string | null
  readonly address: string | null; readonly brandColour: string | null; readonly openingHours: Readonly<Record<string, string>>
}
/** With `id` null it is new. False: the row looks otherwise by now, or another agency has this name, and nothing was written. */
export const saveAgency = async (work: OfficerWork, id: string | null, seen: string, { openingHours, ...details }: AgencyDetails): Promise<boolean> => {
  if (id === null) return (await work.db.insertInto('agencies').values({ partnershipId: work.partnership.id, ...details, openingHours: sql`${JSON.stringify(openingHours)}::jsonb` }).onConflict(on => on.columns(['partnershipId', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
  const done = await work.db.updateTable('agencies').set({ ...details, openingHours: sql`${JSON.stringify(openingHours)}::jsonb` }).where('id', '=', id).where(look(sql`agencies`), '=', seen).executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export type CategoryDetails = {
  readonly name: string; readonly residentName: string; readonly residentHint: string | null; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: 'high' | 'medium' | 'standard'
  readonly sensitive: boolean; readonly restricted: boolean; readonly advice: string | null; readonly signpostCode: string | null; readonly position: number; readonly endedOn: Day | null
}
/** With `seen` null the code is new. False: somebody else was first. */
export const saveCategory = async (work: OfficerWork, code: string, seen: string | null, details: CategoryDetails): Promise<boolean> => {
  if (seen === null) return (await work.db.insertInto('categories').values({ partnershipId: work.partnership.id, code, ...details }).onConflict(on => on.columns(['partnershipId', 'code']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
  return (await work.db.updateTable('categories').set(details).where('code', '=', code).where(look(sql`categories`), '=', seen).executeTakeFirst()).numUpdatedRows === 1n
}

export type SignpostDetails = { readonly name: string; readonly phone: string | null; readonly url: string | null; readonly says: string; readonly position: number; readonly endedOn: Day | null }
/** With `seen` null the code is new. False: somebody else was first. */
export const saveSignpost = async (work: OfficerWork, code: string, seen: string | null, details: SignpostDetails): Promise<boolean> => {
  if (seen === null) return (await work.db.insertInto('signposts').values({ partnershipId: work.partnership.id, code, ...details }).onConflict(on => on.columns(['partnershipId', 'code']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
  return (await work.db.updateTable('signposts').set(details).where('code', '=', code).where(look(sql`signposts`), '=', seen).executeTakeFirst()).numUpdatedRows === 1n
}
