// Who lacks the training an act asks for is not offered for it, and the form says why.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { hire } from '#test/harness/officers.ts'
import { openTown } from '#test/harness/town.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { handlingRoom } from './index.ts'

test('an officer without the training that casework asks for cannot be chosen to lead, with the reason; with it they can', async () => {
  const town = await openTown({ rooms: [authorityRoom, casesRoom, handlingRoom] })
  const theCase = await caseIn(town)
  const una = await hire(town, 'Una Untrained', 'Case officer', town.council.id)
  const officer = await town.as('manager')
  const offered = async () => {
    const page = await officer.get(`${theCase.path}/lead`)
    return { names: [...page.document.querySelectorAll('select[name=officerId] option')].map(option => option.textContent), says: page.says }
  }
  expect((await offered()).names).toContain('Una Untrained')
  const { rows: [kind] } = await town.database.owner.query<{ id: string; name: string }>('select id, name from training_kinds where partnership_id = $1 order by name limit 1', [town.partnership.id])
  for (const officerId of [town.council.officerId, (await town.actor('manager')).officerId]) {
    await town.work(work => work.db.insertInto('trainingRecords').values({ partnershipId: town.partnership.id, officerId, agencyId: town.council.id, kindId: kind?.id ?? '', doneOn: work.today, evidence: 'A certificate', recordedAt: work.now, recordedBy: una.id }).execute())
  }
  await town.database.owner.query(`insert into training_gates (partnership_id, act, kind_id, from_day, why, made_at, made_by) values ($1, 'work on cases', $2, '2026-01-01', 'Safe casework', $3, $4)`, [town.partnership.id, kind?.id, town.clock.now(), una.id])
  const after = await offered()
  expect(after.names).not.toContain('Una Untrained')
  expect(after.says).toContain(`Una Untrained cannot be chosen: no “${kind?.name ?? ''}” training on record`)
})
