// Everybody who walks the doors and must not learn what is hidden: officers outside the circle, partners, leavers, strangers, systems and
// people on their own pages. None of them may see any of the hidden records.
import type pg from 'pg'
import { DEMONSTRATION_API_KEY } from '#demo/open311.ts'
import { asGate } from '#jobs/outbox.ts'
import type { Database } from '#db/open.ts'
import { londonDay } from '#kernel/time.ts'
import { digestOf } from '#web/csrf.ts'

export type Walker = {
  readonly who: string; readonly officerId: string | null; readonly cookies: Readonly<Record<string, string>>; readonly headers: Readonly<Record<string, string>>
  /** What their doors are to find: officers' doors for officers, and so on. */
  readonly way: 'officer' | 'left' | 'public' | 'key' | 'person'
}
const VISIT = 'v'.repeat(43)
const SESSION = 12 * 3_600_000

/** Officers the demonstration lacks: [name, agency, role, what they are here for]. */
const EXTRA = [
  ['Cleo Conflict', 'Welwyn Hatfield Borough Council', 'Case officer'], ['Leo Left', 'Welwyn Hatfield Borough Council', 'Case officer'],
  ['Lars Lapsed', 'Hertfordshire County Council', 'Case officer'], ['Bea Lead', 'Beacon victim care', 'Case officer'], ['Fay Lead', 'Hertfordshire Fire and Rescue Service', 'Case officer'], ['Finn Conflict', 'Hertfordshire Fire and Rescue Service', 'Case officer'],
] as const
const WALKING = {
  'an officer of the same agency outside the circle': 'Priya Nair', 'an adviser of the same agency': 'Grace Obi', 'an administrator outside the circle': 'Helen Marsh', 'an officer of another agency': 'Dan Mercer',
  'an officer whose grant lapsed': 'Lars Lapsed', 'an officer with a conflict, of the leading agency': 'Cleo Conflict', 'an officer with a conflict in an ordinary case': 'Finn Conflict', 'an officer who left': 'Leo Left',
} as const

/** Who may see some of the hidden records: they show that the walk reaches them. */
const INSIDE = { 'a manager inside the circle': 'Tom Whitaker', 'the lead of another agency’s case': 'Bea Lead', 'the lead of the case in conflict': 'Fay Lead' } as const

export const addWalkers = (database: Database, now: Date): Promise<{ readonly walkers: readonly Walker[]; readonly insiders: readonly Walker[] }> => asGate(database, async client => {
  await client.query(`select set_config('amity.actor', 'system', true), set_config('amity.partnership', '1', true), set_config('amity.principals', '{1}', true)`)
  for (const [name, agency, role] of EXTRA) {
    const { rows } = await client.query<{ id: string }>('insert into officers (partnership_id, name, email) values (1, $1, $2) returning id', [name, `${name.replace(' ', '.').toLowerCase()}@amity.example`])
    await client.query('insert into posts (partnership_id, officer_id, agency_id, role_id) select 1, $1, (select id from agencies where name = $2), (select id from roles where name = $3)', [rows[0]?.id, agency, role])
  }
  await addLetters(client, now)
  await addMerge(client, now)
  const [walkers, insiders]: [Walker[], Walker[]] = [[], []]
  for (const [who, name] of Object.entries(WALKING)) walkers.push(await officer(client, who, name, now))
  for (const [who, name] of Object.entries(INSIDE)) insiders.push(await officer(client, who, name, now))
  await client.query(`update officers set left_at = $1 where name = 'Leo Left'`, [now])
  walkers.push({ who: 'nobody', officerId: null, cookies: { amity_visit: VISIT }, headers: {}, way: 'public' })
  walkers.push({ who: 'a system with a key', officerId: null, cookies: { amity_visit: VISIT }, headers: { 'x-api-key': DEMONSTRATION_API_KEY }, way: 'key' })
  for (const [at, who] of (['a person harmed on their own page', 'the perpetrator on their own page'] as const).entries()) walkers.push(await person(client, who, at, now))
  return { walkers, insiders }
})

/** What the demonstration does not hold: messages in an ordinary case, a last letter, an improvement, an import, a hold; the demonstration itself depends on the day. */
const addLetters = async (client: pg.PoolClient, now: Date): Promise<void> => {
  const { rows } = await client.query<{ id: string; agency: string; lead: string }>(`select id, lead_agency_id as agency, lead_officer_id as lead from cases where id = (select case_id from own_page_links order by token_hash limit 1)`)
  const [one] = rows
  if (one === undefined) throw new Error('The demonstration has no open case')
  for (const [means, state] of [['email', 'unsure'], ['post', 'waiting']]) await client.query(`insert into outgoing_messages (partnership_id, case_id, purpose, means, address, subject, body, safe_because, state, written_at, agency_id)
    values (1, $1, 'case opened', $4, 'resident@example.test', 'Your case', 'We have opened a case.', 'It is safe', $5, $2, $3)`, [one.id, now, one.agency, means, state])
  await client.query(`insert into case_parties (partnership_id, case_id, role, described_as, joined_at) values (1, $1, 'alleged perpetrator', 'A man with a dog', $2)`, [one.id, now])
  await client.query(`insert into attachments select (jsonb_populate_record(null::attachments, to_jsonb(a) || jsonb_build_object('id', amity.new_id()))).* from attachments a where diary_sheet_id is not null and case_id = $1 limit 1`, [one.id])
  await addOfFile(client, one.id, one.lead, now)
  await client.query(`insert into entries (partnership_id, case_id, kind, happened_at, entered_at, entered_by, entered_as, summary) values (1, $1, 'note', $2, $2, $3, 'An officer', 'A note')`, [one.id, now, one.lead])
  await client.query(`update cases set status = 'on hold', hold_reason = 'Waiting for the court', hold_ends_on = $1::date + 7 where id = (select id from cases where status = 'open' and circle_id is null and not exists (select from own_page_links l where l.case_id = cases.id) order by reference limit 1)`, [londonDay(now)])
  await client.query(`insert into improvements (partnership_id, case_id, agency_id, title, due_on, opened_at) values (1, $1, $2, 'Ring back the same day', $4, $3)`, [one.id, one.agency, now, londonDay(now)])
  await client.query(`insert into imports (partnership_id, kind, source, file_name, sha256, map, map_sha256, agency_id, officer_id, state, made_at, changed_at)
    select 1, 'reports', 'An old system', 'old.csv', 'x', '{}', 'x', $1, id, 'stopped', $2, $2 from officers where name = 'Helen Marsh'`, [one.agency, now])
  await client.query(`insert into case_last_letters (partnership_id, case_id, body, written_at, written_by, answer_by, sent_to) values (1, $1, 'Please ring us.', $2, $3, $4, 1)`, [one.id, now, one.lead, londonDay(now)])
}

/** What is known of a file of this case, said in it, noted, covered, and what court calls it. */
const addOfFile = async (client: pg.PoolClient, caseId: string, lead: string, now: Date): Promise<void> => {
  const { rows: [file] } = await client.query<{ id: string }>(`select id from attachments where case_id = $1 order by id desc limit 1`, [caseId])
  const values = [file?.id, now, lead]
  await client.query(`insert into file_facts (partnership_id, attachment_id, source, captured_by, written_at, written_by) values (1, $1, 'person', 'A neighbour', $2, $3)`, values)
  await client.query(`insert into transcripts (partnership_id, attachment_id, body, written_at, written_by) values (1, $1, 'Turn it down.', $2, $3)`, values)
  await client.query(`insert into file_notes (partnership_id, attachment_id, at_second, body, written_at, written_by) values (1, $1, 3, 'A door slams', $2, $3)`, values)
  await client.query(`insert into redactions (partnership_id, attachment_id, kind, marks, reason, made_for, made_at, made_by) values (1, $1, 'spans', '[{"from": 1, "to": 2}]', 'witness', 'The court', $2, $3)`, values)
  await client.query(`insert into exhibits (partnership_id, case_id, attachment_id, reference, description, given_at, given_by) values (1, $4, $1, 'PN/1', 'A recording', $2, $3)`, [...values, caseId])
}

/** Two cases that became one, whatever the day the demonstration is loaded on. */
const addMerge = async (client: pg.PoolClient, now: Date): Promise<void> => {
  const { rows: [into, merged] } = await client.query<{ id: string; lead: string }>(`select id, lead_officer_id as lead from cases where status = 'open' and circle_id is null and not exists (select from own_page_links l where l.case_id = cases.id) order by reference desc limit 2`)
  await client.query(`insert into case_merges (partnership_id, case_id, merged_case_id, reason, merged_at, merged_by, moved) values (1, $1, $2, 'The same flat', $3, $4, '{"items": [], "parties": []}')`, [into?.id, merged?.id, now, into?.lead])
  await client.query(`update cases set status = 'merged', merged_into_id = $1 where id = $2`, [into?.id, merged?.id])
}

const officer = async (client: pg.PoolClient, who: string, name: string, now: Date): Promise<Walker> => {
  const { rows } = await client.query<{ id: string; agency: string }>('select o.id, p.agency_id as agency from officers o join posts p on p.officer_id = o.id where o.name = $1', [name])
  const [found] = rows
  if (found === undefined) throw new Error(`The demonstration has no ${name}`)
  const token = name.replace(' ', '').padEnd(43, 's')
  await client.query(`select amity.start_session(1, $1, $2, $3, $4, $5, 'a walk')`, [digestOf(token), found.id, found.agency, now, new Date(now.getTime() + SESSION)])
  return { who, officerId: found.id, cookies: { amity_visit: VISIT, amity_session: token }, headers: {}, way: name === 'Leo Left' ? 'left' : 'officer' }
}

/** The page of somebody in an ordinary case, as though link and code had been used. */
const person = async (client: pg.PoolClient, who: string, at: number, now: Date): Promise<Walker> => {
  const token = `own-page-${at}`.padEnd(43, 'p')
  await client.query(`select amity.start_own_page(l, $1, 600, 12) from (select l from own_page_links l order by token_hash offset $2 limit 1) found`, [digestOf(token), at])
  await client.query('update own_page_sessions set started_at = $1, seen_at = $1, expires_at = $2', [now, new Date(now.getTime() + SESSION)])
  return { who, officerId: null, cookies: { amity_visit: VISIT, amity_own_page: token }, headers: {}, way: 'person' }
}
