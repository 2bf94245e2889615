// The keys of records, by table: to fill a door's open places, and to put the hidden record's key where an ordinary one stood.
import type { Database } from '#db/open.ts'
import { HIDDEN, type Kind } from './hidden.ts'

export type KeyRow = { readonly table: string; readonly id: string; readonly reference: string | null; readonly caseReference: string | null; readonly hidden: Kind | null; readonly personId: string | null; readonly restricted: boolean; /** What stands in its own address after the case, where that is more than its key. */ readonly deep: readonly string[] | null }
export type Keys = readonly KeyRow[]

/** Doors under a case that name more than one thing, or not by its key: which table's rows open them, and with what. */
const DEEP: readonly (readonly [door: RegExp, table: string, columns: string])[] = [
  [/\/proof\/:element$/, 'matter_elements', 'array[t.matter_id::text, t.element]'], [/\/step\/:step$/, 'matter_steps', 'array[t.matter_id::text, t.step]'], [/\/terms\/:term$/, 'matter_terms', 'array[t.matter_id::text, t.id::text]'],
  [/\/matters\/:matter\/penalty$/, 'penalty_events', 'array[t.matter_id::text]'],
  [/\/clocks\/:clock$/, 'matter_clocks', 'array[t.matter_id::text, t.id::text]'], [/\/overrides\/:override$/, 'matter_overrides', 'array[t.matter_id::text, t.id::text]'], [/\/to\/:state$/, 'matters', `array[t.id::text, 'ended']`],
  [/\/(gate|tools)\/:tool\/:subject$/, 'matters', 'array[t.tool, t.subject_id::text]'], [/\/gate\/:tool\/:subject\/:assessment/, 'gate_assessments', 'array[t.tool, t.subject_id::text, t.id::text]'], [/\/subjects\/:subject/, 'tool_facts', 'array[t.subject_id::text]'],
]
const deepOf = (table: string): string => {
  const all = DEEP.filter(([, of]) => of === table).map(([, , columns]) => columns)
  return all.length === 0 ? 'null::text[]' : all.reduce((sum, columns) => `${sum} || ${columns}`)
}

/** Up to so many rows of every table with keys: of ordinary records, or all of the hidden ones. */
export const keysOf = async (database: Database, which: 'ordinary' | 'hidden'): Promise<Keys> => {
  const { rows: tables } = await database.owner.query<{ name: string; hasCase: boolean; hasReference: boolean; hasPerson: boolean; hasCode: boolean }>(`
    select c.relname as name, bool_or(a.attname = 'case_id') as "hasCase", bool_or(a.attname = 'reference') as "hasReference", bool_or(a.attname = 'person_id') as "hasPerson", bool_or(a.attname in ('code', 'key')) as "hasCode"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('audit_events', 'outbox', 'postcodes', 'sessions') group by 1 having bool_or(a.attname = 'id' and a.atttypid = 'uuid'::regtype) order by 1`)
  const found: KeyRow[] = []
  for (const { name, hasCase, hasReference, hasPerson } of tables) {
    const reference = hasReference ? 't.reference' : name === 'settings' ? 't.key' : ['categories', 'signposts'].includes(name) ? 't.code' : name === 'case_flags' ? 't.flag' : 'null'
    const joined = name === 'case_merges' ? 'left join cases c on c.id = t.merged_case_id' : hasCase ? 'left join cases c on c.id = t.case_id' : name === 'cases' ? 'join cases c on c.id = t.id' : ''
    const caseReference = joined === '' ? 'null' : 'c.reference'
    const restricted = joined === '' ? 'false' : 'coalesce(c.circle_id is not null, false)'
    const hiddenCases = HIDDEN.map(({ id }) => id)
    const where = which === 'ordinary' ? 'true' : joined !== '' ? 'c.id = any ($1)' : name === 'people' ? 't.id = any ($2)' : 'false'
    const { rows } = await asOwner<Omit<KeyRow, 'table' | 'hidden'> & { caseId: string | null }>(database, `select t.id, ${reference} as reference, ${caseReference} as "caseReference", ${restricted} as restricted, ${hasPerson ? 't.person_id' : 'null::uuid'} as "personId", ${joined === '' ? 'null' : 'c.id'} as "caseId", ${deepOf(name)} as deep
      from ${name} t ${joined} where ${where} and $1::uuid[] is not null and $2::uuid[] is not null order by ${joined === '' ? '1' : `${restricted}, ${name === 'cases' ? `c.status in ('on hold', 'merged') desc, ` : ''}exists (select from own_page_links l where l.case_id = c.id) desc, c.status in ('on hold', 'merged') desc, 1 desc`} limit ${which === 'ordinary' ? 8 : 60}`, [hiddenCases, HIDDEN.map(({ personId }) => personId)])
    for (const { caseId, ...row } of rows) found.push({ ...row, table: name, hidden: HIDDEN.find(one => one.id === caseId || one.personId === row.id)?.kind ?? null })
  }
  return found
}

const asOwner = async <T extends object>(database: Database, query: string, values: unknown[]): Promise<{ readonly rows: T[] }> => {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    return await client.query<T>(query, values)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const words = (text: string): readonly string[] => text.toLowerCase().split(/[^a-z]+/).map(word => word.replace(/s$/, '')).filter(word => word.length > 2 && word !== 'case')
const ALIASES: Readonly<Record<string, string>> = { file: 'attachment', message: 'outgoing_message', assessment: 'risk_assessment', person: 'people', quality: 'quality_review', officer: 'officer', service: 'categories', request: 'reports', token: 'reports', unmerge: 'merge' }

/** Tables in the order in which they are likely meant by a place in a path. */
const likely = (keys: Keys, path: string): Keys => {
  // The last word before an open place says most.
  const parts = words(path.replaceAll(/:\w+/g, ''))
  const wanted = [...parts, ...parts.slice(-1), ...parts.slice(-1)].flatMap(word => [word, ...words(ALIASES[word] ?? '')])
  const score = new Map<string, number>()
  // Where only the case is named, how it stands decides: cases themselves first.
  if (!path.includes(':')) score.set('cases', 5)
  for (const { table } of keys) if (!score.has(table)) score.set(table, words(table).reduce((sum, word) => sum + wanted.filter(one => one === word).length, 0) * 10 - words(table).length)
  return keys.toSorted((a, b) => (score.get(b.table) ?? 0) - (score.get(a.table) ?? 0))
}

/** Addresses this door may open, the likeliest first. */
export function* candidatesFor(path: string, keys: Keys): Generator<string> {
  const parts = path.split('/')
  const open = parts.filter(part => part.startsWith(':'))
  const underCase = path.startsWith('/cases/:reference')
  const seen = new Set<string>()
  yield* deepCandidates(path, keys)
  for (const row of likely(keys, path.replace('/cases/:reference', ''))) {
    if (underCase && row.caseReference === null) continue
    for (const last of [row.id, row.personId, row.reference]) {
      if (last === null || (underCase && open.length === 1 && last !== row.id)) continue
      const [head, ...rest] = underCase ? [row.caseReference ?? '', last] : [last]
      const fill = [head ?? '', ...rest]
      const url = parts.map(part => part.startsWith(':') ? encodeURIComponent(fill.shift() ?? last) + (part.includes('.') ? part.slice(part.indexOf('.')) : '') : part).join('/')
      if (!seen.has(url)) { seen.add(url); yield url }
    }
  }
}

function* deepCandidates(path: string, keys: Keys): Generator<string> {
  const door = DEEP.find(([pattern]) => pattern.test(path))
  if (door === undefined || !path.startsWith('/cases/:reference')) return
  const [, table, columns] = door
  // A table that opens several doors carries what each needs, one after the other.
  const before = DEEP.slice(0, DEEP.indexOf(door)).filter(([, of]) => of === table).reduce((sum, [, , each]) => sum + each.split(',').length, 0)
  for (const row of keys.filter(one => one.table === table && one.caseReference !== null && one.deep !== null)) {
    const fill = [row.caseReference ?? '', ...(row.deep ?? []).slice(before, before + columns.split(',').length)]
    yield path.split('/').map(part => part.startsWith(':') ? encodeURIComponent(fill.shift() ?? '') : part).join('/')
  }
}
