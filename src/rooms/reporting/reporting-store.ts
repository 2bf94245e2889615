// All SQL on reports and half-made reports.
import { note, settleAbout } from '#rooms/diary/index.ts'
import { sql } from 'kysely'
import { withNewReference } from '#db/new-reference.ts'
import { boxAround } from '#kernel/geo.ts'
import { readPostcode } from '#kernel/postcode.ts'
import { addDays, londonMoment, readDay } from '#kernel/time.ts'
import type { OfficerWork, PublicWork, SystemWork, Work } from '#db/work.ts'
import { DRAFT_DAYS, readSetting } from '#rooms/partnership/index.ts'
import { reportContact } from '#rooms/people/index.ts'
import type { Answers } from '#web/ask.ts'
import type { WholeReport } from './report-pages.ts'

const DAY = 24 * 3_600_000

export type Draft = { readonly id: string; readonly answers: Answers; readonly sent: boolean }

/** The half-made report whose private link this visitor holds; undefined when there is none yet. */
export const heldDraft = async (work: PublicWork): Promise<Draft | undefined> => {
  if (work.actor.key === null) return undefined
  const found = await work.db.selectFrom('reportDrafts').select(['id', 'answers', 'sentAt']).where('key', '=', work.actor.key).where('endsAt', '>', work.now).executeTakeFirst()
  // Written by keepDraft from Answers, and by nothing else.
  return found === undefined ? undefined : { id: found.id, answers: found.answers as Answers, sent: found.sentAt !== null }
}

/** Keeps one page's answers; what was answered on other pages stays. */
export const keepDraft = async (work: PublicWork, answers: Answers, reached: string): Promise<void> => {
  if (work.actor.key === null) return
  await work.db.insertInto('reportDrafts').values({
    partnershipId: work.partnership.id, key: work.actor.key, answers: JSON.stringify(answers), startedAt: work.now, changedAt: work.now, reached,
    endsAt: new Date(work.now.getTime() + await readSetting(work, DRAFT_DAYS) * DAY),
  }).onConflict(conflict => conflict.columns(['partnershipId', 'key']).doUpdateSet({
    answers: sql`report_drafts.answers || excluded.answers`, changedAt: work.now, reached,
  })).execute()
}

export const draftFiles = (work: PublicWork, draftId: string) =>
  work.db.selectFrom('attachments').select(['id', 'fileName', 'size', 'kind']).where('draftId', '=', draftId).orderBy('givenAt').execute()

type NewFile = { readonly draftId: string; readonly storedAs: string; readonly fileName: string; readonly mediaType: string; readonly size: number; readonly sha256: string; readonly kind: 'photo' | 'audio' | 'video' | 'document' }

export const addDraftFile = async (work: PublicWork, file: NewFile): Promise<void> => {
  const agencyId = work.partnership.triageAgencyId
  if (agencyId === null) throw new Error('This partnership has no agency that receives reports')
  await work.db.insertInto('attachments').values({ partnershipId: work.partnership.id, id: work.newId(), ...file, givenBy: 'public', givenAt: work.now, agencyId, draftKey: work.actor.key }).execute()
}

/** Writes the report and ends the draft. The public cannot read a report back, so its reference comes from here. */
export const sendReport = async (work: PublicWork, draft: Draft, report: WholeReport): Promise<string> => {
  const id = work.newId()
  const spot = await spotOf(work, report.postcode)
  const day = readDay(report.when ?? '')
  // No conflict target: the public may not read reports, so may not name one either.
  const reference = await withNewReference(async fresh => (await work.db.insertInto('reports').values({
    partnershipId: work.partnership.id, id, reference: fresh, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: report.category, inDanger: report.danger,
    story: report.story, happenedAt: day === undefined ? null : londonMoment(day, '12:00') ?? null, happenedAbout: day === undefined ? 'Not said' : 'That day, time not said', howOften: report.often,
    placeDescribed: report.place, ...spot, harmed: report.harmed, effect: report.effect, whoIsDoingIt: report.who, becauseOf: [...report.because],
    children: report.children, vulnerability: report.vulnerability, mayShare: report.share, language: report.language || null, formatNeeds: report.format || null,
    ...reporterOf(report), agencyId: work.partnership.triageAgencyId ?? '',
  }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n)
  await work.db.updateTable('reportDrafts').set({ sentAt: work.now, answers: JSON.stringify({ reference, category: report.category, named: report.named ? 'yes' : 'no' }) }).where('id', '=', draft.id).execute()
  return id
}

const reporterOf = (report: WholeReport) => report.named
  ? { anonymous: false, reporterName: report.name, reporterPhone: report.phone || null, reporterEmail: report.email || null, safeMeans: [...report.means], safeTimes: report.times || null, mayLeaveMessage: report.message, mustNotKnow: report.mustNotKnow || null }
  : { anonymous: true }

export const spotOf = async (work: Work, typed: string) => {
  const postcode = readPostcode(typed)
  if (postcode === undefined) return { postcode: typed === '' ? null : typed }
  const found = await work.db.selectFrom('postcodes').select(['wardCode', 'latitude', 'longitude']).where('postcode', '=', postcode).executeTakeFirst()
  return { postcode, wardCode: found?.wardCode ?? null, latitude: found?.latitude ?? null, longitude: found?.longitude ?? null }
}

/** What came with a draft goes with its report: no file is ever without a home. */
export const homeDraftFiles = async (work: SystemWork, draftId: string, reportId: string): Promise<void> => {
  await work.db.updateTable('attachments').set({ reportId, draftKey: null }).where('draftId', '=', draftId).where('reportId', 'is', null).execute()
}

const PAGE = 50

/** The triage pot, oldest first: whoever has waited longest is at the top. */
export const waitingReports = (work: OfficerWork) =>
  work.db.selectFrom('reports as r').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.ownerId'))
    .select(['r.id', 'r.reference', 'r.receivedAt', 'r.categoryCode', 'r.channel', 'r.placeDescribed', 'r.inDanger', 'r.becauseOf', 'r.restricted', 'r.anonymous', 'o.name as owner'])
    .where('r.state', '=', 'waiting').orderBy('r.receivedAt').orderBy('r.id').limit(PAGE + 1).execute()

// What is kept confidential is there for its keepers, and for the service that sends.
const REPORTER = [reportContact('email').as('reporterEmail'), reportContact('phone').as('reporterPhone'), reportContact('address').as('reporterAddress')] as const
export const reportWith = (work: OfficerWork, reference: string) => work.byKey().db.selectFrom('reports as r').selectAll('r').select(REPORTER).where('r.reference', '=', reference).executeTakeFirst()
export type Report = NonNullable<Awaited<ReturnType<typeof reportWith>>>

export const ownerName = async (work: OfficerWork, officerId: string): Promise<string> => (await work.db.selectFrom('officers').select('name').where('id', '=', officerId).executeTakeFirst())?.name ?? ''

export const filesOf = (work: OfficerWork, reportId: string) =>
  work.byKey().db.selectFrom('attachments').select(['id', 'fileName', 'kind', 'size', 'scan', 'sha256', 'givenBy', 'givenAt', 'says', 'visibility', 'shownAs', 'copyFailed']).where('reportId', '=', reportId).orderBy('givenAt').orderBy('id').limit(50).execute()

/** Other reports within 300 metres and 28 days, or from the same telephone or email. Newest first, at most 20. */
export const nearAndSame = (work: OfficerWork, report: Report) => {
  const since = new Date(report.receivedAt.getTime() - 28 * DAY)
  const until = new Date(report.receivedAt.getTime() + 28 * DAY)
  const box = report.latitude === null || report.longitude === null ? null : boxAround({ latitude: report.latitude, longitude: report.longitude }, 300)
  const like = sql<string>`(select report_id from amity.reports_like(${report.id}::uuid, ${report.reporterPhone}, ${report.reporterEmail}, ${report.postcode}, ${since}, ${until},
    ${box?.south ?? null}::float8, ${box?.north ?? null}::float8, ${box?.west ?? null}::float8, ${box?.east ?? null}::float8, 20))`
  return work.byKey().db.selectFrom('reports').select(['id', 'reference', 'receivedAt', 'categoryCode', 'placeDescribed', 'state', 'reporterPhone', 'reporterEmail'])
    .where('id', 'in', like).orderBy('receivedAt', 'desc').orderBy('id').limit(20).execute()
}

export const takeOwnership = async (work: OfficerWork, reference: string): Promise<boolean> => {
  const taken = await work.db.updateTable('reports').set({ ownerId: work.actor.officerId }).where('reference', '=', reference).where('state', '=', 'waiting').returning('id').executeTakeFirst()
  if (taken !== undefined) await settleAbout(work, 'report', taken.id, 'Taken')
  return taken !== undefined
}

/** Keeps a waiting report to few eyes, its new owner's among them. @returns its id, or undefined when there is no such report to keep */
export const restrictReport = async (work: OfficerWork, reference: string): Promise<string | undefined> =>
  (await work.db.updateTable('reports').set({ restricted: true, ownerId: work.actor.officerId }).where('reference', '=', reference).where('state', '=', 'waiting').where('restricted', '=', false).returning('id').executeTakeFirst())?.id

/** Makes somebody the owner of a waiting report and tells them by their diary. False when it was decided meanwhile. */
export const giveTo = async (work: OfficerWork, report: Pick<Report, 'id' | 'reference' | 'agencyId'>, officerId: string): Promise<boolean> => {
  const given = await work.db.updateTable('reports').set({ ownerId: officerId }).where('id', '=', report.id).where('state', '=', 'waiting').executeTakeFirst()
  if (given.numUpdatedRows !== 1n) return false
  await settleAbout(work, 'report', report.id, 'Given to somebody')
  if (officerId !== work.actor.officerId) await note(work, { kind: 'task', title: `Decide on report ${report.reference}`, dueAt: work.now, because: `${work.actor.officerName} gave it to you`, caseId: null, officerId, agencyId: report.agencyId, aboutKind: 'report', aboutId: report.id })
  return true
}

export type Decision = { readonly state: 'advised and closed' | 'transferred' | 'case opened' | 'added to case'; readonly isAsb: boolean; readonly reason: string; readonly told: string | null; readonly transferredTo: string | null; readonly caseId: string | null; readonly severity: 'high' | 'medium' | 'standard' | null }

/** Decides a waiting report. False when somebody else has decided it meanwhile. */
export const decide = async (work: OfficerWork, report: Pick<Report, 'id'>, decision: Decision): Promise<boolean> => {
  const { state, isAsb, reason, told, transferredTo, caseId, severity } = decision
  const { numUpdatedRows } = await work.db.updateTable('reports')
    .set({ state, isAsb, decisionReason: reason, toldReporter: told, transferredTo, caseId, severity, decidedAt: work.now, decidedBy: work.actor.officerId, ownerId: work.actor.officerId })
    .where('id', '=', report.id).where('state', '=', 'waiting').executeTakeFirst()
  if (numUpdatedRows === 1n) await settleAbout(work, 'report', report.id, 'Decided')
  return numUpdatedRows === 1n
}

/** Half-made reports not yet sent nor ended, for the triage page. Only the service may count them. */
export const draftsUnderWay = async (work: SystemWork): Promise<number> => {
  const found = await work.db.selectFrom('reportDrafts').select(({ fn }) => fn.countAll().as('n')).where('sentAt', 'is', null).executeTakeFirst()
  return Number(found?.n ?? 0)
}

/** What is needed to tell whoever reported what became of it. */
export const reportToTell = (work: SystemWork, id: string) => work.db.selectFrom('reports as r').select([
  ...REPORTER, 'id', 'reference', 'receivedAt', 'channel', 'categoryCode', 'anonymous', 'reporterName', 'language', 'safeMeans', 'safeTimes', 'mayLeaveMessage', 'mustNotKnow', 'state', 'toldReporter', 'transferredTo', 'caseId', 'agencyId',
]).where('id', '=', id).executeTakeFirst()
export type ReportToTell = NonNullable<Awaited<ReturnType<typeof reportToTell>>>

export type Sighting = { readonly reference: string; readonly receivedAt: Date; readonly categoryCode: string; readonly place: string; readonly became: string }
/** What this officer passed on, newest first, and what became of each in neutral words: wherever it went. */
export const mySightings = async (work: OfficerWork, before: Date, most: number): Promise<readonly Sighting[]> =>
  (await sql<Sighting>`select reference, received_at as "receivedAt", category_code as "categoryCode", place, became from amity.my_sightings(${before}, ${most})`.execute(work.db)).rows

/** How many people began a report in the last 30 days' endings and did not finish it. */
export const draftsEnded = async (work: OfficerWork): Promise<number> =>
  (await work.db.selectFrom('draftEndings').select(sql<number>`coalesce(sum(n), 0)::int`.as('n')).where('endedOn', '>', addDays(work.today, -30)).executeTakeFirst())?.n ?? 0
