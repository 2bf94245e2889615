// All SQL on the tables of this room.
import { sql } from 'kysely'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import { digestOf, newToken } from '#web/csrf.ts'

const DAY = 24 * 3_600_000


/** Officers who still work for an agency, for lists to choose from. */
export const officersOf = (work: Work, agencyId: string) =>
  work.byKey().db.selectFrom('officers as o').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
    .select(['o.id', 'o.name']).distinct().where('p.agencyId', '=', agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null).orderBy('o.name').orderBy('o.id').limit(500).execute()

/** An officer by name, if they still work for that agency, and the agency, if it has not ended. */
export const namesOfPost = async (work: Work, officerId: string, agencyId: string): Promise<{ readonly officer: string | undefined; readonly agency: string | undefined }> => {
  const found = await work.byKey().db.selectFrom('agencies as a')
    .leftJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'a.partnershipId').onRef('p.agencyId', '=', 'a.id').on('p.officerId', '=', officerId).on('p.endedOn', 'is', null))
    .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.officerId').on('o.leftAt', 'is', null))
    .select(['o.name as officer', 'a.name as agency', 'a.endedOn']).where('a.id', '=', agencyId).orderBy('o.name').limit(1).executeTakeFirst()
  return { officer: found?.officer ?? undefined, agency: found?.endedOn === null ? found.agency : undefined }
}

/** Officers who still work for an agency, whose role there lets them do this, and whose training does. */
export const officersWhoMay = (work: Work, agencyId: string, act: Act) =>
  work.byKey().db.selectFrom('officers as o').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
    .innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId'))
    .select(['o.id', 'o.name', 'o.email']).distinct().where('p.agencyId', '=', agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null)
    .where(sql<boolean>`${act} = any (r.acts)`).where(sql<boolean>`o.id not in (select u.officer_id from amity.untrained(${agencyId}::uuid, ${act}) u)`).orderBy('o.name').orderBy('o.id').limit(100).execute()

/** Why some whose role would let them cannot be chosen, a sentence each: the act asks for a training they lack. */
export const untrainedFor = async (work: Work, agencyId: string, act: Act): Promise<readonly string[]> =>
  (await sql<{ says: string }>`select distinct o.name || ' cannot be chosen: ' || case when u.ran_out_on is null then 'no “' || u.training || '” training on record' else 'their “' || u.training || '” training has run out' end as says
    from amity.untrained(${agencyId}::uuid, ${act}) u join officers o on o.id = u.officer_id and o.left_at is null join posts p on p.officer_id = o.id and p.agency_id = ${agencyId}::uuid and p.ended_on is null
    join roles r on r.id = p.role_id and ${act} = any (r.acts) order by says limit 100`.execute(work.db)).rows.map(({ says }) => says)

/** Who in an agency decides such things: those who may, without whoever runs the service unless there is nobody else. */
export const managersOf = async (work: Work, agencyId: string, act: Act) => {
  const may = await officersWhoMay(work, agencyId, act)
  const runners = new Set((await officersWhoMay(work, agencyId, 'run the partnership')).map(({ id }) => id))
  const managers = may.filter(({ id }) => !runners.has(id))
  return managers.length > 0 ? managers : may
}

export const agencies = (work: Work) =>
  work.db.selectFrom('agencies').select(['id', 'name', 'shortName', 'kind', 'phone', 'email', 'address', 'brandColour', 'openingHours']).where('endedOn', 'is', null).orderBy('name').execute()

export const categories = (work: Work) =>
  work.byKey().db.selectFrom('categories').selectAll().where('endedOn', 'is', null).orderBy('position').execute()

export const signposts = (work: Work) =>
  work.byKey().db.selectFrom('signposts').selectAll().where('endedOn', 'is', null).orderBy('position').execute()

/** A setting's value as stored, or undefined: the room that owns the key parses it. An agency's own beats the partnership's. */
export const setting = async (work: Work, key: string): Promise<unknown> => {
  const agencyId = work.actor.kind === 'officer' ? work.actor.agencyId : null
  const found = await work.byKey().db.selectFrom('settings').select('value').where('key', '=', key)
    .where(where => where.or([where('agencyId', 'is', null), where('agencyId', '=', agencyId)]))
    .orderBy(sql`agency_id nulls last`).limit(1).executeTakeFirst()
  return found?.value
}

/** A link with which an officer chooses a password, good for three days and once. */
export const offerPasswordLink = async (work: OfficerWork, officerId: string): Promise<string> => {
  const token = newToken()
  await sql`select amity.offer_link(${digestOf(token)}, 'choose password', ${officerId}::uuid, ${new Date(work.now.getTime() + 3 * DAY)})`.execute(work.db)
  return token
}
