// A visitor without a browser: keeps cookies, reads pages, and sends forms with the tokens the page gave.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { readDocument, type ReadDocument } from './dom.ts'

export type Page = {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly raw: Buffer
  readonly document: ReadDocument
  /** The words of the page's main part, white space folded. */
  readonly says: string
}
type Fields = Readonly<Record<string, string | readonly string[]>>
export type SentFile = { readonly field: string; readonly name: string; readonly type: string; readonly content: Buffer }

export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Page>
  /** Opens the page, then sends its form with these answers (tokens and hidden fields included). */
  send(path: string, fields: Fields): Promise<Page>
  /** Posts just these fields with valid tokens, without opening a page first. */
  post(path: string, fields: Fields): Promise<Page>
  upload(path: string, fields: Fields, files: readonly SentFile[]): Promise<Page>
  /** Follows 303s from an answer to the page it leads to. */
  follow(page: Page): Promise<Page>
  readonly cookies: Map<string, string>
}

/** Whatever answers requests: one server, or several in turn. */
export type Answering = { inject(options: InjectOptions): Promise<LightMyRequestResponse> }

export const visitor = (server: Answering, host: string, start: Readonly<Record<string, string>> = {}): Visitor => {
  const cookies = new Map(Object.entries(start))
  const request = async (method: 'GET' | 'POST', url: string, payload?: string | Buffer, headers: Record<string, string> = {}): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }), headers: { host, ...(cookie === '' ? {} : { cookie }), ...headers } })
    for (const set of answer.cookies) if (set.value === '') cookies.delete(set.name); else cookies.set(set.name, set.value)
    return pageOf(answer)
  }
  const get = (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers)
  const tokens = async (): Promise<string> => {
    const page = await get('/sign-in')
    return page.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
  }
  const post = async (path: string, fields: Fields) => request('POST', path, encode('_csrf' in fields ? fields : { _csrf: await tokens(), ...fields }), { 'content-type': 'application/x-www-form-urlencoded' })
  return {
    cookies, get, post,
    send: async (path, fields) => {
      const page = await get(path)
      if (page.status !== 200) return page
      return post(path.split('?')[0] ?? path, { ...hiddenOf(page, path), ...fields })
    },
    upload: async (path, fields, files) => {
      const opened = await get(path)
      const { payload, type } = multipart({ _csrf: await tokens(), ...hiddenOf(opened, path), ...fields }, files)
      return request('POST', path, payload, { 'content-type': type })
    },
    follow: async page => {
      let now = page
      for (let hops = 0; now.status === 303 && now.location !== undefined && hops < 5; hops += 1) now = await get(now.location)
      return now
    },
  }
}

/** Read when somebody looks: most answers are looked at for their status alone. */
const pageOf = (answer: { statusCode: number; headers: Record<string, unknown>; body: string; rawPayload: Buffer }): Page => {
  const location = answer.headers['location']
  let read: ReadDocument | undefined
  let said: string | undefined
  return {
    status: answer.statusCode, location: typeof location === 'string' ? location : undefined, text: answer.body, headers: answer.headers, raw: answer.rawPayload,
    get document() { return read ??= readDocument(answer.body) },
    get says() { return said ??= ((this.document.querySelector('main') ?? this.document.querySelector('body'))?.textContent ?? '').replaceAll(/\s+/g, ' ').trim() },
  }
}

/** What the page's own form would send unasked: hidden fields, and answers already in the boxes. */
const hiddenOf = (page: Page, path: string): Record<string, string> => {
  const bare = path.split('?')[0]
  const form = [...page.document.querySelectorAll('form')].find(found => (found.getAttribute('action') ?? '').split('?')[0] === bare && found.getAttribute('method') === 'post')
  const hidden: Record<string, string> = {}
  for (const input of form?.querySelectorAll('input[type=hidden]') ?? []) hidden[input.getAttribute('name') ?? ''] = input.getAttribute('value') ?? ''
  return hidden
}

const encode = (fields: Fields): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const one of typeof value === 'string' ? [value] : value) params.append(name, one)
  return params.toString()
}

const multipart = (fields: Fields, files: readonly SentFile[]): { payload: Buffer; type: string } => {
  const boundary = 'amity-test-boundary-7f3a'
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`))
  }
  for (const file of files) {
    parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`), file.content, Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` }
}
