// The three measures as a manager reads them: both denominators, small cells kept back, each figure leading to its list, and the wall inside them.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { day } from '#kernel/time.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { feedbackRoom, type Satisfaction } from '#rooms/feedback/index.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { performanceRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, feedbackRoom, performanceRoom]
const HANDSIDE = 'E05011053'

type Given = { readonly verdict: 'yes' | 'partly' | 'no' | 'could not reach'; readonly handling?: Satisfaction; readonly isKnown?: boolean; readonly ward?: string | null; readonly category?: string; readonly closedAt?: string; readonly isRestricted?: boolean; readonly title?: string }

/** A closed case, and when `handling` is given somebody who was asked and answered. */
const closed = (town: Town, { verdict, handling, isKnown = true, ward = HANDSIDE, category = 'noise', closedAt = '2026-05-20T10:00:00Z', isRestricted = false, title = 'Loud music' }: Given): Promise<string> => town.work(async work => {
  const [partnershipId, caseId, personId, reference] = [town.partnership.id, work.newId(), work.newId(), newReference(randomBytes(16))]
  const circleId = isRestricted ? (await town.database.owner.query<{ id: string }>(`insert into circles (partnership_id, name) values ($1, 'A closed circle ' || $2) returning id`, [partnershipId, reference])).rows[0]?.id ?? null : null
  await work.db.insertInto('cases').values({
    partnershipId, id: caseId, reference, title, categoryCode: category, strand: 'nuisance', severity: 'standard', wardCode: ward, circleId,
    leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, openedAt: new Date('2026-04-02T10:00:00Z'), status: 'closed', closedAt: new Date(closedAt), closeReason: 'resolved, behaviour stopped', harmedVerdict: verdict,
  }).execute()
  if (handling === undefined) return reference
  await work.db.insertInto('people').values({ partnershipId, id: personId, givenName: 'Irene', familyName: 'Larkin', safeMeans: ['email'], email: 'irene@example.test', ownerAgencyId: town.council.id }).execute()
  await work.db.insertInto('surveys').values({ partnershipId, caseId, personId, agencyId: town.council.id, formVersion: '2026-1', state: 'answered', askOn: day('2026-05-27'), askedAt: work.now, madeAt: work.now }).execute()
  await work.db.insertInto('surveyAnswers').values({
    partnershipId, caseId: isKnown ? caseId : null, agencyId: town.council.id, formVersion: '2026-1', questions: JSON.stringify([]), answers: JSON.stringify({}), comment: isKnown ? 'Kept me posted' : 'I would rather not say who I am',
    handling, closedOn: day('2026-05-20'), wardCode: ward, categoryCode: category, answeredIn: '2026-06',
  }).execute()
  return reference
})

test('resolved: two denominators, by ward and category, and each leads to its cases', async () => {
  const town = await openTown({ rooms })
  const yes = await closed(town, { verdict: 'yes' })
  for (const verdict of ['yes', 'yes', 'partly', 'no', 'could not reach', 'could not reach', 'could not reach'] as const) await closed(town, { verdict })
  const litter = await closed(town, { verdict: 'no', category: 'litter', ward: null })
  const long = await closed(town, { verdict: 'yes', closedAt: '2024-05-20T10:00:00Z' })
  const manager = await town.as('manager')
  const all = await manager.get('/measures')
  expect(all.says).toContain('of the cases whose person harmed answered: 50% (3 of 6')
  expect(all.says).toContain('of all closed cases, those nobody reached included: 33% (3 of 9')
  expect((await manager.get('/measures?category=noise')).says).toContain('60% (3 of 5')
  const list = await manager.get('/measures/resolved/cases?verdict=yes')
  expect(list.says).toContain(yes)
  for (const other of [litter, long]) expect(list.says).not.toContain(other)
  expect((await manager.get('/measures/resolved/cases?category=litter')).says).toContain(litter)
  const odd = await manager.get(`/measures/resolved?period=never&ward=%27--&category=%00&before=zzz`)
  expect(odd.status).toBe(200)
  expect(odd.says).toContain('50% (3 of 6')
})

test('a restricted case is in no figure and in no list of somebody outside its circle, and a partner sees none of ours', async () => {
  const town = await openTown({ rooms })
  for (const verdict of ['yes', 'no'] as const) await closed(town, { verdict, category: 'harassment' })
  const hidden = await closed(town, { verdict: 'yes', category: 'harassment', isRestricted: true, title: 'The one at the refuge' })
  const manager = await town.as('manager')
  expect((await manager.get('/measures')).says).toContain('50% (1 of 2')
  expect((await manager.get('/measures/resolved/cases')).says).not.toContain(hidden)
  const police = await town.as('police')
  expect((await police.get('/measures')).says).toContain('Target 60%. No answers yet')
  expect((await police.get('/measures/resolved/cases')).says).toContain('None.')
  expect((await (await town.as('adviser')).get('/measures')).status).toBe(403)
})

test('handling: fewer than five are kept back, and a list of so few leaves out those who did not want to be known', async () => {
  const town = await openTown({ rooms })
  for (const handling of ['very satisfied', 'fairly satisfied', 'neither'] as const) await closed(town, { verdict: 'yes', handling })
  await closed(town, { verdict: 'yes', handling: 'very dissatisfied', isKnown: false })
  const manager = await town.as('manager')
  expect((await manager.get('/measures/handling')).says).toContain('Kept back: fewer than 5 answers')
  const few = await manager.get('/measures/handling/answers')
  expect(few.says).toContain('Kept me posted')
  expect(few.says).not.toContain('rather not say')
  for (const handling of ['very satisfied', 'not applicable', 'fairly dissatisfied'] as const) await closed(town, { verdict: 'yes', handling, ward: null, category: 'litter' })
  const figure = await manager.get('/measures/handling')
  expect(figure.says).toContain('of the people who answered the survey: 50% (3 of 6')
  expect(figure.says).toContain('of everybody asked: 43% (3 of 7')
  // One category has four and the other two: neither is shown.
  expect(figure.text.match(/kept back/g)?.length).toBeGreaterThan(4)
  expect((await manager.get('/measures/handling/answers')).says).toContain('rather not say')
  expect((await manager.get('/measures/handling/answers?category=litter')).says).toContain('So few answered here')
})

test('neighbourhood: a survey’s result is entered with its source, counts, and is taken back but never wiped', async () => {
  const town = await openTown({ rooms })
  const [manager, police] = [await town.as('manager'), await town.as('police')]
  const path = '/measures/neighbourhood/add'
  const good = { 'from-day': '1', 'from-month': '4', 'from-year': '2026', 'until-day': '30', 'until-month': '4', 'until-year': '2026', ward: '', asked: '1200', answered: '400', satisfied: '372', source: 'Pulse survey, wave 3', method: '' }
  const wrong = await manager.send(path, { ...good, 'until-day': '29', 'until-month': '2', satisfied: '401', asked: 'many', source: '' })
  expect(wrong.status).toBe(422)
  for (const says of ['No more can be satisfied than answered', 'How many were asked must be a whole number', 'Enter whose survey it was']) expect(wrong.says).toContain(says)
  expect(wrong.text).toContain('value="many"')
  expect((await manager.send(path, good)).location).toBe('/measures/neighbourhood')
  const seen = await manager.get('/measures/neighbourhood')
  expect(seen.says).toContain('of the residents who answered: 93% (372 of 400')
  expect(seen.says).toContain('of all residents asked: 31% (372 of 1,200')
  expect(seen.says).toContain('Target 88%: met')
  const back = /\/measures\/neighbourhood\/[0-9a-f-]{36}\/withdraw/.exec(seen.text)?.[0] ?? ''
  expect((await police.get(back)).status).not.toBe(200)
  expect((await manager.send(back, { because: '' })).says).toContain('Enter why it should not count')
  expect((await manager.send(back, { because: 'The wrong wave' })).location).toBe('/measures/neighbourhood')
  const after = await manager.get('/measures/neighbourhood')
  for (const says of ['Target 88%. No answers yet', 'Does not count: The wrong wave']) expect(after.says).toContain(says)
  expect((await manager.get(back)).status).toBe(404)
})
