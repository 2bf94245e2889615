// Nothing that was given to us lies where nobody looks: it is homed by itself, or listed with its age and owner, and alarmed.
import { expect, test } from 'vitest'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { myCaseRoom } from '#rooms/my-case/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from './index.ts'

const town = () => openTown({ rooms: [diaryRoom, evidenceRoom, reportingRoom, casesRoom, myCaseRoom, caseFileRoom] })
const FILE = { storedAs: '2026-06/01890000-0000-7000-8000-000000000000', mediaType: 'image/jpeg', size: 5, sha256: 'x', kind: 'photo', givenBy: 'public' } as const

/** A file acknowledged for a half-made report, in the morning. @returns its id and that of the half-made report. */
const acknowledged = (here: Town, fileName: string, answers?: object): Promise<{ readonly id: string; readonly draftId: string }> => here.work(async work => {
  const [id, draftId] = [work.newId(), work.newId()]
  if (answers !== undefined) await here.database.owner.query(`insert into report_drafts (partnership_id, id, key, answers, started_at, changed_at, sent_at, ends_at) values ($1, $2, $3, $4, $5, $5, $5, $6)`,
    [here.partnership.id, draftId, draftId, JSON.stringify(answers), work.now, new Date(work.now.getTime() + 86_400_000)])
  await work.db.insertInto('attachments').values({ ...FILE, partnershipId: here.partnership.id, id, fileName, draftId, draftKey: draftId, givenAt: work.now, agencyId: here.council.id }).execute()
  return { id, draftId }
})
const ofFile = async (here: Town, id: string) => (await here.database.owner.query<{ report: string | null; case: string | null; unhomed: boolean }>(`select report_id as report, case_id as case, unhomed_at is not null as unhomed from attachments where id = $1`, [id])).rows[0]

test('a file whose half-made report ended is set apart, listed with age and owner, and put where it belongs', async () => {
  const here = await town()
  const { id } = await acknowledged(here, 'mattress.jpg')
  const report = await reportIn(here)
  await here.runChore('reporting.lost-files')
  expect(await ofFile(here, id)).toEqual({ report: null, case: null, unhomed: false })
  here.clock.set('2026-06-02T11:30:00Z')
  await here.runChore('reporting.lost-files')
  await here.runChore('reporting.lost-files')
  const manager = await here.as('manager')
  expect((await manager.get('/diary')).says.split('the report it came with is not here')).toHaveLength(2)
  expect((await manager.get('/reports')).says).toContain('1 file has no home')
  const list = (await manager.get('/evidence')).says
  for (const said of ['mattress.jpg', '2 hours ago', 'Mo Manager']) expect(list).toContain(said)
  // It may tell of anything, so few see it.
  for (const who of ['officer', 'police'] as const) {
    const other = await here.as(who)
    expect((await other.get('/evidence')).says).not.toContain('mattress.jpg')
    expect([who, (await other.get(`/evidence/${id}`)).status, (await other.post(`/evidence/${id}`, { reference: 'x' })).status, (await other.get(`/files/${id}?original=yes`)).status]).toEqual([who, 404, 404, 404])
  }
  expect((await (await here.as('adviser')).get('/evidence')).status).toBe(403)
  const wrong = await manager.send(`/evidence/${id}`, { reference: '4KD-7WM-X3Q' })
  expect([wrong.status, wrong.says.includes('Check the reference')]).toEqual([422, true])
  expect((await manager.send(`/evidence/${id}`, { reference: report.replace('/reports/', '').toLowerCase() })).location).toBe(report)
  expect((await (await here.as('officer')).get(report)).says).toContain('mattress.jpg')
  expect((await manager.get('/diary')).says).not.toContain('belongs to no report')
  expect((await manager.get(`/evidence/${id}`)).location).toBe('/evidence')
})

test('a file whose report was sent finds it by itself, also when that report is in a case by now', async () => {
  const here = await town()
  const report = await reportIn(here)
  const { id } = await acknowledged(here, 'door.jpg', { reference: report.replace('/reports/', '') })
  const theCase = await caseIn(here)
  await here.database.owner.query(`update reports set state = 'added to case', case_id = $2 where partnership_id = $1`, [here.partnership.id, theCase.id])
  here.clock.set('2026-06-02T11:30:00Z')
  await here.runChore('reporting.lost-files')
  expect(await ofFile(here, id)).toMatchObject({ case: theCase.id, unhomed: false })
  expect((await (await here.as('officer')).get(theCase.path)).says).toContain('door.jpg')
})

test('what is added to the diary of a case is read: in days while it is open, at once when it has ended, by somebody who is still here', async () => {
  const here = await town()
  const { id: caseId, personId, path } = await caseIn(here)
  await here.work(work => work.db.insertInto('diarySheets').values({ partnershipId: here.partnership.id, caseId, personId, happenedAt: work.now, what: 'Bottles again', givenAt: work.now }).execute())
  const asked = async (who: 'officer' | 'manager') => (await (await here.as(who)).get('/diary')).says
  await here.runChore('my-case.unread-sheets')
  expect(await asked('officer')).not.toContain('Read what was added')
  here.clock.set('2026-06-06T09:00:00Z')
  await here.runChore('my-case.unread-sheets')
  await here.runChore('my-case.unread-sheets')
  expect((await asked('officer')).split('Not read for 3 days')).toHaveLength(2)
  const sheet = (await here.database.owner.query<{ id: string }>('select id from diary_sheets where case_id = $1', [caseId])).rows[0]?.id ?? ''
  await (await here.as('officer')).post(`${path}/diary-sheets/${sheet}/read`, {})
  expect(await asked('officer')).not.toContain('Read what was added')
  await here.database.owner.query(`update cases set status = 'closed', closed_at = $2, harmed_verdict = 'yes' where id = $1`, [caseId, here.clock.now()])
  await here.database.owner.query(`update diary_sheets set read_at = null where id = $1`, [sheet])
  await here.database.owner.query(`update officers set left_at = $2 where id = $1`, [here.council.officerId, here.clock.now()])
  await here.runChore('my-case.unread-sheets')
  expect(await asked('manager')).toContain('of a case that is closed')
  expect((await (await here.as('manager')).get('/evidence')).says).toContain('Loud music at night, closed')
  expect((await (await here.as('police')).get('/evidence')).says).not.toContain('Loud music at night')
})
