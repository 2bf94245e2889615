// Restricted records in the demonstration: one household with an ordinary noise case and a domestic abuse case kept to a circle, the same
// address known to police and landlord, a kept address, a refuge, a conflict of interest, a broken glass that waits for its review, markers.
import { sql, type RawBuilder } from 'kysely'
import { acts as ACTS } from '#db/acts.ts'
import type { Database } from '#db/open.ts'
import { keepWork, type OfficerActor, type OfficerWork, type SystemWork, type WorkOptions } from '#db/work.ts'
import { addDays, type Day } from '#kernel/time.ts'
import { reference } from './cases.ts'
import type { Staff } from './staff.ts'

const DAY = 24 * 3_600_000
const HOME = { address: '23 Sorrel Court', postcode: 'AL7 4PX' } as const
const REFUGE = { address: '6 Lantern House', postcode: 'AL8 6QT' } as const
const INVENTED = { phone: '07700 900 461', email: 'n.adeyemi@example.org' } as const

type Household = { readonly mother: string; readonly partner: string }

const addHousehold = async (work: SystemWork, staff: Staff): Promise<Household> => {
  const [mother, partner, partnershipId] = [work.newId(), work.newId(), work.partnership.id]
  await work.db.insertInto('people').values([
    { partnershipId, id: mother, givenName: 'Nneka', familyName: 'Adeyemi', ...HOME, ...INVENTED, safeMeans: ['phone', 'email'], safeTimes: 'Weekday mornings', mayLeaveMessage: false, mustNotKnow: 'Marcus, who reads her post', ownerAgencyId: staff.councilId },
    { partnershipId, id: partner, givenName: 'Marcus', familyName: 'Vane', ...HOME, safeMeans: [], ownerAgencyId: staff.councilId },
  ]).execute()
  return { mother, partner }
}

type NewCase = { readonly name: string; readonly title: string; readonly summary: string; readonly category: string; readonly strand: 'personal' | 'nuisance'; readonly severity: 'high' | 'standard'; readonly daysAgo: number; readonly leadAgencyId: string; readonly leadOfficerId: string }
const addCase = async (work: SystemWork, one: NewCase): Promise<string> => {
  const [id, openedAt] = [work.newId(), new Date(work.now.getTime() - one.daysAgo * DAY)]
  await work.db.insertInto('cases').values({
    partnershipId: work.partnership.id, id, reference: reference(one.name), title: one.title, summary: one.summary, categoryCode: one.category, strand: one.strand, severity: one.severity,
    leadAgencyId: one.leadAgencyId, leadOfficerId: one.leadOfficerId, openedAt, openedBy: one.leadOfficerId, riskBand: one.severity, riskScore: one.severity === 'high' ? 29 : 9, riskAssessedAt: openedAt, riskReviewDueOn: addDays(work.today, 5), lastContactAt: openedAt,
  }).execute()
  await work.db.insertInto('incidents').values({ partnershipId: work.partnership.id, caseId: id, happenedAt: new Date(openedAt.getTime() - DAY / 4), enteredAt: openedAt, categoryCode: one.category, description: one.summary, placeDescribed: HOME.address, postcode: HOME.postcode }).execute()
  return id
}
const joins = (work: SystemWork, caseId: string, role: 'harmed' | 'reporting' | 'alleged perpetrator', personId: string) =>
  work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, caseId, role, personId, joinedAt: work.now }).execute()

const officerOf = async (work: SystemWork, agencyId: string, email?: string): Promise<string> => {
  const query = work.db.selectFrom('posts as p').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.officerId')).select('o.id').where('p.agencyId', '=', agencyId)
  return (await (email === undefined ? query : query.where('o.email', '=', email)).limit(1).executeTakeFirstOrThrow()).id
}

/** The same door, three stories: neighbours hear noise, the landlord's officer is told of bruises, the police were called. */
const addCases = async (work: SystemWork, staff: Staff, { mother, partner }: Household): Promise<void> => {
  const [priya, sam] = [staff.officers[0]?.id ?? staff.managerId, staff.officers[1]?.id ?? staff.managerId]
  const noise = await addCase(work, { name: 'household noise', title: 'Shouting and slammed doors in the evenings', summary: 'Neighbours on both sides hear shouting and doors slam most evenings after nine.', category: 'noise', strand: 'nuisance', severity: 'standard', daysAgo: 16, leadAgencyId: staff.councilId, leadOfficerId: sam })
  await joins(work, noise, 'alleged perpetrator', partner)
  const abuse = await addCase(work, { name: 'household abuse', title: 'Fear at home', summary: 'She told the housing officer, alone, what happens when the door is shut.', category: 'domestic-abuse', strand: 'personal', severity: 'high', daysAgo: 6, leadAgencyId: staff.councilId, leadOfficerId: priya })
  for (const role of ['harmed', 'reporting'] as const) await joins(work, abuse, role, mother)
  await joins(work, abuse, 'alleged perpetrator', partner)
  // Its category has raised the flag already, when the case was opened.
  await work.db.updateTable('caseFlags').set({ raisedBy: priya, raisedBecause: 'She told us who shouts, and what happened before' }).where('caseId', '=', abuse).where('flag', '=', 'domestic abuse').execute()
  const called = await addCase(work, { name: 'household police', title: 'Called to a disturbance', summary: 'Called by a passer-by. Both said it was nothing.', category: 'violence', strand: 'personal', severity: 'standard', daysAgo: 12, leadAgencyId: staff.policeId, leadOfficerId: await officerOf(work, staff.policeId) })
  await joins(work, called, 'alleged perpetrator', partner)
}

/** An officer as the service knows them after sign-in, with the circles they are in by now. */
const actorOf = async (database: Database, work: SystemWork, officerId: string, agencyId: string): Promise<OfficerActor> => {
  const officer = await work.db.selectFrom('officers').select('name').where('id', '=', officerId).executeTakeFirstOrThrow()
  const agency = await work.db.selectFrom('agencies').select('shortName').where('id', '=', agencyId).executeTakeFirstOrThrow()
  // Asked of the owner: pages learn it from a session alone.
  const { rows: [held] } = await database.owner.query<{ principals: number[] }>('select amity.principals_of($1, $2, $3) as principals', [work.partnership.id, officerId, agencyId])
  const acts = await work.db.selectFrom('posts as p').innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId')).select('r.acts').where('p.officerId', '=', officerId).execute()
  return {
    kind: 'officer', officerId, officerName: officer.name, agencyId, agencyName: agency.shortName, sessionId: null, assurance: 'second factor', acts: ACTS.filter(act => acts.some(one => one.acts.includes(act))),
    principals: held?.principals ?? [],
  }
}

/** Each as the officer who would do it, through the same functions as the pages. */
type As = <T>(officerId: string, agencyId: string, act: (work: OfficerWork) => Promise<T>) => Promise<T>

/** What may refuse says so by false. */
const done = async (work: OfficerWork, called: RawBuilder<unknown>): Promise<void> => {
  const { rows: [answer] } = await sql<{ done: boolean }>`select ${called} as done`.execute(work.db)
  if (answer?.done !== true) throw new Error('The demonstration was refused what its officer may do')
}

const addCircles = async (as: As, staff: Staff): Promise<void> => {
  const [lena, soon] = [staff.officers[2]?.id ?? staff.managerId, sql`(current_date + 20)::date`]
  const make = (name: string, flag: string, purpose: string): Promise<string> => as(staff.managerId, staff.councilId, async work =>
    (await sql<{ id: string }>`select amity.make_circle(${name}, ${flag}, ${purpose}, ${staff.managerId}::uuid, ${soon}) as id`.execute(work.db)).rows[0]?.id ?? '')
  const abuse = await make('Domestic abuse', 'domestic abuse', 'Officers trained to work with people who are abused at home')
  const refuges = await make('Safe places', 'sensitive location', 'Those who must know where a refuge is')
  await as(staff.managerId, staff.councilId, async work => {
    await done(work, sql`amity.circle_let(${abuse}::uuid, ${lena}::uuid, 'Trained in May; covers for Priya')`)
    await work.db.insertInto('sensitivePlaces').values({ partnershipId: work.partnership.id, circleId: refuges, ...REFUGE, addressKey: '', because: 'A refuge. Nobody outside this circle may learn that it is there', markedAt: work.now, markedBy: staff.managerId }).execute()
  })
}

type Written = { readonly personId?: string; readonly address?: string; readonly postcode?: string; readonly kind: 'violence or threats' | 'dangerous animal' | 'needles or drugs'; readonly says: string; readonly whatToDo: ('visit in pairs' | 'ring ahead' | 'keep the animal shut away')[]; readonly reviewed: Day; readonly reviewOn: Day; readonly authorised: boolean }
const addMarker = async (work: SystemWork, staff: Staff, { authorised, reviewed, personId = undefined, address, postcode, ...marker }: Written): Promise<void> => {
  const [id, partnershipId, madeAt] = [work.newId(), work.partnership.id, new Date(`${reviewed}T10:00:00Z`)]
  await work.db.insertInto('markers').values({
    partnershipId, id, personId: personId ?? null, address: address ?? null, postcode: postcode ?? null, addressKey: address === undefined ? null : '', ...marker, toldOn: reviewed, madeAt, madeBy: staff.officers[0]?.id ?? null, agencyId: staff.councilId, reviewedOn: reviewed,
    ...(authorised ? { authorisedAt: madeAt, authorisedBy: staff.managerId } : {}),
  }).execute()
  await work.db.insertInto('markerEvidence').values({ partnershipId, markerId: id, kind: 'document', reference: 'Visit record of that day' }).execute()
}

/** One in force, one to be reviewed within days, one no manager has authorised, and one that became history. */
const addMarkers = async (work: SystemWork, staff: Staff, { partner }: Household): Promise<void> => {
  const ago = (days: number): Day => addDays(work.today, -days)
  await addMarker(work, staff, { personId: partner, kind: 'violence or threats', says: 'He threw a bottle at an officer at the door.', whatToDo: ['visit in pairs'], reviewed: ago(30), reviewOn: addDays(work.today, 150), authorised: true })
  await addMarker(work, staff, { ...HOME, kind: 'dangerous animal', says: 'A large dog runs loose in the yard and bit a meter reader.', whatToDo: ['ring ahead', 'keep the animal shut away'], reviewed: ago(350), reviewOn: addDays(work.today, 6), authorised: true })
  await addMarker(work, staff, { address: '40 Heron Way', postcode: HOME.postcode, kind: 'needles or drugs', says: 'Used needles lay in the stairwell.', whatToDo: ['visit in pairs'], reviewed: ago(2), reviewOn: addDays(work.today, 90), authorised: false })
  await addMarker(work, staff, { address: '11 Heron Way', postcode: HOME.postcode, kind: 'dangerous animal', says: 'Two dogs that were not held.', whatToDo: ['ring ahead'], reviewed: ago(400), reviewOn: ago(40), authorised: true })
}

/** An inspector who may break the glass did so this morning; its review waits with the council’s manager. */
const breakGlass = async (as: As, system: System, staff: Staff): Promise<void> => {
  const inspector = await system(async work => {
    const id = work.newId()
    await work.db.insertInto('officers').values({ partnershipId: work.partnership.id, id, name: 'Ruth Calder', email: 'inspector@amity.example', jobTitle: 'Inspector, response' }).execute()
    const role = await work.db.selectFrom('roles').select('id').where('name', '=', 'Team manager').executeTakeFirstOrThrow()
    await work.db.insertInto('posts').values({ partnershipId: work.partnership.id, officerId: id, agencyId: staff.policeId, roleId: role.id }).execute()
    return id
  })
  await as(inspector, staff.policeId, work => done(work, sql`amity.open_glass(${reference('household abuse')}, null, null, 'A neighbour rang 999: screams, then silence. A crew is on its way and must know who is inside.', 10, ${new Date(work.now.getTime() + DAY)}) is not null`))
}

type System = <T>(act: (work: SystemWork) => Promise<T>) => Promise<T>

/** Loaded after everything else is there, each step as whoever would take it. */
export const makeRestricted = async (database: Database, options: WorkOptions, staff: Staff): Promise<void> => {
  const system: System = act => keepWork(database, { kind: 'system' }, options, act)
  const as: As = async (officerId, agencyId, act) => keepWork(database, await system(work => actorOf(database, work, officerId, agencyId)), options, act)
  await addCircles(as, staff)
  const household = await system(work => addHousehold(work, staff))
  await system(async work => {
    await addCases(work, staff, household)
    await addMarkers(work, staff, household)
  })
  const [priya, lena] = [staff.officers[0]?.id ?? staff.managerId, staff.officers[2]?.id ?? staff.managerId]
  await as(priya, staff.councilId, work => done(work, sql`amity.keep_confidential(${household.mother}::uuid, array['address', 'phone', 'email'], 'She has left, and he looks for her')`))
  await as(priya, staff.councilId, work => done(work, sql`amity.set_confidential(${household.mother}::uuid, '2 Harbour Mews', 'SG1 3AB', ${INVENTED.phone}, ${INVENTED.email})`))
  // Lena lives next door to that house, and says so.
  await as(lena, staff.councilId, async work => {
    const id = work.newId()
    await work.db.insertInto('conflicts').values({ partnershipId: work.partnership.id, id, officerId: lena, subjectKind: 'address', subjectId: id, addressKey: (await sql<{ key: string }>`select amity.building_key(${HOME.address}, ${HOME.postcode}) as key`.execute(work.db)).rows[0]?.key ?? '', relation: 'neighbour', because: 'I live at number 25', said: `${HOME.address}, ${HOME.postcode}`, declaredAt: work.now, declaredBy: lena }).execute()
  })
  await breakGlass(as, system, staff)
}
