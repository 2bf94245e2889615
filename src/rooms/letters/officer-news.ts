// Tells officers by work email that something waits for them. How many and where, never what or who: a work inbox is read by others.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { addDays, londonDay, londonMoment } from '#kernel/time.ts'
import { isWorkingDay } from '#kernel/working-days.ts'
import { insertMessage } from './letters-store.ts'

export const NEWS = ['at once', 'each morning', 'never'] as const
export type News = (typeof NEWS)[number]

/** What a colleague or a person harmed waits for, and an officer does not set for themselves. */
const AT_ONCE = ['manager review', 'closing answer', 'transfer answer', 'message to answer', 'first contact'] as const
/** And tasks that cannot wait for the morning. */
const ABOUT_AT_ONCE = ['broken glass', 'broken glass review', 'lead in conflict'] as const
const MOST = 2000
const MORNING = '07:30'

type Counted = { readonly id: string; readonly email: string; readonly news: News; readonly sentAt: Date | null; readonly agencyId: string; readonly due: number; readonly fresh: number }

/** Officers at work who want news, with what is due by tonight and what others gave them since they were last told. */
const toTell = async (work: SystemWork, tonight: Date): Promise<readonly Counted[]> => (await sql<Counted>`
  select o.id, o.email, o.news, o.news_sent_at as "sentAt", (array_agg(d.agency_id order by d.due_at))[1] as "agencyId",
    count(*) filter (where d.due_at <= ${tonight})::int as due,
    count(*) filter (where (d.kind = any(${[...AT_ONCE]}) or d.about_kind = any(${[...ABOUT_AT_ONCE]})) and d.made_at > coalesce(o.news_sent_at, ${work.now}::timestamptz - interval '10 minutes'))::int as fresh
  from officers o join diary_items d on d.partnership_id = o.partnership_id and d.officer_id = o.id and d.done_at is null and d.cancelled_at is null
  where o.partnership_id = ${work.partnership.id} and o.left_at is null and o.news <> 'never' and not exists (select 1 from officers_away w where w.partnership_id = o.partnership_id and w.officer_id = o.id)
  group by o.id, o.email, o.news, o.news_sent_at order by o.id limit ${MOST}`.execute(work.db)).rows

const thing = (n: number): string => n === 1 ? '1 thing' : `${n} things`

const tell = async (work: SystemWork, { id, email, agencyId }: Counted, says: string, baseUrl: string): Promise<void> => {
  await insertMessage(work, {
    caseId: null, reportId: null, personId: null, purpose: 'officer news', means: 'email', address: email, subject: 'Amity: your diary', language: 'en', safeBecause: 'A work address', state: 'waiting', agencyId,
    body: `${says}\n\n${baseUrl}/diary\n\nTo change or stop these emails: ${baseUrl}/account/news`,
  }, undefined)
  await work.db.updateTable('officers').set({ newsSentAt: work.now }).where('id', '=', id).execute()
}

/** Whatever news they chose: something must be looked at now. Nothing says what, for a work inbox is shared and seen. */
export const tellNow = async (work: SystemWork, officers: readonly { readonly email: string; readonly agencyId: string }[]): Promise<void> => {
  for (const { email, agencyId } of officers) {
    await insertMessage(work, {
      caseId: null, reportId: null, personId: null, purpose: 'officer news', means: 'email', address: email, subject: 'Amity: please look at your diary now', language: 'en', safeBecause: 'A work address', state: 'waiting', agencyId,
      body: 'Something in your diary in Amity needs you now. Sign in as you always do, and open My work.',
    }, undefined)
  }
}

export const tellOfficers = async (work: SystemWork, baseUrl: string): Promise<void> => {
  const [opens, tonight] = [londonMoment(work.today, MORNING), londonMoment(addDays(work.today, 1), '00:00')]
  if (opens === undefined || tonight === undefined) return
  for (const officer of await toTell(work, tonight)) {
    const isMorning = work.now >= opens && isWorkingDay(work.today) && (officer.sentAt === null || londonDay(officer.sentAt) < work.today || officer.sentAt < opens)
    if (isMorning && officer.due > 0) await tell(work, officer, `${thing(officer.due)} in your diary ${officer.due === 1 ? 'is' : 'are'} due by tonight.`, baseUrl)
    else if (officer.news === 'at once' && officer.fresh > 0) await tell(work, officer, `${thing(officer.fresh)} in your diary ${officer.fresh === 1 ? 'waits' : 'wait'} for you since we last wrote.`, baseUrl)
  }
}

export const tellingOfficers: Chore = { name: 'letters.officer-news', cron: '*/10 * * * *', each: tellOfficers }
