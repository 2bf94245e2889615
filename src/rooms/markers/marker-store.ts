// All SQL on cautionary markers, what they rest on and their reviews. Row policies decide who sees which.
import { sql, type RawBuilder } from 'kysely'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import type { MarkersTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'
import type { EVIDENCE, WHAT_TO_DO } from './marker-rules.ts'

export type MarkerKind = MarkersTable['kind']
export type NewMarker = {
  readonly personId: string | null; readonly address: string | null; readonly postcode: string | null; readonly kind: MarkerKind; readonly says: string
  readonly whatToDo: (typeof WHAT_TO_DO)[number][]; readonly alsoDo: string; readonly toldOn: Day | null; readonly notToldBecause: string | null; readonly reviewOn: Day
}
export type NewEvidence = { readonly kind: (typeof EVIDENCE)[number]; readonly reference: string; readonly caseId: string | null }

const markers = (work: Work) => work.db.selectFrom('markers as m')
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'm.partnershipId').onRef('p.id', '=', 'm.personId'))
  .leftJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'm.partnershipId').onRef('a.id', '=', 'm.agencyId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'm.partnershipId').onRef('o.id', '=', 'm.madeBy'))
  .leftJoin('officers as v', join => join.onRef('v.partnershipId', '=', 'm.partnershipId').onRef('v.id', '=', 'm.authorisedBy'))
  .select(['m.id', 'm.personId', 'm.address', 'm.postcode', 'm.kind', 'm.says', 'm.whatToDo', 'm.alsoDo', 'm.toldOn', 'm.notToldBecause', 'm.madeAt', 'm.madeBy', 'm.agencyId', 'm.authorisedBy', 'm.authorisedAt',
    'm.reviewedOn', 'm.reviewOn', 'm.endedAt', 'm.endedBecause', 'm.carriedOver', 'm.version', 'p.givenName', 'p.familyName', 'a.shortName as agency', 'o.name as author', 'v.name as authoriser'])

export const markerWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? markers(work).where('m.id', '=', id).executeTakeFirst() : undefined
export type Marker = NonNullable<Awaited<ReturnType<typeof markerWith>>>

/** On whom or on what it stands. */
export const subjectOf = ({ personId, givenName, familyName, address, postcode }: Pick<Marker, 'personId' | 'givenName' | 'familyName' | 'address' | 'postcode'>): string =>
  personId === null ? [address, postcode].filter(part => part !== null && part !== '').join(', ') : `${givenName ?? ''} ${familyName ?? ''}`.trim() || 'No name'

type Address = { readonly address: string | null; readonly postcode: string | null }
const MOST = 100

/** A marker as another page shows it; `elsewhere`: another agency's on an address, shared with ours, whose own page is not ours to open. */
export type Shown = Marker & { readonly elsewhere: boolean }

/** Markers on these people and at these addresses that this officer may see; ended ones are left out. */
export const markersFor = async (work: OfficerWork, { people, addresses }: { readonly people: readonly (string | null)[]; readonly addresses: readonly Address[] }): Promise<readonly Shown[]> => {
  const keys = addresses.filter(({ address }) => address !== null && address !== '')
  return [...await onPeople(work, people), ...keys.length === 0 ? [] : await atKeys(work, sql`array[${sql.join(keys.map(({ address, postcode }) => sql`amity.building_key(${address}, ${postcode})`))}]::text[]`)]
}

/** The same for everybody in a case, where they live, and where things happened, as far as this officer sees it. */
export const markersOfCase = async (work: OfficerWork, caseId: string): Promise<readonly Shown[]> => {
  const people = await work.db.selectFrom('caseParties').select('personId').distinct().where('caseId', '=', caseId).where('leftAt', 'is', null).where('personId', 'is not', null).execute()
  return [...await onPeople(work, people.map(({ personId }) => personId)), ...await atKeys(work, sql`array(
    select amity.building_key(p.address, p.postcode) from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.case_id = ${caseId} and cp.left_at is null
    union select amity.building_key(k.address, k.postcode) from case_parties cp join confidential_contacts k on k.partnership_id = cp.partnership_id and k.person_id = cp.person_id and k.ended_at is null where cp.case_id = ${caseId} and cp.left_at is null
    union select amity.building_key(i.place_described, i.postcode) from incidents i where i.case_id = ${caseId}
    union select amity.building_key(l.address, l.postcode) from cases c join places l on l.partnership_id = c.partnership_id and l.id = c.place_id where c.id = ${caseId})`)]
}

const onPeople = async (work: OfficerWork, people: readonly (string | null)[]): Promise<readonly Shown[]> => {
  const ids = [...new Set(people.filter(id => id !== null))]
  if (ids.length === 0) return []
  return (await markers(work).where('m.endedAt', 'is', null).where('m.personId', 'in', ids).orderBy('m.reviewOn', 'desc').orderBy('m.id').limit(MOST).execute()).map(one => ({ ...one, elsewhere: false }))
}

/** Through a function: another agency's marker on an address is shared by a grant, and its row is not ours to read. */
const atKeys = async (work: OfficerWork, keys: RawBuilder<unknown>): Promise<readonly Shown[]> => (await sql<Shown>`
  select m.id, m.person_id, m.address, m.postcode, m.kind, m.says, m.what_to_do, m.also_do, m.told_on, m.not_told_because, m.made_at, m.made_by, m.agency_id, m.authorised_by, m.authorised_at, m.reviewed_on, m.review_on,
    m.ended_at, m.ended_because, m.carried_over, m.version, null as given_name, null as family_name, a.short_name as agency, o.name as author, v.name as authoriser, m.agency_id <> ${work.actor.agencyId}::uuid as elsewhere
  from amity.markers_at(${keys}) m left join agencies a on a.partnership_id = m.partnership_id and a.id = m.agency_id
    left join officers o on o.partnership_id = m.partnership_id and o.id = m.made_by left join officers v on v.partnership_id = m.partnership_id and v.id = m.authorised_by
  where m.ended_at is null`.execute(work.db)).rows

/** Every marker this officer may see, what is to be looked at first, first; by postcode when one is asked for. */
export const everyMarker = (work: OfficerWork, { postcode, show, today }: { readonly postcode: string | null; readonly show: 'in force' | 'historical' | 'ended'; readonly today: Day }) => {
  let query = markers(work).where('m.endedAt', show === 'ended' ? 'is not' : 'is', null)
  if (show !== 'ended') query = query.where('m.reviewOn', show === 'in force' ? '>=' : '<', today)
  if (postcode !== null) query = query.where(where => where.or([where('m.postcode', '=', postcode), where('p.postcode', '=', postcode)]))
  return query.orderBy('m.reviewOn').orderBy('m.id').limit(200).execute()
}

/** @returns the marker's id. */
export const insertMarker = async (work: OfficerWork, marker: NewMarker, evidence: NewEvidence): Promise<string> => {
  const [id, partnershipId] = [work.newId(), work.partnership.id]
  await work.db.insertInto('markers').values({ partnershipId, id, ...marker, madeAt: work.now, madeBy: work.actor.officerId, agencyId: work.actor.agencyId, reviewedOn: work.today }).execute()
  await work.db.insertInto('markerEvidence').values({ partnershipId, id: work.newId(), markerId: id, ...evidence }).execute()
  return id
}

export const evidenceOf = (work: OfficerWork, markerId: string) => work.db.selectFrom('markerEvidence as e')
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'e.partnershipId').onRef('c.id', '=', 'e.caseId'))
  .select(['e.kind', 'e.reference', 'c.reference as caseReference']).where('e.markerId', '=', markerId).orderBy('e.id').limit(50).execute()

export const reviewsOf = (work: OfficerWork, markerId: string) => work.db.selectFrom('markerReviews as r')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.officerId'))
  .select(['r.outcome', 'r.words', 'r.at', 'r.reviewOn', 'o.name as by']).where('r.markerId', '=', markerId).orderBy('r.at', 'desc').orderBy('r.id', 'desc').limit(50).execute()

export type Decided = { readonly outcome: 'authorised' | 'kept'; readonly words: string; readonly reviewOn: Day; readonly toldOn?: Day | null; readonly notToldBecause?: string | null } | { readonly outcome: 'refused' | 'ended'; readonly words: string }

/** A manager's word on a marker as it was read. False when somebody decided meanwhile. */
export const decideMarker = async (work: OfficerWork, { id, version, authorisedBy, madeBy }: Marker, decided: Decided): Promise<boolean> => {
  const kept = 'reviewOn' in decided ? decided : undefined
  const authorises = authorisedBy === null && madeBy !== work.actor.officerId
  const set = kept === undefined ? { endedAt: work.now, endedBy: work.actor.officerId, endedBecause: decided.words } : {
    reviewedOn: work.today, reviewOn: kept.reviewOn, ...(authorises ? { authorisedAt: work.now, authorisedBy: work.actor.officerId } : {}),
    ...(kept.toldOn === undefined ? {} : { toldOn: kept.toldOn, notToldBecause: kept.notToldBecause ?? null, carriedOver: false }),
  }
  const { numUpdatedRows } = await work.db.updateTable('markers').set(set).where('id', '=', id).where('version', '=', version).where('endedAt', 'is', null).executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await work.db.insertInto('markerReviews').values({ partnershipId: work.partnership.id, id: work.newId(), markerId: id, outcome: decided.outcome, words: decided.words, reviewOn: kept?.reviewOn ?? null, at: work.now, officerId: work.actor.officerId }).execute()
  return true
}

/** A manager who may decide on it, sees it and did not write it. */
export const managerOf = async (work: Work, markerId: string): Promise<string | null> =>
  (await sql<{ id: string | null }>`select amity.marker_manager(${markerId}::uuid) as id`.execute(work.db)).rows[0]?.id ?? null

/** In force until this day at the latest, and nobody has a review of it in the diary. */
export const toReview = (work: SystemWork, until: Day, today: Day) => work.db.selectFrom('markers as m').select(['m.id', 'm.reviewOn', 'm.agencyId', 'm.madeBy'])
  .where('m.endedAt', 'is', null).where('m.reviewOn', '<=', until).where('m.reviewOn', '>=', today)
  .where(where => where.not(where.exists(where.selectFrom('diaryItems as d').select('d.id').whereRef('d.partnershipId', '=', 'm.partnershipId').where('d.aboutKind', '=', 'marker review').whereRef('d.aboutId', '=', 'm.id').where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null))))
  .orderBy('m.reviewOn').limit(500).execute()

export const personNamed = async (work: OfficerWork, id: string) => looksLikeId(id)
  ? work.db.selectFrom('people').select(['id', 'givenName', 'familyName']).where('id', '=', id).executeTakeFirst() : undefined

/** The case a typed reference means, when this officer may see it. */
export const caseIdOf = async (work: OfficerWork, reference: string): Promise<string | undefined> =>
  (await work.db.selectFrom('cases').select('id').where('reference', '=', reference).executeTakeFirst())?.id

/** Whether an address can be told from others: it has a postcode and a number or a name. */
export const isAnAddress = async (work: Work, address: string, postcode: string): Promise<boolean> =>
  (await sql<{ key: string | null }>`select amity.building_key(${address}, ${postcode}) as key`.execute(work.db)).rows[0]?.key != null
