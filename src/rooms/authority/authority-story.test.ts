// Roles, delegations and training as stories: who may change them, what they open and shut, and what the refused are told.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { hire, signedInAs } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { officersRoom } from '#rooms/officers/index.ts'
import { authorityRoom, hasDelegation } from './index.ts'

const open = () => openTown({ rooms: [officersRoom, authorityRoom, diaryRoom, casesRoom] })
const roleId = async (town: Town, name: string): Promise<string> => (await town.database.owner.query<{ id: string }>('select id from roles where partnership_id = $1 and name = $2', [town.partnership.id, name])).rows[0]?.id ?? ''
const kindId = async (town: Town, name: string): Promise<string> => (await town.database.owner.query<{ id: string }>('select id from training_kinds where partnership_id = $1 and name = $2', [town.partnership.id, name])).rows[0]?.id ?? ''
const on = (name: string, day: string): Record<string, string> => { const [year = '', month = '', date = ''] = day.split('-'); return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year } }

test('a role is changed with why, counts from the next page, and keeps its history; two who edit at once are told', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const path = `/roles/${await roleId(town, 'Colleague')}`
  const cal = await hire(town, 'Cora Colleague', 'Colleague')
  const asCora = await signedInAs(town, cal)
  expect((await asCora.get('/diary')).status).toBe(403)
  const bare = await ada.send(path, { name: 'Colleague', acts: [], inUse: 'yes', why: '' })
  expect([bare.status, bare.says.includes('Tick at least one thing'), bare.says.includes('Say why')]).toEqual([422, true, true])
  const change = { name: 'Colleague', acts: ['report something seen', 'see the diary'], inUse: 'yes', why: 'They have tasks too' }
  expect((await ada.send(path, change)).location).toBe('/roles')
  expect((await asCora.get('/diary')).status).toBe(200)
  expect((await ada.post(path, { ...change, seen: '1' })).says).toContain('Somebody else has changed this')
  const page = await ada.get(path)
  for (const says of ['They have tasks too', 'Added: see the diary', 'Ada Administrator']) expect(page.says).toContain(says)
  expect((await ada.send(path, { ...change, inUse: 'no' })).says).toContain('Officers hold this role')
})

test('nobody adds to what they may do themselves, the last administrator stays one, and nobody else edits roles', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const path = `/roles/${await roleId(town, 'Administrator')}`
  const acts = (await town.actor('administrator')).acts
  const change = { name: 'Administrator', inUse: 'yes', why: 'x' }
  expect((await ada.send(path, { ...change, acts: [...acts, 'see restricted'] })).says).toContain('nobody adds to what they may do themselves (see restricted)')
  expect((await ada.send(path, { ...change, acts: acts.filter(act => act !== 'run the partnership') })).says).toContain('At least one administrator must remain')
  expect((await ada.send(path, { ...change, acts: acts.filter(act => act !== 'import records') })).location).toBe('/roles')
  for (const who of ['officer', 'manager', 'police'] as const) expect([who, (await (await town.as(who)).get('/roles')).status]).toEqual([who, 403])
  const ann = await hire(town, 'Ann Agency', 'Agency administrator')
  const asAnn = await signedInAs(town, ann)
  expect([(await asAnn.get('/roles')).status, (await asAnn.get(path)).status]).toEqual([403, 403])
})

test('an administrator of one agency gives their own agency’s roles, and never one that reaches over all, by page or by database', async () => {
  const town = await open()
  const ann = await hire(town, 'Pam Police', 'Agency administrator', town.police.id)
  const asPam = await signedInAs(town, ann)
  const form = await asPam.get('/officers/add')
  const offered = [...form.document.querySelectorAll('select[name=roleId] option')].map(option => option.textContent)
  expect([offered.includes('Case officer'), offered.includes('Administrator')]).toEqual([true, false])
  const person = { name: 'Nia New', email: 'nia@example.test', agencyId: town.police.id, roleId: await roleId(town, 'Administrator') }
  expect((await asPam.send('/officers/add', person)).says).toContain('Select their role')
  expect((await asPam.send('/officers/add', { ...person, roleId: await roleId(town, 'Case officer'), agencyId: town.council.id })).says).toContain('Select the agency they work for')
  expect((await asPam.send('/officers/add', { ...person, roleId: await roleId(town, 'Case officer') })).says).toContain('Nia New has been added')
  expect((await asPam.get(`/officers/${ann.id}/posts/add`)).status).toBe(403)
})

test('a delegation is on file, holds for its days and its agency, is never one’s own, and its end is in two diaries', async () => {
  const town = await open()
  const [ada, power] = [await town.as('administrator'), 'issue a community protection notice' as const]
  const mina = await hire(town, 'Kay Keeper', 'Agency administrator')
  const olive = town.council.officerId
  const holds = async (): Promise<boolean> => await town.workAs(await town.actor('officer'), work => hasDelegation(work, power)) !== undefined
  expect(await holds()).toBe(false)
  const filled = { officer: `${olive} ${town.council.id}`, power, delegatedBy: 'Jo Hale, chief executive', instrument: 'Scheme of delegation 2026, 4.2', document: 'EDRMS 4711', ...on('from', '2026-06-01'), ...on('until', '2026-08-31') }
  expect((await ada.send('/delegations/add', { ...filled, ...on('until', '2026-05-31') })).says).toContain('The last day must be today or later')
  const own = (await town.actor('administrator')).officerId
  expect((await ada.send('/delegations/add', { ...filled, officer: `${own} ${town.council.id}` })).says).toContain('Select the officer')
  expect((await ada.send('/delegations/add', filled)).location).toBe('/delegations')
  expect(await holds()).toBe(true)
  expect((await (await town.as('officer')).get('/my-authority')).says).toContain('issue a community protection notice')
  expect((await (await town.as('officer')).get('/delegations')).status).toBe(403)
  const pam = await hire(town, 'Pam Police', 'Agency administrator', town.police.id)
  const asPam = await signedInAs(town, pam)
  const id = (await town.database.owner.query<{ id: string }>('select id from delegations where partnership_id = $1', [town.partnership.id])).rows[0]?.id ?? ''
  expect([(await asPam.get('/delegations')).says.includes('Olive'), (await asPam.get(`/delegations/${id}/end`)).status, (await asPam.get(`/delegations?agency=${town.council.id}`)).status]).toEqual([false, 404, 404])

  await town.runChore('authority.alerts')
  await town.runChore('authority.alerts')
  await town.runNews()
  const diary = await (await town.as('officer')).get('/diary?when=')
  expect(diary.says.split('Your delegation to issue a community protection notice runs out on Monday 31 August 2026').length - 1).toBe(2)
  expect((await (await signedInAs(town, mina)).get('/diary')).says).toContain('Olive Officer’s delegation to issue')
  town.clock.set('2026-09-01T09:00:00Z')
  expect(await holds()).toBe(false)
  await town.runChore('authority.alerts')
  await town.runNews()
  expect((await (await town.as('officer')).get('/diary')).says).toContain('ran out on Monday 31 August 2026')
  expect((await (await town.as('administrator')).send(`/delegations/${id}/end`, { because: 'Moved on' })).location).toBe('/delegations')
  await town.runNews()
  expect((await (await town.as('officer')).get('/diary')).says).not.toContain('ran out on')
})

test('an act that asks for a training is shut without one, says why, opens when it is recorded, and shuts when it runs out', async () => {
  const town = await open()
  const [ada, dash] = [await town.as('administrator'), await kindId(town, 'Domestic abuse and DASH')]
  const manager = await town.as('manager')
  expect((await manager.get('/training/gates/add')).status).toBe(403)
  expect((await ada.send('/training/gates/add', { act: 'run the partnership', kindId: dash, ...on('from', '2026-06-02'), why: 'x' })).says).toContain('Select the act')
  expect((await ada.send('/training/gates/add', { act: 'open a case', kindId: dash, ...on('from', '2026-06-03'), why: 'Board, 1 June' })).location).toBe('/training#gates')
  expect((await town.actor('officer')).acts).toContain('open a case')
  town.clock.set('2026-06-03T09:00:00Z')
  expect((await town.actor('officer')).acts).not.toContain('open a case')
  const refused = await (await town.as('officer')).get('/cases/new')
  expect([refused.status, refused.says.includes('You have no “Domestic abuse and DASH” training on record, and without it you may not open a case')]).toEqual([403, true])
  expect((await (await town.as('officer')).get('/my-authority')).says).toContain('You may not open a case')

  const olive = town.council.officerId
  const asMo = await town.as('manager')
  const record = { officer: `${olive} ${town.council.id}`, kindId: dash, ...on('done', '2026-06-03'), evidence: 'Certificate 4711' }
  expect((await asMo.send('/training/records/add', { ...record, ...on('done', '2026-06-04') })).says).toContain('must be today or in the past')
  const mo = (await town.actor('manager')).officerId
  expect((await asMo.send('/training/records/add', { ...record, officer: `${mo} ${town.council.id}` })).says).toContain('Select the officer')
  expect((await asMo.send('/training/records/add', record)).location).toBe('/training')
  expect((await town.actor('officer')).acts).toContain('open a case')
  expect((await town.actor('police')).acts).not.toContain('open a case')

  town.clock.set('2028-05-05T09:00:00Z')
  await town.runChore('authority.alerts')
  await town.runNews()
  expect((await (await town.as('officer')).get('/diary')).says).toContain('Your “Domestic abuse and DASH” training runs out on Friday 2 June 2028')
  expect((await (await town.as('manager')).get('/diary')).says).toContain('Olive Officer’s “Domestic abuse and DASH” training')
  town.clock.set('2028-06-03T09:00:00Z')
  expect((await (await town.as('officer')).get('/cases/new')).says).toContain('Your “Domestic abuse and DASH” training ran out on Friday 2 June 2028')
  const later = await town.as('administrator')
  const gate = (await later.get('/training')).document.querySelector('form[action^="/training/gates/"]')?.getAttribute('action') ?? ''
  expect((await later.post(gate, {})).location).toBe('/training#gates')
  expect((await town.actor('officer')).acts).toContain('open a case')
})

test('whoever lacks a training is left out where an act asks for it, from its first day, and for no other act; outside of a context nobody is told of', async () => {
  const town = await open()
  const lacking = (act: string) => sql<{ id: string }>`select officer_id as id from amity.untrained(${town.council.id}::uuid, ${act})`
  const left = async (act: string): Promise<readonly string[]> => town.work(async work => (await lacking(act).execute(work.db)).rows.map(({ id }) => id))
  expect(await left('open a case')).toEqual([])
  await (await town.as('administrator')).send('/training/gates/add', { act: 'open a case', kindId: await kindId(town, 'Domestic abuse and DASH'), ...on('from', '2026-06-03'), why: 'Board, 1 June' })
  expect(await left('open a case')).toEqual([])
  town.clock.set('2026-06-03T09:00:00Z')
  expect(await left('open a case')).toContain(town.council.officerId)
  expect(await left('work on cases')).toEqual([])
  expect((await lacking('open a case').execute(town.database.web)).rows).toEqual([])
})

test('training is between an officer, their manager and who keeps it; a wrong record is taken back and no longer counts', async () => {
  const town = await open()
  const [dash, olive, asMo] = [await kindId(town, 'Data protection'), town.council.officerId, await town.as('manager')]
  await asMo.send('/training/records/add', { officer: `${olive} ${town.council.id}`, kindId: dash, ...on('done', '2026-05-01'), evidence: 'Register of 1 May' })
  const record = `/training/records/${(await town.database.owner.query<{ id: string }>('select id from training_records where officer_id = $1', [olive])).rows[0]?.id ?? ''}`
  const seen = async (actor: 'officer' | 'adviser' | 'police' | 'manager'): Promise<number> => (await town.workAs(await town.actor(actor), work => work.db.selectFrom('trainingRecords').select('id').execute())).length
  expect([await seen('officer'), await seen('manager'), await seen('adviser'), await seen('police')]).toEqual([1, 1, 0, 0])
  const kate = await hire(town, 'Kate Keeper', 'Agency administrator', town.police.id)
  expect((await (await signedInAs(town, kate)).get(record)).status).toBe(404)
  expect((await asMo.send(record, { because: '' })).says).toContain('Enter what is wrong with it')
  expect((await asMo.send(record, { because: 'Another Olive' })).location).toBe('/training')
  expect((await (await town.as('officer')).get('/my-authority')).says).toContain('taken back: Another Olive')
})
