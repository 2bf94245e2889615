// Flags as officers use them; and a domestic abuse case that does not exist for anybody outside its circle, whatever they try.
import { expect, test } from 'vitest'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { performanceRoom } from '#rooms/performance/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { flagsRoom } from './index.ts'

const rooms = [diaryRoom, evidenceRoom, reportingRoom, casesRoom, flagsRoom, handlingRoom, caseFileRoom, performanceRoom]
const open = (): Promise<Town> => openTown({ rooms })

test('a flag is raised with a reason, switches something on, is answered and lowered, and its history stays', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const bare = await officer.send(`${path}/flags/raise`, { flag: 'safeguarding', because: '' })
  expect([bare.status, bare.says.includes('Enter the reason')]).toEqual([422, true])
  expect((await officer.send(`${path}/flags/raise`, { flag: 'safeguarding', because: 'A bruise nobody explains' })).location).toBe(`${path}#flags`)
  const file = await officer.get(path)
  for (const said of ['A bruise nobody explains', 'A safeguarding decision is due the same day', 'Decide on a safeguarding referral']) expect(file.says).toContain(said)
  expect((await officer.get('/diary')).says).toContain('Decide on a safeguarding referral')
  const raised = file.document.querySelector('#flags a[href$="/done"]')?.getAttribute('href') ?? ''
  await officer.send(raised, { how: 'Referred, reference 1234' })
  expect((await officer.get('/diary')).says).not.toContain('Decide on a safeguarding referral')
  // Lowering it lets the whole agency see the case: a manager who may see restricted cases does that.
  expect((await officer.get(raised.replace('/done', '/lower'))).status).toBe(403)
  expect((await (await town.as('manager')).send(raised.replace('/done', '/lower'), { because: 'Explained by the doctor' })).status).toBe(303)
  const after = await officer.get(path)
  for (const said of ['None is up', 'Explained by the doctor', 'Flag lowered: safeguarding']) expect(after.says).toContain(said)
  expect((await (await town.as('police')).get(`${path}/flags/raise`)).status).toBe(404)
})

test('two officers: who raises on a page that is no longer true is told so, and keeps what they typed', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const page = await officer.get(`${path}/flags/raise`)
  const seen = page.document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  await manager.send(`${path}/flags/raise`, { flag: 'child', because: 'Born in 2019' })
  const late = await officer.post(`${path}/flags/raise`, { seen, flag: 'vulnerable', because: 'Lives alone, 84' })
  expect([late.status, late.says.includes('Somebody else has changed this case'), late.text.includes('Lives alone, 84')]).toEqual([422, true, true])
})

test('repeat is suggested where the same person was harmed in an earlier case, and raising it asks for the case review', async () => {
  const town = await open()
  const earlier = await caseIn(town, { openedAt: '2026-04-01T09:00:00Z' })
  const later = await caseIn(town)
  await town.work(work => work.db.updateTable('caseParties').set({ personId: earlier.personId }).where('caseId', '=', later.id).execute())
  const officer = await town.as('officer')
  const suggestion = (await officer.get(later.path)).document.querySelector('#flags a[href*="flag=repeat"]')?.getAttribute('href') ?? ''
  const form = await officer.get(suggestion)
  expect(form.text).toContain(`already harmed or reported in ${earlier.reference}`)
  await officer.send(suggestion, { flag: 'repeat', because: 'As suggested' })
  expect((await officer.get(later.path)).says).toContain('Tell the person harmed about the ASB case review')
})

const TITLE = 'Shouting at number nine'
/** Everything somebody might try, as one text; nothing in it may change because the case is there. */
const everything = async (visitor: Visitor, waiting: string): Promise<string> => {
  const said: string[] = []
  for (const door of ['/cases', '/cases?status=all', `/cases?search=${encodeURIComponent('number nine')}`, '/cases?flag=domestic+abuse', '/cases?status=all&sort=due', '/diary', '/team', '/reports', waiting, '/measures', '/places/wards', '/transfers']) {
    const page = await visitor.get(door)
    said.push(`${door} ${page.status} ${page.says}`)
  }
  return said.join('\n')
}

test('domestic abuse: from the moment it is raised the case does not exist outside its circle', async () => {
  const town = await open()
  const { path, id, reference, personId } = await caseIn(town, { title: TITLE })
  const waiting = await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' })
  const [officer, manager, colleague, police] = [await town.as('officer'), await town.as('manager'), await town.as('administrator'), await town.as('police')]
  // Before, a colleague sees it among the cases a report may belong to, which is the fault this is for.
  expect([(await colleague.get(path)).status, (await colleague.get(waiting)).says.includes(TITLE)]).toEqual([200, true])
  await town.work(work => work.db.insertInto('diaryItems').values({ partnershipId: town.partnership.id, kind: 'task', title: 'Ring number nine', dueAt: work.now, because: 'x', caseId: id, officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }).execute())
  const file = await town.work(async work => (await work.db.insertInto('attachments').values({ partnershipId: town.partnership.id, caseId: id, storedAs: 'none', fileName: 'bruise.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'x', kind: 'photo', givenBy: 'officer', givenAt: work.now, agencyId: town.council.id }).returning('id').executeTakeFirstOrThrow()).id)
  const filesSeen = async (who: 'administrator' | 'manager') => (await town.workAs(await town.actor(who), work => work.db.selectFrom('attachments').select('id').execute())).length
  expect(await filesSeen('administrator')).toBe(1)
  expect((await officer.send(`${path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us who shouts' })).location).toBe(`${path}#flags`)
  for (const insider of [officer, manager]) expect((await insider.get(path)).says).toContain('Who may see this case')
  for (const outsider of [colleague, police]) {
    const said = await everything(outsider, waiting)
    for (const never of [TITLE, reference, 'Ring number nine']) expect(said).not.toContain(never)
    const gone = await outsider.get('/cases/234-567-89C')
    for (const door of [path, `${path}/flags/raise`, `${path}/circle`, `${path}/print`, `${path}/as-seen`, `${path}/lead`, `${path}/add`]) {
      const answer = await outsider.get(door)
      expect([door, answer.status, answer.says]).toEqual([door, 404, gone.says])
    }
    expect((await outsider.post(`${path}/add`, { kind: 'note', summary: 'x' })).status).toBe(404)
    const [theirs, none] = [await outsider.get(`/files/${file}`), await outsider.get('/files/01890000-0000-7000-8000-000000000000')]
    expect([theirs.status, theirs.says]).toEqual([404, none.says])
  }
  expect([await filesSeen('administrator'), await filesSeen('manager')]).toEqual([0, 1])
  for (const who of ['administrator', 'adviser', 'police'] as const) {
    const actor = await town.actor(who)
    const found = await town.workAs(actor, async work => [
      await work.db.selectFrom('cases').select('id').execute(), await work.db.selectFrom('entries').select('id').execute(), await work.db.selectFrom('caseParties').select('id').execute(), await work.db.selectFrom('diaryItems').select('id').execute(),
      await work.db.selectFrom('caseFlags').select('id').execute(), await work.db.selectFrom('people').select('id').where('id', '=', personId).execute(), await work.db.selectFrom('circles').select('id').execute(), await work.db.selectFrom('circleMembers').select('id').execute(),
      await work.db.selectFrom('principals').select('id').where('kind', '=', 'circle').execute(),
    ])
    expect([who, found.flat()]).toEqual([who, []])
    // Nor may they let themselves in.
    await expect(town.workAs(actor, work => work.db.insertInto('circleMembers').values({ partnershipId: town.partnership.id, circleId: id, officerId: work.actor.officerId }).execute())).rejects.toThrow(/row-level security/)
  }
})

test('the circle is kept by name with a reason; who leads next is let in; only a manager lets the agency see it again', async () => {
  const town = await open()
  const { path, id } = await caseIn(town, { title: TITLE })
  const [officer, manager, police] = [await town.as('officer'), await town.as('manager'), await town.as('police')]
  await officer.send(`${path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })
  expect((await officer.send(`${path}/circle`, { officerId: town.police.officerId, because: 'Leads the inquiry' })).location).toBe(`${path}#flags`)
  expect((await police.get(path)).says).toContain(TITLE)
  expect((await officer.send(`${path}/circle/${town.police.officerId}/remove`, { because: 'The inquiry is over' })).status).toBe(303)
  expect((await police.get(path)).status).toBe(404)
  const taken = await town.actor('manager')
  expect((await officer.send(`${path}/circle/${taken.officerId}/remove`, { because: 'Knows the family' })).status).toBe(303)
  const administrator = await town.actor('administrator')
  await town.work(work => work.db.updateTable('cases').set({ leadOfficerId: administrator.officerId }).where('id', '=', id).execute())
  expect((await (await town.as('administrator')).get(path)).status).toBe(200)
  // A new lead lets the agency's managers in, but not one who was taken out by name; named again, they are.
  expect((await manager.get(path)).status).toBe(404)
  await (await town.as('administrator')).send(`${path}/circle`, { officerId: taken.officerId, because: 'It was somebody else of that name' })
  const lower = ((await manager.get(path)).document.querySelector('#flags a[href$="/lower"]')?.getAttribute('href')) ?? ''
  expect((await officer.get(lower)).status).toBe(403)
  expect((await manager.send(lower, { because: 'Raised on the wrong case' })).status).toBe(303)
  expect((await (await town.as('officer')).get(path)).says).not.toContain('Who may see this case')
})
