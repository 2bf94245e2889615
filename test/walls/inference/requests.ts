// What each walker asks at every door: ordinary records, every filter, order and page, words that fit only what is hidden, and the hidden
// records' own addresses. The same list for both worlds.
import type { Door } from '#web/doors.ts'
import { ask, type Fields, type Request } from './ask.ts'
import type { Crawled, Route } from './crawl.ts'
import { HIDDEN, hiddenId, type Kind } from './hidden.ts'
import { candidatesFor, type Keys } from './keys.ts'
import type { Walker } from './walkers.ts'
import type { World } from './worlds.ts'

/** What hidden and ordinary people share, to be typed wherever words are. */
export type Shared = { readonly familyName: string; readonly phone: string; readonly email: string; readonly address: string; readonly postcode: string }
/** Doors that would end the walk, or ask something else than this service. */
const LEFT_OUT = [
  // A new secret each time they are opened.
  '/account/second-factor/app', '/account/second-factor/passkeys/add',
  '/sign-out', '/sign-out-everywhere', '/my-case/sign-out', '/my-case/leave', '/my-case/demonstration', '/sign-in',
]
/** Doors whose every hidden kind is tried; the others take turns, two kinds each. */
const ALL_KINDS = ['/cases/:reference', '/files/:id', '/people/:person']

const wrongCheck = (reference: string): string => reference.slice(0, -1) + (reference.endsWith('2') ? '3' : '2')
/** What is typed into a box for words: everything on a list, the likeliest on a page of one record. */
const probes = (shared: Shared, onList: boolean): readonly string[] => onList
  ? [...Object.values(shared), 'Zephyrine', 'Zephyr', HIDDEN[0]?.reference ?? '', wrongCheck(HIDDEN[1]?.reference ?? ''), (HIDDEN[2]?.reference ?? '').replaceAll('-', ' ').toLowerCase()]
  : [shared.familyName, shared.phone, 'Zephyrine']
/** The whole walk is a command (npm run wall-walk); the suite takes fewer of a choice's options and one hidden kind at a door. */
export const WHOLE = process.env['AMITY_WHOLE_WALK'] === 'yes'
const MOST_OPTIONS = WHOLE ? 12 : 3

/** GET requests at ordinary addresses. */
export const ordinaryGets = ({ routes }: Crawled, shared: Shared): readonly Request[] => routes.filter(({ door }) => door.method === 'GET' && !LEFT_OUT.includes(door.path)).flatMap(route => {
  const [first] = route.urls
  const asked = [...route.asked]
  for (const [name, values] of first === undefined ? [] : route.boxes) for (const value of values.length > 0 ? values.slice(0, MOST_OPTIONS) : probes(shared, !route.door.path.includes('/:'))) asked.push(`${first}?${new URLSearchParams({ [name]: value }).toString()}`)
  return [...route.urls, ...asked].map((url): Request => ({ method: 'GET', url }))
})

const valueFor = (name: string, typed: string, shared: Shared, hidden: string): string => {
  if (/phone/i.test(name)) return shared.phone
  if (/mail/i.test(name)) return shared.email
  if (/postcode/i.test(name)) return shared.postcode
  if (/address|place/i.test(name)) return shared.address
  if (/reference|^case$|into|find|search|^q$/i.test(name)) return hidden
  if (/name|who/i.test(name)) return `Zephyrine ${shared.familyName}`
  if (/-(day|month)$/.test(name)) return '1'
  if (name.endsWith('-year')) return '2026'
  return typed === '' ? 'A plain answer' : typed
}

const filled = ({ fields = {} }: Route, shared: Shared, hidden: string): Fields => Object.fromEntries(Object.entries(fields).map(([name, typed]) => [name, name.startsWith('_') || /^[0-9a-f-]{36}$/.test(typed) ? typed : valueFor(name, typed, shared, hidden)]))
const isPost = ({ door }: Route): boolean => door.method === 'POST' && !LEFT_OUT.includes(door.path)

/** POST requests at ordinary addresses: what the form there would send, with words that fit what is hidden. */
export const ordinaryPosts = ({ routes }: Crawled, shared: Shared): readonly Request[] => routes.filter(isPost).flatMap((route, at) =>
  [...route.urls].slice(0, 1).map((url): Request => ({ method: 'POST', url, fields: filled(route, shared, HIDDEN[at % HIDDEN.length]?.reference ?? '') })))

/** Doors that name no record of a case. */
const OF_NO_CASE = /^\/(agencies|api-keys|certifications|delegations|imports|measures|officers|roles|set-up|sign-in|teams?|training)\b/
const kindsAt = (door: Door, at: number): readonly Kind[] => HIDDEN.map(({ kind }) => kind).filter((_, kind) => ALL_KINDS.includes(door.path) || kind === at % 9 || (WHOLE && kind === (at + 4) % 9))
export type HiddenDoor = { readonly door: Door; readonly kind: Kind; readonly request: Request; readonly reached: boolean }

/** One hidden kind for each of those who see some, tried at every door whatever its place in the list. */
const TRIED: readonly Kind[] = ['domestic abuse', 'another agency', 'conflict']
const insiderOf = (insiders: readonly Walker[], kind: Kind): Walker | undefined => insiders[kind === 'conflict' ? 2 : kind === 'another agency' || kind === 'lapsed grant' ? 1 : 0]
const addressesOf = (path: string, keys: Keys, kind: Kind): readonly string[] => [...candidatesFor(path, keys.filter(key => key.hidden === kind))].slice(0, 8)

/** An address of this kind that opens the door to those who may see it; undefined when none does. */
const openedBy = async (withHidden: World, path: string, keys: Keys, insiders: readonly Walker[], kind: Kind): Promise<string | undefined> => {
  const who = insiderOf(insiders, kind)
  for (const url of who === undefined ? [] : addressesOf(path, keys, kind)) if (who !== undefined && (await ask(withHidden, who, { method: 'GET', url })).status === 200) return url
  return undefined
}

/** The hidden records' own addresses at every door that names a record, found with the eyes of those who may see them. */
export const hiddenDoors = async ({ routes }: Crawled, withHidden: World, keys: Keys, insiders: readonly Walker[], shared: Shared): Promise<readonly HiddenDoor[]> => {
  const found: HiddenDoor[] = []
  for (const [at, route] of routes.filter(({ door }) => door.path.includes('/:') && /reference|:id|:person|:transfer/.test(door.path) && !OF_NO_CASE.test(door.path)).entries()) {
    const opened = new Map<Kind, string>()
    const isGet = route.door.method === 'GET'
    for (const kind of isGet ? TRIED : []) if (opened.size === 0) { const url = await openedBy(withHidden, route.door.path, keys, insiders, kind); if (url !== undefined) opened.set(kind, url) }
    for (const kind of new Set([...opened.keys(), ...kindsAt(route.door, at)])) {
      const url = opened.get(kind) ?? addressesOf(route.door.path, keys, kind)[0]
      if (url !== undefined) found.push({ door: route.door, kind, reached: opened.has(kind), request: isGet ? { method: 'GET', url } : { method: 'POST', url, fields: filled(route, shared, hiddenId('nothing')) } })
    }
  }
  return found
}
