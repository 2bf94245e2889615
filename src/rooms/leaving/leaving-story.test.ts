// An agency leaves with its records: written out at the console, and leaving by two people, after which nothing personal is left and what others wrote stays.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWithPoliceManager, policeRecords, writeOut } from '#test/harness/agency-records.ts'
import type { GivenCase } from '#test/harness/cases.ts'
import type { Town } from '#test/harness/town.ts'
import { verifyPartnership } from '#jobs/verify-audit.ts'
import { exportAgency, leavingRoom } from './index.ts'

test('at the console everything is written, and each digest in the manifest is that of its file', async () => {
  const town = await openWithPoliceManager()
  await policeRecords(town)
  const to = join(mkdtempSync(join(tmpdir(), 'amity-agency-')), 'out')
  const running = { database: town.database, partnership: town.partnership, files: town.files, clock: town.clock.now, progress: () => undefined }
  expect(await exportAgency(running, 'Nobody', to)).toEqual({ kind: 'no such agency' })
  expect(existsSync(`${to}.part`)).toBe(false)
  const done = await exportAgency(running, 'police', to)
  expect(done).toMatchObject({ kind: 'written', agency: 'County Constabulary', missing: 0 })
  const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')) as { of: string; files: { name: string; sha256: string; size: number; rows?: number }[] }
  expect([manifest.of, manifest.files.find(one => one.name === 'cases.csv')?.rows, manifest.files.some(one => /^files\/.*\.png$/.test(one.name))]).toEqual(['everything', 1, true])
  for (const { name, sha256, size } of manifest.files) {
    const bytes = readFileSync(join(to, name))
    expect([name, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, size, sha256])
  }
})

const leave = async (town: Town): Promise<void> => {
  const police = await town.as('police')
  await police.send('/our-records/leave', { because: 'Reorganised' })
  const link = (await (await town.as('administrator')).get('/leavings')).document.querySelector('a[href^="/leavings/"]')?.getAttribute('href') ?? ''
  await (await town.as('administrator')).send(link, { name: 'County Constabulary' })
  await town.runChore('leaving.carry-out')
}

/** A letter of the police in their own case, made, with its document in the store. */
const policeLetter = async (town: Town, { id: caseId, personId }: GivenCase): Promise<{ readonly id: string; readonly storedAs: string }> => {
  const path = join(town.files.incoming, 'a-letter')
  writeFileSync(path, 'The document of a letter')
  const storedAs = await town.files.keep(path)
  return town.work(async work => {
    const id = work.newId()
    await work.db.insertInto('letters').values({
      partnershipId: town.partnership.id, id, caseId, number: 1, personId, role: 'harmed', templateKey: 'blank', templateVersion: 0, templateName: 'Blank letter', kind: 'letter', variant: 'standard', language: 'en', title: 'About Quayle', blocks: '[]', paper: '{}',
      state: 'waiting', channel: 'post', writtenAt: work.now, safeBecause: 'By post', readyAt: work.now, readyBy: town.police.officerId, storedAs, sha256: createHash('sha256').update('The document of a letter').digest('hex'), size: 24, pages: 1,
    }).execute()
    return { id, storedAs }
  })
}

test('two people: a manager asks, an administrator confirms, and neither the asker nor the agency that runs it can do both', async () => {
  const town = await openWithPoliceManager()
  const [police, administrator, manager] = [await town.as('police'), await town.as('administrator'), await town.as('manager')]
  expect([(await manager.get('/our-records/leave')).status, (await police.get('/leavings')).status, (await (await town.as('officer')).get('/our-records')).status]).toEqual([403, 403, 403])
  expect((await police.send('/our-records/leave', { because: '' })).says).toContain('Enter why your agency leaves')
  await police.send('/our-records/leave', { because: 'Reorganised' })
  await town.runChore('leaving.carry-out')
  expect((await police.get('/our-records/leave')).says).toContain('has to confirm it')
  const link = (await administrator.get('/leavings')).document.querySelector('a[href^="/leavings/"]')?.getAttribute('href') ?? ''
  expect((await administrator.send(link, { name: 'Somebody' })).says).toContain('Type County Constabulary')
  await police.post('/our-records/leave/withdraw', {})
  expect([(await administrator.get(link)).location, (await police.get('/our-records')).says.includes('Leave the partnership')]).toEqual(['/leavings', true])
  // Nor by asking the database: no step without its two people, none by hand, and none carried out unconfirmed.
  const id = link.split('/').at(-1) ?? ''
  const { sql } = await import('kysely')
  for (const who of ['police', 'manager', 'administrator'] as const) expect([who, await town.workAs(await town.actor(who), async work => (await sql<{ d: boolean }>`select amity.answer_leaving(${id}::uuid, 'confirmed') as d`.execute(work.db)).rows[0]?.d)]).toEqual([who, false])
  expect(await town.workAs(await town.actor('manager'), async work => (await sql<{ d: string | null }>`select amity.ask_to_leave('x') as d`.execute(work.db)).rows[0]?.d)).toBe(null)
  expect(await town.workAs(await town.actor('administrator'), async work => (await sql<{ n: number | null }>`select amity.carry_out_leaving(${id}::uuid, 'x', 1, 'x') as n`.execute(work.db)).rows[0]?.n)).toBe(null)
  expect(await town.work(async work => (await sql<{ n: number | null }>`select amity.carry_out_leaving(${id}::uuid, 'x', 1, 'x') as n`.execute(work.db)).rows[0]?.n)).toBe(null)
  await expect(town.workAs(await town.actor('police'), work => work.db.updateTable('agencyLeavings').set({ state: 'confirmed' }).execute())).rejects.toThrow(/permission denied/)
  expect((await town.workAs(await town.actor('police'), work => work.db.selectFrom('tombstones').select('recordId').execute()))).toEqual([])
})

test('leaving writes everything out, removes it, leaves tombstones and what others wrote, and ends sharing and sessions', async () => {
  const town = await openWithPoliceManager()
  const { theirs, ours } = await policeRecords(town)
  const session = await town.as('police')
  const given = await town.work(work => work.db.selectFrom('attachments').select(['id', 'storedAs']).where('fileName', '=', 'lane.png').executeTakeFirstOrThrow())
  expect(existsSync(town.files.pathOf(given.storedAs))).toBe(true)
  const letter = await policeLetter(town, theirs)
  await session.send('/our-records', { because: 'Before we go' })
  await writeOut(town)
  const ordered = await town.work(work => work.db.selectFrom('agencyExports').select('storedAs').executeTakeFirstOrThrow())
  await leave(town)
  expect((await session.get('/cases')).location).toContain('/sign-in')
  // What the council reads of it now: its own case goes on, with a line where the police wrote, and no file of theirs.
  const officer = await town.as('officer')
  const file = await officer.get(ours.path)
  for (const said of ['Removed with the agency that wrote it', 'Loud music at night', 'An agency left the partnership']) expect(file.says).toContain(said)
  for (const never of ['Patrol saw nothing', 'Between nine and ten', 'lane.png']) expect(file.says).not.toContain(never)
  expect([(await officer.get(`/files/${given.id}`)).status, (await officer.get(theirs.path)).status]).toEqual([404, 404])
  // What the council wrote in the case that is gone is still theirs to read; the rest of that case says nothing.
  const { owner } = town.database
  const council = await town.workAs(await town.actor('officer'), work => work.db.selectFrom('entries').select('summary').where('caseId', '=', theirs.id).execute())
  expect(council).toEqual([{ summary: 'Council cut the hedge' }])
  const shell = (await owner.query(`select title, summary, place_id, flags, opened_by from cases where id = $1`, [theirs.id])).rows[0] as Record<string, unknown>
  expect(shell).toEqual({ title: 'Removed with the agency that led it', summary: '', place_id: null, flags: [], opened_by: null })
  // Nothing personal of theirs is anywhere in the partnership's rows; the tombstones carry none.
  const { rows: tables } = await owner.query<{ name: string }>(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'partnership_id' and c.table_name <> 'audit_events'`)
  for (const { name } of tables) {
    const found = (await owner.query<{ t: string }>(`select to_jsonb(t)::text as t from ${name} t where partnership_id = $1`, [town.partnership.id])).rows.map(row => row.t).join('\n')
    for (const never of ['Quayle', 'Stopped two of them', 'Knife behind', 'Patrol saw nothing', 'pocket book']) expect([name, never, found.includes(never)]).toEqual([name, never, false])
  }
  // Nor did removing it write it into the trail; and the trail is whole.
  const trail = (await owner.query<{ t: string }>(`select changes::text as t from audit_events where partnership_id = $1 and action in ('delete', 'update') and changes is not null`, [town.partnership.id])).rows.map(row => row.t).join('\n')
  for (const never of ['Quayle', 'Stopped two of them', 'pocket book']) expect(trail).not.toContain(never)
  expect((await verifyPartnership(town.database, town.partnership.id)).findings).toEqual([])
  const { rows: stones } = await owner.query<{ kind: string; rule: string }>(`select distinct kind, rule from tombstones where partnership_id = $1 order by kind`, [town.partnership.id])
  for (const kind of ['attachments', 'case_parties', 'cases', 'entries', 'letters', 'people']) expect(stones).toContainEqual({ kind, rule: 'the agency left the partnership' })
  // The person of the council's whom the police only saw is untouched, and so is who may see them.
  expect((await town.workAs(await town.actor('officer'), work => work.db.selectFrom('people').select('familyName').where('id', '=', ours.personId).execute()))).toEqual([{ familyName: 'Larkin' }])
  const administrator = await town.as('administrator')
  expect((await administrator.get('/leavings')).says).toContain('records removed')
  // The bytes go once that stands; what it took is handed over at the console.
  await town.runChore('leaving.carry-out')
  await town.runChore('evidence.remove')
  expect([given.storedAs, letter.storedAs, ordered.storedAs ?? ''].map(name => existsSync(town.files.pathOf(name)))).toEqual([false, false, false])
  const to = join(mkdtempSync(join(tmpdir(), 'amity-left-')), 'out')
  const handed = await exportAgency({ database: town.database, partnership: town.partnership, files: town.files, clock: town.clock.now, progress: () => undefined }, 'County Constabulary', to)
  expect(handed).toMatchObject({ kind: 'handed over', archive: 'what-it-took.tar' })
  const taken = readFileSync(join(to, 'what-it-took.tar'))
  for (const said of ['Knife behind the shops', 'Stopped two of them', 'Patrol saw nothing', 'Quayle', 'The document of a letter', `files/${letter.id}.pdf`]) expect(taken.includes(said)).toBe(true)
})

test('when it cannot be written out whole, nothing is removed', async () => {
  const town = await openWithPoliceManager()
  const { theirs } = await policeRecords(town)
  const full = { ...town.files, keep: async () => { throw new Error('no space left on device') } }
  const police = await town.as('police')
  await police.send('/our-records/leave', { because: 'Reorganised' })
  const link = (await (await town.as('administrator')).get('/leavings')).document.querySelector('a[href^="/leavings/"]')?.getAttribute('href') ?? ''
  await (await town.as('administrator')).send(link, { name: 'county constabulary' })
  const chore = leavingRoom.chores?.[0]
  await expect(town.work(async work => chore?.each(work, '', full))).rejects.toThrow('no space left')
  expect([(await police.get(theirs.path)).status, (await town.work(work => work.db.selectFrom('tombstones').select('recordId').execute())).length]).toEqual([200, 0])
  writeFileSync(join(town.files.incoming, 'kept'), '')
})
