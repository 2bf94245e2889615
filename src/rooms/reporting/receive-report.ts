// Takes a report that came by any way but the public pages, into the one triage pot. The same thing sent twice is one report.
import { sql } from 'kysely'
import { withNewReference } from '#db/new-reference.ts'
import type { Reference } from '#kernel/reference.ts'
import type { Work } from '#db/work.ts'
import { reportReceived } from './events.ts'
import type { MEANS } from './words.ts'

export type Reporter = {
  readonly name: string | null; readonly email: string | null; readonly phone: string | null
  /** Only what they themselves called safe; empty when they were not asked. */
  readonly safeMeans: readonly (typeof MEANS)[number][]; readonly safeTimes: string | null; readonly mayLeaveMessage: boolean; readonly mustNotKnow: string | null
}

export type NewReport = {
  readonly channel: 'phone' | 'staff' | 'open311' | 'file' | 'own page'
  readonly receivedAt: Date
  readonly categoryCode: string
  readonly inDanger: boolean
  readonly story: string
  readonly happenedAt: Date | null
  /** How sure the time is, in words; left out it follows from the time. */
  readonly happenedAbout?: string
  readonly howOften: string | null
  readonly place: { readonly described: string | null; readonly postcode: string | null; readonly wardCode: string | null; readonly latitude: number | null; readonly longitude: number | null }
  readonly harmed: string | null; readonly effect: string | null; readonly who: string | null
  readonly because: readonly string[]; readonly children: boolean | null
  /** Null: anonymous. */
  readonly reporter: Reporter | null
  readonly mayShare: boolean | null
  readonly needs?: { readonly vulnerability: string | null; readonly language: string | null; readonly formatNeeds: string | null }
  /** What else came with it, kept as it came. */
  readonly others: Readonly<Record<string, string>>
  /** Who sent it and what they call it. Without a key of theirs nothing can be recognised again. */
  readonly external: { readonly source: string; readonly key: string | null } | null
}

export type Received = { readonly id: string | null; readonly reference: string; readonly isNew: boolean }

/** Keeps the report and announces it. When its sender sent it before, answers the reference it got then. */
export const receiveReport = async (work: Work, report: NewReport): Promise<Received> => {
  const id = work.newId()
  let before: string | undefined
  const reference = await withNewReference(async fresh => {
    if (await insertReport(work, id, fresh, report)) return true
    before = report.external === null || report.external.key === null ? undefined : await referenceOf(work, report.external.source, report.external.key)
    return before !== undefined
  })
  if (before !== undefined) return { id: null, reference: before, isNew: false }
  await work.announce(reportReceived, { reportId: id, draftId: '' })
  return { id, reference, isNew: true }
}

/** False when it is here already, or the reference is taken. No conflict target: whoever may not read reports may not name one either. */
const insertReport = async (work: Work, id: string, reference: Reference, { place, external, needs, ...report }: NewReport): Promise<boolean> => {
  const made = await work.db.insertInto('reports').values({
    partnershipId: work.partnership.id, id, reference, channel: report.channel, receivedAt: report.receivedAt, enteredAt: work.now, enteredBy: work.actor.kind === 'officer' ? work.actor.officerId : null,
    categoryCode: report.categoryCode, inDanger: report.inDanger, story: report.story, happenedAt: report.happenedAt, happenedAbout: report.happenedAbout ?? (report.happenedAt === null ? 'Not said' : null), howOften: report.howOften,
    placeDescribed: place.described, postcode: place.postcode, wardCode: place.wardCode, latitude: place.latitude, longitude: place.longitude,
    harmed: report.harmed, effect: report.effect, whoIsDoingIt: report.who, becauseOf: [...report.because], children: report.children, ...needs, ...reporterOf(report.reporter),
    mayShare: report.mayShare, answers: JSON.stringify(report.others), externalSource: external?.source ?? null, externalKey: external?.key ?? null, agencyId: agencyFor(work, report.channel),
  }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** One pot: what anybody of the partnership hears or sees waits with those who triage. What an agency brings in from a file is its own. */
const agencyFor = ({ actor, partnership }: Work, channel: NewReport['channel']): string =>
  actor.kind === 'officer' && (channel === 'file' || partnership.triageAgencyId === null) ? actor.agencyId : partnership.triageAgencyId ?? ''

const reporterOf = (reporter: Reporter | null) => reporter === null ? { anonymous: true } : {
  anonymous: false, reporterName: reporter.name, reporterEmail: reporter.email, reporterPhone: reporter.phone,
  safeMeans: [...reporter.safeMeans], safeTimes: reporter.safeTimes, mayLeaveMessage: reporter.mayLeaveMessage, mustNotKnow: reporter.mustNotKnow,
}

const referenceOf = async (work: Work, source: string, key: string): Promise<string | undefined> => {
  if (work.actor.kind !== 'key') {
    return (await work.db.selectFrom('reports').select('reference').where('externalSource', '=', source).where('externalKey', '=', key).executeTakeFirst())?.reference
  }
  // Another system reads no reports; the gate tells it the number of its own.
  const { rows } = await sql<{ found: string | null }>`select amity.open311_sent_as(${key}) as found`.execute(work.db)
  return rows[0]?.found ?? undefined
}
