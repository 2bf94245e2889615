// All SQL of exports: a page of cases or reports after the last one written.
import type { SystemWork } from '#db/work.ts'

const AT_ONCE = 2_000

/** The file's column and the field it holds. */
export const EXPORTED = {
  cases: [['Reference', 'reference'], ['Title', 'title'], ['Category', 'categoryCode'], ['Strand', 'strand'], ['Severity', 'severity'], ['Status', 'status'], ['Stage', 'stage'], ['Opened', 'openedAt'], ['Closed', 'closedAt'],
    ['Why closed', 'closeReason'], ['Person harmed says resolved', 'harmedVerdict'], ['Risk', 'riskBand'], ['Flags', 'flags'], ['Ward', 'wardCode'], ['Lead agency', 'agency'], ['Lead officer', 'officer'], ['Came from', 'importedFrom'], ['Their reference', 'importedKey']],
  reports: [['Reference', 'reference'], ['Received', 'receivedAt'], ['By', 'channel'], ['Category', 'categoryCode'], ['What happened', 'story'], ['Happened', 'happenedAt'], ['Where', 'placeDescribed'], ['Postcode', 'postcode'], ['Ward', 'wardCode'],
    ['In danger', 'inDanger'], ['Stands', 'state'], ['Severity', 'severity'], ['Case', 'caseReference'], ['Decided', 'decidedAt'], ['Came from', 'externalSource'], ['Their reference', 'externalKey']],
} as const

/** Cases in the order they were made; those kept to a circle only when `restricted`. */
export const casesAfter = (work: SystemWork, after: string | undefined, restricted: boolean) => {
  let query = work.db.selectFrom('cases as c').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'c.partnershipId').onRef('a.id', '=', 'c.leadAgencyId'))
    .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .select(['c.id', 'c.reference', 'c.title', 'c.categoryCode', 'c.strand', 'c.severity', 'c.status', 'c.stage', 'c.openedAt', 'c.closedAt', 'c.closeReason', 'c.harmedVerdict', 'c.riskBand', 'c.flags', 'c.wardCode', 'a.name as agency', 'o.name as officer', 'c.importedFrom', 'c.importedKey'])
  if (!restricted) query = query.where('c.circleId', 'is', null)
  if (after !== undefined) query = query.where('c.id', '>', after)
  return query.orderBy('c.id').limit(AT_ONCE).execute()
}

/** Reports in the order they were made, without who told us; those for few eyes, or of a restricted case, only when `restricted`. */
export const reportsAfter = (work: SystemWork, after: string | undefined, restricted: boolean) => {
  let query = work.db.selectFrom('reports as r').leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'r.partnershipId').onRef('c.id', '=', 'r.caseId'))
    .select(['r.id', 'r.reference', 'r.receivedAt', 'r.channel', 'r.categoryCode', 'r.story', 'r.happenedAt', 'r.placeDescribed', 'r.postcode', 'r.wardCode', 'r.inDanger', 'r.state', 'r.severity', 'c.reference as caseReference', 'r.decidedAt', 'r.externalSource', 'r.externalKey'])
  if (!restricted) query = query.where('c.circleId', 'is', null).where(where => where.or([where('r.restricted', '=', false), where('r.caseId', 'is not', null)]))
  if (after !== undefined) query = query.where('r.id', '>', after)
  return query.orderBy('r.id').limit(AT_ONCE).execute()
}
