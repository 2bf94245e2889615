// All SQL on roles and their history. Each version takes the next number, by trigger.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const rolesWithHolders = (work: Work) => work.db.selectFrom('roles as r').select(['r.id', 'r.name', 'r.acts', 'r.number', 'r.endedOn'])
  .select(query => query.selectFrom('posts as p').whereRef('p.partnershipId', '=', 'r.partnershipId').whereRef('p.roleId', '=', 'r.id').where('p.endedOn', 'is', null).select(sql<number>`count(distinct p.officer_id)::int`.as('n')).as('holders'))
  .orderBy('r.name').limit(300).execute()
export type Role = Awaited<ReturnType<typeof rolesWithHolders>>[number]

export const roleVersions = (work: Work, roleId: string) => work.db.selectFrom('roleVersions as v').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'v.partnershipId').onRef('o.id', '=', 'v.changedBy'))
  .select(['v.number', 'v.name', 'v.acts', 'v.endedOn', 'v.why', 'v.changedAt', 'o.name as by']).where('v.roleId', '=', roleId).orderBy('v.number', 'desc').limit(100).execute()
export type RoleVersion = Awaited<ReturnType<typeof roleVersions>>[number]

/** Whether whoever asks holds this role now: they may not add to it. */
export const holdsRole = async (work: OfficerWork, roleId: string): Promise<boolean> =>
  looksLikeId(roleId) && await work.db.selectFrom('posts').select('id').where('roleId', '=', roleId).where('officerId', '=', work.actor.officerId).where('endedOn', 'is', null).limit(1).executeTakeFirst() !== undefined

export type RoleChange = { readonly name: string; readonly acts: readonly Act[]; readonly why: string; readonly endedOn: Day | null }
export const addRole = async (work: OfficerWork, { acts, ...role }: RoleChange): Promise<boolean> =>
  (await work.db.insertInto('roles').values({ partnershipId: work.partnership.id, id: work.newId(), ...role, acts: [...acts] }).onConflict(on => on.columns(['partnershipId', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
/** False: somebody else changed it first. */
export const changeRole = async (work: OfficerWork, id: string, seen: number, { acts, ...role }: RoleChange): Promise<boolean> =>
  (await work.db.updateTable('roles').set({ ...role, acts: [...acts] }).where('id', '=', id).where('number', '=', seen).executeTakeFirst()).numUpdatedRows === 1n

/** How many officers run the partnership through other roles than this one. */
export const otherAdministrators = async (work: OfficerWork, roleId: string): Promise<number> =>
  (await work.db.selectFrom('posts as p').innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId')).innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.officerId'))
    .select(sql<number>`count(distinct p.officer_id)::int`.as('n')).where('p.roleId', '!=', roleId).where('p.agencyId', '=', work.partnership.triageAgencyId ?? work.actor.agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null).where(sql<boolean>`'run the partnership' = any (r.acts)`).executeTakeFirstOrThrow()).n
