// A report of domestic abuse before it is a case: few know that it is here, and it is never left to nobody.
import { expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { homeDraftFiles } from './reporting-store.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { reportingRoom } from './index.ts'

const town = () => openTown({ rooms: [diaryRoom, lettersRoom, evidenceRoom, reportingRoom, casesRoom, flagsRoom, caseFileRoom] })
const FILE = { storedAs: '2026-06/01890000-0000-7000-8000-000000000000', fileName: 'a.jpg', mediaType: 'image/jpeg', size: 5, sha256: 'x', kind: 'photo', givenBy: 'public' } as const

/** Tells us by telephone, as a customer adviser does: the fullest way in that is not the public's own. */
const told = async (here: Town): Promise<string> => {
  const kept = await (await here.as('adviser')).send('/reports/new', {
    danger: 'no', category: 'domestic-abuse', story: 'He locks the door and takes my phone', often: 'Most weeks', place: '14 Larch Walk', postcode: 'AL8 6HA', harmed: 'Me',
    effect: '', who: '', children: 'yes', named: 'yes', name: 'Irene Larkin', email: 'irene@example.test', phone: '07700 900 123', means: 'email', share: 'no',
  })
  await here.runNews()
  return /\/reports\/taken\/([^?]+)/.exec(kept.location ?? '')?.[1] ?? ''
}
const rowsSeen = async (here: Town, who: 'officer' | 'manager' | 'administrator' | 'police') => here.workAs(await here.actor(who), async work => Object.fromEntries(await Promise.all(
  (['reports', 'attachments', 'diaryItems', 'outgoingMessages'] as const).map(async table => [table, Number((await work.db.selectFrom(table).select(({ fn }) => fn.countAll().as('n')).executeTakeFirst())?.n)] as const))))

test('officers of the same agency meet no trace of it; those who may see restricted have it in their diary at once', async () => {
  const here = await town()
  const other = await reportIn(here, { name: 'Irene Larkin', phone: '07700 900 123', postcode: 'AL8 6HA' })
  const reference = await told(here)
  await here.work(async work => {
    const { id } = await work.db.selectFrom('reports').select('id').where('reference', '=', reference).executeTakeFirstOrThrow()
    await work.db.insertInto('attachments').values({ ...FILE, partnershipId: here.partnership.id, draftId: work.newId(), givenAt: work.now, agencyId: here.council.id }).execute()
    const { draftId } = await work.db.selectFrom('attachments').select('draftId').executeTakeFirstOrThrow()
    await homeDraftFiles(work, draftId ?? '', id)
  })
  for (const who of ['officer', 'administrator', 'police'] as const) {
    const visitor = await here.as(who)
    expect([who, await rowsSeen(here, who)]).toEqual([who, { reports: who === 'police' ? 0 : 1, attachments: 0, diaryItems: 0, outgoingMessages: 0 }])
    for (const page of ['/reports', other, '/diary', '/messages']) expect((await visitor.get(page)).text).not.toContain(reference)
    for (const page of ['', '/open-case', '/add-to-case', '/advise', '/pass-on', '/give']) expect([page, (await visitor.get(`/reports/${reference}${page}`)).status]).toEqual([page, 404])
    for (const act of ['/own', '/few-eyes', '/advise', '/give']) expect([act, (await visitor.post(`/reports/${reference}${act}`, {})).status]).toEqual([act, 404])
  }
  const manager = await here.as('manager')
  expect((await manager.get('/diary')).says).toContain(`Report ${reference} is for few eyes`)
  expect((await manager.get('/reports')).says).toContain('Few eyes')
  expect(await rowsSeen(here, 'manager')).toEqual({ reports: 2, attachments: 1, diaryItems: 1, outgoingMessages: 1 })
})

test('a manager gives it to an officer, who sees it and decides; the case that is opened has its circle', async () => {
  const here = await town()
  const reference = await told(here)
  const [manager, officer, administrator] = [await here.as('manager'), await here.as('officer'), await here.as('administrator')]
  expect((await manager.send(`/reports/${reference}/give`, { officerId: '' })).says).toContain('Select who deals with it')
  await manager.send(`/reports/${reference}/give`, { officerId: here.council.officerId })
  expect((await manager.get('/diary')).says).not.toContain(reference)
  expect((await officer.get('/diary')).says).toContain(`Decide on report ${reference}`)
  expect((await officer.get(`/reports/${reference}`)).says).toContain('OwnerOlive Officer')
  expect((await officer.get(`/reports/${reference}/give`)).status).toBe(403)
  expect((await administrator.get(`/reports/${reference}`)).status).toBe(404)
  const opened = await officer.send(`/reports/${reference}/open-case`, { title: 'Larch Walk', summary: 'As told', category: 'other', severity: 'high', leadOfficerId: here.council.officerId, follows: '' })
  await here.runNews()
  for (const [who, status] of [['officer', 200], ['manager', 200], ['administrator', 404], ['police', 404]] as const) expect([who, (await (await here.as(who)).get(opened.location ?? '')).status, (await (await here.as(who)).get(`/reports/${reference}`)).status]).toEqual([who, status, status])
  const { rows } = await here.database.owner.query<{ flag: string }>(`select flag from case_flags where partnership_id = $1 and flag = 'domestic abuse' and lowered_at is null`, [here.partnership.id])
  expect(rows).toHaveLength(1)
})

test('added to an open case it makes that case one of its circle: nothing is told to the agency by joining', async () => {
  const here = await town()
  const { reference: caseReference, path } = await caseIn(here)
  const reference = await told(here)
  const manager = await here.as('manager')
  expect((await (await here.as('administrator')).get(path)).status).toBe(200)
  await manager.send(`/reports/${reference}/add-to-case`, { to: 'other', reference: caseReference, severity: 'high' })
  expect((await manager.get(path)).status).toBe(200)
  for (const one of [path, `/reports/${reference}`]) expect([one, (await (await here.as('administrator')).get(one)).status]).toEqual([one, 404])
})

test('an officer who reads it in a noise report takes it out of everybody’s list, and managers are told', async () => {
  const here = await town()
  const path = await reportIn(here)
  const [officer, administrator] = [await here.as('officer'), await here.as('administrator')]
  await officer.post(`${path}/few-eyes`, {})
  await here.runNews()
  expect((await officer.get(path)).says).toContain('Few eyes')
  expect((await administrator.get(path)).status).toBe(404)
  expect((await (await here.as('manager')).get(path)).status).toBe(200)
  // Its owner has it: nobody else needs to be asked to take it.
  expect((await (await here.as('manager')).get('/diary')).says).not.toContain('is for few eyes')
})

test('it is never left to nobody: after the hours it is raised again with those who see it, also when its owner has left', async () => {
  const here = await town()
  const reference = await told(here)
  const manager = await here.as('manager')
  await here.database.owner.query(`update diary_items set done_at = now() where partnership_id = $1`, [here.partnership.id])
  here.clock.set('2026-06-03T12:00:00Z')
  await here.runChore('reporting.unowned')
  expect((await manager.get('/diary')).status).toBe(303)
  const back = await here.as('manager')
  expect((await back.get('/diary')).says).toContain(`Nobody has taken report ${reference}`)
  expect(await rowsSeen(here, 'officer')).toMatchObject({ diaryItems: 0 })
  await back.send(`/reports/${reference}/give`, { officerId: here.council.officerId })
  await here.database.owner.query(`update officers set left_at = now() where partnership_id = $1 and id = $2`, [here.partnership.id, here.council.officerId])
  await here.database.owner.query(`update diary_items set done_at = now() where partnership_id = $1`, [here.partnership.id])
  here.clock.set('2026-06-05T08:00:00Z')
  await here.runChore('reporting.unowned')
  expect((await (await here.as('manager')).get('/diary')).says).toContain(`Nobody has taken report ${reference}`)
})

test('where no role may see restricted reports, those who approve closures do; a role that gains or loses it counts from the next request', async () => {
  const here = await town()
  const reference = await told(here)
  const set = (sql: string) => here.database.owner.query(sql, [here.partnership.id])
  const seesIt = async (who: 'officer' | 'manager' | 'administrator') => (await (await here.as(who)).get(`/reports/${reference}`)).status === 200
  expect([await seesIt('officer'), await seesIt('manager'), await seesIt('administrator')]).toEqual([false, true, false])
  await set(`update roles set acts = array_remove(acts, 'see restricted') where partnership_id = $1`)
  expect([await seesIt('officer'), await seesIt('manager'), await seesIt('administrator')]).toEqual([false, true, true])
  await set(`update roles set acts = acts || 'see restricted'::text where partnership_id = $1 and name = 'Case officer'`)
  expect([await seesIt('officer'), await seesIt('manager'), await seesIt('administrator')]).toEqual([true, false, false])
})

test('a council that calls another kind restricted hides the reports of it that wait', async () => {
  const here = await town()
  const path = await here.work(async work => {
    const reference = newReference(randomBytes(8))
    await work.db.insertInto('reports').values({ partnershipId: here.partnership.id, reference, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'sexual', story: 'What was seen', anonymous: true, agencyId: here.council.id }).execute()
    return `/reports/${reference}`
  })
  const officer = await here.as('officer')
  expect((await officer.get(path)).status).toBe(200)
  await here.database.owner.query(`update categories set restricted = true where partnership_id = $1 and code = 'sexual'`, [here.partnership.id])
  expect((await officer.get(path)).status).toBe(404)
})
