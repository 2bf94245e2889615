// Some four hundred cases at every stage over two years, and a triage pot that is never empty.
import { createHash } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import { londonDay, londonMoment, type Day } from '#kernel/time.ts'
import type { SystemWork } from '#db/work.ts'
import type { Borough, Spot } from './borough.ts'
import type { Chance } from './chance.ts'
import { makeDiary } from './diary.ts'
import { makeEntries } from './entries.ts'
import { makePerson } from './people.ts'
import { makeWaiting } from './reports.ts'
import type { Staff } from './staff.ts'
import { STORIES, STREETS, type Story } from './stories.ts'

const DAY = 24 * 3_600_000
const REASONS = ['resolved, behaviour stopped', 'resolved, informal action', 'resolved, legal action', 'not ASB', 'unable to contact victim', 'victim withdrew', 'transferred to partner', 'moved (perpetrator)'] as const
const VERDICTS = ['yes', 'yes', 'yes', 'yes', 'partly', 'partly', 'no', 'could not reach', 'could not reach'] as const

/** The demonstration's references do not change from load to load. */
export const reference = (name: string): string => newReference(createHash('sha256').update(name).digest().subarray(0, 16))

export type MadeCase = {
  readonly id: string; readonly story: Story; readonly openedAt: Date; readonly closedAt: Date | null; readonly officerId: string; readonly officerName: string
  readonly harmedId: string; readonly spot: Spot; readonly placeId: string; readonly onHold: boolean
}

const weighted = STORIES.flatMap(story => Array.from({ length: story.weight }, () => story))

export const makeCases = async (work: SystemWork, staff: Staff, borough: Borough, luck: Chance, cases: number): Promise<{ cases: number; waiting: number }> => {
  // A few places see far more than their share, as everywhere.
  const busy = Array.from({ length: 14 }, () => luck.pick(borough.spots))
  for (let number = 0; number < cases; number += 1) {
    const spot = luck.happens(0.35) ? luck.pick(busy) : luck.pick(borough.spots)
    await makeCase(work, staff, spot, luck, number)
  }
  const waiting = await makeWaiting(work, staff, borough, busy, luck)
  return { cases, waiting }
}

const makeCase = async (work: SystemWork, staff: Staff, spot: Spot, luck: Chance, number: number): Promise<void> => {
  const story = luck.pick(weighted)
  const openedAt = inOfficeHours(work.now, number < 90 ? luck.whole(0, 70) : luck.whole(20, 730), luck.next())
  const age = (work.now.getTime() - openedAt.getTime()) / DAY
  const closes = age > 25 && luck.happens(Math.min(0.97, 0.45 + age / 300))
  const closedAt = closes ? new Date(openedAt.getTime() + Math.min(age - 1, luck.whole(12, 120)) * DAY) : null
  const officer = luck.happens(0.5) ? staff.officers[0] : luck.pick(staff.officers)
  if (officer === undefined) throw new Error('The demonstration has no officers')
  const house = `${luck.whole(1, 98)} ${luck.pick(STREETS)}`
  const placeId = work.newId()
  await work.db.insertInto('places').values({ partnershipId: work.partnership.id, id: placeId, kind: 'home', address: house, postcode: spot.postcode, wardCode: spot.wardCode, latitude: spot.latitude, longitude: spot.longitude }).execute()
  const harmedId = await makePerson(work, staff, luck, { placeId, address: house, postcode: spot.postcode, vulnerable: story.flags?.includes('vulnerable') ?? false })
  const onHold = closedAt === null && luck.happens(0.05)
  const made: MadeCase = { id: work.newId(), story, openedAt, closedAt, officerId: officer.id, officerName: officer.name, harmedId, spot, placeId, onHold }
  await insertCase(work, staff, made, luck, number)
  await addParties(work, staff, made, luck)
  await makeEntries(work, made, luck)
  if (closedAt === null) await makeDiary(work, staff, made, luck)
}

/** So many days ago between nine and five, and never later than now. `share`: 0 to 1 of the working day. */
const inOfficeHours = (now: Date, daysAgo: number, share: number): Date => {
  const minutes = 9 * 60 + Math.floor(share * 8 * 60)
  const at = londonMoment(londonDay(new Date(now.getTime() - daysAgo * DAY)), `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`) ?? now
  return at < now ? at : new Date(now.getTime() - 600_000)
}

const insertCase = async (work: SystemWork, staff: Staff, made: MadeCase, luck: Chance, number: number): Promise<void> => {
  const { story, closedAt } = made
  const score = story.severity === 'high' ? luck.whole(20, 36) : story.severity === 'medium' ? luck.whole(11, 26) : luck.whole(3, 16)
  const band = score >= 25 ? 'high' : score >= 13 ? 'medium' : 'standard'
  const assessed = new Date(Math.min(work.now.getTime(), made.openedAt.getTime() + luck.whole(1, 4) * DAY))
  const verdict = closedAt === null ? null : luck.pick(VERDICTS)
  await work.db.insertInto('cases').values({
    partnershipId: work.partnership.id, id: made.id, reference: reference(`case ${number}`), leadAgencyId: staff.councilId, leadOfficerId: made.officerId,
    title: story.title, summary: story.told, categoryCode: story.category, strand: story.strand, severity: story.severity, placeId: made.placeId, wardCode: made.spot.wardCode,
    flags: [...story.flags ?? [], ...(luck.happens(0.08) ? ['repeat'] : [])],
    status: closedAt === null ? made.onHold ? 'on hold' : 'open' : 'closed', stage: closedAt === null ? luck.pick(['investigating', 'action', 'monitoring']) : 'closing',
    holdReason: made.onHold ? 'Waiting for the court date' : null, holdEndsOn: made.onHold ? dayAfter(work.now, luck.whole(3, 30)) : null,
    openedAt: made.openedAt, openedBy: made.officerId, riskBand: band, riskScore: score, riskAssessedAt: assessed,
    riskReviewDueOn: dayAfter(closedAt ?? work.now, luck.whole(-6, band === 'high' ? 7 : 28)), lastContactAt: assessed, nextUpdateDueOn: dayAfter(work.now, luck.whole(-4, 10)),
    harmedSpokeLast: closedAt === null && luck.happens(0.12), closedAt, closedBy: closedAt === null ? null : made.officerId,
    closeReason: closedAt === null ? null : verdict === 'yes' || verdict === 'partly' ? luck.pick(REASONS.slice(0, 3)) : luck.pick(REASONS.slice(3)), harmedVerdict: verdict,
  }).execute()
}

const addParties = async (work: SystemWork, staff: Staff, made: MadeCase, luck: Chance): Promise<void> => {
  const base = { partnershipId: work.partnership.id, caseId: made.id, joinedAt: made.openedAt }
  await work.db.insertInto('caseParties').values({ ...base, role: 'harmed', personId: made.harmedId }).execute()
  await work.db.insertInto('caseParties').values({ ...base, role: 'reporting', personId: made.harmedId }).execute()
  if (luck.happens(0.7)) {
    const suspectId = await makePerson(work, staff, luck, { placeId: null, address: null, postcode: made.spot.postcode, vulnerable: false })
    await work.db.insertInto('caseParties').values({ ...base, role: 'alleged perpetrator', personId: suspectId }).execute()
  } else {
    await work.db.insertInto('caseParties').values({ ...base, role: 'alleged perpetrator', describedAs: luck.pick(['Three or four young people, one on a red bike', 'A man in his forties with a large brown dog', 'Not known: only heard, never seen', 'The tenants of the top flat, names not known']) }).execute()
  }
}

const dayAfter = (from: Date, days: number): Day => londonDay(new Date(from.getTime() + days * DAY))
