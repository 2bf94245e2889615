// What grants, agreements, conflicts and a broken glass open and shut, asked of the database as the web role itself.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { OfficerActor, OfficerWork } from '#db/work.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'

const PARTS = { caseParties: 'people', incidents: 'incidents', entries: 'chronology', attachments: 'evidence', riskAssessments: 'risk', plans: 'plan' } as const
type PartTable = keyof typeof PARTS
const HOUR = 3_600_000

type Seen = Record<PartTable, number> & { readonly case: number; readonly head: number; readonly people: number }

/** How many rows of each table of one case the web role shows to whoever asks. */
const seenBy = (town: Town, actor: OfficerActor, { id, reference, personId }: GivenCase): Promise<Seen> => town.workAs(actor, async work => {
  const rows = async (query: Promise<readonly unknown[]>): Promise<number> => (await query).length
  const of = (table: PartTable): Promise<number> => rows(work.db.selectFrom(table).select('id').where('caseId', '=', id).execute())
  return {
    case: await rows(work.db.selectFrom('cases').select('id').where('id', '=', id).execute()),
    head: (await sql`select id from amity.shared_case(${reference})`.execute(work.db)).rows.length,
    people: await rows(work.db.selectFrom('people').select('id').where('id', '=', personId).execute()),
    caseParties: await of('caseParties'), incidents: await of('incidents'), entries: await of('entries'), attachments: await of('attachments'), riskAssessments: await of('riskAssessments'), plans: await of('plans'),
  }
})

/** One row of every part, and one entry kept to the circle of those who see the case itself. */
const fill = (town: Town, { id }: GivenCase): Promise<unknown> => town.work(async work => {
  const [partnershipId, at] = [town.partnership.id, work.now]
  await work.db.insertInto('incidents').values({ partnershipId, caseId: id, happenedAt: at, enteredAt: at, categoryCode: 'noise', description: 'Drums' }).execute()
  for (const visibility of ['staff', 'restricted'] as const) await work.db.insertInto('entries').values({ partnershipId, caseId: id, kind: 'note', happenedAt: at, enteredAt: at, enteredAs: 'Olive', summary: visibility, visibility }).execute()
  await work.db.insertInto('attachments').values({ partnershipId, caseId: id, storedAs: 'x', fileName: 'a.png', mediaType: 'image/png', size: 1, sha256: 'x', kind: 'photo', givenBy: 'officer', givenAt: at, agencyId: town.council.id }).execute()
})

const grant = async (work: OfficerWork, town: Town, caseId: string, given: { parts: string[]; endsAt?: Date; agreementId?: string; purpose?: string; authorisedBy?: string }): Promise<unknown> =>
  work.db.insertInto('caseGrants').values({
    partnershipId: town.partnership.id, caseId, toAgencyId: town.police.id, parts: given.parts, purpose: given.purpose ?? 'Keeping somebody safe', gateway: given.agreementId === undefined ? 'safeguarding' : 'agreement',
    agreementId: given.agreementId ?? null, necessity: 'They patrol there', authorisedBy: given.authorisedBy ?? (await town.actor('manager')).officerId, givenBy: work.actor.officerId, givenAt: work.now, endsAt: given.endsAt ?? new Date(work.now.getTime() + 24 * HOUR),
  }).execute()

test('a grant shows its parts and nothing else, never the row of the case, and ends in the same transaction', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  await fill(town, theCase)
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  const nothing: Seen = { case: 0, head: 0, people: 0, caseParties: 0, incidents: 0, entries: 0, attachments: 0, riskAssessments: 0, plans: 0 }
  expect(await seenBy(town, police, theCase)).toEqual(nothing)
  await town.workAs(officer, work => grant(work, town, theCase.id, { parts: ['chronology', 'incidents'] }))
  expect(await seenBy(town, police, theCase)).toEqual({ ...nothing, head: 1, entries: 1, incidents: 1 })
  const head = await town.workAs(police, async work => (await sql<{ title: string; riskBand: string | null; summary: string; visibleTo: number[] }>`select * from amity.shared_case(${theCase.reference})`.execute(work.db)).rows[0])
  expect([head?.title, head?.riskBand, head?.visibleTo]).toEqual(['Loud music at night', null, []])
  // What comes later is shared by part as well.
  await fill(town, theCase)
  expect((await seenBy(town, police, theCase)).entries).toBe(2)
  const inOne = await town.workAs(officer, async work => {
    await work.db.updateTable('caseGrants').set({ endedAt: work.now, endedBy: officer.officerId, endedBecause: 'Done' }).where('caseId', '=', theCase.id).execute()
    return work.db.selectFrom('entries').select('visibleTo').where('caseId', '=', theCase.id).execute()
  })
  expect(inOne.every(({ visibleTo }) => !visibleTo.some(principal => police.principals.includes(principal)))).toBe(true)
  expect(await seenBy(town, police, theCase)).toEqual(nothing)
})

test('people come with their part, and leave with it', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  await town.workAs(officer, work => grant(work, town, theCase.id, { parts: ['people'] }))
  expect(await seenBy(town, police, theCase)).toMatchObject({ case: 0, people: 1, caseParties: 2, entries: 0 })
  await town.workAs(officer, work => work.db.updateTable('caseGrants').set({ endedAt: work.now, endedBecause: 'Done' }).execute())
  expect(await seenBy(town, police, theCase)).toMatchObject({ people: 0, caseParties: 0 })
})

test('only the lead agency gives, only while it may, and nobody gives themselves', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  await expect(town.workAs(police, work => grant(work, town, theCase.id, { parts: ['people'] }))).rejects.toThrow('no such case')
  await town.workAs(officer, work => grant(work, town, theCase.id, { parts: ['chronology'] }))
  // A partner with one part cannot give themselves another, longer or wider.
  await expect(town.workAs(police, work => grant(work, town, theCase.id, { parts: ['people'] }))).rejects.toThrow('no such case')
  await expect(town.workAs(police, work => work.db.updateTable('caseGrants').set({ parts: ['people', 'chronology'] }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(officer, work => work.db.updateTable('caseGrants').set({ parts: ['people', 'chronology'] }).execute())).rejects.toThrow('never rewritten')
})

test('a grant stops at its moment, an agreement carries only what it says, and its end ends every grant that leaned on it', async () => {
  const town = await openTown({ rooms: [] })
  const [first, second] = [await caseIn(town), await caseIn(town)]
  const [officer, police, administrator] = [await town.actor('officer'), await town.actor('police'), await town.actor('administrator')]
  const agreementId = await town.workAs(administrator, async work => {
    const id = work.newId()
    await work.db.insertInto('sharingAgreements').values({ partnershipId: town.partnership.id, id, name: 'Safer streets', purposes: ['Preventing disorder'], parts: ['chronology', 'incidents'], gateway: 'section 115', startsOn: day('2026-01-01'), reviewOn: day('2026-06-03'), endsOn: day('2026-06-04'), madeAt: work.now, madeBy: work.actor.officerId }).execute()
    for (const agencyId of [town.council.id, town.police.id]) await work.db.insertInto('sharingParties').values({ partnershipId: town.partnership.id, agreementId: id, agencyId, signedOn: day('2026-01-01'), signedBy: 'A chief' }).execute()
    return id
  })
  await expect(town.workAs(officer, work => work.db.updateTable('sharingAgreements').set({ parts: ['people'] }).execute())).rejects.toThrow('kept by')
  for (const wrong of [{ parts: ['risk'] }, { parts: ['chronology'], purpose: 'Curiosity' }, { parts: ['chronology'], purpose: 'Preventing disorder', endsAt: new Date('2026-06-20T00:00:00Z') }]) {
    await expect(town.workAs(officer, work => grant(work, town, first.id, { ...wrong, agreementId }))).rejects.toThrow('does not carry')
  }
  await town.workAs(officer, work => grant(work, town, first.id, { parts: ['chronology'], purpose: 'Preventing disorder', agreementId, endsAt: new Date('2026-06-04T20:00:00Z') }))
  await town.workAs(officer, work => grant(work, town, second.id, { parts: ['chronology'], endsAt: new Date('2026-06-02T12:00:00Z') }))
  const heads = async () => [(await seenBy(town, police, first)).head, (await seenBy(town, police, second)).head]
  expect(await heads()).toEqual([1, 1])
  town.clock.set('2026-06-02T12:00:01Z')
  await town.as('police').then(visitor => visitor.get('/account'))
  expect(await heads()).toEqual([1, 0])
  town.clock.set('2026-06-04T23:30:00Z') // half past midnight in London: the agreement is over
  await town.as('police').then(visitor => visitor.get('/account'))
  expect(await heads()).toEqual([0, 0])
  const why = await town.work(work => work.db.selectFrom('caseGrants').select(['endedBecause']).orderBy('id').execute())
  expect(why.map(one => one.endedBecause)).toEqual(['Its time was over', 'Its time was over'])
})

test('an agency that leaves an agreement sees nothing of it in the same transaction', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const [officer, police, administrator] = [await town.actor('officer'), await town.actor('police'), await town.actor('administrator')]
  const partyId = await town.workAs(administrator, async work => {
    const [id, party] = [work.newId(), work.newId()]
    await work.db.insertInto('sharingAgreements').values({ partnershipId: town.partnership.id, id, name: 'Leaving', purposes: ['Preventing disorder'], parts: ['chronology'], gateway: 'section 115', startsOn: day('2026-01-01'), reviewOn: day('2026-12-01'), endsOn: day('2026-12-31'), madeAt: work.now, madeBy: work.actor.officerId }).execute()
    await work.db.insertInto('sharingParties').values([{ partnershipId: town.partnership.id, agreementId: id, agencyId: town.council.id, signedOn: day('2026-01-01'), signedBy: 'A' }, { partnershipId: town.partnership.id, id: party, agreementId: id, agencyId: town.police.id, signedOn: day('2026-01-01'), signedBy: 'B' }]).execute()
    return { id, party }
  })
  await town.workAs(officer, work => grant(work, town, theCase.id, { parts: ['chronology'], purpose: 'Preventing disorder', agreementId: partyId.id }))
  expect((await seenBy(town, police, theCase)).head).toBe(1)
  await town.workAs(administrator, work => work.db.updateTable('sharingParties').set({ withdrewAt: work.now, withdrewBecause: 'Reorganised' }).where('id', '=', partyId.party).execute())
  expect((await seenBy(town, police, theCase)).head).toBe(0)
})

test('a conflict of interest hides case, person and all that belongs to them, whoever let the officer in', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  await fill(town, theCase)
  const [officer, manager] = [await town.actor('officer'), await town.actor('manager')]
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', theCase.id).execute())
  const inCircle = await town.actor('officer')
  expect((await seenBy(town, inCircle, theCase)).case).toBe(1)
  await town.workAs(await town.actor('manager'), work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: officer.officerId, subjectKind: 'person', subjectId: theCase.personId, relation: 'family', because: 'Her brother', declaredAt: work.now, declaredBy: manager.officerId }).execute())
  expect(await seenBy(town, await town.actor('officer'), theCase)).toMatchObject({ case: 0, people: 0, entries: 0, incidents: 0, attachments: 0, caseParties: 0 })
  // Nor does the officer learn that somebody declared it for them.
  expect(await town.workAs(await town.actor('officer'), work => work.db.selectFrom('conflicts').select('id').execute())).toEqual([])
  // A person who joins another case brings the conflict along.
  const other = await caseIn(town)
  await town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: other.id, role: 'witness', personId: theCase.personId }).execute())
  expect((await seenBy(town, await town.actor('officer'), other)).case).toBe(0)
  await town.work(work => work.db.updateTable('conflicts').set({ endedAt: work.now, endedBecause: 'Not the same person' }).execute())
  expect([(await seenBy(town, await town.actor('officer'), other)).case, (await seenBy(town, await town.actor('officer'), theCase)).case]).toEqual([1, 1])
})

test('breaking the glass shows one restricted case for an hour, to one officer, never against a conflict, and never by writing the row', async () => {
  const town = await openTown({ rooms: [] })
  const [theCase, ordinary] = [await caseIn(town), await caseIn(town)]
  await town.database.owner.query(`update roles set acts = acts || array['break the glass'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  await town.work(work => work.db.updateTable('cases').set({ flags: ['safeguarding'] }).where('id', '=', theCase.id).execute())
  const police = await town.actor('police')
  const breakIn = (reference: string) => town.workAs(police, async work => (await sql<{ id: string | null }>`select amity.break_glass(${reference}, 'A child may be in danger tonight', 20) as id`.execute(work.db)).rows[0]?.id)
  expect([await breakIn(ordinary.reference), await breakIn('AAA-AAA-AAA')]).toEqual([null, null])
  await expect(town.workAs(police, work => work.db.insertInto('glassBreaks').values({ partnershipId: town.partnership.id, caseId: theCase.id, officerId: police.officerId, agencyId: police.agencyId, reason: 'Because I want to look at it', brokenAt: work.now, until: new Date(work.now.getTime() + HOUR) }).execute())).rejects.toThrow('no such case')
  expect((await seenBy(town, police, theCase)).case).toBe(0)
  expect(await breakIn(theCase.reference)).toBe(theCase.id)
  expect((await seenBy(town, police, theCase)).case).toBe(1)
  town.clock.set(new Date(town.clock.now().getTime() + HOUR))
  await town.as('police').then(visitor => visitor.get('/account'))
  expect((await seenBy(town, police, theCase)).case).toBe(0)
  await town.work(work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: police.officerId, subjectKind: 'case', subjectId: theCase.id, relation: 'neighbour', because: 'Next door', declaredAt: work.now, declaredBy: town.council.officerId }).execute())
  expect(await breakIn(theCase.reference)).toBe(null)
})

test('a case that becomes restricted takes back what it gave, and gives nothing to an agency', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  await town.workAs(officer, work => grant(work, town, theCase.id, { parts: ['chronology'] }))
  await town.work(work => work.db.updateTable('cases').set({ flags: ['hate'] }).where('id', '=', theCase.id).execute())
  expect((await seenBy(town, police, theCase)).head).toBe(0)
  await expect(town.workAs(await town.actor('officer'), work => grant(work, town, theCase.id, { parts: ['chronology'] }))).rejects.toThrow('circle alone')
})

test('whoever knows the key of a case they may not see cannot write into it', async () => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const police = await town.actor('police')
  const write = (table: 'entries' | 'incidents' | 'caseParties') => town.workAs(police, work => {
    const [partnershipId, caseId, at] = [town.partnership.id, theCase.id, work.now]
    if (table === 'entries') return work.db.insertInto('entries').values({ partnershipId, caseId, kind: 'note', happenedAt: at, enteredAt: at, enteredAs: 'Pat', summary: 'Planted' }).execute()
    if (table === 'incidents') return work.db.insertInto('incidents').values({ partnershipId, caseId, happenedAt: at, enteredAt: at, categoryCode: 'noise', description: 'Planted' }).execute()
    return work.db.insertInto('caseParties').values({ partnershipId, caseId, role: 'witness', describedAs: 'Planted' }).execute()
  })
  for (const table of ['entries', 'incidents', 'caseParties'] as const) await expect(write(table)).rejects.toThrow('no such case')
})
