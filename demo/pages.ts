// The main pages of the demonstration and how one comes to each: for the pictures of the guides, and for the test that walks them.

/** Whoever opens pages here: a browser, or a visitor of a test. */
export type Opener = { readonly html: (path: string) => Promise<string> }
export type Role = 'resident' | 'officer' | 'manager' | 'adviser' | 'police' | 'admin' | 'person harmed'
export type MainPage = { readonly name: string; readonly as: Role; readonly path: string | ((at: Opener) => Promise<string>); readonly at?: string }

const first = async (at: Opener, list: string, wanted: RegExp): Promise<string> => {
  const found = wanted.exec(await at.html(list))?.[0]
  if (found === undefined) throw new Error(`Nothing on ${list} looks like ${String(wanted)}`)
  return found
}
const REFERENCE = String.raw`[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}`
/** A case of Priya's that is open at high risk and has something to look at, so that every part of its file says something. */
const aCase = async (at: Opener): Promise<string> => {
  const html = await at.html('/cases?whose=mine&risk=high&sort=due')
  const paths = [...new Set(html.match(new RegExp(`/cases/${REFERENCE}`, 'g')) ?? [])]
  for (const path of paths) if (/data-evidence|amity-files/.test(await at.html(path))) return path
  if (paths[0] === undefined) throw new Error('No case at high risk')
  return paths[0]
}
const onCase = (rest: string) => async (at: Opener): Promise<string> => `${await aCase(at)}${rest}`
/** A case of theirs in which a notice is in force and broken: from the diary, where its clocks stand. */
const aMatter = async (at: Opener): Promise<string> => {
  for (const path of new Set((await at.html('/diary?kind=legal')).match(new RegExp(`/cases/${REFERENCE}`, 'g')) ?? [])) {
    const found = (await at.html(path)).match(/\/cases\/[\w-]+\/matters\/[0-9a-f-]{36}/g)?.at(-1)
    if (found !== undefined) return found
  }
  throw new Error('No matter is in the diary')
}
const tools = async (at: Opener): Promise<string> => first(at, await aMatter(at), /\/cases\/[\w-]+\/tools\?subject=[0-9a-f-]{36}/)
/** A letter of the demonstration that waits for paper, and one being written: found where an officer finds them. */
const aLetter = (rest: string) => async (at: Opener): Promise<string> => {
  const path = await first(at, '/cases?whose=all&sort=due', new RegExp(`/cases/${REFERENCE}`)).catch(() => '')
  for (const one of [path, ...new Set((await at.html('/cases')).match(new RegExp(`/cases/${REFERENCE}`, 'g')) ?? [])]) {
    const found = one === '' ? undefined : new RegExp(`/cases/${REFERENCE}/letters/[0-9a-f-]{36}`).exec(await at.html(one))?.[0]
    if (found !== undefined) return `${found}${rest}`
  }
  throw new Error('No case has a letter')
}
/** Papers for court of the demonstration: on the case whose injunction the council asked for. */
const court = async (at: Opener): Promise<string> => {
  for (const whose of ['mine', 'all']) {
    for (const path of new Set((await at.html(`/cases?whose=${whose}&sort=due`)).match(new RegExp(`/cases/${REFERENCE}`, 'g')) ?? [])) if (/Statements: [1-9]/.test(await at.html(path))) return `${path}/court`
  }
  throw new Error('No case has papers for court')
}
const inCourt = (wanted: string) => async (at: Opener): Promise<string> => first(at, await court(at), new RegExp(`/cases/${REFERENCE}/court/${wanted}`))
const aReport = async (at: Opener): Promise<string> => {
  const paths = [...new Set((await at.html('/reports')).match(new RegExp(`/reports/${REFERENCE}`, 'g')) ?? [])]
  for (const path of paths) if ((await at.html(path)).includes('amity-files')) return path
  throw new Error('No report came with a file')
}

export const MAIN_PAGES: readonly MainPage[] = [
  { name: 'first-page', as: 'resident', path: '/' }, { name: 'report-category', as: 'resident', path: '/report/category' }, { name: 'public-orders', as: 'resident', path: '/public-spaces-orders' }, { name: 'public-order', as: 'resident', path: at => first(at, '/public-spaces-orders', /\/public-spaces-orders\/[0-9a-f-]{36}/) }, { name: 'sign-in', as: 'resident', path: '/sign-in' }, { name: 'contact', as: 'resident', path: '/contact' },
  { name: 'own-page', as: 'person harmed', path: '/my-case' }, { name: 'own-page-diary', as: 'person harmed', path: '/my-case/diary' }, { name: 'own-page-diary-add', as: 'person harmed', path: '/my-case/diary/add' },
  { name: 'diary', as: 'officer', path: '/diary' }, { name: 'triage', as: 'officer', path: '/reports' }, { name: 'report', as: 'officer', path: aReport }, { name: 'cases', as: 'officer', path: '/cases' },
  { name: 'case-file', as: 'officer', path: aCase }, { name: 'chronology', as: 'officer', path: aCase, at: '#chronology' }, { name: 'evidence', as: 'officer', path: aCase, at: '#evidence' }, { name: 'plan', as: 'officer', path: aCase, at: '#plan' },
  { name: 'as-seen', as: 'officer', path: onCase('/as-seen') }, { name: 'risk', as: 'officer', path: onCase('/risk') }, { name: 'on-paper', as: 'officer', path: onCase('/print') },
  { name: 'what-could-we-do', as: 'officer', path: tools }, { name: 'matter', as: 'officer', path: aMatter }, { name: 'matter-term', as: 'officer', path: async at => `${await aMatter(at)}/terms` },
  { name: 'court', as: 'officer', path: court }, { name: 'court-statement', as: 'officer', path: inCourt('statements/[0-9a-f-]{36}') }, { name: 'court-statement-write', as: 'officer', path: async at => `${await court(at)}/statements/new` }, { name: 'court-chronology-choose', as: 'officer', path: async at => `${await court(at)}/chronologies/new` },
  { name: 'court-bundle', as: 'officer', path: inCourt('bundles/[0-9a-f-]{36}') }, { name: 'court-bundle-make', as: 'officer', path: async at => `${await court(at)}/bundles/new` },
  { name: 'people', as: 'officer', path: '/people' }, { name: 'take-report', as: 'adviser', path: '/reports/new' }, { name: 'see-it-report-it', as: 'adviser', path: '/seen' },
  { name: 'letter-begin', as: 'officer', path: onCase('/letters/new') }, { name: 'letter', as: 'officer', path: aLetter('') }, { name: 'print-run', as: 'officer', path: '/print-runs/new' }, { name: 'templates', as: 'manager', path: '/templates' }, { name: 'template', as: 'manager', path: '/templates/community-protection-warning' },
  { name: 'template-write', as: 'manager', path: '/templates/new?from=warning' },
  { name: 'registers', as: 'manager', path: '/registers' }, { name: 'register-penalties', as: 'manager', path: '/registers/fixed-penalties' }, { name: 'clocks', as: 'manager', path: '/team/clocks' }, { name: 'orders', as: 'manager', path: '/public-spaces' },
  { name: 'order', as: 'manager', path: at => first(at, '/public-spaces', /\/public-spaces\/orders\/[0-9a-f-]{36}/) }, { name: 'order-prepared', as: 'manager', path: at => first(at, '/public-spaces', /\/public-spaces\/proposals\/[0-9a-f-]{36}/) }, { name: 'order-elsewhere', as: 'manager', path: '/public-spaces/record' },
  { name: 'team', as: 'manager', path: '/team' }, { name: 'few-eyes', as: 'manager', path: '/reports' }, { name: 'evidence-without-home', as: 'manager', path: '/evidence' }, { name: 'quality', as: 'manager', path: '/quality' }, { name: 'surveys', as: 'manager', path: '/surveys' },
  { name: 'improvements', as: 'manager', path: '/improvements' }, { name: 'measures', as: 'manager', path: '/measures' }, { name: 'measure-resolved', as: 'manager', path: '/measures/resolved' }, { name: 'messages', as: 'manager', path: '/messages' },
  { name: 'message', as: 'manager', path: at => first(at, '/messages', /\/messages\/[0-9a-f-]{36}/) },
  { name: 'the-law', as: 'admin', path: '/law' }, { name: 'a-rule', as: 'admin', path: '/law/rules/cpn.review' }, { name: 'officers', as: 'admin', path: '/officers' }, { name: 'settings', as: 'admin', path: '/settings' }, { name: 'content', as: 'admin', path: '/content' }, { name: 'imports', as: 'admin', path: '/imports' },
]

/** The email by which a role signs in to the demonstration. */
export const emailOf = (role: Role): string => `${role}@amity.example`
