// Finds, for every door of the assembled app, addresses of ordinary records that it opens: from the links and forms of the pages
// themselves, and for the rest from the keys in the database. A new door is filled by being linked to, or by having rows.
import { rooms } from '#src/rooms.ts'
import type { Door } from '#web/doors.ts'
import { readDocument } from '#test/harness/dom.ts'
import { PAGES } from '#rooms/reporting/report-pages.ts'
import { ask, type Fields } from './ask.ts'
import { candidatesFor, type Keys } from './keys.ts'
import type { World } from './worlds.ts'
import type { Walker } from './walkers.ts'

/** `urls`: paths without a question; `asked`: with one (pages, filters, orders); `forms`: what a form there would send. */
export type Route = { readonly door: Door; readonly urls: Set<string>; readonly asked: Set<string>; fields: Fields | undefined; readonly boxes: Map<string, readonly string[]> }
export type Crawled = { readonly routes: readonly Route[]; readonly closed: readonly string[] }

/** As much of an element as is read here. */
type Box = { readonly tagName: string; readonly textContent: string | null; getAttribute(name: string): string | null; querySelectorAll(selector: string): Iterable<Box> }

const doors = rooms.flatMap(room => room.doors)
const patternOf = ({ path }: Door): RegExp => new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/:\w+/g, '[^/?]+').replaceAll('*', '.*')}$`)
const params = (path: string): number => path.split('/:').length - 1
const MOST_URLS = 2
const MOST_ASKED = 14
const MOST_TRIED = 12
// Words on a page that lead out of the walk.
const LEAVES = /^\/(assets|health)\//

/** Addresses that neither a page nor a key leads to. */
const GIVEN: Readonly<Record<string, readonly string[]>> = { '/report/:page': PAGES.map(page => `/report/${page}`) }

const routesOf = (): Route[] => doors.map(door => ({ door, urls: new Set(params(door.path) === 0 ? [door.path] : []), asked: new Set(), fields: undefined, boxes: new Map() }))

/** The route a path belongs to: the one with the fewest open places, as the server chooses. */
const finder = (routes: readonly Route[]) => {
  const sorted = routes.map(route => ({ route, pattern: patternOf(route.door) })).toSorted((a, b) => params(a.route.door.path) - params(b.route.door.path))
  return (method: string, path: string): Route | undefined => sorted.find(({ route, pattern }) => route.door.method === method && pattern.test(path))?.route
}

type Find = ReturnType<typeof finder>
const addUrl = (find: Find, method: string, url: string): void => {
  if (!url.startsWith('/') || LEAVES.test(url)) return
  const [path = '', question] = url.split('#')[0]?.split('?') ?? []
  const route = find(method, path)
  if (route === undefined) return
  if (route.urls.size < MOST_URLS) route.urls.add(path)
  if (question !== undefined && question !== '' && route.asked.size < MOST_ASKED) route.asked.add(`${path}?${question}`)
}

/** Notes what a page leads to: its links, pictures, and the forms on it. */
const readPage = (find: Find, at: string, html: string): void => {
  const document = readDocument(html)
  for (const link of document.querySelectorAll('a[href], img[src], source[src], audio[src], video[src]')) addUrl(find, 'GET', link.getAttribute('href') ?? link.getAttribute('src') ?? '')
  for (const form of document.querySelectorAll('form')) {
    const method = (form.getAttribute('method') ?? 'get').toUpperCase()
    const action = (form.getAttribute('action') ?? at).split('?')[0] ?? at
    const route = find(method, action)
    if (route === undefined) continue
    if (method === 'POST') {
      if (route.urls.size < MOST_URLS) route.urls.add(action)
      route.fields ??= fieldsOf(form)
    } else for (const [name, values] of boxesOf(form)) route.boxes.set(name, values)
  }
}

const fieldsOf = (form: Box): Fields => {
  const fields: Record<string, string> = {}
  for (const box of form.querySelectorAll('input, textarea, select')) {
    const [name, type] = [box.getAttribute('name') ?? '', box.getAttribute('type') ?? 'text']
    if (name === '' || name === '_csrf' || type === 'file') continue
    if (type === 'radio' || type === 'checkbox') fields[name] ??= box.getAttribute('value') ?? 'yes'
    else if (box.tagName === 'SELECT') fields[name] = optionsOf(box).find(value => value !== '') ?? ''
    else fields[name] = type === 'hidden' ? box.getAttribute('value') ?? '' : ''
  }
  return fields
}

const optionsOf = (box: Box): readonly string[] => [...box.querySelectorAll('option')].map(option => option.getAttribute('value') ?? option.textContent ?? '')

/** What a form that only asks offers: the options of a choice, and none where words are typed. */
const boxesOf = (form: Box): readonly (readonly [string, readonly string[]])[] =>
  [...form.querySelectorAll('input, select')].flatMap((box): (readonly [string, readonly string[]])[] => {
    const [name, type] = [box.getAttribute('name') ?? '', box.getAttribute('type') ?? 'text']
    if (name === '' || type === 'hidden' || type === 'submit') return []
    if (box.tagName === 'SELECT') return [[name, optionsOf(box)]]
    return [[name, type === 'radio' || type === 'checkbox' ? [box.getAttribute('value') ?? 'yes'] : []]]
  })

/** Visits every door with each of these walkers until one opens it. `secret`: doors whose address no key in the database makes. @returns the routes, and the doors that opened for nobody. */
export const crawl = async (world: World, walkers: readonly Walker[], keys: Keys, secret: readonly string[]): Promise<Crawled> => {
  const routes = routesOf()
  const find = finder(routes)
  const opened = new Set<Route>()
  const tried = new Set<string>()
  const visit = async (route: Route, url: string): Promise<boolean> => {
    for (const walker of walkers) {
      if (!fits(walker, route.door) || tried.has(`${walker.who} ${url}`)) continue
      tried.add(`${walker.who} ${url}`)
      const { status, body } = await ask(world, walker, { method: 'GET', url })
      if (status !== 200) continue
      readPage(find, url, body)
      return true
    }
    return false
  }
  // Somebody begins a report, whose pages then open.
  for (const walker of walkers.filter(({ way }) => way === 'public')) await ask(world, walker, { method: 'POST', url: '/report', fields: {} })
  const gets = routes.filter(({ door }) => door.method === 'GET')
  for (const { door, urls } of gets) for (const value of GIVEN[door.path] ?? []) urls.add(value)
  for (let found = true; found;) {
    found = false
    for (const route of gets.filter(one => !opened.has(one))) for (const url of route.urls) if (!opened.has(route) && await visit(route, url)) { opened.add(route); found = true }
  }
  for (const route of gets.filter(one => !opened.has(one) && !secret.includes(one.door.path))) {
    for (const url of [...candidatesFor(route.door.path, keys)].slice(0, MOST_TRIED)) if (await visit(route, url)) { opened.add(route); route.urls.clear(); route.urls.add(url); break }
  }
  for (const route of routes.filter(({ door, urls }) => door.method === 'POST' && urls.size === 0)) {
    const same = routes.find(({ door, urls }) => door.method === 'GET' && urls.size > 0 && route.door.path.startsWith(door.path.split('/').slice(0, 3).join('/')))
    for (const url of [...candidatesFor(route.door.path, keys)].slice(0, 1)) if (same !== undefined) route.urls.add(url)
  }
  return { routes, closed: gets.filter(route => !opened.has(route)).map(({ door }) => door.path) }
}

/** Whether this walker's way in is the door's, so that opening it is worth a try. */
const fits = ({ way }: Walker, { may }: Door): boolean => {
  const wanted = typeof may === 'string' ? 'signed in' : may.way
  return wanted === 'anyone' ? way === 'public' || way === 'officer' : wanted === 'signed in' ? way === 'officer' : wanted === way
}
