// Founds a partnership from outside any request: for the demonstration, the tests and the command line.
import type { Database } from '#db/open.ts'
import { CATEGORIES, ROLES, SETTINGS, SIGNPOSTS } from './defaults.ts'

export type Founding = {
  readonly name: string
  readonly hosts?: readonly string[]
  readonly isDemonstration?: boolean
  readonly agency: { readonly name: string; readonly shortName: string; readonly kind: string; readonly phone?: string; readonly email?: string; readonly address?: string; readonly brandColour?: string }
  readonly officer: { readonly name: string; readonly email: string; readonly jobTitle?: string; readonly passwordHash: string | null }
}

export type Founded = { readonly partnershipId: number; readonly agencyId: string; readonly officerId: string }

/** What amity.found and amity.set_up take: the given names with the defaults every partnership starts with. */
export const foundingOf = (founding: Founding): string => JSON.stringify({
  ...founding, officer: { ...founding.officer, role: 'Administrator' }, roles: ROLES, categories: CATEGORIES, signposts: SIGNPOSTS, settings: SETTINGS,
})

/** Runs as the gate, in one transaction. */
export const foundPartnership = async (database: Database, founding: Founding): Promise<Founded> => {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    const { rows } = await client.query<{ found: Founded }>('select amity.found($1::jsonb) as found', [foundingOf(founding)])
    await client.query('commit')
    const founded = rows[0]?.found
    if (founded === undefined) throw new Error('amity.found answered nothing')
    return founded
  } catch (problem) {
    await client.query('rollback')
    throw problem
  } finally {
    client.release()
  }
}
