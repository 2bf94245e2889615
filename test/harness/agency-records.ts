// An agency with records of its own: a case the police lead with words of two agencies in it, and one the council leads where the police wrote and gave.
import { caseIn, type GivenCase } from './cases.ts'
import { openTown, type Town } from './town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { leavingRoom, writeOrderedOf } from '#rooms/leaving/index.ts'
import { sharingRoom } from '#rooms/sharing/index.ts'
import type { FileStore } from '#web/file-store.ts'

export const openWithPoliceManager = async (): Promise<Town> => {
  const town = await openTown({ rooms: [diaryRoom, evidenceRoom, casesRoom, sharingRoom, caseFileRoom, leavingRoom] })
  // The police have a manager of their own.
  await town.database.owner.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Team manager'`, [town.partnership.id, town.police.officerId, town.police.id])
  return town
}
const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const at = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '9am' }

/** A case the police lead, with words of theirs and of the council's in it; and one the council leads, with words and a file of the police's. */
export const policeRecords = async (town: Town): Promise<{ readonly theirs: GivenCase; readonly ours: GivenCase }> => {
  const [theirs, ours] = [await caseIn(town, { title: 'Knife behind the shops' }), await caseIn(town)]
  const share = (caseId: string, toAgencyId: string, by: string) => town.work(work => work.db.insertInto('caseGrants').values({ partnershipId: town.partnership.id, caseId, toAgencyId, parts: ['chronology', 'evidence', 'people'], purpose: 'x', gateway: 'safeguarding', necessity: 'x', authorisedBy: by, givenBy: by, givenAt: work.now, endsAt: new Date('2026-12-01T00:00:00Z') }).execute())
  await town.work(async work => {
    await work.db.updateTable('cases').set({ leadAgencyId: town.police.id, leadOfficerId: town.police.officerId }).where('id', '=', theirs.id).execute()
    const id = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id, givenName: '=Victor', familyName: 'Quayle', ownerAgencyId: town.police.id }).execute()
    await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: theirs.id, role: 'witness', personId: id, joinedAt: work.now }).execute()
  })
  await share(theirs.id, town.council.id, town.police.officerId)
  await share(ours.id, town.police.id, town.council.officerId)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  await police.send(`${theirs.path}/add`, { kind: 'note', summary: 'Stopped two of them', body: 'Names in the pocket book', visibility: 'staff', reached: 'not a contact', ...at })
  await officer.send(`${theirs.path}/add`, { kind: 'note', summary: 'Council cut the hedge', body: '', ...at })
  await police.send(`${ours.path}/add`, { kind: 'note', summary: 'Patrol saw nothing', body: 'Between nine and ten', ...at })
  await police.upload(`${ours.path}/evidence`, { says: 'The lane' }, [{ field: 'file', name: 'lane.png', type: 'image/png', content: photo }])
  return { theirs, ours }
}

/** What the worker does, for this town alone. @returns how many it took up */
export const writeOut = (town: Town, files: FileStore = town.files, stopping?: AbortSignal): Promise<number> => writeOrderedOf({ database: town.database, files, clock: town.clock.now, looks: 20, stopping }, town.partnership.id)
