// The partnership the program asks of: founded as the owner of a server's database may, who is no superuser and sees rows only as the gate.
import type { Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { foundPartnership } from '#rooms/partnership/index.ts'
import { digestOf, newToken } from '#web/csrf.ts'

export type FailingTown = {
  readonly partnership: Partnership
  readonly council: { readonly id: string; readonly officerId: string }
  /** The cookie of a case officer's session. */
  readonly session: string
  work<T>(act: (work: SystemWork) => Promise<T>): Promise<T>
}

const OPEN_TO_ALL = JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, gridMetres: 0, jurisdiction: '' })
const HOUR = 3_600_000

export const foundTown = async (database: Database): Promise<FailingTown> => {
  const { partnershipId: id, agencyId } = await foundPartnership(database, {
    name: 'Failing over', hosts: ['localhost'], agency: { name: 'Council', shortName: 'Council', kind: 'council' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null },
  })
  const session = newToken()
  const officerId = await asGate(database, async client => {
    await client.query(`insert into settings (partnership_id, key, value) values ($1, 'open311', $2)`, [id, OPEN_TO_ALL])
    const { rows } = await client.query<{ id: string }>(`with o as (insert into officers (partnership_id, name, email) values ($1, 'Olive Officer', 'olive@example.test') returning id),
      p as (insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, o.id, $2, r.id from o, roles r where r.partnership_id = $1 and r.name = 'Case officer') select id from o`, [id, agencyId])
    return rows[0]?.id ?? ''
  })
  await asGate(database, client => client.query(`select amity.start_session($1, $2, $3, $4, $5, $6, 'a test')`, [id, digestOf(session), officerId, agencyId, new Date(), new Date(Date.now() + 12 * HOUR)]))
  const partnership = await findPartnershipById(database, id)
  if (partnership === undefined) throw new Error('The partnership is gone')
  return { partnership, council: { id: agencyId, officerId }, session, work: act => keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'a test' }, act) }
}
