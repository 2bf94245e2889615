// A client that does not give up: it sends the same form again, with the same tokens, until the service has answered it.
import { setTimeout as pause } from 'node:timers/promises'

export type Answered = { readonly status: number; readonly location: string; readonly text: string; readonly ms: number }
export type Fields = Readonly<Record<string, string>>
export type Sent = { readonly field: string; readonly name: string; readonly type: string; readonly bytes: Buffer }
export type Client = {
  get(path: string): Promise<Answered>
  /** Opens the page and sends its form; sends it again until it is answered. */
  send(path: string, fields: Fields, file?: Sent): Promise<Answered>
  /** One try; undefined when there was no answer, or the service said that it could not. */
  once(path: string, fields?: Fields, file?: Sent): Promise<Answered | undefined>
  readonly cookies: Map<string, string>
}
export type Tally = { requests: number; unanswered: number; unavailable: number; answered500: number; readonly slowest: { ms: number }; readonly each: number[] }
export const newTally = (): Tally => ({ requests: 0, unanswered: 0, unavailable: 0, answered500: 0, slowest: { ms: 0 }, each: [] })

export class Stopped extends Error {}

const PATIENCE = 30_000
let addresses = 0

type Options = { readonly base: string; readonly tally: Tally; readonly signal: AbortSignal; readonly cookies?: Fields; readonly think?: () => number }

const bodyOf = (fields: Fields, file: Sent | undefined): FormData | URLSearchParams => {
  if (file === undefined) return new URLSearchParams(fields)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append(file.field, new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name)
  return form
}

/** The tokens and hidden fields of the form that posts to this path. */
export const hiddenIn = (html: string, path: string): Fields => {
  const forms = [...html.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
  const body = forms.find(([, action = '']) => action.split('?')[0] === path.split('?')[0])?.[2] ?? ''
  return Object.fromEntries([...body.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [/name="([^"]*)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? '']))
}

export const newClient = ({ base, tally, signal, cookies: start = {}, think = () => 0 }: Options): Client => {
  const cookies = new Map(Object.entries(start))
  addresses += 1
  const from = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
  const keep = (set: readonly string[]): void => {
    for (const one of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      if (value === '') cookies.delete(name); else cookies.set(name, value)
    }
  }
  const once = async (path: string, fields?: Fields, file?: Sent): Promise<Answered | undefined> => {
    tally.requests += 1
    const began = performance.now()
    try {
      const answer = await fetch(base + path, {
        redirect: 'manual', signal: AbortSignal.timeout(PATIENCE), headers: { 'x-forwarded-for': from, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(fields === undefined ? {} : { method: 'POST', body: bodyOf(fields, file) }),
      })
      const text = await answer.text()
      const ms = performance.now() - began
      keep(answer.headers.getSetCookie())
      if (answer.status === 503) tally.unavailable += 1
      else if (answer.status >= 500) tally.answered500 += 1
      if (answer.status >= 500) return undefined
      tally.each.push(ms)
      return { status: answer.status, location: answer.headers.get('location') ?? '', text, ms }
    } catch {
      tally.unanswered += 1
      return undefined
    }
  }
  const until = async (act: () => Promise<Answered | undefined>): Promise<Answered> => {
    for (;;) {
      if (signal.aborted) throw new Stopped()
      const answer = await act()
      if (answer !== undefined) return answer
      await pause(600)
    }
  }
  const get = async (path: string): Promise<Answered> => { await pause(think()); return until(() => once(path)) }
  return {
    cookies, get, once,
    send: async (path, fields, file) => {
      const page = await get(path)
      if (page.status !== 200) return page
      const typed = { ...hiddenIn(page.text, path), ...fields }
      await pause(think())
      return until(() => once(path.split('?')[0] ?? path, typed, file))
    },
  }
}
