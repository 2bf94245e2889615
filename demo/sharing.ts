// How the demonstration's agencies work together: agreements, one of them lapsed, cases shared with the police, and referrals in every state.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import { addDays, londonDay, londonMoment, type Day } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import type { Staff } from './staff.ts'

const DAY = 24 * 3_600_000
type Part = 'people' | 'incidents' | 'chronology' | 'evidence' | 'risk' | 'plan'
type Shared = { readonly id: string; readonly reference: string; readonly leadOfficerId: string; readonly title: string }

/** Does something as it was done some days ago, so that chronology and record say that day. */
const daysAgo = async <T>(work: SystemWork, days: number, act: (at: Date) => Promise<T>): Promise<T> => {
  const about = new Date(work.now.getTime() - days * DAY)
  const desk = londonMoment(londonDay(about), '11:20') ?? about
  const at = desk < work.now ? desk : about
  await sql`select set_config('amity.now', ${at.toISOString()}, true)`.execute(work.db)
  const done = await act(at)
  await sql`select set_config('amity.now', ${work.now.toISOString()}, true)`.execute(work.db)
  return done
}

const dayFrom = (work: SystemWork, days: number): Day => addDays(work.today, days)

type Agreement = { readonly name: string; readonly purposes: string[]; readonly parts: Part[]; readonly gateway: string; readonly document: string; readonly from: number; readonly review: number; readonly until: number; readonly parties: readonly (readonly [agencyId: string, signedBy: string])[] }
const makeAgreement = (work: SystemWork, { name, purposes, parts, gateway, document, from, review, until, parties }: Agreement): Promise<string> => daysAgo(work, -from, async at => {
  const id = work.newId()
  await work.db.insertInto('sharingAgreements').values({
    partnershipId: work.partnership.id, id, name, purposes, parts, categories: 'Names, addresses and telephone numbers; what was reported; risk; offences where they are part of it', gateway, document,
    startsOn: dayFrom(work, from), reviewOn: dayFrom(work, review), endsOn: dayFrom(work, until), madeAt: at,
  }).execute()
  for (const [agencyId, signedBy] of parties) await work.db.insertInto('sharingParties').values({ partnershipId: work.partnership.id, agreementId: id, agencyId, signedOn: dayFrom(work, from), signedBy }).execute()
  return id
})

type Given = { readonly parts: Part[]; readonly purpose: string; readonly agreementId: string | null; readonly ago: number; readonly until: number; readonly necessity: string; readonly mayAdd?: boolean; readonly referralId?: string }
const give = (work: SystemWork, staff: Staff, one: Shared, toAgencyId: string, given: Given): Promise<string> => daysAgo(work, given.ago, async at => {
  const id = work.newId()
  await work.db.insertInto('caseGrants').values({
    partnershipId: work.partnership.id, id, caseId: one.id, toAgencyId, parts: given.parts, mayAdd: given.mayAdd ?? true, purpose: given.purpose, gateway: given.agreementId === null ? 'safeguarding' : 'agreement', agreementId: given.agreementId, gatewayBecause: given.agreementId === null ? 'There is a risk of serious harm tonight' : '',
    necessity: given.necessity, minimised: 'Only the parts they act on; who reported it stays with us', consent: 'given', authorisedBy: staff.managerId, givenBy: one.leadOfficerId, givenAt: at, endsAt: londonMoment(dayFrom(work, given.until), '23:59') ?? work.now, referralId: given.referralId ?? null,
  }).execute()
  return id
})

type Sent = {
  readonly case_: Shared; readonly to: string; readonly asks: string; readonly summary: string; readonly state: 'sent' | 'seen' | 'declined' | 'working' | 'done'; readonly ago: number; readonly urgent?: boolean; readonly service?: string; readonly agreementId: string | null
  readonly parts?: Part[]; readonly answer?: string; readonly outcome?: string; readonly by?: string
}
const refer = (work: SystemWork, staff: Staff, sent: Sent): Promise<string> => daysAgo(work, sent.ago, async at => {
  const [id, { case_: one, state }] = [work.newId(), sent]
  const [answered, ended] = [state === 'declined' || state === 'working' || state === 'done', state === 'declined' || state === 'done']
  const later = (days: number): Date => new Date(Math.min(work.now.getTime(), at.getTime() + days * DAY))
  const dueAt = londonMoment(addWorkingDays(londonDay(at), 5), '23:59') ?? at
  await work.db.insertInto('referrals').values({
    partnershipId: work.partnership.id, id, kind: 'referral', caseId: one.id, fromAgencyId: staff.councilId, fromOfficerId: one.leadOfficerId, toAgencyId: sent.to, service: sent.service ?? '', asks: sent.asks, summary: sent.summary, urgent: sent.urgent ?? false, consent: 'given',
    purpose: sent.agreementId === null ? 'Support for a victim' : 'Preventing crime and disorder', gateway: sent.agreementId === null ? 'consent' : 'agreement', agreementId: sent.agreementId, gatewayBecause: sent.agreementId === null ? 'She asked to be put in touch' : '', necessity: 'They have the service and we do not', minimised: 'No names before they accept',
    parts: sent.parts ?? [], shareUntil: sent.parts === undefined ? null : londonMoment(dayFrom(work, 60), '23:59') ?? null, authorisedBy: sent.parts === undefined ? null : staff.managerId, state, sentAt: at, answerDueAt: dueAt,
    seenAt: state === 'sent' ? null : later(0.5), seenBy: state === 'sent' ? null : sent.by ?? null, answeredAt: answered ? later(1.2) : null, answeredBy: answered ? sent.by ?? null : null, answerReason: sent.answer ?? (state === 'declined' ? 'Not ours' : ''), workingAt: state === 'working' || state === 'done' ? later(2) : null,
    endedAt: ended ? later(state === 'declined' ? 1.2 : 9) : null, endedBy: ended ? sent.by ?? null : null, outcome: sent.outcome ?? '',
  }).execute()
  if (state === 'sent' || state === 'seen') await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'referral answer', title: 'Answer a referral from Council', dueAt, because: '5 working days from when it was sent', agencyId: sent.to, aboutKind: 'referral', aboutId: id, madeAt: at }).execute()
  if (state === 'declined') await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'task', title: 'Beacon victim care declined your referral: decide what next', dueAt: work.now, because: 'News of a referral. Opening it settles this', caseId: one.id, officerId: one.leadOfficerId, agencyId: staff.councilId, aboutKind: 'referral', aboutId: id, madeAt: work.now }).execute()
  return id
})

/** The police ask the council for something, too: it waits for whoever takes it. */
const askCouncil = (work: SystemWork, staff: Staff, sergeantId: string): Promise<void> => daysAgo(work, 1, async at => {
  const [id, dueAt] = [work.newId(), londonMoment(addWorkingDays(londonDay(at), 5), '23:59') ?? at]
  await work.db.insertInto('referrals').values({
    partnershipId: work.partnership.id, id, kind: 'ask for more', about: 'A tenant of the flats by the parade, as agreed on the telephone', fromAgencyId: staff.policeId, fromOfficerId: sergeantId, toAgencyId: staff.councilId,
    asks: 'Has the tenant been offered support before?', summary: 'He was found in the stairwell twice this week. We would rather help than arrest.', purpose: 'Preventing crime and disorder', state: 'sent', sentAt: at, answerDueAt: dueAt,
  }).execute()
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'referral answer', title: 'Answer a referral from Police', dueAt, because: '5 working days from when it was sent', agencyId: staff.councilId, aboutKind: 'referral', aboutId: id, madeAt: at }).execute()
})

const openCases = (work: SystemWork, staff: Staff): Promise<readonly Shared[]> => work.db.selectFrom('cases').select(['id', 'reference', 'leadOfficerId', 'title']).where('status', '=', 'open').where('stage', '!=', 'closing').where('circleId', 'is', null).where('offeredToAgencyId', 'is', null)
  .where('leadAgencyId', '=', staff.councilId).where('categoryCode', 'in', ['drugs', 'violence', 'vehicles', 'harassment', 'public-space', 'damage']).where('openedAt', '<', new Date(work.now.getTime() - 20 * DAY)).orderBy('reference').limit(12).execute()

const fromPolice = async (work: SystemWork, staff: Staff, one: Shared, sergeant: { readonly id: string; readonly name: string }): Promise<void> => daysAgo(work, 4, async at => {
  await work.db.insertInto('entries').values({ partnershipId: work.partnership.id, caseId: one.id, kind: 'note', happenedAt: at, enteredAt: at, enteredBy: sergeant.id, enteredAs: sergeant.name, agencyId: staff.policeId, summary: 'Patrolled between nine and midnight', body: 'Two stops, nobody searched. The group has moved to the bus shelter.', visibility: 'staff' }).execute()
})

export const makeSharing = async (work: SystemWork, staff: Staff): Promise<void> => {
  const idOf = async (shortName: string): Promise<string> => (await work.db.selectFrom('agencies').select('id').where('shortName', '=', shortName).executeTakeFirstOrThrow()).id
  const [fire, trust, beacon] = [await idOf('Fire'), await idOf('Trust'), await idOf('Beacon')]
  const sergeant = await work.db.selectFrom('posts as p').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.officerId')).select(['o.id', 'o.name']).where('p.agencyId', '=', staff.policeId).limit(1).executeTakeFirstOrThrow()
  const safer = await makeAgreement(work, {
    name: 'Safer neighbourhoods information sharing agreement', purposes: ['Preventing crime and disorder', 'Keeping victims safe'], parts: ['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'], gateway: 'Section 115 of the Crime and Disorder Act 1998', document: 'ISA 2026/1, partnership office',
    from: -200, review: 26, until: 165, parties: [[staff.councilId, 'Director of Housing'], [staff.policeId, 'Chief Superintendent'], [trust, 'Head of Neighbourhoods']],
  })
  const fires = await makeAgreement(work, { name: 'Deliberate fires', purposes: ['Preventing arson'], parts: ['incidents', 'chronology'], gateway: 'Section 115 of the Crime and Disorder Act 1998', document: 'ISA 2025/4', from: -400, review: -60, until: -35, parties: [[staff.councilId, 'Director of Housing'], [fire, 'Group Commander']] })
  const [one, two, three, four, five, six, seven, eight] = await openCases(work, staff)
  if (one === undefined || two === undefined || three === undefined || four === undefined || five === undefined || six === undefined || seven === undefined || eight === undefined) return
  await give(work, staff, one, staff.policeId, { parts: ['people', 'incidents', 'chronology', 'evidence', 'risk'], purpose: 'Preventing crime and disorder', agreementId: safer, ago: 12, until: 70, necessity: 'They lead the patrols and hold the calls for this road' })
  await fromPolice(work, staff, one, sergeant)
  await give(work, staff, two, staff.policeId, { parts: ['incidents', 'chronology'], purpose: 'Preventing crime and disorder', agreementId: safer, ago: 20, until: 5, necessity: 'Plates and times are what they need to stop the bikes' })
  await give(work, staff, one, trust, { parts: ['chronology', 'plan'], purpose: 'Keeping victims safe', agreementId: safer, ago: 9, until: 60, mayAdd: false, necessity: 'They are the landlord of both homes' })
  await give(work, staff, three, fire, { parts: ['incidents'], purpose: 'Preventing arson', agreementId: fires, ago: 60, until: -35, necessity: 'Two bins were set alight' })
  await sql`select amity.end_lapsed(${work.partnership.id}, ${work.now})`.execute(work.db)
  const referred = { agreementId: safer, to: staff.policeId, by: sergeant.id, service: 'Neighbourhood policing' }
  const working = await refer(work, staff, { ...referred, case_: four, asks: 'Please visit the two addresses we name once you accept', summary: 'Threats between neighbours, getting worse since Easter. A child lives at one of the homes.', state: 'working', ago: 7, parts: ['people', 'chronology', 'risk'], answer: 'Yes, this week' })
  await give(work, staff, four, staff.policeId, { parts: ['people', 'chronology', 'risk'], purpose: 'Preventing crime and disorder', agreementId: safer, ago: 5, until: 60, necessity: 'They have the service and we do not', referralId: working })
  await refer(work, staff, { ...referred, case_: five, asks: 'Please consider a dispersal authority for the parade', summary: 'Groups of ten to fifteen most evenings, and shopkeepers closing early.', state: 'sent', ago: 1, parts: ['incidents', 'chronology'] })
  await refer(work, staff, { ...referred, case_: six, asks: 'Please tell us whether the bikes are known', summary: 'Two off-road bikes without plates on the footpath by the school.', state: 'seen', ago: 16 })
  await refer(work, staff, { ...referred, case_: eight, asks: 'Please check the closed flat on your rounds', summary: 'A home that was taken over stands empty until the new tenant moves in.', state: 'done', ago: 30, answer: 'Yes', outcome: 'Checked eleven times, always shut. The new tenant has the keys.' })
  await refer(work, staff, { case_: seven, to: beacon, agreementId: null, asks: 'Please offer her support at home', summary: 'A woman who lives alone and no longer goes out after dark. She asked for somebody to talk to.', state: 'declined', ago: 5, answer: 'Our waiting list for home visits is closed until the spring. We can offer calls: ask her whether that helps.' })
  await askCouncil(work, staff, sergeant.id)
  await work.db.insertInto('settings').values({ partnershipId: work.partnership.id, agencyId: staff.councilId, key: 'known to others', value: JSON.stringify(true), source: 'Decided for the demonstration' }).execute()
}
