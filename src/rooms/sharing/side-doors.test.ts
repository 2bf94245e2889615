// Sharing past its pages: what the database itself lets a partner, an officer and a colleague do, and what not.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { answers, share } from '#test/harness/shared-cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { sharingRoom } from './index.ts'

const open = (): Promise<Town> => openTown({ rooms: [diaryRoom, casesRoom, partiesRoom, sharingRoom, caseFileRoom] })

test('asked of the database itself: a partner changes nothing of a part they read, and nobody gives by a side door', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await share(town, theCase.path, { parts: ['people', 'chronology', 'evidence'] })
  const [officer, police, manager] = [await town.actor('officer'), await town.actor('police'), await town.actor('manager')]
  const partnershipId = town.partnership.id
  await expect(town.workAs(police, work => work.db.updateTable('caseParties').set({ leftAt: work.now }).where('caseId', '=', theCase.id).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(police, work => work.db.updateTable('entries').set({ summary: 'x' }).execute())).rejects.toThrow(/permission denied/)
  await expect(town.workAs(police, work => work.db.insertInto('incidents').values({ partnershipId, caseId: theCase.id, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: 'x' }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(police, work => work.db.updateTable('caseGrants').set({ endedAt: work.now, endedBecause: 'x' }).execute())).rejects.toThrow('no such case')
  const grant = { partnershipId, caseId: theCase.id, toAgencyId: town.police.id, parts: ['people'], purpose: 'x', gateway: 'safeguarding' as const, necessity: 'x', givenBy: officer.officerId, givenAt: new Date(), endsAt: new Date('2027-01-01') }
  const other = await caseIn(town)
  await expect(town.workAs(officer, work => work.db.insertInto('caseGrants').values({ ...grant, caseId: other.id, authorisedBy: officer.officerId }).execute())).rejects.toThrow('authorised by a manager')
  await expect(town.workAs(officer, work => work.db.insertInto('caseGrants').values({ ...grant, caseId: other.id, authorisedBy: police.officerId }).execute())).rejects.toThrow('authorised by a manager')
  // A person they are shown is not taken into a case of their own, by the page or past it: the sight of them ends with the grant.
  const own = await caseIn(town)
  await town.work(work => work.db.updateTable('cases').set({ leadAgencyId: town.police.id, leadOfficerId: police.officerId }).where('id', '=', own.id).execute())
  const taken = await (await town.as('police')).send(`${own.path}/parties/add`, { who: `person:${theCase.personId}`, role: 'witness' })
  expect([taken.status, taken.says.includes('Another agency keeps this record')]).toEqual([422, true])
  await expect(town.workAs(police, work => work.db.insertInto('caseParties').values({ partnershipId, caseId: own.id, role: 'witness', personId: theCase.personId, joinedAt: work.now }).execute())).rejects.toThrow('no such person')
  // A draft is its maker's alone: a colleague neither finds nor confirms it.
  const filled = await (await town.as('officer')).send(`${other.path}/share/${town.police.id}`, { ...answers, authorisedBy: manager.officerId })
  expect([(await (await town.as('manager')).get(filled.location ?? '')).status, await town.workAs(manager, work => work.db.selectFrom('caseGrantDrafts').select('id').execute())]).toEqual([404, []])
  town.clock.set('2026-06-04T10:00:00Z')
  await town.runChore('sharing.remind')
  expect((await (await town.as('officer')).get(filled.location ?? '')).status).toBe(404)
})
