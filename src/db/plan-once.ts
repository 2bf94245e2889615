// Statements that ask by key, over and over: PostgreSQL plans them once for each connection and keeps the plan. What the policies add makes
// planning dearer than asking: of the 45 ms that PostgreSQL worked for a case file, 35 were planning.
import { createHash } from 'node:crypto'
import { QueryNode, RawNode, SelectQueryNode, type KyselyPlugin } from 'kysely'
import pg from 'pg'

/** The end of such a statement. A comment, so that it says in PostgreSQL's own logs what it is. */
const MARK = '/* planned once */'

/** Marks every read that goes through it. Lists that are filtered and ordered stay without: their best plan hangs on what is asked for. */
export const plannedOnce: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (SelectQueryNode.is(node)) return QueryNode.cloneWithEndModifier(node, RawNode.createWithSql(MARK))
    if (RawNode.is(node)) return RawNode.create([...node.sqlFragments.slice(0, -1), `${node.sqlFragments.at(-1) ?? ''} ${MARK}`], node.parameters)
    return node
  },
  transformResult: async ({ result }) => result,
}

/** Statements that one connection keeps plans of: each takes some 100 kB of the server's memory, and more than these are no longer the same asked again. */
const MOST = 200
const names = new Map<string, string>()
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}

/** A connection that gives a marked statement its name, which is how PostgreSQL knows it again. */
export class RememberingClient extends pg.Client {
  // pg's own type of this method has ten forms; what a pool's user may ask stays as it was.
  override query = ((asked: unknown, values?: unknown, ...rest: unknown[]) => {
    const ask = super.query.bind(this) as (...all: unknown[]) => unknown
    const name = typeof asked === 'string' && asked.endsWith(MARK) ? nameOf(asked) : undefined
    return name === undefined ? ask(asked, values, ...rest) : ask({ name, text: asked, values }, ...rest)
  }) as pg.Client['query']
}
