// What a context may write, asked of the database itself: an officer's acts are the limit, whatever a page may forget.
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import type { OfficerActor, OfficerWork, WorkOf } from '#db/work.ts'
import { openTown, type Town } from '#test/harness/town.ts'

type Try = (work: WorkOf<OfficerActor>, town: Town) => Promise<unknown>
const one = async (query: { execute(db: OfficerWork['db']): Promise<{ readonly numAffectedRows?: bigint }> }, work: OfficerWork): Promise<bigint> => (await query.execute(work.db)).numAffectedRows ?? 0n

/** Each as a page never would: straight SQL. A refusal is an error, or no row touched. */
const FORBIDDEN: Readonly<Record<string, Try>> = {
  'partnerships: its hosts': work => one(sql`update partnerships set hosts = '{evil.test}' where id = ${work.partnership.id}`, work),
  'roles: acts of the role they hold': work => one(sql`update roles set acts = acts || 'run the partnership'::text where name = 'Case officer'`, work),
  'roles: a role of their own': work => one(sql`insert into roles (partnership_id, name, acts) values (${work.partnership.id}, 'Mine', '{run the partnership}')`, work),
  'posts: their own role': work => one(sql`update posts set role_id = (select id from roles where name = 'Administrator') where officer_id = ${work.actor.officerId}::uuid`, work),
  'posts: one more for themselves': work => one(sql`insert into posts (partnership_id, officer_id, agency_id, role_id) select ${work.partnership.id}, ${work.actor.officerId}::uuid, ${work.actor.agencyId}::uuid, id from roles where name = 'Administrator'`, work),
  'posts: a colleague’s end': work => one(sql`update posts set ended_on = current_date where officer_id <> ${work.actor.officerId}::uuid`, work),
  'settings: added': work => one(sql`insert into settings (partnership_id, key, value) values (${work.partnership.id}, 'hold days', '365')`, work),
  'settings: their agency’s own': work => one(sql`insert into settings (partnership_id, agency_id, key, value) values (${work.partnership.id}, ${work.actor.agencyId}::uuid, 'hold days', '365')`, work),
  'settings: changed': work => one(sql`update settings set value = '365'`, work),
  'settings: deleted': work => one(sql`delete from settings`, work),
  'setting changes: a history that never was': work => one(sql`insert into setting_changes (partnership_id, key, number, kind, why, officer_id, at) values (${work.partnership.id}, 'hold days', 1, 'confirmed', 'x', ${work.actor.officerId}::uuid, now())`, work),
  'categories: added': work => one(sql`insert into categories (partnership_id, code, name, resident_name, strand, severity) values (${work.partnership.id}, 'x', 'x', 'x', 'nuisance', 'standard')`, work),
  'categories: changed': work => one(sql`update categories set severity = 'standard'`, work),
  'signposts: added': work => one(sql`insert into signposts (partnership_id, code, name, says) values (${work.partnership.id}, 'x', 'x', 'x')`, work),
  'signposts: changed': work => one(sql`update signposts set url = 'https://evil.test'`, work),
  'agencies: added': work => one(sql`insert into agencies (partnership_id, name, short_name, kind) values (${work.partnership.id}, 'Evil', 'Evil', 'other')`, work),
  'agencies: described': work => one(sql`update agencies set phone = '09'`, work),
  'agencies: their principal': work => one(sql`update agencies set principal = 1`, work),
  'teams: added': work => one(sql`insert into teams (partnership_id, agency_id, name) values (${work.partnership.id}, ${work.actor.agencyId}::uuid, 'Evil')`, work),
  'officers: added': work => one(sql`insert into officers (partnership_id, name, email) values (${work.partnership.id}, 'Evil', 'evil@example.test')`, work),
  'officers: a colleague’s address': work => one(sql`update officers set email = 'evil@example.test' where id <> ${work.actor.officerId}::uuid`, work),
  'officers: their own name': work => one(sql`update officers set name = 'Ada Administrator' where id = ${work.actor.officerId}::uuid`, work),
  'officers: a colleague sent away': work => one(sql`update officers set away_until = current_date + 9, covered_by = ${work.actor.officerId}::uuid where id <> ${work.actor.officerId}::uuid`, work),
  'officers: somebody left': work => one(sql`update officers set left_at = now() where id <> ${work.actor.officerId}::uuid`, work),
  'absences: a colleague’s': (work, town) => one(sql`insert into absences (partnership_id, officer_id, cover_id, from_day, until_day, made_at, made_by) select ${work.partnership.id}, id, ${work.actor.officerId}::uuid, current_date, current_date, now(), ${work.actor.officerId}::uuid from officers where id not in (${work.actor.officerId}::uuid, ${town.police.officerId}::uuid) limit 1`, work),
  'API keys: made': work => one(sql`insert into api_keys (partnership_id, key_hash, agency_id, name, made_at) values (${work.partnership.id}, 'x', ${work.actor.agencyId}::uuid, 'x', now())`, work),
  'risk matrices: published': work => one(sql`insert into risk_matrices (partnership_id, version, starts_on, source, why, questions, medium_from, high_from, published_at, published_by) values (${work.partnership.id}, 9, current_date, 'x', 'x', '[]', 1, 2, now(), ${work.actor.officerId}::uuid)`, work),
  'delegations: their own': work => one(sql`insert into delegations (partnership_id, officer_id, agency_id, power, delegated_by, instrument, from_day, until_day, recorded_at, recorded_by) values (${work.partnership.id}, ${work.actor.officerId}::uuid, ${work.actor.agencyId}::uuid, 'refer to MARAC', 'x', 'x', current_date, current_date, now(), gen_random_uuid())`, work),
  'training: their own': work => one(sql`insert into training_records (partnership_id, officer_id, agency_id, kind_id, done_on, evidence, recorded_at, recorded_by) select ${work.partnership.id}, ${work.actor.officerId}::uuid, ${work.actor.agencyId}::uuid, id, current_date, 'x', now(), gen_random_uuid() from training_kinds limit 1`, work),
  'training: a gate opened': work => one(sql`insert into training_gates (partnership_id, act, kind_id, from_day, why, made_at, made_by) select ${work.partnership.id}, 'open a case', id, current_date, 'x', now(), ${work.actor.officerId}::uuid from training_kinds limit 1`, work),
  'training: a kind': work => one(sql`update training_kinds set valid_months = null`, work),
  'role versions: a history that never was': work => one(sql`insert into role_versions (partnership_id, role_id, number, name, acts, why, changed_at) select ${work.partnership.id}, id, 99, 'x', '{}', 'x', now() from roles limit 1`, work),
  'moves: planned for a colleague': work => one(sql`insert into post_moves (partnership_id, post_id, officer_id, agency_id, role_id, from_day, planned_at, planned_by) select ${work.partnership.id}, id, officer_id, agency_id, role_id, current_date, now(), ${work.actor.officerId}::uuid from posts where officer_id <> ${work.actor.officerId}::uuid limit 1`, work),
  'certifiers: themselves': work => one(sql`insert into certifiers (partnership_id, agency_id, officer_id, named_at, named_by) values (${work.partnership.id}, ${work.actor.agencyId}::uuid, ${work.actor.officerId}::uuid, now(), ${work.actor.officerId}::uuid)`, work),
  'agency names: a past that never was': work => one(sql`insert into agency_names (partnership_id, agency_id, name, short_name) values (${work.partnership.id}, ${work.actor.agencyId}::uuid, 'x', 'x')`, work),
  'circles: one of their own': work => one(sql`insert into circles (partnership_id, name) values (${work.partnership.id}, 'x')`, work),
  'circles: a member': work => one(sql`insert into circle_members (partnership_id, circle_id, officer_id) values (${work.partnership.id}, gen_random_uuid(), ${work.actor.officerId}::uuid)`, work),
  'principals: one of their own': work => one(sql`insert into principals (partnership_id, id, kind) values (${work.partnership.id}, 99, 'officer')`, work),
}

/** What became of it: 'refused', or how many rows were touched. */
const tried = async (town: Town, actor: OfficerActor, act: Try): Promise<string> => {
  try {
    return await town.workAs(actor, async work => {
      const touched = await act(work, town)
      if (touched === 0n) return 'refused'
      throw new Error(`touched ${String(touched)}`)
    })
  } catch (problem) {
    // 42501: a policy, a missing grant, or one of our own triggers said no. Anything else is another error.
    const code = problem instanceof Error && 'code' in problem ? problem.code : undefined
    return code === '42501' ? 'refused' : problem instanceof Error ? problem.message : 'unknown'
  }
}

test('an officer’s context writes none of what makes rights, settings and content, and cannot raise its own rights', async () => {
  const town = await openTown({ rooms: [] })
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  for (const [what, act] of Object.entries(FORBIDDEN)) {
    expect([what, await tried(town, officer, act)]).toEqual([what, 'refused'])
    expect([what, 'police', await tried(town, police, act)]).toEqual([what, 'police', 'refused'])
  }
})

test('the same writes go through for whoever may: the test above would notice a database that refuses everything', async () => {
  const town = await openTown({ rooms: [] })
  const ada = await town.actor('administrator')
  for (const what of ['partnerships: its hosts', 'roles: a role of their own', 'posts: a colleague’s end', 'settings: added', 'categories: changed', 'signposts: added', 'agencies: added', 'agencies: described', 'teams: added', 'officers: added', 'API keys: made', 'officers: a colleague sent away']) {
    const act = FORBIDDEN[what]
    expect([what, act === undefined ? 'unknown' : await tried(town, ada, act)]).toEqual([what, expect.stringMatching(/^touched [1-9]/)])
  }
})

test('an officer keeps what is theirs: whether they are told by email, their telephone, when they are away and who covers', async () => {
  const town = await openTown({ rooms: [] })
  const [officer, manager] = [await town.actor('officer'), await town.actor('manager')]
  const mine = await town.workAs(officer, work => one(sql`update officers set news = 'never', phone = '01632 960 001', away_until = current_date, covered_by = ${manager.officerId}::uuid where id = ${work.actor.officerId}::uuid`, work))
  expect(mine).toBe(1n)
  const absence = (of: string, cover: string): Try => work => one(sql`insert into absences (partnership_id, officer_id, cover_id, from_day, until_day, made_at, made_by) values (${work.partnership.id}, ${of}::uuid, ${cover}::uuid, current_date, current_date, now(), ${work.actor.officerId}::uuid)`, work)
  expect(await tried(town, officer, absence(officer.officerId, manager.officerId))).toBe('touched 1')
  expect(await tried(town, manager, absence(officer.officerId, manager.officerId))).toBe('touched 1')
  expect(await tried(town, manager, absence(town.police.officerId, manager.officerId))).toBe('refused')
})

test('an administrator does not raise their own rights either: not by a post, not by their role, not by training, and not those of another agency', async () => {
  const town = await openTown({ rooms: [] })
  const ada = await town.actor('administrator')
  for (const what of ['posts: one more for themselves', 'posts: their own role', 'delegations: their own', 'training: their own', 'officers: somebody left', 'agencies: their principal', 'circles: a member', 'role versions: a history that never was']) {
    const act = FORBIDDEN[what]
    expect([what, act === undefined ? 'unknown' : await tried(town, ada, act)]).toEqual([what, 'refused'])
  }
  expect(await tried(town, ada, work => one(sql`update roles set acts = acts || 'see restricted'::text where name = 'Administrator'`, work))).toBe('refused')
  // The same acts in an agency that does not run the partnership reach no further than that agency.
  const elsewhere: OfficerActor = { ...ada, agencyId: town.police.id, officerId: town.police.officerId }
  for (const what of ['partnerships: its hosts', 'roles: a role of their own', 'settings: added', 'categories: changed', 'agencies: added']) {
    const act = FORBIDDEN[what]
    expect([what, act === undefined ? 'unknown' : await tried(town, elsewhere, act)]).toEqual([what, 'refused'])
  }
  expect(await tried(town, elsewhere, work => one(sql`update posts set ended_on = current_date where agency_id = ${town.council.id}::uuid`, work))).toBe('refused')
  expect(await tried(town, elsewhere, work => one(sql`update officers set email = 'evil@example.test' where id = ${town.council.officerId}::uuid`, work))).toBe('refused')
})

test('nobody hands out a link to somebody else’s account', async () => {
  const town = await openTown({ rooms: [] })
  const offered = async (who: 'officer' | 'manager' | 'administrator', to: string): Promise<number> => {
    await town.workAs(await town.actor(who), work => sql`select amity.offer_link(${`${who}${to}`}, 'choose password', ${to}::uuid, now() + interval '1 day')`.execute(work.db))
    return (await town.database.owner.query('select from one_time_links where token_hash = $1', [`${who}${to}`])).rowCount ?? 0
  }
  const ada = (await town.actor('administrator')).officerId
  expect([await offered('officer', ada), await offered('manager', ada), await offered('officer', town.council.officerId), await offered('administrator', town.council.officerId)]).toEqual([0, 0, 0, 1])
})
