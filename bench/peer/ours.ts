// What Amity is asked, page by page as its officers' browsers ask: twenty officers of the third agency, signed in, of the seeded million.
import type pg from 'pg'
import { parseHTML } from 'linkedom'
import { chance } from '../seed/chance.ts'
import { tokenOf, type Office } from '../seed/office.ts'
import { slipIn, type Operation, type Request } from './shoot.ts'

/** Leads about 5 in 100 of all cases, as agency 3 of the peer does. */
const AGENCY = 2
const OFFICERS = 20
const PAGE = 20
type Browser = { readonly n: number; readonly id: string; readonly cookie: string; readonly csrf: string; readonly second: string; readonly deep: string }
type Opened = { readonly office: Office; readonly browsers: readonly Browser[] }

/** The service lets one address ask a door 600 times a minute. Here every request comes from another, as from a county's offices. */
let asked = 0
const from = (cookie: string): Record<string, string> => {
  asked += 1
  return { cookie, 'x-forwarded-for': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`, 'accept-encoding': 'br' }
}

const open = async (url: string, office: Office, n: number, deepAfter: string): Promise<Browser> => {
  const session = `amity_session=${tokenOf(office.partnershipId, n)}`
  const form = await fetch(`${url}/cases/new`, { headers: from(session) })
  if (form.status !== 200) throw new Error(`/cases/new: ${form.status}`)
  const cookie = [session, ...form.headers.getSetCookie().map(set => set.split(';')[0])].join('; ')
  const csrf = parseHTML(await form.text()).document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
  const list = parseHTML(await (await fetch(`${url}/cases?sort=due`, { headers: from(cookie) })).text())
  const second = [...list.document.querySelectorAll('a')].map(link => link.getAttribute('href') ?? '').find(href => href.includes('after=')) ?? ''
  if (csrf === '' || second === '') throw new Error('The pages hold no form or no second page')
  return { n, id: office.officers[n]?.id ?? '', cookie, csrf, second, deep: `/cases?sort=due&after=${deepAfter}` }
}

const openAll = async (url: string, pool: pg.Pool, page: number): Promise<Opened> => {
  const { rows: [seeded] } = await pool.query<{ office: Office }>('select office from bench.seeds order by number limit 1')
  if (seeded === undefined) throw new Error('Seed the database first: npm run bench -- seed --cases 1000000')
  const { office } = seeded
  const officers = office.officers.flatMap((officer, n) => officer.agency === AGENCY && !officer.isManager ? [n] : [])
  const { rows: [deep] } = await pool.query<{ at: Date; id: string }>(`select next_due_at as at, case_id as id from case_access where partnership_id = $1 and principal = $2 and status in ('open', 'on hold') order by next_due_at, case_id offset $3 limit 1`,
    [office.partnershipId, office.agencies[AGENCY]?.principal, (page - 1) * PAGE - 1])
  const after = deep === undefined ? '' : `${deep.at.toISOString()}_${deep.id}`
  return { office, browsers: await Promise.all(Array.from({ length: OFFICERS }, (_, at) => open(url, office, officers[at % officers.length] ?? 0, after))) }
}

const turning = <T>(all: readonly T[]): (() => T) => {
  let n = 0
  return () => { const found = all[n % all.length]; n += 1; if (found === undefined) throw new Error('Nothing to ask for'); return found }
}

/** Two words in 1,000 to 4,000 of a million cases, as the peer's two-word phrases are: neither the commonest nor rare ones. */
const phrasesOf = async (pool: pg.Pool): Promise<readonly string[]> => {
  const { rows: [cases] } = await pool.query<{ n: number }>('select reltuples::int as n from pg_class where oid = $1::regclass', ['case_words'])
  const { rows } = await pool.query<{ word: string; ndoc: number }>(`select word, ndoc from ts_stat($$select to_tsvector('simple', words) from case_words tablesample system (1)$$) where length(word) > 4 and word ~ '^[a-z]+$' order by word`)
  const share = (cases?.n ?? 0) / 100
  const usual = rows.filter(({ ndoc }) => ndoc > share * 0.035 && ndoc < share * 0.06).map(({ word }) => word)
  return Array.from({ length: 200 }, (_, n) => `${usual[chance(n, 7) % usual.length]} ${usual[chance(n, 8) % usual.length]}`)
}

const MONTH = new Date().getMonth() + 1
const newCase = (browser: Browser): string => new URLSearchParams({
  _csrf: browser.csrf, _once: crypto.randomUUID(), title: 'Loud music in the back bedroom', severity: 'standard', category: 'noise', leadOfficerId: browser.id, harmed: 'people near by', 'happened-day': '1', 'happened-month': String(MONTH), 'happened-year': String(new Date().getFullYear()), 'happened-time': '21:30', place: '', name: '', phone: '', email: '', times: '', mustNotKnow: '',
  story: 'Neighbour telephoned about loud music through the ceiling, most nights after eleven, has asked them to stop and was shouted at, keeps a diary, is tired and works early, wants to know what can be done and who will ring her back tomorrow',
}).toString()

export const ours = async (url: string, pool: pg.Pool, deepPage: number): Promise<readonly Operation[]> => {
  const { office, browsers } = await openAll(url, pool, deepPage)
  const browser = turning(browsers)
  const principal = office.agencies[AGENCY]?.principal
  const { rows: cases } = await pool.query<{ reference: string }>(`select c.reference from case_access a join cases c on c.partnership_id = a.partnership_id and c.id = a.case_id where a.partnership_id = $1 and a.principal = $2 and a.status in ('open', 'on hold') order by hashtext(c.id::text) limit 2000`, [office.partnershipId, principal])
  const { rows: people } = await pool.query<{ name: string }>(`select given_name || ' ' || family_name as name from (select * from people tablesample system (2)) p where partnership_id = $1 and $2 = any (visible_to) order by id limit 400`, [office.partnershipId, principal])
  const [reference, exact, misspelt] = [turning(cases.map(one => one.reference)), turning(people.map(({ name }) => name)), turning(people.map(({ name }) => name))]
  const phrase = turning(await phrasesOf(pool))
  const read = (name: string, path: (who: Browser) => string): Operation => ({ name, status: 200, next: () => { const who = browser(); return { method: 'GET', path: path(who), headers: from(who.cookie) } } })
  const search = (name: string, path: () => string): Operation => ({ ...read(name, path), finds: body => parseHTML(body).document.querySelector('main tbody tr') !== null })
  const create = (): Request => { const who = browser(); return { method: 'POST', path: '/cases/new', headers: { ...from(who.cookie), 'content-type': 'application/x-www-form-urlencoded' }, body: newCase(who) } }
  return [
    read('list, page 2', ({ second }) => second), read(`list, page ${deepPage}`, ({ deep }) => deep), read('case, latest 20 entries', () => `/cases/${reference()}`),
    search('search, two words', () => `/cases?status=all&q=${encodeURIComponent(phrase())}`), search('search, a letter missing', () => `/cases?status=all&q=${encodeURIComponent(slipIn(phrase()))}`),
    search('person, exact', () => `/people?q=${encodeURIComponent(exact())}`), search('person, a letter missing', () => `/people?q=${encodeURIComponent(slipIn(misspelt()))}`),
    read('open, counted', () => '/places/wards'), { name: 'create, with an entry', status: 303, next: create },
  ]
}
