// An officer's day: what is late, what they put in themselves, what is put off and says so, and who answers while they are away.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { diaryRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, handlingRoom, caseFileRoom]
const on = (name: string, day: string, month = '6') => ({ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: '2026' })
const noDay = { 'due-day': '', 'due-month': '', 'due-year': '' }
const itemDoor = (html: string): string => /\/diary\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
const dueOn = (town: Town, caseId: string, kind: 'risk assessment' | 'legal' | 'message to answer', at: string, title: string) => town.work(work => work.db.insertInto('diaryItems').values({ partnershipId: town.partnership.id, kind, title, dueAt: new Date(at), because: 'A rule', caseId, officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }).execute())

test('a task of one’s own: added on a case, put off with a reason that shows, and done', async () => {
  const town = await openTown({ rooms })
  const { reference } = await caseIn(town)
  const officer = await town.as('officer')
  const wrong = await officer.send('/diary/add', { title: '', ...on('due', '1'), case: '111-111-111', officerId: town.council.officerId })
  for (const says of ['Enter what is to be done', 'By when must be today or later']) expect(wrong.says).toContain(says)
  expect((await officer.send('/diary/add', { title: 'Knock on doors', ...on('due', '3'), case: '222-222-222', officerId: town.council.officerId })).says).toContain('There is no open case with this reference that you can see')
  expect((await officer.send('/diary/add', { title: 'Knock on doors', ...on('due', '3'), case: reference, officerId: town.council.officerId })).location).toBe('/diary')
  const door = itemDoor((await officer.get('/diary')).text)
  expect((await officer.send(door, { to: 'put off', words: '', ...noDay, officerId: '' })).says).toContain('Enter why it is put off')
  await officer.send(door, { to: 'put off', words: 'Rain', ...on('due', '4'), officerId: '' })
  expect((await officer.get('/diary')).says).toContain('Put off once: Rain')
  expect((await (await town.as('police')).get(door)).status).toBe(404)
  expect((await officer.send(door, { to: 'done', words: 'All eight', ...noDay, officerId: '' })).location).toBe('/diary')
  expect((await officer.get('/diary')).says).not.toContain('Knock on doors')
  expect((await officer.get(door)).status).toBe(404)
})

test('promises and legal dates are not put off; each says where it is done', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await dueOn(town, given.id, 'risk assessment', '2026-06-01T10:00:00Z', 'Review the risk')
  await dueOn(town, given.id, 'legal', '2026-06-20T10:00:00Z', 'The order ends')
  const officer = await town.as('officer')
  const diary = await officer.get('/diary')
  expect(diary.says).toContain('Late (1)')
  expect(diary.text).toContain(`${given.path}/risk`)
  const door = itemDoor(diary.text)
  expect((await officer.get(door)).says).not.toContain('Put it off')
  expect((await officer.send(door, { to: 'put off', words: 'Too busy', ...on('due', '30'), officerId: '' })).says).toContain('set by law or by a promise')
  const { rows } = await town.database.owner.query<{ id: string }>(`select id from diary_items where partnership_id = $1 and kind = 'risk assessment'`, [town.partnership.id])
  expect((await officer.get(`/diary/${rows[0]?.id ?? ''}`)).status).toBe(404)
})

test('found by kind, when and case; a spoiled filter breaks nothing; what comes goes on page by page', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await town.work(work => work.db.insertInto('diaryItems').values(Array.from({ length: 65 }, (_, n) => ({ partnershipId: town.partnership.id, kind: 'task' as const, title: `Task ${String(n).padStart(2, '0')}.`, dueAt: new Date(Date.parse('2026-06-05T10:00:00Z') + Math.floor(n / 7) * 86_400_000), because: 'x', officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }))).execute())
  await dueOn(town, given.id, 'risk assessment', '2026-06-01T10:00:00Z', 'Review the risk')
  const officer = await town.as('officer')
  const seen = new Set<string>()
  let path: string | undefined = '/diary?kind=task'
  for (let pages = 0; path !== undefined && pages < 9; pages += 1) {
    const { says, document } = await officer.get(path)
    for (const [title] of says.matchAll(/Task \d\d\./g)) seen.add(title)
    expect(says).not.toContain('Review the risk')
    path = [...document.querySelectorAll('a')].find(link => /Later/.test(link.textContent))?.getAttribute('href') ?? undefined
  }
  expect(seen.size).toBe(65)
  expect((await officer.get('/diary?when=late')).says).not.toContain('Coming up')
  expect((await officer.get(`/diary?case=${given.reference}`)).says).not.toContain('Task 00.')
  const odd = await officer.get('/diary?kind=%00&when=never&case=zzz&before=1_2')
  expect([odd.status, odd.says.includes('Check the reference')]).toEqual([200, true])
})

test('much that is late pushes neither today nor who spoke last off the page, and all of it is reached', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await town.work(async work => {
    const task = (title: string, dueAt: string) => ({ partnershipId: town.partnership.id, kind: 'task' as const, title, dueAt: new Date(dueAt), because: 'x', officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now })
    await work.db.insertInto('diaryItems').values([...Array.from({ length: 230 }, (_, n) => task(`Old ${String(n).padStart(3, '0')}.`, new Date(Date.parse('2026-04-01T10:00:00Z') + n * 3_600_000).toISOString())), task('Ring the school', '2026-06-02T15:00:00Z'), task('Next month', '2026-07-02T15:00:00Z')]).execute()
  })
  await dueOn(town, given.id, 'message to answer', '2026-04-02T10:00:00Z', 'She wrote')
  const officer = await town.as('officer')
  const old = (says: string): readonly string[] => [...says.matchAll(/Old \d\d\d\./g)].map(([title]) => title)
  const first = await officer.get('/diary')
  expect(new Set(old(first.says)).size).toBe(30)
  for (const said of ['Late (more than 200)', 'They spoke last (1)', 'She wrote', 'Today (1)', 'Ring the school', 'Next month', 'Old 000.']) expect([said, first.says.includes(said)]).toEqual([said, true])
  const seen = new Set<string>()
  let path = [...first.document.querySelectorAll('main a')].find(link => link.textContent === 'Show all that is late')?.getAttribute('href') ?? undefined
  for (let pages = 0; path !== undefined && pages < 5; pages += 1) {
    const { says, document } = await officer.get(path)
    for (const title of old(says)) seen.add(title)
    expect([says.includes('Ring the school'), says.includes('Next month'), says.includes(pages === 0 ? 'Late (more than 200)' : 'Late, continued'), says.includes('Back to today')]).toEqual([false, false, true, false])
    path = [...document.querySelectorAll('main a')].find(link => link.textContent.trim().startsWith('Later'))?.getAttribute('href') ?? undefined
  }
  expect(seen.size).toBe(230)
})

test('while somebody is away their colleague has their items, from the first day to the last and no longer', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  await dueOn(town, given.id, 'risk assessment', '2026-06-11T10:00:00Z', 'Review the risk')
  const manager = await town.actor('manager')
  const sees = async () => (await (await town.as('manager')).get('/diary')).says.includes('Review the risk')
  const away = { what: 'away', ...on('from', '8'), ...on('until', '12'), coverId: manager.officerId }
  const officer = await town.as('officer')
  expect((await officer.send('/diary/absence', { ...away, ...on('until', '5') })).says).toContain('The last day must not be before the first')
  expect((await officer.send('/diary/absence', { ...away, coverId: town.police.officerId })).says).toContain('Select who covers')
  expect((await officer.send('/diary/absence', away)).location).toBe('/diary')
  expect(await sees()).toBe(false)
  // By the day in London, from its first minute: nothing has to run in the night.
  for (const [day, expected] of [['07T22:59', false], ['07T23:01', true], ['08T08:00', true], ['12T22:59', true], ['12T23:01', false]] as const) {
    town.clock.set(`2026-06-${day}:00Z`)
    expect([day, await sees()]).toEqual([day, expected])
  }
  town.clock.set('2026-06-15T08:00:00Z')
  const boss = await town.as('manager')
  expect((await boss.send(`/team/${town.council.officerId}/absence`, { ...away, ...on('from', '15'), ...on('until', '20') })).location).toBe('/team')
  expect((await boss.get('/diary')).says).toContain('For Olive Officer, who is away')
  expect((await boss.get(`/team/${town.police.officerId}/absence`)).status).toBe(404)
  expect((await (await town.as('officer')).get(`/team/${manager.officerId}/absence`)).status).toBe(403)
})

test('the team: each number leads to its list, counts only what the manager may open, and moves with the lead', async () => {
  const town = await openTown({ rooms })
  const [late] = [await caseIn(town, { risk: 'high' }), await caseIn(town, { openedAt: '2026-01-01T10:00:00Z' })]
  await dueOn(town, late.id, 'risk assessment', '2026-06-01T10:00:00Z', 'Review the risk')
  const manager = await town.as('manager')
  const team = await manager.get('/team')
  expect(team.says).toMatch(/Olive Officer\s*2 open cases of Olive Officer1 at high risk1 with something late1 stale00/)
  for (const link of team.document.querySelectorAll('#team a, table a')) expect((await manager.get(link.getAttribute('href') ?? '')).status).toBe(200)
  expect((await (await town.as('officer')).get('/team')).status).toBe(403)
})
