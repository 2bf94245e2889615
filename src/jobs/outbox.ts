// The outbox: news written in the same transaction as the thing itself, read by each reader once, after commit.
import type pg from 'pg'
import type { Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import type { Reader } from './readers.ts'

export type WaitingNews = { readonly partnershipId: number; readonly id: string; readonly name: string; readonly about: Readonly<Record<string, string>> }

/** Runs `act` on one connection as the gate, which sees across partnerships and cannot sign in. */
export const asGate = async <T>(database: Database, act: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    const answer = await act(client)
    await client.query('commit')
    return answer
  } catch (problem) {
    // Where the connection itself broke there is nothing left to roll back, and the first problem is the one to tell.
    await client.query('rollback').catch(() => undefined)
    throw problem
  } finally {
    client.release()
  }
}

/**
 * Takes up to `most` announcements, passes them to `handOn` at once and marks them. Rows another worker holds are skipped. If
 * handing on fails nothing is marked, and all of them come again: readers act once whatever happens (see readOnce).
 * With `of`, only what one partnership announced.
 */
export const takeNews = (database: Database, most: number, handOn: (news: readonly WaitingNews[]) => Promise<void>, of?: number): Promise<number> =>
  asGate(database, async client => {
    const { rows } = await client.query<WaitingNews>(`
      select partnership_id as "partnershipId", id, name, about from outbox where handed_on_at is null and ($2::int is null or partnership_id = $2)
      order by announced_at, id limit $1 for update skip locked`, [most, of ?? null])
    if (rows.length === 0) return 0
    await handOn(rows)
    await client.query('update outbox set handed_on_at = now() from unnest($1::int[], $2::uuid[]) as taken(partnership_id, id) where outbox.partnership_id = taken.partnership_id and outbox.id = taken.id',
      [rows.map(({ partnershipId }) => partnershipId), rows.map(({ id }) => id)])
    return rows.length
  })

export const findPartnershipById = (database: Database, id: number): Promise<Partnership | undefined> =>
  asGate(database, async client => {
    const { rows } = await client.query<Partnership>(`
      select p.id, p.name, p.language, p.is_demonstration as "isDemonstration", p.triage_agency_id as "triageAgencyId",
        a.name as "agencyName", a.brand_colour as "brandColour", a.phone, a.email
      from partnerships p left join agencies a on a.partnership_id = p.id and a.id = p.triage_agency_id where p.id = $1`, [id])
    return rows[0]
  })

/** Lets one reader act on one announcement, as the service itself; a second time does nothing. */
export const readOnce = async (database: Database, reader: Reader, news: WaitingNews, now: Date): Promise<void> => {
  const partnership = await findPartnershipById(database, news.partnershipId)
  if (partnership === undefined) return
  await keepWork(database, { kind: 'system' }, { partnership, now, purpose: reader.name }, async (work: SystemWork) => {
    const first = await work.db.insertInto('newsActedOn').values({ partnershipId: partnership.id, outboxId: news.id, reader: reader.name, actedAt: now })
      .onConflict(conflict => conflict.doNothing()).executeTakeFirst()
    if (first.numInsertedOrUpdatedRows === 1n) await reader.read(work, news.about)
  })
}

/** Reads all waiting news at once, in this process: for tests and for the command line. News made meanwhile is read too. With `of`, one partnership's. */
export const drainNews = async (database: Database, readers: readonly Reader[], now: Date, of?: number): Promise<void> => {
  for (;;) {
    const taken: WaitingNews[] = []
    await takeNews(database, 100, async news => { taken.push(...news) }, of)
    if (taken.length === 0) return
    for (const news of taken) for (const reader of readers.filter(one => one.news === news.name)) await readOnce(database, reader, news, now)
  }
}
