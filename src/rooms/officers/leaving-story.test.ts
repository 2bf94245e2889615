// Joiners, movers and leavers, as an administrator, an administrator of another agency and a colleague see them.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { hire, promote, signedInAs } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom, note } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { officersRoom } from './index.ts'

const open = () => openTown({ rooms: [officersRoom, authorityRoom, diaryRoom, casesRoom, flagsRoom, caseFileRoom] })
const roleId = async (town: Town, name: string): Promise<string> => (await town.database.owner.query<{ id: string }>('select id from roles where partnership_id = $1 and name = $2', [town.partnership.id, name])).rows[0]?.id ?? ''
const lead = async (town: Town, { id }: GivenCase): Promise<string | undefined> => (await town.database.owner.query<{ lead: string }>('select lead_officer_id as lead from cases where id = $1', [id])).rows[0]?.lead
const restrict = async (town: Town, given: GivenCase): Promise<unknown> => (await town.as('officer')).send(`${given.path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })

test('an officer who leaves is out at once; cases, diary and reports go to the colleague, who is told; nobody else is', async () => {
  const town = await open()
  const given = await caseIn(town)
  const sam = await hire(town, 'Sam Second', 'Case officer')
  await town.work(work => note(work, { kind: 'victim update', title: 'Update', dueAt: new Date('2026-06-09T12:00:00Z'), because: 'as agreed', caseId: given.id, officerId: town.council.officerId, agencyId: town.council.id }))
  await town.work(work => note(work, { kind: 'task', title: 'Ring the landlord', dueAt: new Date('2026-06-09T12:00:00Z'), because: 'x', caseId: null, officerId: town.council.officerId, agencyId: town.council.id }))
  const [olive, ada] = [await town.as('officer'), await town.as('administrator')]
  expect((await olive.get('/diary')).status).toBe(200)
  const bare = await ada.send(`/officers/${town.council.officerId}/leave`, { toId: '', because: '' })
  expect([bare.status, bare.says.includes('Select who takes over their work'), bare.says.includes('Enter why')]).toEqual([422, true, true])
  expect((await ada.send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: town.police.officerId, because: 'x' })).says).toContain('Select a colleague who works for that agency')
  expect((await ada.send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: sam.id, because: 'Resigned' })).location).toBe(`/officers/${town.council.officerId}`)
  expect((await olive.get('/diary')).location).toContain('/sign-in')
  expect(await lead(town, given)).toBe(sam.id)
  const diary = await (await signedInAs(town, sam)).get('/diary')
  for (const says of ['You have taken over the work of Olive Officer', 'Olive Officer no longer works for Council', 'Update', 'Ring the landlord']) expect(diary.says).toContain(says)
  const page = await ada.get(`/officers/${town.council.officerId}`)
  for (const says of ['left 2 Jun 2026', 'None now: they cannot sign in', 'Posts before', 'Resigned']) expect(page.says).toContain(says)
  expect((await ada.get(given.path)).says).toContain('Sam Second leads from now')
})

test('a restricted case goes to a manager of its circle, not to the named colleague, and the administrator learns nothing of it', async () => {
  const town = await open()
  const [secret, plain] = [await caseIn(town, { title: 'At her door' }), await caseIn(town)]
  await restrict(town, secret)
  const sam = await hire(town, 'Sam Second', 'Case officer')
  const ada = await town.as('administrator')
  expect((await ada.get(secret.path)).status).toBe(404)
  const before = await ada.get(`/officers/${town.council.officerId}/leave`)
  const done = await ada.follow(await ada.send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: sam.id, because: 'Resigned' }))
  for (const page of [before, done]) for (const hidden of ['At her door', secret.reference, 'restricted case', '2 cases']) expect(page.says).not.toContain(hidden)
  const mo = await town.actor('manager')
  expect([await lead(town, secret), await lead(town, plain)]).toEqual([mo.officerId, sam.id])
  expect((await (await town.as('manager')).get('/diary')).says).toContain('You lead this case now')
  const samsDiary = await (await signedInAs(town, sam)).get('/diary')
  expect(samsDiary.says).not.toContain('You lead this case now')
  for (const who of [ada, await signedInAs(town, sam)]) expect((await who.get(secret.path)).status).toBe(404)
  const { rows } = await town.database.owner.query('select from circle_members m join cases c on c.circle_id = m.circle_id where c.id = $1 and m.officer_id in ($2, $3) and m.ended_at is null', [secret.id, sam.id, (await town.actor('administrator')).officerId])
  expect(rows.length).toBe(0)
})

test('a colleague who is in the circle already takes the restricted case too, and the leaver is in no circle any more', async () => {
  const town = await open()
  const secret = await caseIn(town)
  await restrict(town, secret)
  const sam = await hire(town, 'Sam Second', 'Case officer')
  await town.workAs(await town.actor('officer'), work => sql`select amity.name_in_circle(${secret.id}::uuid, ${sam.id}::uuid)`.execute(work.db))
  await (await town.as('administrator')).send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: sam.id, because: 'Resigned' })
  expect(await lead(town, secret)).toBe(sam.id)
  const { rows } = await town.database.owner.query('select from circle_members where partnership_id = $1 and officer_id = $2 and ended_at is null', [town.partnership.id, town.council.officerId])
  expect(rows.length).toBe(0)
})

test('where no manager is in the circle the agency’s managers come in; the administrator never does, even as the named colleague', async () => {
  const town = await open()
  await promote(town, (await town.actor('manager')).officerId, 'Customer adviser')
  const secret = await caseIn(town)
  await restrict(town, secret)
  const ada = await town.actor('administrator')
  expect((await (await town.as('administrator')).send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: ada.officerId, because: 'Gone' })).status).toBe(303)
  expect((await (await town.as('administrator')).get(secret.path)).status).toBe(404)
  // Nobody here may see it: it waits for the next manager, who is let in with their post.
  const mina = await hire(town, 'Mina Manager', 'Team manager')
  expect((await (await signedInAs(town, mina)).get(secret.path)).status).toBe(200)
})

test('the last administrator cannot leave, nobody ends their own, and an administrator of one agency ends nobody else’s', async () => {
  const town = await open()
  const ann = await hire(town, 'Ann Agency', 'Agency administrator')
  const pam = await hire(town, 'Pam Police', 'Agency administrator', town.police.id)
  const ada = await town.actor('administrator')
  const [asAnn, asPam] = [await signedInAs(town, ann), await signedInAs(town, pam)]
  expect((await asAnn.send(`/officers/${ada.officerId}/leave`, { agencyId: town.council.id, toId: town.council.officerId, because: 'x' })).says).toContain('Only another administrator of the partnership can end that')
  // And whoever asks the database, by whatever way: the service itself, too.
  for (const act of [sql`update posts set ended_on = current_date - 1 where officer_id = ${ada.officerId}::uuid`, sql`update roles set acts = '{}' where name = 'Administrator'`]) {
    await expect(town.work(work => act.execute(work.db))).rejects.toThrow('At least one administrator must remain')
  }
  expect((await (await town.as('administrator')).get(`/officers/${ada.officerId}/leave`)).status).toBe(403)
  for (const door of ['', '/leave', '/details', '/posts/add', '/authority']) expect([door, (await asPam.get(`/officers/${town.council.officerId}${door}`)).status]).toEqual([door, 404])
  expect((await asPam.post(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: ada.officerId, because: 'x' })).status).toBe(404)
  expect((await asPam.get('/officers')).says).not.toContain('Olive Officer')
  expect((await asPam.get(`/officers?agency=${town.council.id}`)).status).toBe(404)
  expect((await (await town.as('officer')).get(`/officers/${town.council.officerId}`)).status).toBe(403)
  const second = await hire(town, 'Bo Second', 'Administrator')
  expect((await asAnn.send(`/officers/${second.id}/leave`, { agencyId: town.council.id, toId: town.council.officerId, because: 'x' })).says).toContain('Only another administrator of the partnership')
})

test('an officer works for two agencies: leaving one ends that one, and the work goes on at the other', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  expect((await ada.send(`/officers/${town.council.officerId}/posts/add`, { agencyId: town.police.id, roleId: await roleId(town, 'Partner officer'), teamId: '' })).status).toBe(303)
  const [here, there] = [await town.as('officer'), await signedInAs(town, { id: town.council.officerId, agencyId: town.police.id })]
  const page = await ada.get(`/officers/${town.council.officerId}/leave`)
  expect(page.says).toContain('They work for another agency too')
  const sam = await hire(town, 'Sam Second', 'Case officer')
  await ada.send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: sam.id, because: 'Seconded' })
  expect([(await here.get('/diary')).status, (await there.get('/diary')).status]).toEqual([303, 200])
  const pam = await hire(town, 'Pam Police', 'Agency administrator', town.police.id)
  expect((await (await signedInAs(town, pam)).get(`/officers/${town.council.officerId}`)).status).toBe(200)
})

test('a role without casework: open work goes to the colleague named, at once, and never on a later day', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const theCase = await caseIn(town)
  const colleague = (await town.actor('manager')).officerId
  const leads = async () => (await town.database.owner.query<{ it: string }>('select lead_officer_id as it from cases where id = $1', [theCase.id])).rows[0]?.it
  await town.database.owner.query('update cases set lead_officer_id = $1 where id = $2', [town.council.officerId, theCase.id])
  const { rows: [post] } = await town.database.owner.query<{ id: string }>('select id from posts where officer_id = $1 and ended_on is null', [town.council.officerId])
  const { rows: [desk] } = await town.database.owner.query<{ id: string }>(`insert into roles (partnership_id, name, acts) values ($1, 'Reads only', '{see cases}') returning id`, [town.partnership.id])
  const path = `/officers/${town.council.officerId}/posts/${post?.id ?? ''}`
  const change = { what: 'change', roleId: desk?.id ?? '', teamId: '', toId: '' }
  expect((await ada.send(path, change)).says).toContain('Select who takes over their open work')
  expect((await ada.send(path, { ...change, toId: colleague, 'from-day': '8', 'from-month': '6', 'from-year': '2027' })).says).toContain('make this change on the day')
  expect(await leads()).toBe(town.council.officerId)
  expect((await ada.send(path, { ...change, toId: colleague })).status).toBe(303)
  expect(await leads()).toBe(colleague)
})

test('a mover changes role and team from a day: until then nothing, from then on the new acts; and somebody who left comes back with a new link', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  expect((await ada.send('/teams/add', { agencyId: town.council.id, name: 'North' })).status).toBe(303)
  expect((await ada.send('/teams/add', { agencyId: town.council.id, name: 'North' })).says).toContain('had, a team of this name')
  const team = (await town.database.owner.query<{ id: string }>('select id from teams where partnership_id = $1', [town.partnership.id])).rows[0]?.id ?? ''
  const posts = async () => (await town.database.owner.query<{ id: string }>('select id from posts where officer_id = $1 and ended_on is null', [town.council.officerId])).rows
  const path = `/officers/${town.council.officerId}/posts/${(await posts())[0]?.id ?? ''}`
  const manager = await roleId(town, 'Team manager')
  const past = await ada.send(path, { what: 'change', roleId: manager, teamId: team, 'from-day': '1', 'from-month': '6', 'from-year': '2026' })
  expect([past.status, past.says.includes('Enter today or a day to come')]).toEqual([422, true])
  expect((await ada.send(path, { what: 'end', roleId: manager, teamId: '' })).says).toContain('This is their only post here')
  await ada.send(path, { what: 'change', roleId: manager, teamId: team, 'from-day': '8', 'from-month': '6', 'from-year': '2026' })
  await town.runChore('officers.moves')
  expect((await (await town.as('officer')).get('/team')).status).not.toBe(200)
  expect((await ada.get('/officers')).says).toContain('Team manager from 8 Jun 2026')
  town.clock.set('2026-06-08T09:00:00Z')
  await town.runChore('officers.moves')
  await town.runChore('officers.moves')
  expect((await posts()).length).toBe(1)
  expect((await town.actor('officer')).acts).toContain('approve a closure')
  expect((await (await town.as('administrator')).get('/officers')).says).toContain('Team manager, North')

  const again = await town.as('administrator')
  await again.send(`/officers/${town.council.officerId}/leave`, { agencyId: town.council.id, toId: (await town.actor('manager')).officerId, because: 'Resigned' })
  expect((await again.send('/officers/add', { name: 'Olive Officer', email: 'olive@example.test', agencyId: town.council.id, roleId: manager })).says).toContain('open their page and give them a post')
  const back = await again.send(`/officers/${town.council.officerId}/posts/add`, { agencyId: town.council.id, roleId: await roleId(town, 'Case officer'), teamId: '' })
  expect([back.status, back.says.includes('/choose-password/')]).toEqual([200, true])
})
