// All SQL on calendar links: an officer makes and ends their own, and a calendar reads by it.
import { sql } from 'kysely'
import type { OfficerWork, PublicWork } from '#db/work.ts'
import type { FeedClock } from './ical.ts'

export const myFeed = (work: OfficerWork) => work.db.selectFrom('calendarFeeds').select(['id', 'madeAt']).where('officerId', '=', work.actor.officerId).where('endedAt', 'is', null).executeTakeFirst()

export const endFeed = async (work: OfficerWork): Promise<void> => {
  await work.db.updateTable('calendarFeeds').set({ endedAt: work.now }).where('officerId', '=', work.actor.officerId).where('endedAt', 'is', null).execute()
}

/** A new link ends the one before. */
export const keepFeed = async (work: OfficerWork, tokenHash: string): Promise<void> => {
  await endFeed(work)
  await work.db.insertInto('calendarFeeds').values({ partnershipId: work.partnership.id, id: work.newId(), officerId: work.actor.officerId, tokenHash, madeAt: work.now }).execute()
}

type Found = { readonly clocks: readonly { readonly key: string; readonly dueAt: string; readonly warn: FeedClock['warn'] }[] }
/** Undefined for a link that was ended, or never was. */
export const clocksBehind = async (work: PublicWork, tokenHash: string): Promise<readonly FeedClock[] | undefined> => {
  const { rows } = await sql<{ found: Found | null }>`select amity.calendar_feed(${tokenHash}) as found`.execute(work.db)
  return rows[0]?.found?.clocks.map(({ key, dueAt, warn }) => ({ key, dueAt: new Date(dueAt), warn }))
}
