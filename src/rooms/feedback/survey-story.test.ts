// After a case has closed: asked some days later, reminded, answered once by link or telephone, and never where it is unsafe.
import { expect, test } from 'vitest'
import { caseClosed, casesRoom, contactsOf } from '#rooms/cases/index.ts'
import { diaryRoom, note, settleAbout } from '#rooms/diary/index.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { newReference } from '#kernel/reference.ts'
import { randomBytes } from 'node:crypto'
import { feedbackRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, feedbackRoom]
type Person = { readonly name: string; readonly safeMeans: readonly ('email' | 'phone' | 'text')[]; readonly role?: 'harmed' | 'alleged perpetrator'; readonly isChild?: boolean }

/** A closed case with these people, written as the service would have left it, and the news of its closing. */
const closedCase = async (town: Town, people: readonly Person[], flags: readonly string[] = []): Promise<string> => town.work(async work => {
  const caseId = work.newId()
  await work.db.insertInto('cases').values({
    partnershipId: town.partnership.id, id: caseId, reference: newReference(randomBytes(16)), title: 'Loud music', categoryCode: 'noise', strand: 'nuisance', severity: 'standard', flags: [...flags],
    leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, openedAt: work.now, status: 'closed', closedAt: work.now, closeReason: 'resolved, behaviour stopped', harmedVerdict: 'yes',
  }).execute()
  for (const { name, safeMeans, role = 'harmed', isChild = false } of people) {
    const personId = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id: personId, givenName: name, familyName: 'Larkin', email: `${name}@example.test`, phone: '07700 900 123', safeMeans: [...safeMeans], ownerAgencyId: town.council.id }).execute()
    await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role, personId, isChild, joinedAt: work.now }).execute()
  }
  await work.announce(caseClosed, { caseId })
  return caseId
})

const sent = async (town: Town) => (await town.database.owner.query<{ address: string; body: string; purpose: string }>(`select address, replace(body, '[private link or code]', coalesce(secret, '')) as body, purpose from outgoing_messages m left join message_secrets s on s.partnership_id = m.partnership_id and s.message_id = m.id where m.partnership_id = $1 order by written_at, id`, [town.partnership.id])).rows
const linkIn = (body: string | undefined): string => /\/survey\/[\w-]+/.exec(body ?? '')?.[0] ?? ''
const happy = { informed: 'very satisfied', reached: 'fairly satisfied', support: 'neither', handling: 'very satisfied', outcome: 'fairly satisfied', known: 'yes' }

test('asked five working days after closing, reminded twice, and then left in peace', async () => {
  const town = await openTown({ rooms, startAt: '2026-12-18T09:00:00Z' })
  await closedCase(town, [{ name: 'irene', safeMeans: ['email'] }])
  await town.runNews()
  await town.runNews()
  // 18 December is a Friday; Christmas Day and the substitute Boxing Day do not count.
  for (const day of ['2026-12-24', '2026-12-28']) { town.clock.set(`${day}T10:00:00Z`); await town.runChore('feedback-surveys') }
  expect(await sent(town)).toHaveLength(0)
  town.clock.set('2026-12-29T10:00:00Z')
  await town.runChore('feedback-surveys')
  await town.runChore('feedback-surveys')
  expect((await sent(town)).map(({ address, purpose }) => [address, purpose])).toEqual([['irene@example.test', 'survey']])
  expect((await sent(town))[0]?.body).not.toMatch(/anti-social|music|Larkin/)
  for (const day of ['2027-01-06', '2027-01-13', '2027-01-20']) { town.clock.set(`${day}T10:00:00Z`); await town.runChore('feedback-surveys') }
  expect((await sent(town)).map(({ purpose }) => purpose)).toEqual(['survey', 'survey reminder', 'survey reminder'])
  town.clock.set('2027-01-28T10:00:00Z')
  await town.runChore('feedback-surveys')
  const nobody = await town.as('nobody')
  for (const { body } of await sent(town)) expect((await nobody.get(linkIn(body))).status).toBe(404)
  expect((await (await town.as('manager')).get('/surveys?state=no%20answer')).says).toContain('irene Larkin')
})

test('any of the links opens it, an answer counts once, and a low one opens an improvement with an owner', async () => {
  const town = await openTown({ rooms })
  await closedCase(town, [{ name: 'irene', safeMeans: ['email'] }])
  await town.runNews()
  town.clock.set('2026-06-10T10:00:00Z')
  await town.runChore('feedback-surveys')
  town.clock.set('2026-06-18T10:00:00Z')
  await town.runChore('feedback-surveys')
  const [first, second] = (await sent(town)).map(({ body }) => linkIn(body))
  const nobody = await town.as('nobody')
  const missing = await nobody.send(second ?? '', { handling: 'very dissatisfied' })
  expect(missing.status).toBe(422)
  expect(missing.says).toContain('Select an answer to “How satisfied were you with how we kept you informed?”')
  expect((await nobody.send(first ?? '', { ...happy, handling: 'very dissatisfied', comment: 'Nobody rang back.' })).location).toBe('/survey-answered')
  expect((await nobody.get(second ?? '')).status).toBe(404)
  expect((await nobody.post(first ?? '', happy)).status).toBe(404)
  await town.runNews()
  const manager = await town.as('manager')
  const list = await manager.get('/improvements')
  expect(list.says).toContain('Somebody was unhappy: the way we handled your case')
  expect(list.says).toContain('Mo Manager')
  expect((await manager.get('/diary')).says).toContain('Somebody was unhappy: the way we handled your case')
  const path = /\/improvements\/[0-9a-f-]{36}/.exec(list.text)?.[0] ?? ''
  expect((await manager.get(path)).says).toContain('“Nobody rang back.”')
  const ended = { ownerId: (await town.actor('manager')).officerId, 'due-day': '30', 'due-month': '6', 'due-year': '2026', version: '1' }
  expect((await manager.send(path, { ...ended, state: 'done', outcome: '' })).says).toContain('Enter what came of it before you end it')
  expect((await manager.send(path, { ...ended, state: 'done', outcome: 'Every call is returned the same day.' })).location).toBe('/improvements')
  expect((await manager.send(path, { ...ended, state: 'not pursued', outcome: 'x' })).says).toContain('Somebody else has changed this meanwhile')
  expect((await manager.get('/diary')).says).not.toContain('Somebody was unhappy')
  const police = await town.as('police')
  expect((await police.get('/improvements?state=ended')).says).not.toContain('unhappy')
  expect((await police.get(path)).status).toBe(404)
})

test('answers without a name are kept apart from the case, for officers and in the database', async () => {
  const town = await openTown({ rooms })
  const caseId = await closedCase(town, [{ name: 'irene', safeMeans: ['email'] }])
  await town.runNews()
  town.clock.set('2026-06-10T10:00:00Z')
  await town.runChore('feedback-surveys')
  const nobody = await town.as('nobody')
  await nobody.send(linkIn((await sent(town))[0]?.body), { ...happy, outcome: 'very dissatisfied', known: 'no' })
  await town.runNews()
  const { rows: [answer] } = await town.database.owner.query(`select case_id, person_id, answered_in from survey_answers where partnership_id = $1`, [town.partnership.id])
  expect(answer).toEqual({ case_id: null, person_id: null, answered_in: '2026-06' })
  const { rows: [improvement] } = await town.database.owner.query(`select case_id from improvements where partnership_id = $1`, [town.partnership.id])
  expect(improvement).toEqual({ case_id: null })
  const { rows } = await town.database.owner.query<{ n: number }>(`select count(*) as n from audit_events where partnership_id = $1 and (changes::text like '%' || $2 || '%') and changes::text like '%very dissatisfied%'`, [town.partnership.id, caseId])
  expect(rows[0]?.n).toBe(0)
})

test('never where it is unsafe, never a child, never whoever is blamed; and why is written down', async () => {
  const town = await openTown({ rooms })
  await closedCase(town, [{ name: 'dee', safeMeans: ['email'] }], ['domestic abuse'])
  const both = await closedCase(town, [{ name: 'kid', safeMeans: ['email'], isChild: true }, { name: 'dean', safeMeans: ['email'], role: 'alleged perpetrator' }, { name: 'ring', safeMeans: ['phone'] }])
  await town.runNews()
  town.clock.set('2026-06-12T10:00:00Z')
  await town.runChore('feedback-surveys')
  expect(await sent(town)).toEqual([])
  const adviser = await town.as('adviser')
  const not = await adviser.get('/surveys?state=not%20asked')
  for (const said of ['kid', 'A child: ask the parent or guardian in person']) expect(not.says).toContain(said)
  // A domestic abuse case is its circle's alone: a manager who may see it reads why, the adviser reads nothing.
  for (const never of ['dee', 'domestic abuse']) expect(not.says).not.toContain(never)
  const inCircle = await (await town.as('manager')).get('/surveys?state=not%20asked')
  for (const said of ['dee', 'Asking could be unsafe: domestic abuse']) expect(inCircle.says).toContain(said)
  expect(not.says).not.toContain('dean')
  expect((await town.work(work => contactsOf(work, both))).map(({ givenName }) => givenName).toSorted()).toEqual(['kid', 'ring'])
  const waiting = await adviser.get('/surveys?state=to%20ask')
  const path = /\/surveys\/[0-9a-f-]{36}\/by-telephone/.exec(waiting.text)?.[0] ?? ''
  expect((await (await town.as('manager')).get(path)).says).toContain('By phone. Leave no message.')
  expect((await adviser.send(path, happy)).location).toBe('/surveys')
  expect((await adviser.post(path, happy)).status).toBe(404)
  expect((await (await town.as('police')).get(path)).status).toBe(403)
})

test('nobody is asked while their complaint waits for its answer, and they are asked after it', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-01T09:00:00Z' })
  const caseId = await closedCase(town, [{ name: 'irene', safeMeans: ['email'] }])
  const complaint = crypto.randomUUID()
  await town.work(work => note(work, { kind: 'task', title: 'Answer a complaint', dueAt: work.now, because: 'Setting', caseId, officerId: town.council.officerId, agencyId: town.council.id, aboutKind: 'complaint', aboutId: complaint }))
  await town.runNews()
  for (const day of ['2026-06-09', '2026-07-20']) { town.clock.set(`${day}T10:00:00Z`); await town.runChore('feedback-surveys') }
  expect(await sent(town)).toHaveLength(0)
  await town.work(work => settleAbout(work, 'complaint', complaint, 'Answered'))
  town.clock.set('2026-07-21T10:00:00Z')
  await town.runChore('feedback-surveys')
  expect((await sent(town)).map(({ purpose }) => purpose)).toEqual(['survey'])
})
