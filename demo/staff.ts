// The demonstration's agencies and officers: the partnership of domain research section 12, with invented people.
import type { Database } from '#db/open.ts'
import type { Founded } from '#rooms/partnership/index.ts'
import { DEMONSTRATION_OFFICERS } from './officers.ts'

export type Staff = {
  readonly councilId: string; readonly policeId: string
  readonly officers: readonly { readonly id: string; readonly name: string }[]
  readonly managerId: string
}

const AGENCIES = [
  ['Hertfordshire Constabulary', 'Police', 'police'], ['Hertfordshire Fire and Rescue Service', 'Fire', 'fire'],
  ['Probation Service', 'Probation', 'probation'], ['Hertfordshire County Council', 'County', 'council'],
  ['Beacon victim care', 'Beacon', 'charity'], ['Welwyn Hatfield Women’s Refuge', 'Refuge', 'charity'],
  ['Welwyn Hatfield Community Housing Trust', 'Trust', 'landlord'],
] as const

/** Adds the partner agencies, the officers one may sign in as, and three more to share the load. Runs as the gate. */
export const addAgencies = async (database: Database, founded: Founded, passwordHash: string): Promise<Staff> => {
  const client = await database.owner.connect()
  const pid = founded.partnershipId
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    const agencies: string[] = []
    for (const [name, short, kind] of AGENCIES) {
      const { rows } = await client.query<{ id: string }>('insert into agencies (partnership_id, name, short_name, kind) values ($1, $2, $3, $4) returning id', [pid, name, short, kind])
      agencies.push(rows[0]?.id ?? '')
    }
    const add = async (name: string, email: string, title: string, role: string, agencyId: string): Promise<{ id: string; name: string }> => {
      const { rows } = await client.query<{ id: string }>('insert into officers (partnership_id, name, email, job_title, password_hash, phone) values ($1, $2, $3, $4, $5, $6) returning id', [pid, name, email, title, passwordHash, '01632 960 100'])
      const id = rows[0]?.id ?? ''
      await client.query('insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = $4', [pid, id, agencyId, role])
      return { id, name }
    }
    const [officer, manager, adviser, police] = DEMONSTRATION_OFFICERS
    const policeId = agencies[0] ?? ''
    const priya = await add('Priya Nair', officer.email, 'ASB officer', 'Case officer', founded.agencyId)
    const tom = await add('Tom Whitaker', manager.email, 'ASB team leader', 'Team manager', founded.agencyId)
    await add('Grace Obi', adviser.email, 'Customer adviser', 'Customer adviser', founded.agencyId)
    await add('Dan Mercer', police.email, 'Sergeant, neighbourhood policing', 'Case officer', policeId)
    const sam = await add('Sam Okoro', 'sam@amity.example', 'ASB officer', 'Case officer', founded.agencyId)
    const lena = await add('Lena Fischer', 'lena@amity.example', 'ASB officer', 'Case officer', founded.agencyId)
    await client.query('commit')
    return { councilId: founded.agencyId, policeId, officers: [priya, sam, lena], managerId: tom.id }
  } catch (problem) {
    await client.query('rollback')
    throw problem
  } finally {
    client.release()
  }
}
