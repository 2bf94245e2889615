// All SQL on broken glass.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'

export type Key = { readonly by: 'reference'; readonly reference: string } | { readonly by: 'person'; readonly familyName: string; readonly postcode: string }
export type Trying = { readonly key: Key; readonly reason: string; readonly triesADay: number; readonly reviewDueAt: Date }

/** @returns the case that is open now; undefined, whatever the reason, when none is. */
export const openGlass = async (work: OfficerWork, { key, reason, triesADay, reviewDueAt }: Trying): Promise<string | undefined> => {
  const { reference, familyName, postcode } = key.by === 'reference' ? { reference: key.reference, familyName: null, postcode: null } : { reference: null, familyName: key.familyName, postcode: key.postcode }
  return (await sql<{ id: string | null }>`select amity.open_glass(${reference}, ${familyName}, ${postcode}, ${reason}, ${triesADay}, ${reviewDueAt}) as id`.execute(work.db)).rows[0]?.id ?? undefined
}

export type MyBreak = { readonly id: string; readonly reference: string; readonly reason: string; readonly brokenAt: Date; readonly until: Date; readonly endedAt: Date | null; readonly verdict: string | null }
export const myBreaks = async (work: OfficerWork): Promise<readonly MyBreak[]> => (await sql<MyBreak>`select * from amity.my_broken_glass()`.execute(work.db)).rows

/** The one through which this officer sees this case now. */
export const breakOn = async (work: OfficerWork, reference: string): Promise<MyBreak | undefined> => (await myBreaks(work)).find(one => one.reference === reference && one.endedAt === null && one.until > work.now)

export const breakOfCase = (work: OfficerWork, caseId: string) => work.db.selectFrom('glassBreaks').select('id').where('caseId', '=', caseId).orderBy('brokenAt', 'desc').limit(1).executeTakeFirst()

export const breakWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? work.db.selectFrom('glassBreaks as b')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'b.partnershipId').onRef('c.id', '=', 'b.caseId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'b.partnershipId').onRef('o.id', '=', 'b.officerId'))
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'b.partnershipId').onRef('a.id', '=', 'b.agencyId'))
  .select(['b.id', 'b.caseId', 'b.officerId', 'b.reason', 'b.brokenAt', 'b.until', 'b.endedAt', 'b.reviewedAt', 'b.verdict', 'b.reviewWords', 'c.reference', 'c.title', 'o.name as officer', 'a.shortName as agency']).where('b.id', '=', id).executeTakeFirst() : undefined
export type Broken = NonNullable<Awaited<ReturnType<typeof breakWith>>>

/** False when it was reviewed meanwhile. */
export const reviewBreak = async (work: OfficerWork, id: string, verdict: 'justified' | 'not justified', words: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('glassBreaks').set({ verdict, reviewWords: words, reviewedAt: work.now, reviewedBy: work.actor.officerId }).where('id', '=', id).where('reviewedAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

export type Reported = {
  readonly id: string; readonly officer: string; readonly agency: string; readonly brokenAt: Date; readonly until: Date; readonly reference: string | null; readonly reason: string | null
  readonly verdict: 'justified' | 'not justified' | null; readonly reviewedAt: Date | null; readonly reviewedBy: string | null; readonly reviewWords: string | null
}
/** Every time in a span, with its verdict; of the record only what whoever reads may see. */
export const glassReport = async (work: OfficerWork, from: Date, until: Date): Promise<readonly Reported[]> => (await sql<Reported>`select * from amity.glass_report(${from}, ${until})`.execute(work.db)).rows

/** Who has it in the diary, to be told by work email at once. */
export const keepersToTell = (work: SystemWork, breakId: string) => work.db.selectFrom('diaryItems as d')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.officerId'))
  .select(['o.email', 'd.agencyId']).distinct().where('d.aboutId', '=', breakId).where('d.aboutKind', 'in', ['broken glass', 'broken glass review']).where('o.leftAt', 'is', null).execute()

export const latestBreak = async (work: OfficerWork): Promise<string | undefined> => (await myBreaks(work))[0]?.id
