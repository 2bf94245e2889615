// The pages officers spend their day on, as one list: benches time them, and tests count their queries and read their plans.

/** What there is to ask for: a case, a person, words, places of a list. */
export type Known = {
  readonly reference: string; readonly person: string; readonly report: string; readonly ward: string; readonly category: string; readonly colleague: string
  readonly familyName: string; readonly misspelt: string; readonly address: string; readonly words: string; readonly bornOn: string; readonly phone: string; readonly postcode: string
  /** Where a page deep in the list of open cases goes on, by when they were opened. */
  readonly middle: string
  /** Where an older page of the case's chronology goes on. */
  readonly older: string
}
export type Who = 'officer' | 'manager' | 'administrator'
/** A search and a measure may take longer than a page of twenty rows (issue 5, B.1). */
export type Kind = 'page' | 'search' | 'measure'
export type PageOf = { readonly name: string; readonly who: Who; readonly kind: Kind; readonly path: (known: Known) => string }

const at = (name: string, path: string | ((known: Known) => string), who: Who = 'officer', kind: Kind = 'page'): PageOf => ({ name, who, kind, path: typeof path === 'string' ? () => path : path })
const search = (name: string, path: (known: Known) => string): PageOf => at(name, path, 'officer', 'search')
const measure = (name: string, path: string | ((known: Known) => string)): PageOf => at(name, path, 'manager', 'measure')
const said = encodeURIComponent

const SORTS = ['opened', 'due', 'contact'] as const
const STATUSES = ['open', 'on hold', 'closed', 'all'] as const
const cases: readonly PageOf[] = [
  ...STATUSES.flatMap(status => SORTS.map(sort => at(`cases: ${status}, by ${sort}`, `/cases?status=${said(status)}&sort=${sort}`))),
  at('cases: a page from the middle', ({ middle }) => `/cases?after=${middle}`), at('cases: mine', '/cases?officer=me'), at('cases: a colleague’s', ({ colleague }) => `/cases?officer=${colleague}`),
  at('cases: one ward', ({ ward }) => `/cases?ward=${ward}`), at('cases: one category', ({ category }) => `/cases?category=${category}`), at('cases: severity high', '/cases?severity=high'),
  at('cases: risk high', '/cases?risk=high'), at('cases: risk not assessed', '/cases?risk=not+assessed'), at('cases: a rare flag', '/cases?flag=marac'), at('cases: something late', '/cases?late=yes&sort=due'),
  at('cases: stale', '/cases?stale=yes&sort=contact'), at('cases: they spoke last', '/cases?spoke=yes&sort=contact'),
  at('cases: ward, category and risk together', ({ ward, category }) => `/cases?ward=${ward}&category=${category}&risk=high`), at('open cases by ward', '/places/wards'),
]
const searches: readonly PageOf[] = [
  search('search cases: a name', ({ familyName }) => `/cases?status=all&q=${said(familyName)}`), search('search cases: a name misspelt', ({ misspelt }) => `/cases?status=all&q=${said(misspelt)}`),
  search('search cases: an address', ({ address }) => `/cases?status=all&q=${said(address)}`), search('search cases: free text', ({ words }) => `/cases?status=all&q=${said(words)}`),
  search('search cases: a reference', ({ reference }) => `/cases?status=all&q=${reference}`), search('search cases: nothing like it', () => '/cases?status=all&q=qzxwvkj'),
  search('search people: a name', ({ familyName }) => `/people?q=${said(familyName)}`), search('search people: an address', ({ address }) => `/people?q=${said(address)}`),
  search('search people: a postcode', ({ postcode }) => `/people?q=${said(postcode)}`), search('search people: a telephone', ({ phone }) => `/people?q=${said(phone)}`),
  search('search people: a birth date', ({ bornOn }) => `/people?q=${said(bornOn)}`), search('search people: two letters', () => '/people?q=li'),
]
const registers: readonly PageOf[] = [
  at('register: markers', '/markers'), at('register: shared with us', '/shared'), at('register: referrals', '/referrals'), at('register: disclosures', '/sharing/disclosures'), at('register: transfers', '/transfers', 'manager'),
  at('register: closings', '/closings', 'manager'), at('register: messages', '/messages', 'manager'), at('register: evidence without a home', '/evidence', 'manager'), at('register: surveys', '/surveys', 'manager'),
  at('register: improvements', '/improvements', 'manager'), at('register: quality', '/quality', 'manager'), at('register: officers', '/officers', 'administrator'), at('register: conflicts', '/conflicts'),
  at('register: who looked at a case', ({ reference }) => `/cases/${reference}/looked`),
]
const measures: readonly PageOf[] = [
  measure('measures', '/measures'), measure('measures: resolved', '/measures/resolved'), measure('measures: resolved, one ward', ({ ward }) => `/measures/resolved?ward=${ward}`), measure('measures: resolved, the cases', '/measures/resolved/cases'),
  measure('measures: handling', '/measures/handling'), measure('measures: handling, the answers', '/measures/handling/answers'), measure('measures: neighbourhood', '/measures/neighbourhood'),
]

export const PAGES: readonly PageOf[] = [
  at('home (nobody signed in is there)', '/'), at('my work', '/diary'), at('my work: this week', '/diary?when=this+week'), at('team board', '/team', 'manager'), at('triage pot', '/reports'), at('a report', ({ report }) => `/reports/${report}`),
  ...cases, at('case file', ({ reference }) => `/cases/${reference}`), at('case file: an older page of the chronology', ({ reference, older }) => `/cases/${reference}?before=${older}`),
  at('case file: words in the chronology', ({ reference }) => `/cases/${reference}?words=rang`), at('case file: tools', ({ reference }) => `/cases/${reference}/tools`), at('person page', ({ person }) => `/people/${person}`),
  ...searches, ...registers, ...measures,
]
