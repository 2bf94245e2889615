// Reads SQL as text: does each table it touches have its partnership said? For statements that row security does not hold.

const REFERENCE = /\b(?:from|join|update|into|using)\s+(?:only\s+)?(?:public\.)?([a-z_0-9]+)\b|,\s*(?:lateral\s+)?([a-z_0-9]+)\s+(?:as\s+)?[a-z]\w*\s*(?=,|\bwhere\b|\bjoin\b|\bleft\b|$)/gi
/** A comparison, a join or an insert that names the partnership: each holds one table to it. */
const BOUND = /\bpartnership_id\s*=|=\s*(?:\w+\.)?partnership_id\b|\busing\s*\(\s*partnership_id\b|\binsert\s+into\s+\w+\s*(?:as\s+\w+\s*)?\(\s*partnership_id\b/gi

/** "… is null or partnership_id = $2" holds nothing when it is null. */
const PERHAPS = /\bor\s+(?:\w+\.)?partnership_id\s*=/gi

/** Comments and quoted texts say nothing to the database; format() strings are kept, for they become statements. */
const bare = (sql: string): string => sql.replaceAll(/--.*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(PERHAPS, ' true ')

/** @returns a statement each that touches more tables than it holds to a partnership, with those tables */
export const unbound = (sql: string, tables: ReadonlySet<string>): readonly string[] =>
  bare(sql).split(';').flatMap(statement => {
    const touched = [...statement.matchAll(REFERENCE)].map(([, first, second]) => (first ?? second ?? '').toLowerCase()).filter(name => tables.has(name))
    const held = [...statement.matchAll(BOUND)].length
    return touched.length > held ? [`${[...new Set(touched)].join(', ')} (${held} of ${touched.length} held)`] : []
  })
