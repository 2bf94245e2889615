// What could we do? Each tool on today's facts, whom it is about, and whose eyes it is for.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { sharingRoom } from '#rooms/sharing/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { begun, dayBoxes, doSteps, delegate, passGate, prove, subjectIn } from '#test/harness/matters.ts'
import { share } from '#test/harness/shared-cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Page } from '#test/harness/visitor.ts'
import { interventionsRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, subjectsRoom, gateRoom, interventionsRoom, sharingRoom, caseFileRoom]
const now = (at: string) => dayBoxes('at', at)
const NO_BIRTHDAY = { 'born-day': '', 'born-month': '', 'born-year': '' }
const about = (page: Page, tool: string): string => page.document.querySelector(`#tool-${tool}`)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''

test('each tool says how it stands, what is missing and why, with its source', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  expect((await officer.get(`${path}/tools`)).says).toContain('Say first whom or what it is about')
  const wrong = await officer.send(`${path}/subjects/add`, { name: 'Danny Reed', kind: 'individual', age: 'adult', landlord: 'association', tenancy: 'secure', vulnerable: 'no', saidBy: '' })
  for (const says of ['Enter who said so', 'This landlord does not let secure tenancies']) expect(wrong.says).toContain(says)
  const subject = await subjectIn(officer, path)
  const page = await officer.get(`${path}/tools?subject=${subject}`)
  expect(about(page, 'cpw')).toContain('open once')
  expect(about(page, 'cpn')).toContain('Not until a written warning has been served. ASBCPA 2014 s43(5)(a)')
  expect(about(page, 'injunction-youth')).toContain('not open')
  expect(about(page, 'closure-order')).toContain('is about a premises')
  expect(about(page, 'asbo')).toMatch(/repealed/)
  // What may not be begun is refused with the reason, at its door too.
  const shut = await officer.get(`${path}/tools/closure-order/${subject}`)
  expect([shut.status, shut.says.includes('is about a premises')]).toEqual([403, true])
  // Leaving out the rungs below asks why; and the reason itself is asked.
  const skipped = await officer.send(`${path}/tools/injunction/${subject}`, { reason: '', skipped: '' })
  for (const says of ['Enter why you decide to use it', 'Enter why the steps below it are left out']) expect(skipped.says).toContain(says)
})

test('a respect order is neither open nor shut until its commencement is recorded, and an injunction begun before keeps the law of its day', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-28T09:00:00Z' })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path)
  const matter = await begun(officer, path, 'injunction', subject)
  town.clock.set('2026-07-06T09:00:00Z')
  const later = await town.as('officer')
  const page = await later.get(`${path}/tools?subject=${subject}`)
  expect(about(page, 'respect-order')).toContain('not confirmed')
  expect(about(page, 'injunction')).toContain('not confirmed')
  expect((await later.get(`${path}/tools/injunction/${subject}`)).status).toBe(403)
  const old = await later.get(matter)
  expect(old.says).toContain('By the law of28 Jun 2026')
  expect(old.document.querySelector('#next')?.textContent).not.toContain('must record whether it has begun')
})

test('an injunction against somebody of 16 is not authorised until the youth justice service was consulted', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await delegate(town, town.council.officerId, 'apply for a civil injunction')
  const subject = await subjectIn(officer, path, { name: 'Kai Moss', ...dayBoxes('born', '2010-01-20'), age: 'under 18' })
  expect((await officer.get(`${path}/tools/injunction/${subject}`)).status).toBe(403)
  const matter = await begun(officer, path, 'injunction-youth', subject)
  await prove(officer, matter, 'injunction-youth')
  await doSteps(officer, matter, '2026-06-02', ['injunction.youthJustice'])
  await passGate(officer, manager, path, 'injunction-youth', subject)
  const refused = await officer.send(`${matter}/to/authorised`, now('2026-06-02 9:30am'))
  expect([refused.status, refused.says.includes('Not until the youth justice service has been consulted.')]).toEqual([422, true])
  const alone = await officer.send(`${matter}/step/injunction.youthJustice`, { was: 'done', ...dayBoxes('on', '2026-06-02'), withWhom: '', words: '', reply: '' })
  expect(alone.says).toContain('Enter with whom')
  await officer.send(`${matter}/step/injunction.youthJustice`, { was: 'done', ...dayBoxes('on', '2026-06-02'), withWhom: 'Youth justice, Sam Hill', words: 'Asked', reply: 'They would rather see a contract first', ...dayBoxes('replied', '2026-06-02') })
  expect((await officer.get(matter)).says).toContain('They would rather see a contract first')
  // What was recorded wrongly is taken back with a reason, and holds it up again.
  await officer.send(`${matter}/step/injunction.youthJustice`, { was: 'not done', ...dayBoxes('on', '2026-06-02'), withWhom: 'Youth justice, Sam Hill', words: 'It was about a brother', reply: '' })
  expect((await officer.send(`${matter}/to/authorised`, now('2026-06-02 9:30am'))).status).toBe(422)
  town.clock.set('2026-06-02T09:40:00Z')
  await officer.send(`${matter}/step/injunction.youthJustice`, { was: 'done', ...dayBoxes('on', '2026-06-02'), withWhom: 'Youth justice, Sam Hill', words: 'Asked about Kai', reply: '' })
  expect((await officer.send(`${matter}/to/authorised`, now('2026-06-02 10:35am'))).location).toBe(matter)
  // The equality duty goes on: the stage of issue is its own.
  expect((await officer.send(`${matter}/to/applied`, now('2026-06-02 10:36am'))).says).toContain('not signed off for the stage “issue” yet')
  await passGate(officer, manager, path, 'injunction-youth', subject, 'issue')
  expect((await officer.send(`${matter}/to/applied`, now('2026-06-02 10:36am'))).location).toBe(matter)
  await passGate(officer, manager, path, 'injunction-youth', subject, 'trial')
  const paper = await officer.get(`${matter}/contents`)
  await officer.send(`${matter}/contents`, { contents: [...paper.document.querySelectorAll('input[name=contents]')].map(box => box.getAttribute('value') ?? '') })
  const made = { ...now('2026-06-02 10:38am'), starts: 'none' }
  expect((await officer.send(`${matter}/to/in-force`, made)).says).toContain('Enter until when: it may last at most 12 months')
  expect((await officer.send(`${matter}/to/in-force`, { ...made, ...dayBoxes('until', '2027-06-02') })).says).toContain('until Tuesday 1 June 2027')
  expect((await officer.send(`${matter}/to/in-force`, { ...made, ...dayBoxes('until', '2027-06-01') })).location).toBe(matter)
  expect((await officer.send(`${matter}/terms`, { kind: 'requirement', words: 'Meet the youth worker each week', supervisor: '' })).says).toContain('a requirement nobody supervises cannot be enforced')
}, 60_000)

test('somebody of unknown age: what turns on it says so, and nothing is guessed', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path, { ...NO_BIRTHDAY, age: 'not known' })
  const page = await officer.get(`${path}/tools?subject=${subject}`)
  expect(page.says).toContain('age not known')
  expect(about(page, 'cpn')).toContain('date of birth is not known')
  expect(about(page, 'cpn')).toContain('youth justice service')
})

test('a person with two homes is two subjects, and the page asks which landlord the tool is about', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const party = await town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: id, role: 'alleged perpetrator', describedAs: 'Danny Reed', joinedAt: work.now }).returning('id').executeTakeFirstOrThrow())
  const officer = await town.as('officer')
  const here = await subjectIn(officer, path, { party: party.id, name: 'Danny Reed at 12 Larch Walk' })
  expect((await officer.get(`${path}/tools?subject=${here}`)).says).not.toContain('more than one home')
  await subjectIn(officer, path, { party: party.id, name: 'Danny Reed at 3 Elm Road', landlord: 'association', tenancy: 'assured' })
  const page = await officer.get(`${path}/tools?subject=${here}`)
  expect(page.says).toContain('more than one home and landlord (Danny Reed at 12 Larch Walk: council; Danny Reed at 3 Elm Road: association)')
  expect(about(page, 'nsp-assured-ground-14')).toContain('not open')
  expect(about(page, 'nsp-secure-ground-2')).toContain('open once')
})

test('an introductory tenancy is extended in time; a day later it is past its time and cannot be begun', async () => {
  // A year from 1 August 2025 ends on 31 July 2026; eight weeks before that is 5 June.
  const town = await openTown({ rooms, startAt: '2026-06-05T09:00:00Z' })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path, { tenancy: 'introductory', ...dayBoxes('tenancyBegan', '2025-08-01') })
  expect(about(await officer.get(`${path}/tools?subject=${subject}`), 'introductory-extension')).toContain('To be begun by Friday 5 June 2026')
  expect((await officer.get(`${path}/tools/introductory-extension/${subject}`)).status).toBe(200)
  town.clock.set('2026-06-06T09:00:00Z')
  const late = await town.as('officer')
  expect(about(await late.get(`${path}/tools?subject=${subject}`), 'introductory-extension')).toContain('past its time')
  const refused = await late.get(`${path}/tools/introductory-extension/${subject}`)
  expect([refused.status, refused.says.includes('is past its time')]).toEqual([403, true])
})

const hidden = async (town: Town, path: string, subject: string, matter: string): Promise<readonly string[]> => {
  const doors = [`${path}/tools`, `${path}/tools/cpw/${subject}`, `${path}/subjects/${subject}`, matter, `${matter}/contents`, `${matter}/override`, `${path}/gate/cpn/${subject}`]
  const police = await town.as('police')
  const open: string[] = []
  for (const door of doors) if ((await police.get(door)).status !== 404) open.push(door)
  return open
}

test('a matter is as hidden as its case: from another agency, from a partner with a grant of every part, outside the circle, and in a conflict of interest', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path)
  const matter = await begun(officer, path, 'cpw', subject)
  expect(await hidden(town, path, subject, matter)).toEqual([])
  await share(town, path, { parts: ['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'] })
  const shared = await (await town.as('police')).get(path)
  expect([shared.status, shared.document.querySelector('#tools')]).toEqual([200, null])
  expect(await hidden(town, path, subject, matter)).toEqual([])
  // A conflict of interest, then a circle, hides it from a colleague of the same agency.
  const manager = await town.as('manager')
  expect((await manager.get(matter)).status).toBe(200)
  const theirs = (await town.actor('manager')).officerId
  await town.work(work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: theirs, subjectKind: 'case', subjectId: id, relation: 'family', because: 'A cousin', declaredAt: work.now, declaredBy: theirs }).execute())
  expect((await manager.get(matter)).status).toBe(404)
  expect((await manager.get(`${path}/tools`)).status).toBe(404)
})

test('a restricted case keeps its matters inside the circle', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const [officer, adviser] = [await town.as('officer'), await town.as('manager')]
  const subject = await subjectIn(officer, path)
  const matter = await begun(officer, path, 'cpw', subject)
  await town.database.owner.query(`update posts set role_id = (select id from roles where partnership_id = $1 and name = 'Partner officer') where officer_id = $2`, [town.partnership.id, (await town.actor('manager')).officerId])
  expect((await adviser.get(matter)).status).toBe(200)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['hate'] }).where('id', '=', id).execute())
  expect((await adviser.get(matter)).status).toBe(404)
  const rows = await town.workAs(await town.actor('manager'), async work => [(await work.db.selectFrom('matters').select('id').execute()).length, (await work.db.selectFrom('toolFacts').select('id').execute()).length])
  expect(rows).toEqual([0, 0])
})
