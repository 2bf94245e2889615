// All SQL on the one question about a person: who works with them, and who has asked about people we may see.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export type Asked = { readonly given: string; readonly family: string; readonly born: Day | null; readonly postcode: string | null; readonly purpose: string }
export type WorksWith = { readonly agencyId: string; readonly agency: string; readonly officer: string; readonly phone: string | null; readonly email: string }

/** One look, the same whatever the answer: an agency that lets others know, and whoever leads there. Written down each time. */
export const whoWorksWith = async (work: OfficerWork, { given, family, born, postcode, purpose }: Asked, mostADay: number): Promise<readonly WorksWith[]> =>
  (await sql<WorksWith>`select * from amity.who_works_with(${given}, ${family}, ${born}::date, ${postcode}, ${purpose}, ${mostADay})`.execute(work.db)).rows

export const asksToday = async (work: OfficerWork): Promise<number> => (await sql<{ n: number }>`select amity.asks_today() as n`.execute(work.db)).rows[0]?.n ?? 0

/** Who of other agencies asked about people this officer may see now, the latest first; one more than a page. */
export const askedAboutOurs = (work: OfficerWork, before: { readonly at: Date; readonly id: string } | undefined, most: number) => {
  const query = work.db.selectFrom('personAsks as k').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'k.partnershipId').onRef('o.id', '=', 'k.askedBy'))
    .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'k.partnershipId').onRef('a.id', '=', 'k.agencyId'))
    .innerJoin('people as p', join => join.onRef('p.partnershipId', '=', 'k.partnershipId').on(sql<boolean>`p.id = any (k.person_ids)`))
    .select(['k.id', 'k.askedAt', 'k.purpose', 'o.name as officer', 'a.name as agency', 'p.id as personId', 'p.givenName', 'p.familyName']).where('k.agencyId', '!=', work.actor.agencyId)
  return (before === undefined ? query : query.where(({ eb, refTuple, tuple }) => eb(refTuple('k.askedAt', 'k.id'), '<', tuple(before.at, before.id)))).orderBy('k.askedAt', 'desc').orderBy('k.id', 'desc').limit(most + 1).execute()
}
