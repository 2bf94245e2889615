// Nobody approves their own: every table in which somebody says yes to somebody else's act, asked of the database itself.
import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { OfficerActor, OfficerWork } from '#db/work.ts'
import { caseIn } from '#test/harness/cases.ts'
import { hire } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'

let owner: pg.Pool
beforeAll(() => { owner = new pg.Pool(inject('database').owner) })
afterAll(() => owner.end())

/** Columns that name who approved, and the test below that tries each. */
const APPROVERS: Readonly<Record<string, string>> = {
  'case_closings.answered_by': 'closing', 'cases.close_approved_by': 'closing', 'case_transfers.answered_by': 'offer', 'quality_reviews.reviewer_id': 'quality',
  'risk_assessments.lowered_by': 'risk', 'certification_lines.answered_by': 'access',
  // Refused by triggers and checks of their own, tried in the stories of their rooms.
  'case_grants.authorised_by': 'sharing', 'disclosures.authorised_by': 'sharing', 'referrals.authorised_by': 'referrals', 'referrals.answered_by': 'referrals',
  'markers.authorised_by': 'markers', 'unusual_access.answered_by': 'records', 'matter_overrides.answered_by': 'interventions',
}

test('every column that names an approver is known to this wall', async () => {
  const { rows } = await owner.query<{ name: string }>(`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
    and column_name ~ '^(.*approved_by|.*answered_by|reviewer_id|.*lowered_by|authorised_by|agreed_by)$'`)
  // A flag is lowered with a reason by whoever works the case; it asks nobody's yes.
  const known = new Set([...Object.keys(APPROVERS), 'case_flags.lowered_by'])
  expect(rows.filter(({ name }) => !known.has(name)).map(({ name }) => `${name}: refuse the asker in the database, and try it here`)).toEqual([])
})

const refusal = async (town: Town, actor: OfficerActor, act: (work: OfficerWork) => Promise<unknown>): Promise<string> => {
  try {
    await town.workAs(actor, act)
    return 'done'
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? problem.code : undefined
    return code === '42501' || code === '23514' ? 'refused' : String(problem)
  }
}

test('a closure: not by who asked, not without the act, but by a manager', async () => {
  const town = await openTown({ rooms: [] })
  const { id } = await caseIn(town)
  const [officer, manager, other] = [await town.actor('officer'), await town.actor('manager'), await hire(town, 'Sam Second', 'Case officer')]
  const ask = (actor: OfficerActor) => town.workAs(actor, work => sql`insert into case_closings (partnership_id, case_id, verdict, reason, summary, needed_because, stage_before, asked_at, asked_by) values (${work.partnership.id}, ${id}::uuid, 'no', 'x', 'x', 'x', 'action', now(), ${work.actor.officerId}::uuid)`.execute(work.db))
  const approve = (work: OfficerWork) => sql`update case_closings set state = 'approved', answered_at = now(), answered_by = ${work.actor.officerId}::uuid where case_id = ${id}::uuid and state = 'asked'`.execute(work.db)
  await ask(manager)
  expect(await refusal(town, manager, approve)).toBe('refused')
  expect(await refusal(town, { ...officer, officerId: other.id }, approve)).toBe('refused')
  // Nor in another's name.
  expect(await refusal(town, manager, work => sql`update case_closings set state = 'approved', answered_at = now(), answered_by = ${other.id}::uuid where case_id = ${id}::uuid`.execute(work.db))).toBe('refused')
  const second = await hire(town, 'Mia Second', 'Team manager')
  expect(await refusal(town, { ...manager, officerId: second.id }, approve)).toBe('done')
})

test('a forced High: not lowered by who leads the case, nor without the act; by another manager, whose name the database writes', async () => {
  const town = await openTown({ rooms: [] })
  const { id } = await caseIn(town)
  const assess = (band: string, forced: string) => (work: OfficerWork) => sql`insert into risk_assessments (partnership_id, case_id, matrix_version, answers, score, band, forced_by, with_the_person, assessed_at, assessed_by, review_due_on, because)
    values (${work.partnership.id}, ${id}::uuid, '1', '{}', 3, ${band}, ${forced}::text[], true, ${work.now}, ${work.actor.officerId}::uuid, '2026-07-01', 'x')`.execute(work.db)
  const [officer, manager] = [await town.actor('officer'), await town.actor('manager')]
  await town.workAs(officer, assess('high', '{a threat of arson}'))
  expect(await refusal(town, officer, assess('standard', '{}'))).toBe('refused')
  await town.database.owner.query('update cases set lead_officer_id = $1 where id = $2', [manager.officerId, id])
  expect(await refusal(town, manager, assess('standard', '{}'))).toBe('refused')
  await town.database.owner.query('update cases set lead_officer_id = $1 where id = $2', [officer.officerId, id])
  town.clock.set('2026-06-03T09:00:00Z')
  expect(await refusal(town, manager, assess('standard', '{}'))).toBe('done')
  const { rows } = await town.database.owner.query<{ by: string | null }>('select lowered_by as by from risk_assessments where case_id = $1 order by assessed_at', [id])
  expect(rows.map(({ by }) => by)).toEqual([null, manager.officerId])
})

test('casework is not read by whose it is; an offer is not answered by who made it, though they work for both; access is not confirmed by whose it is', async () => {
  const town = await openTown({ rooms: [] })
  const { id } = await caseIn(town)
  const [officer, manager] = [await town.actor('officer'), await town.actor('manager')]
  const review = (reviewer: string, whose: string) => town.work(work => sql`insert into quality_reviews (partnership_id, case_id, agency_id, officer_id, reviewer_id, month, form_version, drawn_at, due_on) values (${town.partnership.id}, ${id}::uuid, ${town.council.id}::uuid, ${whose}::uuid, ${reviewer}::uuid, '2026-05', '1', now(), current_date)`.execute(work.db))
  await expect(review(manager.officerId, manager.officerId)).rejects.toThrow('quality_reviews_check')
  const other = await hire(town, 'Mia Second', 'Team manager')
  await review(other.id, manager.officerId)
  const read = (work: OfficerWork) => sql`update quality_reviews set state = 'done', done_at = now(), done_by = ${work.actor.officerId}::uuid where case_id = ${id}::uuid`.execute(work.db)
  expect(await refusal(town, manager, read)).toBe('refused')
  expect(await refusal(town, officer, read)).toBe('refused')
  expect(await refusal(town, { ...manager, officerId: other.id }, read)).toBe('done')

  await town.workAs(officer, work => sql`insert into case_transfers (partnership_id, case_id, from_agency_id, to_agency_id, from_officer_id, reason, offered_at, offered_by, answer_due_at) values (${work.partnership.id}, ${id}::uuid, ${town.council.id}::uuid, ${town.police.id}::uuid, ${officer.officerId}::uuid, 'x', now(), ${officer.officerId}::uuid, now())`.execute(work.db))
  expect(await refusal(town, officer, work => sql`update case_transfers set state = 'accepted', answered_at = now(), answered_by = ${officer.officerId}::uuid where case_id = ${id}::uuid`.execute(work.db))).toBe('refused')

  const [run, line] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002']
  const post = (await town.database.owner.query<{ id: string }>('select id from posts where officer_id = $1', [manager.officerId])).rows[0]?.id
  await town.database.owner.query(`insert into certifications (partnership_id, id, agency_id, quarter, opened_at, due_on) values ($1, $2, $3, '2026 Q1', now(), current_date)`, [town.partnership.id, run, town.council.id])
  await town.database.owner.query('insert into certification_lines (partnership_id, id, certification_id, agency_id, post_id, officer_id) values ($1, $2, $3, $4, $5, $6)', [town.partnership.id, line, run, town.council.id, post, manager.officerId])
  await town.database.owner.query('insert into certifiers (partnership_id, agency_id, officer_id, named_at, named_by) values ($1, $2, $3, now(), $4)', [town.partnership.id, town.council.id, manager.officerId, officer.officerId])
  const certified = (actor: OfficerActor) => town.workAs(actor, async work => (await sql<{ became: string }>`select amity.certify(${line}::uuid, 'confirmed', null) as became`.execute(work.db)).rows[0]?.became)
  expect([await certified(manager), await certified(officer)]).toEqual(['their own', 'not theirs'])
  expect(await refusal(town, manager, work => sql`update certification_lines set answer = 'confirmed', answered_at = now(), answered_by = ${officer.officerId}::uuid where id = ${line}::uuid returning id`.execute(work.db).then(({ rows }) => { if (rows.length === 0) throw Object.assign(new Error('no row'), { code: '42501' }) }))).toBe('refused')
})

test('whatever hangs on an agency is known to a merge: it moves along, or stays as history', async () => {
  const { rows } = await owner.query<{ name: string }>(`select c.table_name || '.' || c.column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name ~ '(^|_)agency_id$' and c.table_name not like 'case_child%'
      and c.table_name || '.' || c.column_name <> all (amity.moves_with_agency() || amity.stays_with_agency())`)
  expect(rows.map(({ name }) => `${name}: say in amity.moves_with_agency or amity.stays_with_agency what becomes of it when two agencies become one`)).toEqual([])
})
