// Asks the database as the pages' own login with any context, allowed or forged, and says what came of each statement.
import { sql } from 'kysely'
import type { Database } from '#db/open.ts'

export type Context = Readonly<Partial<Record<'partnership' | 'actor' | 'principals' | 'officer' | 'agency' | 'key' | 'own_case' | 'own_person' | 'now', string>>>
export type Outcome = { readonly rows: readonly Record<string, unknown>[]; readonly count: number; readonly code: string; readonly says: string }
export type Ask = (statement: string, values?: readonly unknown[]) => Promise<Outcome>

/** Runs `act` in one transaction with this context; every statement stands in a savepoint of its own, and nothing is kept. */
export const look = async <T>(database: Database, context: Context, act: (ask: Ask) => Promise<T>): Promise<T> => {
  let answer: { readonly value: T } | undefined
  try {
    await database.web.transaction().execute(async transaction => {
      for (const [name, value] of Object.entries(context)) await sql`select set_config(${`amity.${name}`}, ${value}, true)`.execute(transaction)
      const ask: Ask = async (statement, values = []) => {
        await sql`savepoint looked`.execute(transaction)
        try {
          const { rows, numAffectedRows } = await sql<Record<string, unknown>>`${bound(statement, values)}`.execute(transaction)
          await sql`rollback to savepoint looked`.execute(transaction)
          return { rows, count: Number(numAffectedRows ?? rows.length), code: '', says: '' }
        } catch (problem) {
          await sql`rollback to savepoint looked`.execute(transaction)
          return { rows: [], count: 0, code: problem instanceof Error && 'code' in problem ? String(problem.code) : '?', says: problem instanceof Error ? problem.message : '' }
        }
      }
      answer = { value: await act(ask) }
      throw new Error('nothing is kept')
    })
  } catch (problem) {
    if (answer === undefined) throw problem
  }
  if (answer === undefined) throw new Error('nothing was asked')
  return answer.value
}

/** A statement with $1, $2 … as parts of a template, so that values go in as values here too. */
const bound = (statement: string, values: readonly unknown[]) => {
  const parts = statement.split(/\$(\d+)/)
  return sql.join(parts.map((part, at) => at % 2 === 0 ? sql.raw(part) : sql.val(values[Number(part) - 1])), sql.raw(''))
}
