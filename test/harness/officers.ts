// More people for a town: another officer with a role of an agency, signed in where wanted, and what their role is now.
import { digestOf, newToken } from '#web/csrf.ts'
import type { Town } from './town.ts'
import { visitor, type Visitor } from './visitor.ts'

export type Person = { readonly id: string; readonly postId: string; readonly agencyId: string }

/** Adds an officer as a founder would: outside any request. */
export const hire = async (town: Town, name: string, role: string, agencyId = town.council.id): Promise<Person> => {
  const { rows } = await town.database.owner.query<{ id: string; post: string }>(`with o as (insert into officers (partnership_id, name, email) values ($1, $2, $3) returning id),
    p as (insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, o.id, $4, r.id from o, roles r where r.partnership_id = $1 and r.name = $5 returning id) select o.id, p.id as post from o, p`,
  [town.partnership.id, name, `${name.toLowerCase().replaceAll(' ', '.')}@example.test`, agencyId, role])
  const [row] = rows
  if (row === undefined) throw new Error(`no role is called ${role}`)
  return { id: row.id, postId: row.post, agencyId }
}

/** A browser of theirs, signed in. */
export const signedInAs = async (town: Town, { id, agencyId }: Pick<Person, 'id' | 'agencyId'>, device = 'a test'): Promise<Visitor> => {
  const token = newToken()
  await town.database.owner.query('select amity.start_session($1, $2, $3, $4, $5, $6, $7)', [town.partnership.id, digestOf(token), id, agencyId, town.clock.now(), new Date(town.clock.now().getTime() + 12 * 3_600_000), device])
  return visitor(town.server, town.host, { amity_session: token })
}

/** Another role for somebody, without a request. */
export const promote = (town: Town, officerId: string, role: string): Promise<unknown> =>
  town.database.owner.query('update posts set role_id = (select id from roles where partnership_id = $1 and name = $3) where partnership_id = $1 and officer_id = $2', [town.partnership.id, officerId, role])
