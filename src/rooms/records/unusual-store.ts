// All SQL on unusual access: the facts of a day for the rules, what was raised, and what somebody found out.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { CaseLook, Quarter } from './unusual-rules.ts'

export type Span = { readonly from: Date; readonly until: Date }
type Whose = { readonly officerId: string; readonly agencyId: string }

export const dayVolume = async (work: SystemWork, { from, until }: Span) => (await sql<Whose & { readonly keeperAgencyId: string; readonly records: number }>`
  select officer_id as "officerId", agency_id as "agencyId", keeper_agency_id as "keeperAgencyId", records from amity.day_volume(${from}, ${until})`.execute(work.db)).rows
export const dayHours = async (work: SystemWork, { from, until }: Span) => (await sql<Whose & Quarter>`
  select officer_id as "officerId", agency_id as "agencyId", at, looks from amity.day_hours(${from}, ${until})`.execute(work.db)).rows
export const dayCaseLooks = async (work: SystemWork, { from, until }: Span, metres: number) => (await sql<Whose & CaseLook & { readonly caseId: string; readonly keeperAgencyId: string }>`
  select officer_id as "officerId", agency_id as "agencyId", case_id as "caseId", keeper_agency_id as "keeperAgencyId", looks, had_it as "hadIt", was_named as "wasNamed", same_agency as "sameAgency", same_team as "sameTeam", near_home as "nearHome"
  from amity.day_case_looks(${from}, ${until}, ${metres})`.execute(work.db)).rows
export const dayRefusals = async (work: SystemWork, { from, until }: Span) => (await sql<Whose & { readonly refusals: number }>`
  select officer_id as "officerId", agency_id as "agencyId", refusals from amity.day_refusals(${from}, ${until})`.execute(work.db)).rows

/** What each officer was shown on the days before, of each agency. Keys: officer and agency. */
export const earlierDays = async (work: SystemWork, from: Day, until: Day): Promise<ReadonlyMap<string, readonly number[]>> => {
  const rows = await work.db.selectFrom('accessDays').select(['officerId', 'keeperAgencyId', 'records']).where('day', '>=', from).where('day', '<', until).execute()
  return new Map([...Map.groupBy(rows, row => `${row.officerId} ${row.keeperAgencyId}`)].map(([key, of]) => [key, of.map(({ records }) => records)]))
}
export const keepDay = async (work: SystemWork, day: Day, rows: readonly { readonly officerId: string; readonly keeperAgencyId: string; readonly records: number }[]): Promise<void> => {
  for (const { officerId, keeperAgencyId, records } of rows) {
    await work.db.insertInto('accessDays').values({ partnershipId: work.partnership.id, officerId, keeperAgencyId, day, records })
      .onConflict(conflict => conflict.columns(['partnershipId', 'officerId', 'keeperAgencyId', 'day']).doUpdateSet({ records })).execute()
  }
}

export type Rule = 'volume' | 'hours' | 'no reason' | 'near home' | 'refusals'
export type Raised = { readonly rule: Rule; readonly officerId: string; readonly officerAgencyId: string; readonly keeperAgencyId: string; readonly caseId: string | null; readonly says: string }
/** Once for each day, however often the day is looked through. */
export const raise = async (work: SystemWork, day: Day, raised: Raised): Promise<void> => {
  await work.db.insertInto('unusualAccess').values({ partnershipId: work.partnership.id, ...raised, day, raisedAt: work.now }).onConflict(conflict => conflict.doNothing()).execute()
}

export const PAGE = 20
export type Unusual = {
  readonly id: string; readonly rule: Rule; readonly day: Day; readonly officer: string; readonly agency: string; readonly keeper: string; readonly caseId: string | null; readonly reference: string | null; readonly says: string
  readonly outcome: 'explained' | 'not explained' | null; readonly answer: string | null; readonly answeredAt: Date | null; readonly answeredBy: string | null
}
const SELECT = sql`select id, rule, day, officer, agency, keeper, case_id as "caseId", reference, says, outcome, answer, answered_at as "answeredAt", answered_by as "answeredBy"`
export const unusualIn = async (work: OfficerWork, answered: boolean, before: { readonly day: Day; readonly id: string } | undefined): Promise<readonly Unusual[]> =>
  (await sql<Unusual>`${SELECT} from amity.unusual(null, ${answered}, ${before?.day ?? null}::date, ${before?.id ?? null}::uuid, ${PAGE + 1})`.execute(work.db)).rows
export const unusualWith = async (work: OfficerWork, id: string): Promise<Unusual | undefined> =>
  (await sql<Unusual>`${SELECT} from amity.unusual(${id}::uuid, null, null, null, 1)`.execute(work.db)).rows[0]
/** False when somebody has answered it meanwhile. */
export const answerUnusual = async (work: OfficerWork, id: string, outcome: 'explained' | 'not explained', answer: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.answer_unusual(${id}::uuid, ${outcome}, ${answer}) as done`.execute(work.db)).rows[0]?.done === true

export type Home = { readonly postcode: string; readonly street: string }
export const ownHome = (work: OfficerWork) => work.db.selectFrom('officerHomes').select(['postcode', 'street']).where('officerId', '=', work.actor.officerId).executeTakeFirst()
export const setOwnHome = async (work: OfficerWork, home: Home | undefined): Promise<void> => {
  const officerId = work.actor.officerId
  if (home === undefined) await work.db.deleteFrom('officerHomes').where('officerId', '=', officerId).execute()
  else await work.db.insertInto('officerHomes').values({ partnershipId: work.partnership.id, officerId, ...home, changedAt: work.now }).onConflict(conflict => conflict.columns(['partnershipId', 'officerId']).doUpdateSet({ ...home, changedAt: work.now })).execute()
}
