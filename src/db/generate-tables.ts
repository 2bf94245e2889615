// Writes tables.ts: the Kysely types of the live schema. Run by `npm run tables`; a test says when it is stale.
import type pg from 'pg'

type Column = { table_name: string; column_name: string; udt_name: string; is_nullable: string; has_default: boolean; is_key: boolean }
type Check = { table_name: string; definition: string }

const TYPES: Readonly<Record<string, string>> = {
  int2: 'number', int4: 'number', int8: 'number', float4: 'number', float8: 'number', numeric: 'number',
  text: 'string', varchar: 'string', uuid: 'string', bool: 'boolean', timestamptz: 'Date', date: 'Day', bytea: 'Buffer',
  jsonb: 'Json', _text: 'string[]', _int4: 'number[]', _uuid: 'string[]',
}

/** The text of tables.ts for the schema behind this connection. Throws on a column type it does not know. */
export const tablesSource = async (owner: pg.Pool): Promise<string> => {
  const columns = await owner.query<Column>(`
    select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default is not null or c.is_identity = 'YES' as has_default, false as is_key
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_name not in ('migrations') order by c.table_name, c.ordinal_position`)
  const checks = await owner.query<Check>(`
    select rel.relname as table_name, pg_get_constraintdef(con.oid) as definition
    from pg_constraint con join pg_class rel on rel.oid = con.conrelid join pg_namespace n on n.oid = rel.relnamespace
    where con.contype = 'c' and n.nspname = 'public'`)
  const unions = literalUnions(checks.rows)
  const tables = Map.groupBy(columns.rows, column => column.table_name)
  const bodies = [...tables].map(([table, its]) => `export type ${typeName(table)} = {\n${its.map(column => `  ${camel(column.column_name)}: ${columnType(column, unions)}`).join('\n')}\n}`)
  const index = [...tables.keys()].map(table => `  ${camel(table)}: ${typeName(table)}`)
  return `// Generated from the migrations by generate-tables.ts. Do not edit: run \`npm run tables\`.
import type { ColumnType, Generated } from 'kysely'
import type { Day } from '#kernel/time.ts'

/** jsonb: anything when read, JSON text when written. */
export type Json = ColumnType<unknown, string, string>

${bodies.join('\n\n')}

export type DB = {\n${index.join('\n')}\n}\n`
}

const columnType = (column: Column, unions: ReadonlyMap<string, string>): string => {
  const base = unions.get(`${column.table_name}.${column.column_name}`) ?? TYPES[column.udt_name]
  if (base === undefined) throw new Error(`generate-tables knows no type for ${column.udt_name} (${column.table_name}.${column.column_name})`)
  if (base === 'Json') {
    const written = column.is_nullable === 'YES' ? 'string | null' : 'string'
    const inserted = column.has_default || column.is_nullable === 'YES' ? `${written} | undefined` : written
    return `ColumnType<unknown, ${inserted}, ${written}>`
  }
  const nullable = column.is_nullable === 'YES' ? `${base} | null` : base
  return column.has_default ? `Generated<${nullable}>` : nullable
}

/** check (x in ('a', 'b')) becomes 'a' | 'b'; on an array column ('<@'), an array of it. */
const literalUnions = (checks: readonly Check[]): ReadonlyMap<string, string> => {
  const unions = new Map<string, string>()
  for (const { table_name, definition } of checks) {
    const one = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.+?)\]\)\)\)$/.exec(definition)
    const many = /^CHECK \(\((\w+) <@ ARRAY\[(.+?)\]\)\)$/.exec(definition)
    const [, column, list] = one ?? many ?? []
    if (column === undefined || list === undefined) continue
    const literals = [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map(match => `'${(match[1] ?? '').replaceAll("''", "\\'")}'`)
    unions.set(`${table_name}.${column}`, many === null ? literals.join(' | ') : `(${literals.join(' | ')})[]`)
  }
  return unions
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const typeName = (table: string): string => `${camel(table).replace(/^\w/, first => first.toUpperCase())}Table`
