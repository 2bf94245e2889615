// A real OpenID Connect provider on this machine (oidc-provider), its people and groups, and somebody's browser at it.
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import type { Page, Visitor } from './visitor.ts'

export type Person = { readonly sub: string; readonly email: string; readonly name: string; readonly groups: readonly string[]; readonly amr?: readonly string[] }
export type TestProvider = {
  readonly issuer: string
  /** Whoever sits at the browser; changed between sign-ins. */
  person: Person
  /** What somebody in between does to the answers: the ID token, the nonce on its way there. */
  spoil: { idToken?: (token: string) => string; nonce?: string }
  readonly signedOut: string[]
  close(): Promise<void>
}

export const CLIENT = { id: 'amity', secret: 'a client secret for tests, long enough' }

/** Starts one that knows our service at this redirect address. Everybody is signed in at once and agrees to everything. */
export const startProvider = async (redirectUri: string, person: Person): Promise<TestProvider> => {
  const server = createServer()
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  const issuer = `http://localhost:${address.port}`
  const running: TestProvider = { issuer, person, spoil: {}, signedOut: [], close: () => new Promise(resolve => { server.closeAllConnections(); server.close(() => resolve()) }) }
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri], post_logout_redirect_uris: [new URL('/sign-in', redirectUri).href], grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'tests', use: 'sig', alg: 'RS256' }] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['for tests only'] }, conformIdTokenClaims: false,
    claims: { openid: ['sub', 'groups', 'amr'], profile: ['name'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: async ctx => { running.signedOut.push(ctx.oidc.session?.accountId ?? 'nobody'); ctx.body = 'Signed out.' } } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ ...running.person, groups: [...running.person.groups], amr: [...running.person.amr ?? ['pwd']], sub: id }) }),
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({ clientId: CLIENT.id, accountId: ctx.oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) {
      await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: running.person.sub, amr: [...running.person.amr ?? ['pwd']] } })
      ctx.respond = false
      return
    }
    if (ctx.path === '/auth' && running.spoil.nonce !== undefined) ctx.query = { ...ctx.query, nonce: running.spoil.nonce }
    await next()
    const answer: unknown = ctx.body
    if (ctx.path === '/token' && running.spoil.idToken !== undefined && typeof answer === 'object' && answer !== null && 'id_token' in answer) {
      ctx.body = { ...answer, id_token: running.spoil.idToken(String(answer.id_token)) }
    }
  })
  server.on('request', provider.callback())
  return running
}

/** Somebody's browser at the provider: keeps its cookies and follows it until it is sent back to us. */
export const browserAt = () => {
  const cookies = new Map<string, string>()
  return {
    cookies,
    follow: async (from: string): Promise<string> => {
      let at = from
      for (let hops = 0; hops < 8; hops += 1) {
        const answer = await fetch(at, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
        for (const set of answer.headers.getSetCookie()) {
          const [pair = ''] = set.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`the provider answered ${answer.status} at ${at}: ${(await answer.text()).slice(0, 300)}`)
        at = new URL(location, at).href
        if (new URL(at).pathname.startsWith('/sign-in/back/')) return `${new URL(at).pathname}${new URL(at).search}`
      }
      throw new Error('the provider led in circles')
    },
  }
}

/** The way to a provider is open only from the button on the sign-in page. */
export const shownLink = async (visitor: Visitor, button: string): Promise<string> => {
  if (!button.startsWith('/sign-in/with/')) return button
  const [path = '', query = ''] = button.split('?')
  const page = await visitor.get(`/sign-in?${query}`)
  return page.document.querySelector(`a[href^="${path}"]`)?.getAttribute('href') ?? button
}

/** From the button to the provider and back; answers our page after the callback. */
export const signInThere = async (visitor: Visitor, button: string, browser = browserAt()): Promise<{ readonly page: Page; readonly callback: string }> => {
  const gone = await visitor.get(await shownLink(visitor, button))
  if (gone.status !== 303 || gone.location === undefined) return { page: gone, callback: '' }
  const callback = await browser.follow(gone.location)
  return { page: await visitor.get(callback), callback }
}
