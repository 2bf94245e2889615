// The hidden records: one case of each restricting kind, and of the three ordinary kinds that somebody must not see, each with a row in
// every table that hangs on a case (found from the catalogue) and people who share all they can with people of ordinary cases.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { asGate } from '#jobs/outbox.ts'
import { newReference } from '#kernel/reference.ts'
import type { Database } from '#db/open.ts'

export const KINDS = ['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location', 'another agency', 'lapsed grant', 'conflict'] as const
export type Kind = (typeof KINDS)[number]
export type Hidden = { readonly kind: Kind; readonly id: string; readonly reference: string; readonly marker: string; readonly personId: string }

const made = (name: string): Buffer => createHash('sha256').update(name).digest()
export const hiddenId = (name: string): string => {
  const hex = made(name).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
export const HIDDEN: readonly Hidden[] = KINDS.map(kind => ({
  kind, id: hiddenId(`case ${kind}`), reference: newReference(made(`case ${kind}`)), marker: `Zephyr ${kind} unspoken`, personId: hiddenId(`person ${kind}`),
}))
const isRestricted = (kind: Kind): boolean => KINDS.indexOf(kind) < 6
const LEADS: Partial<Record<Kind, string>> = { 'another agency': 'Bea Lead', 'lapsed grant': 'Bea Lead', conflict: 'Fay Lead' }

/** Tables that hang on a case and yet are made by what is done below, or belong to nobody's case in particular. */
const MADE_OTHERWISE = ['case_parties', 'case_grants', 'glass_breaks', 'case_merges', 'case_access']
const WORDS = ['title', 'summary', 'body', 'description', 'what', 'story', 'says', 'wants', 'reason', 'agreed', 'effect', 'why', 'subject', 'told_reporter', 'decision_reason', 'raised_because', 'place_described', 'file_name', 'their_words', 'comment', 'outcome']

type Row = Record<string, unknown>
type Context = { readonly client: pg.PoolClient; readonly hidden: Hidden; readonly now: Date; readonly lead: { id: string; agency: string }; readonly known: Row; readonly perpetrator: string; readonly refuge: string; readonly ids: Map<string, string> }

/** Writes every hidden record. @returns what could not be given a row, which is nothing unless a new table needs a line here. */
export const hideAll = (database: Database, now: Date): Promise<readonly string[]> => asGate(database, async client => {
  await client.query(`select set_config('amity.actor', 'system', true), set_config('amity.partnership', '1', true), set_config('amity.principals', '{1}', true), set_config('amity.now', $1, true)`, [now.toISOString()])
  const { rows: pages } = await client.query<Row>('select to_jsonb(p) as person, l.case_id from own_page_links l join people p on p.id = l.person_id order by l.token_hash limit 2')
  const [known, perpetrator] = pages
  if (known === undefined || perpetrator === undefined) throw new Error('The demonstration has too few own pages')
  const { rows: [refuge] } = await client.query<{ id: string }>(`select id from agencies where short_name = 'Refuge'`)
  const missing = new Set<string>()
  for (const [at, hidden] of HIDDEN.entries()) {
    const lead = await officerCalled(client, LEADS[hidden.kind] ?? 'Sam Okoro')
    const context: Context = { client, hidden, now: new Date(now.getTime() - (at + 1) * 60_000), lead, known: known['person'] as Row, perpetrator: String((perpetrator['person'] as Row)['id']), refuge: refuge?.id ?? '', ids: new Map() }
    await addCase(context, String(known['case_id']))
    await addPeople(context, at % 2 === 1)
    for (const table of await hangEverything(context)) missing.add(table)
    await restrict(context)
  }
  return [...missing]
})

const officerCalled = async (client: pg.PoolClient, name: string): Promise<{ id: string; agency: string }> => {
  const { rows } = await client.query<{ id: string; agency: string }>('select o.id, p.agency_id as agency from officers o join posts p on p.officer_id = o.id where o.name = $1', [name])
  if (rows[0] === undefined) throw new Error(`Nobody is called ${name}`)
  return rows[0]
}

const copy = (client: pg.PoolClient, table: string, row: Row): Promise<unknown> =>
  client.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [JSON.stringify(row)])

const addCase = async ({ client, hidden, now, lead }: Context, likeCase: string): Promise<void> => {
  const { rows } = await client.query<{ row: Row }>('select to_jsonb(c) as row from cases c where id = $1', [likeCase])
  await copy(client, 'cases', {
    ...rows[0]?.row, id: hidden.id, reference: hidden.reference, title: hidden.marker, summary: hidden.marker, flags: [], lead_agency_id: lead.agency, lead_officer_id: lead.id, opened_at: now, opened_by: lead.id,
    status: 'open', stage: 'investigating', risk_band: 'high', circle_id: null, offered_to_agency_id: null, follows_case_id: likeCase, merged_into_id: null, imported_from: null, imported_key: null, harmed_spoke_last: true,
  })
}

/** Somebody of the same family, telephone, email and home as a person everybody knows; or that person themselves. */
const addPeople = async ({ client, hidden, lead, known, perpetrator, now }: Context, isKnown: boolean): Promise<void> => {
  await copy(client, 'people', { ...known, id: hidden.personId, given_name: 'Zephyrine', owner_agency_id: lead.agency, created_at: now })
  const parties: readonly (readonly [string, string])[] = [['harmed', hidden.personId], [isKnown ? 'harmed' : 'witness', isKnown ? String(known['id']) : hidden.personId], ['alleged perpetrator', perpetrator]]
  for (const [role, person] of parties) await client.query('insert into case_parties (partnership_id, case_id, role, person_id, joined_at, note) values (1, $1, $2, $3, $4, $5)', [hidden.id, role, person, now, hidden.marker])
  await client.query(`insert into case_parties (partnership_id, case_id, role, described_as, joined_at, note) values (1, $1, 'alleged perpetrator', $2, $3, '')`, [hidden.id, hidden.marker, now])
}

const childTables = async (client: pg.PoolClient): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id'
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by c.oid`)
  return rows.map(({ name }) => name).filter(name => !MADE_OTHERWISE.includes(name))
}

/** Copies up to three rows of every table that hangs on a case, from whichever ordinary case has some, with the marker in its words. Within a
 *  case matters that go on and what is theirs first, then by kind and name, which are the same each time: by how they happen to lie, chance would choose which doors are walked. */
const hangEverything = async (context: Context): Promise<readonly string[]> => {
  const { client, hidden } = context
  const missing: string[] = []
  for (const table of await childTables(client)) {
    const { rows } = await client.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t left join cases c on c.id = t.case_id left join matters m on m.id = ${table === 'matters' ? 't.id' : `(to_jsonb(t) ->> 'matter_id')::uuid`} where c.circle_id is null and coalesce(t.case_id <> all ($1), true) order by t.case_id nulls last, m.ended_at is not null, m.tool, to_jsonb(t) ->> 'kind', to_jsonb(t) ->> 'file_name' limit 3`, [HIDDEN.map(({ id }) => id)])
    let added = 0
    for (const [at, { row }] of rows.entries()) {
      await client.query('savepoint hung')
      try {
        await copy(client, table, changed(context, row, `${table} ${at}`))
        added += 1
        await client.query('release savepoint hung')
      } catch {
        await client.query('rollback to savepoint hung')
      }
    }
    if (added === 0 && (await client.query(`select from ${table} where case_id = $1`, [hidden.id])).rowCount === 0) missing.push(table)
  }
  return missing
}

const changed = ({ hidden, lead, known, now, ids, refuge }: Context, row: Row, name: string): Row => {
  const id = hiddenId(`${hidden.kind} ${name}`)
  if (typeof row['id'] === 'string') ids.set(row['id'], id)
  const words = Object.fromEntries(WORDS.filter(column => typeof row[column] === 'string').map(column => [column, hidden.marker]))
  const own: Row = {
    id, case_id: hidden.id, visible_to: [], hidden_from: [], flag: isRestricted(hidden.kind) ? hidden.kind : row['flag'], token_hash: `${hidden.kind} ${name}`, officer_id: lead.id, agency_id: lead.agency, reference: newReference(made(`${hidden.kind} ${name}`)),
    // What hangs on a file hangs on one of this case's own.
    attachment_id: typeof row['attachment_id'] === 'string' ? hiddenId(`${hidden.kind} attachments 0`) : null,
    person_id: row['person_id'] === null ? null : hidden.personId, external_key: null, external_source: null, imported_key: null, survey_answer_id: null, channel: name.startsWith('letters') ? row['channel'] : 'phone', reporter_name: 'Zephyrine', reporter_phone: known['phone'], reporter_email: known['email'], anonymous: false,
    // Evidence of a matter is of its own case.
    entry_ids: [], attachment_ids: [], exhibits: [], used: [],
    // So is what is chosen for court.
    entry_id: typeof row['entry_id'] === 'string' ? hiddenId(`${hidden.kind} entries 0`) : null,
    postcode: known['postcode'], entered_at: now, given_at: now,
    // Between agencies of which nobody walks.
    from_agency_id: lead.agency, to_agency_id: refuge, from_officer_id: lead.id, to_officer_id: null, to_whom: hidden.marker,
    // Each message is one whose fate somebody must settle, so that those doors are walked, whichever message was copied.
    ...(name.startsWith('outgoing_messages') ? { means: 'email', state: 'unsure' } : {}),
  }
  // A paper for court is for a matter of its own case, or for none.
  if (/^(?:court|bundle|witness)_/.test(name) && typeof row['matter_id'] === 'string') own['matter_id'] = hiddenId(`${hidden.kind} matters 0`)
  // What named another copied row names its copy.
  const fitting = Object.entries(own).filter(([column]) => column in row)
  const others = Object.entries(row).map(([column, value]) => [column, typeof value === 'string' ? ids.get(value) ?? value : value])
  // A coded reason, and a reference with a form of its own.
  const formed: Row = name.startsWith('redactions') ? { reason: row['reason'] } : name.startsWith('exhibits') ? { reference: 'ZZ/9' } : {}
  return { ...Object.fromEntries(others), ...words, ...Object.fromEntries(fitting), ...formed }
}

/** As it would happen: shared while it was ordinary, then flagged; a conflict declared, a glass broken and over, a grant that runs out. */
const restrict = async ({ client, hidden, now, lead }: Context): Promise<void> => {
  const { kind, id } = hidden
  const manager = await officerCalled(client, 'Tom Whitaker')
  const cleo = await officerCalled(client, 'Cleo Conflict')
  const lars = await officerCalled(client, 'Lars Lapsed')
  const fay = await officerCalled(client, 'Fay Lead')
  if (kind !== 'conflict' && kind !== 'another agency') {
    await client.query(`insert into case_grants (partnership_id, case_id, to_agency_id, parts, purpose, gateway, necessity, authorised_by, given_by, given_at, ends_at)
      values (1, $1, $2, array['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'], $3, 'safeguarding', $3, $4, $4, $5, $6)`, [id, lars.agency, hidden.marker, lead.id, new Date(now.getTime() - 3_600_000), new Date(now.getTime() - 1000)])
  }
  const conflicted = kind === 'conflict' ? await officerCalled(client, 'Finn Conflict') : cleo
  if (isRestricted(kind)) {
    await client.query('update cases set flags = array[$2] where id = $1', [id, kind])
    await client.query(`select amity.let_in(1, circle_id, $2, 'named') from cases where id = $1`, [id, cleo.id])
    const { rows } = await client.query<{ id: string }>(`insert into glass_breaks (partnership_id, case_id, officer_id, agency_id, reason, broken_at, until) values (1, $1, $2, $3, 'A child may be in danger tonight', $4, $5) returning id`, [id, fay.id, fay.agency, new Date(now.getTime() - 3_600_000), now])
    await client.query('update glass_breaks set ended_at = until where id = $1', [rows[0]?.id])
  }
  if (isRestricted(kind) || kind === 'conflict') {
    await client.query(`insert into conflicts (partnership_id, officer_id, subject_kind, subject_id, relation, because, declared_at, declared_by) values (1, $1, 'case', $2, 'family', $3, $4, $5)`, [conflicted.id, id, hidden.marker, now, manager.id])
  }
  await client.query('insert into submissions (partnership_id, key, went_to, at) values (1, $1, $2, $3)', [hiddenId(`submission ${kind}`), `/cases/${hidden.reference}`, now])
}
