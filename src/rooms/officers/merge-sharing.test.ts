// What was shared when two agencies become one, and when an agreement ends: nobody gains sight by it, and the lead is told.
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { asGate } from '#jobs/outbox.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { contentRoom } from '#rooms/content/index.ts'
import { officersRoom } from './index.ts'

const made = (town: Town, query: string, values: readonly unknown[]): Promise<string> => asGate(town.database, async client => {
  await client.query(`select set_config('amity.actor', 'system', true), set_config('amity.partnership', $1, true), set_config('amity.now', $2, true)`, [String(town.partnership.id), town.clock.now().toISOString()])
  return (await client.query<{ id: string }>(query, [...values])).rows[0]?.id ?? ''
})
const agreement = async (town: Town, name: string, parties: readonly string[]): Promise<string> => {
  const id = await made(town, `insert into sharing_agreements (partnership_id, name, purposes, parts, gateway, starts_on, review_on, ends_on, made_at) values ($1, $2, '{safety}', '{chronology}', 'Crime and Disorder Act 1998 s115', '2026-01-01', '2026-12-01', '2026-12-31', $3) returning id`, [town.partnership.id, name, town.clock.now()])
  for (const agencyId of parties) await made(town, `insert into sharing_parties (partnership_id, agreement_id, agency_id, signed_on, signed_by) values ($1, $2, $3, '2026-01-01', 'A chief') returning id`, [town.partnership.id, id, agencyId])
  return id
}
const grant = async (town: Town, caseId: string, toId: string, agreementId: string): Promise<string> => {
  const { officerId } = await town.actor('manager')
  return made(town, `insert into case_grants (partnership_id, case_id, to_agency_id, parts, purpose, gateway, agreement_id, necessity, authorised_by, given_at, given_by, ends_at) values ($1, $2, $3, '{chronology}', 'safety', 'agreement', $4, 'They must know', $5, $6, $5, $7) returning id`,
    [town.partnership.id, caseId, toId, agreementId, officerId, town.clock.now(), new Date(town.clock.now().getTime() + 86_400_000 * 20)])
}
const running = (town: Town, caseId: string) => town.work(work => work.db.selectFrom('caseGrants').select('toAgencyId').where('caseId', '=', caseId).where('endedAt', 'is', null).execute())

test('a grant goes on only under an agreement the other agency is party to; the lead is told of what ends; markers and open referrals go along', async () => {
  const town = await openTown({ rooms: [officersRoom, contentRoom, casesRoom] })
  const ada = await town.as('administrator')
  await ada.send('/agencies/add', { name: 'Hill Homes', shortName: 'Hill', kind: 'landlord' })
  const hill = await made(town, 'select id from agencies where partnership_id = $1 and name = $2', [town.partnership.id, 'Hill Homes'])
  const [narrow, wide] = [await caseIn(town), await caseIn(town)]
  const [two, three] = [await agreement(town, 'Two', [town.council.id, hill]), await agreement(town, 'Three', [town.council.id, hill, town.police.id])]
  await grant(town, narrow.id, hill, two)
  await grant(town, wide.id, hill, three)
  const marker = await made(town, `insert into markers (partnership_id, person_id, kind, says, also_do, not_told_because, made_at, agency_id, reviewed_on, review_on) values ($1, $2, 'other', 'A loose step', 'Mind it', 'A place', $3, $4, '2026-06-01', '2026-12-01') returning id`, [town.partnership.id, narrow.personId, town.clock.now(), hill])
  const became = await town.workAs(await town.actor('administrator'), async work => (await sql<{ it: string }>`select amity.merge_agencies(${hill}::uuid, ${town.police.id}::uuid) as it`.execute(work.db)).rows[0]?.it)
  expect(became).toBe('done')
  expect([await running(town, narrow.id), await running(town, wide.id)]).toEqual([[], [{ toAgencyId: town.police.id }]])
  const told = await town.work(work => work.db.selectFrom('diaryItems').select(['caseId', 'title']).where('title', 'like', 'What was shared has ended%').execute())
  expect(told).toEqual([{ caseId: narrow.id, title: 'What was shared has ended: Hill Homes became part of County Constabulary' }])
  const parties = await town.work(work => work.db.selectFrom('sharingParties').select(['agencyId', 'agreementId']).where('withdrewAt', 'is', null).execute())
  expect([parties.some(({ agencyId }) => agencyId === hill), parties.some(one => one.agreementId === two && one.agencyId === town.police.id)]).toEqual([false, false])
  expect(await town.work(work => work.db.selectFrom('markers').select('agencyId').where('id', '=', marker).execute())).toEqual([{ agencyId: town.police.id }])
})

test('an agreement is ended by somebody who cannot see a case that leans on it: the grant ends with it, and they are told nothing of the case', async () => {
  const town = await openTown({ rooms: [officersRoom, contentRoom, casesRoom] })
  const theCase = await caseIn(town)
  const both = await agreement(town, 'Both', [town.council.id, town.police.id])
  await grant(town, theCase.id, town.police.id, both)
  const ada = await town.actor('administrator')
  await town.work(work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: ada.officerId, subjectKind: 'case', subjectId: theCase.id, relation: 'family', because: 'x', declaredAt: work.now, declaredBy: ada.officerId }).execute())
  expect(await town.workAs(ada, work => work.db.selectFrom('cases').select('id').where('id', '=', theCase.id).execute())).toEqual([])
  await town.workAs(ada, work => work.db.updateTable('sharingAgreements').set({ endedAt: work.now, endedBy: ada.officerId, endedBecause: 'Over' }).where('id', '=', both).execute())
  expect(await running(town, theCase.id)).toEqual([])
  expect(await town.workAs(ada, work => work.db.selectFrom('caseGrants').select('id').where('caseId', '=', theCase.id).execute())).toEqual([])
})
