// One resident's report, up to its last page; sent, and sent again, by the test.
import { hiddenIn, newClient, newTally, type Answered, type Client } from './client.ts'
import type { Service } from './service.ts'

export const resident = (service: Service, signal = new AbortController().signal): Client => newClient({ base: service.base, tally: newTally(), signal })

const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  category: { category: 'noise' }, danger: { danger: 'no' }, story: { story: 'Shouting at night' }, when: { often: 'Most weeks' }, where: { place: '14 Larch Walk', postcode: 'AL8 6AE' }, effect: { harmed: 'Me', effect: '' }, who: { who: '' },
  because: {}, vulnerable: { children: 'no', vulnerability: '' }, contact: { named: 'no' }, needs: { share: 'yes' },
}

/** The first page alone: enough to be given files. */
export const begun = async (client: Client): Promise<void> => {
  await client.get('/report')
  await client.send('/report/category', { category: 'noise' })
}

/** All pages but the last. @returns what the last page's form sends, tokens and all */
export const upToSending = async (client: Client, story: string): Promise<Readonly<Record<string, string>>> => {
  await client.get('/report')
  for (const [page, answers] of Object.entries(ANSWERS)) {
    const answer = await client.send(`/report/${page}`, page === 'story' ? { story } : answers)
    if (answer.status !== 303) throw new Error(`${page}: ${answer.status}`)
  }
  return hiddenIn((await client.get('/report/check')).text, '/report/check')
}

export const storiesIn = async ({ database, partnership }: Service, story: string): Promise<number> =>
  Number((await database.owner.query<{ n: string }>('select count(*) as n from reports where partnership_id = $1 and story = $2', [partnership.id, story])).rows[0]?.n ?? 0)

/** All that sending it writes: the report, the announcement of it, the line in the trail. Whole and once is [1, 1, 1], and nothing half is [0, 0, 0]. */
export const keptOf = async ({ database, partnership }: Service, story: string): Promise<readonly number[]> => {
  const { rows } = await database.owner.query<{ kept: number[] }>(`with r as (select id::text as id from reports where partnership_id = $1 and story = $2)
    select array[(select count(*) from r), (select count(*) from outbox o where o.partnership_id = $1 and o.name = 'report received' and o.about ->> 'reportId' in (select id from r)),
      (select count(*) from audit_events a where a.partnership_id = $1 and a.action = 'report sent' and a.subject_id in (select id from r))]::int[] as kept`, [partnership.id, story])
  return rows[0]?.kept ?? []
}

/** One try, with whatever it answers: 503 too. */
export const rawly = async ({ base }: Service, client: Client, path: string, fields?: Readonly<Record<string, string>>): Promise<Answered & { readonly retryAfter: string | null; readonly says: string }> => {
  const began = performance.now()
  const answer = await fetch(base + path, {
    redirect: 'manual', headers: { cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, signal: AbortSignal.timeout(60_000), ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
  })
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get('location') ?? '', text, ms: performance.now() - began, retryAfter: answer.headers.get('retry-after'), says: text.replace(/^[\s\S]*<main/, '<main').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}
