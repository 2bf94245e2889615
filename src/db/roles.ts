// The database roles: two groups that own nothing (web, gate) and one login for the pages.
import type pg from 'pg'
import { CannotOpen } from './cannot-open.ts'

const DUPLICATE = new Set(['42710', '23505'])

/**
 * Makes what is missing. Roles belong to the whole server, so another Amity may have made the groups already, even at
 * this moment. Throws CannotOpen when the database user may not create roles.
 */
export const ensureRoles = async (owner: pg.Pool, login: { name: string; password: string }): Promise<void> => {
  await ensureGroups(owner)
  await createRole(owner, login.name, 'login')
  await retried(() => owner.query(`alter role ${login.name} with login password '${login.password}'`))
  await retried(() => owner.query(`grant amity_web to ${login.name}`))
  // Pages make no tables of their own. A right of the database itself, which a copy or a restore leaves behind: so at every opening.
  await retried(() => owner.query(`do $$ begin execute format('revoke temporary on database %I from public', current_database()); exception when insufficient_privilege then null; end $$`))
}

/** The two groups alone: all that the migrations need (restore, which has no login to make). */
export const ensureGroups = async (owner: pg.Pool): Promise<void> => {
  await createRole(owner, 'amity_web', 'nologin')
  await createRole(owner, 'amity_gate', 'nologin')
  await retried(() => owner.query(`grant amity_gate to current_user`))
}

const createRole = async (owner: pg.Pool, name: string, kind: 'login' | 'nologin'): Promise<void> => {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name])
  if (rowCount === 1) return
  try {
    await owner.query(`create role ${name} ${kind} nosuperuser nobypassrls`)
  } catch (problem) {
    const code = codeOf(problem)
    if (DUPLICATE.has(code)) return
    if (code !== '42501') throw problem
    throw new CannotOpen(`The database user may not create roles. Let it (alter role … createrole), or create the role ${name} yourself and start again.`, { cause: problem })
  }
}

/** Two starts at once may touch the same catalogue row: the loser is told "tuple concurrently updated" and tries again. */
const retried = async (act: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act()
      return
    } catch (problem) {
      if (codeOf(problem) !== 'XX000' || attempt === 10) throw problem
      await new Promise(resolve => setTimeout(resolve, 20 * attempt))
    }
  }
}

const codeOf = (problem: unknown): string =>
  problem instanceof Error && 'code' in problem && typeof problem.code === 'string' ? problem.code : ''
