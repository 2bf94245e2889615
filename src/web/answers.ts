// What a use case may answer. The web layer alone turns these into HTTP.
import type { Readable } from 'node:stream'
import type { Shown, Subject } from '#db/work.ts'
import type { Html } from '#ui/html.ts'

export type Answer =
  | { readonly kind: 'page'; readonly html: Html; readonly status: number; readonly about: Subject | undefined; readonly keep: boolean; readonly cookies: readonly CookieChange[]; readonly shown: ShownAs | undefined }
  | { readonly kind: 'see other'; readonly location: string; readonly about: Subject | undefined; readonly cookies: readonly CookieChange[] }
  /** To another service (single sign-on): nothing of ours but this may lead off our paths. */
  | { readonly kind: 'go to provider'; readonly url: string; readonly about: Subject | undefined; readonly cookies: readonly CookieChange[] }
  | { readonly kind: 'not there' }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'body'; readonly status: number; readonly mediaType: string; readonly body: string | Buffer | Readable; readonly fileName: string | undefined; readonly about: Subject | undefined; readonly cache: string | undefined; readonly headers: Readonly<Record<string, string>> }

export type CookieName = 'amity_session' | 'amity_sign_in' | 'amity_device' | 'amity_own_page' | 'amity_own_link' | 'amity_draft'

/** A cookie to set (value) or end (value null). All are HttpOnly, SameSite=Lax and Secure where the service is. */
export type CookieChange = { readonly name: CookieName; readonly value: string | null; readonly until?: Date }

type About = { readonly about?: Subject }
/** The records of a list or search, which the trail names one by one; a page of a list that shows none says so too. */
export type ShownAs = { readonly as: 'list' | 'search'; readonly records: readonly Shown[] }

/** For a page with a list of records on it: shown('case', rows). Rows without a key are not records of that kind. */
export const shown = (kind: Shown['kind'], rows: readonly { readonly id: string | null }[], as: ShownAs['as'] = 'list'): ShownAs =>
  ({ as, records: [{ kind, ids: [...new Set(rows.flatMap(({ id }) => id ?? []))] }] })

/** `keep`: what was written stands although the status says no (a wrong password is counted). */
export const page = (html: Html, options: About & { readonly status?: number; readonly keep?: boolean; readonly cookies?: readonly CookieChange[]; readonly shown?: ShownAs | undefined } = {}): Answer => {
  const status = options.status ?? 200
  return { kind: 'page', html, status, about: options.about, keep: options.keep ?? status < 400, cookies: options.cookies ?? [], shown: options.shown }
}

/** The answer to every successful POST: look at this page next (303). Only paths of our own. */
export const seeOther = (location: string, options: About & { readonly cookies?: readonly CookieChange[] } = {}): Answer =>
  ({ kind: 'see other', location, about: options.about, cookies: options.cookies ?? [] })

/** To the provider that signs an agency's people in. Only https, or http where the service itself is only local. */
export const goToProvider = (url: string, options: About & { readonly cookies?: readonly CookieChange[] } = {}): Answer =>
  ({ kind: 'go to provider', url, about: options.about, cookies: options.cookies ?? [] })

/** Not yours looks exactly like not there. */
export const notThere: Answer = { kind: 'not there' }

/** Signed in, allowed to see, but not to do this. The reason is shown to the officer in plain English. */
export const refused = (because: string): Answer => ({ kind: 'refused', because })

/** A file, feed or machine-readable answer. With fileName it is offered for saving, never shown in the page. */
export const body = (
  mediaType: string, content: string | Buffer | Readable, options: About & { readonly status?: number; readonly fileName?: string; readonly cache?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer => ({ kind: 'body', status: options.status ?? 200, mediaType, body: content, fileName: options.fileName, about: options.about, cache: options.cache, headers: options.headers ?? {} })
