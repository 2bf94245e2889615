// All SQL on posts given, changed and ended, on planned moves, and on teams and roles to choose from.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { looksAfter, mayGive, runsPartnership } from './reach.ts'

/** Roles that are given to new posts. */
export const rolesToGive = async (work: OfficerWork) => {
  const all = await work.db.selectFrom('roles').select(['id', 'name', 'acts']).where('endedOn', 'is', null).orderBy('name').limit(200).execute()
  return runsPartnership(work) ? all : all.filter(({ acts }) => mayGive(work, work.actor.agencyId, acts))
}
export type RoleToGive = Awaited<ReturnType<typeof rolesToGive>>[number]

const teams = (work: Work) => work.db.selectFrom('teams as t').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 't.partnershipId').onRef('a.id', '=', 't.agencyId'))
  .select(['t.id', 't.name', 't.agencyId', 't.endedOn', 'a.name as agency', 'a.shortName'])
  .select(query => query.selectFrom('posts as p').whereRef('p.partnershipId', '=', 't.partnershipId').whereRef('p.teamId', '=', 't.id').where('p.endedOn', 'is', null).select(sql<number>`count(distinct p.officer_id)::int`.as('n')).as('members'))
/** Teams of the agencies this administrator looks after. */
export const teamsOf = async (work: OfficerWork) => (await teams(work).where('a.endedOn', 'is', null).orderBy('a.name').orderBy('t.name').limit(1000).execute()).filter(({ agencyId }) => looksAfter(work, agencyId))
export type Team = Awaited<ReturnType<typeof teamsOf>>[number]
/** False: the agency has a team of this name. */
export const addTeam = async (work: OfficerWork, agencyId: string, name: string): Promise<boolean> =>
  (await work.db.insertInto('teams').values({ partnershipId: work.partnership.id, id: work.newId(), agencyId, name }).onConflict(on => on.columns(['partnershipId', 'agencyId', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const saveTeam = async (work: OfficerWork, id: string, name: string, endedOn: Day | null): Promise<void> => {
  await work.db.updateTable('teams').set({ name, endedOn }).where('id', '=', id).execute()
}

type Given = { readonly officerId: string; readonly agencyId: string; readonly roleId: string; readonly teamId: string | null }
export const givePost = async (work: Work, post: Given): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('posts').values({ partnershipId: work.partnership.id, id, ...post }).execute()
  return id
}

/** At once: the last day it counts lies before today. False: it had ended. */
export const endPost = async (work: Work, id: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('posts').set({ endedOn: sql<Day>`amity.now()::date - 1`, endedAt: work.now, endedBy: work.actor.kind === 'officer' ? work.actor.officerId : null, endedBecause: because }).where('id', '=', id).where('endedOn', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** The new post first, so that whoever may see a case through the old one is not let out in between. False: the old one had ended. */
export const movePost = async (work: Work, old: { readonly id: string } & Given, to: { readonly roleId: string; readonly teamId: string | null }): Promise<boolean> => {
  await givePost(work, { officerId: old.officerId, agencyId: old.agencyId, ...to })
  return endPost(work, old.id, 'Changed')
}

/** Open work goes to a colleague, what only a few see to one of the few. False: not theirs to do, or no such colleague. */
export const handOverWork = async (work: OfficerWork, officerId: string, agencyId: string, toId: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.hand_over_work(${officerId}::uuid, ${agencyId}::uuid, ${toId}::uuid, 'Another role') as done`.execute(work.db)).rows[0]?.done === true

export const planMove = async (work: OfficerWork, post: { readonly id: string } & Given, to: { readonly roleId: string; readonly teamId: string | null; readonly fromDay: Day }): Promise<void> => {
  await cancelMove(work, post.id)
  await work.db.insertInto('postMoves').values({ partnershipId: work.partnership.id, id: work.newId(), postId: post.id, officerId: post.officerId, agencyId: post.agencyId, ...to, plannedAt: work.now, plannedBy: work.actor.officerId }).execute()
}
export const cancelMove = async (work: OfficerWork, postId: string): Promise<void> => {
  await work.db.updateTable('postMoves').set({ cancelledAt: work.now }).where('postId', '=', postId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Makes the moves whose day has come. One that cannot be made (it would leave no administrator) stays planned and holds up no other. */
export const makeMoves = async (work: SystemWork): Promise<void> => {
  const due = await work.db.selectFrom('postMoves as m').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'm.partnershipId').onRef('p.id', '=', 'm.postId')).innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'm.partnershipId').onRef('r.id', '=', 'm.roleId'))
    .select(['m.id', 'm.roleId', 'm.teamId', 'p.id as postId', 'p.officerId', 'p.agencyId', 'p.roleId as oldRoleId', 'p.teamId as oldTeamId', 'p.endedOn', 'r.endedOn as roleEndedOn'])
    .where('m.fromDay', '<=', work.today).where('m.doneAt', 'is', null).where('m.cancelledAt', 'is', null).orderBy('m.fromDay').limit(500).execute()
  for (const move of due) await sparing(work, async () => {
    const made = move.endedOn === null && move.roleEndedOn === null && await movePost(work, { id: move.postId, officerId: move.officerId, agencyId: move.agencyId, roleId: move.oldRoleId, teamId: move.oldTeamId }, { roleId: move.roleId, teamId: move.teamId })
    await work.db.updateTable('postMoves').set(made ? { doneAt: work.now } : { cancelledAt: work.now }).where('id', '=', move.id).execute()
  })
}

/** Does this in a savepoint: what the database forbids ("at least one administrator must remain") is undone alone. @returns whether it was done. */
export const sparing = async (work: SystemWork, act: () => Promise<void>): Promise<boolean> => {
  await sql`savepoint one`.execute(work.db)
  try {
    await act()
    await sql`release savepoint one`.execute(work.db)
    return true
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem && problem.code === '23514')) throw problem
    await sql`rollback to savepoint one`.execute(work.db)
    return false
  }
}

