// Statements that ask by key, over and over: PostgreSQL plans them once for each connection and keeps the plan. What the policies add makes
// planning dearer than asking: of the 45 ms that PostgreSQL worked for a case file, 35 were planning.
import { createHash } from 'node:crypto'
import { InsertQueryNode, QueryNode, RawNode, SelectQueryNode, sql, ValuesNode, type KyselyPlugin } from 'kysely'
import pg from 'pg'

/** The end of such a statement. A comment, so that it says in PostgreSQL's own logs what it is. */
const MARK = '/* planned once */'
/** For a statement of our own words: the same end. */
export const ONCE = sql`/* planned once */`

/** Marks every read that goes through it. Lists that are filtered and ordered stay without: their best plan hangs on what is asked for. */
export const plannedOnce: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (SelectQueryNode.is(node)) return QueryNode.cloneWithEndModifier(node, RawNode.createWithSql(MARK))
    if (RawNode.is(node)) return RawNode.create([...node.sqlFragments.slice(0, -1), `${node.sqlFragments.at(-1) ?? ''} ${MARK}`], node.parameters)
    return node
  },
  transformResult: async ({ result }) => result,
}

/** Marks every row that is written by itself: there is one way to write it, whatever stands in it. */
export const writtenOnce: KyselyPlugin = {
  transformQuery: ({ node }) => InsertQueryNode.is(node) && node.values !== undefined && ValuesNode.is(node.values) && node.values.values.length === 1
    ? QueryNode.cloneWithEndModifier(node, RawNode.createWithSql(MARK)) : node,
  transformResult: async ({ result }) => result,
}

/** Statements that one connection keeps plans of: they take the server's memory, and more than these are no longer the same asked again. */
const MOST = 200
/** How often one is asked before it gets a name: what is asked once in a while shall not take the place of what every page asks. */
const OFTEN = 3
const [names, seldom] = [new Map<string, string>(), new Map<string, number>()]
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST) return known
  const times = (seldom.get(text) ?? 0) + 1
  if (times < OFTEN) {
    if (seldom.size >= 10 * MOST) seldom.clear()
    seldom.set(text, times)
    return undefined
  }
  seldom.delete(text)
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}

/** An upgrade changed a table while this process went on: PostgreSQL will not answer by the plan it kept. The work is done again (web/try-again.ts). */
export const isOutdated = (problem: unknown): boolean => problem instanceof Error && 'code' in problem && problem.code === '0A000' && problem.message.startsWith('cached plan')

/** A connection that gives a marked statement its name, which is how PostgreSQL knows it again. */
export class RememberingClient extends pg.Client {
  /** Counts how often its plans were found outdated: then it gives other names, and all are planned anew. */
  #time = 0
  // pg's own type of this method has ten forms; what a pool's user may ask stays as it was.
  override query = ((asked: unknown, values?: unknown, ...rest: unknown[]) => {
    const ask = super.query.bind(this) as (...all: unknown[]) => unknown
    const name = typeof asked === 'string' && asked.endsWith(MARK) ? nameOf(asked) : undefined
    if (name === undefined) return ask(asked, values, ...rest)
    const time = this.#time
    const answer = ask({ name: `${name}.${time}`, text: asked, values }, ...rest)
    if (answer instanceof Promise) answer.catch((problem: unknown) => { if (isOutdated(problem) && time === this.#time) this.#time += 1 })
    return answer
  }) as pg.Client['query']
}
