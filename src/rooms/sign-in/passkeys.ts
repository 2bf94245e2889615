// Passkeys (WebAuthn): challenges tied to this browser and spent once, options for the browser, and verifying its answer.
import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Work } from '#db/work.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { sameToken } from '#web/csrf.ts'
import type { HeldPasskey } from './factors-store.ts'
import { spendChallenge } from './sign-in-store.ts'

/** Read when the first passkey is asked about: it takes long, and the service should not start later for it. */
const webauthn = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server')

const MINUTES = 5
/** Ed25519, ES256, RS256: what authenticators in use make. */
const supportedAlgorithmIDs = [-8, -7, -257]
type Purpose = 'get' | 'create'

const markOf = (ask: Ask, purpose: Purpose, made: string): string => createHmac('sha256', ask.secret).update(`passkey|${purpose}|${ask.csrf}|${made}`).digest('base64url')
/** No row is written for a page that is only looked at: the challenge says itself when and for which browser it was made. */
const newChallenge = (ask: Ask, purpose: Purpose, now: Date): string => {
  const made = `${now.getTime().toString(36)}.${randomBytes(16).toString('base64url')}`
  return `${made}.${markOf(ask, purpose, made)}`
}
const isOurs = (ask: Ask, purpose: Purpose, now: Date, challenge: string): boolean => {
  const [at = '', number = '', mark = ''] = challenge.split('.')
  const age = now.getTime() - Number.parseInt(at, 36)
  return sameToken(mark, markOf(ask, purpose, `${at}.${number}`)) && age >= 0 && age <= MINUTES * 60_000
}
const hostOf = (ask: Ask): string => new URL(ask.origin).hostname
const timeout = MINUTES * 60_000
const challengeIn = (encoded: string): string => Buffer.from(encoded, 'base64url').toString('utf8')

/** For somebody not known yet: any passkey this device has for us, with its PIN, finger or face. */
export const optionsToSignIn = async (ask: Ask, now: Date): Promise<string> =>
  JSON.stringify(await (await webauthn()).generateAuthenticationOptions({ rpID: hostOf(ask), challenge: newChallenge(ask, 'get', now), userVerification: 'required', timeout }))

/** For a known officer: one of theirs. */
export const optionsToProve = async (ask: Ask, now: Date, passkeys: readonly HeldPasskey[]): Promise<string> =>
  JSON.stringify(await (await webauthn()).generateAuthenticationOptions({ rpID: hostOf(ask), challenge: newChallenge(ask, 'get', now), userVerification: 'preferred', timeout, allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })) }))

export const optionsToAdd = async (ask: Ask, now: Date, officer: { readonly id: string; readonly name: string; readonly email: string; readonly service: string }, passkeys: readonly HeldPasskey[]): Promise<string> =>
  JSON.stringify(await (await webauthn()).generateRegistrationOptions({
    rpID: hostOf(ask), rpName: officer.service, userName: officer.email, userDisplayName: officer.name, userID: new TextEncoder().encode(officer.id), challenge: newChallenge(ask, 'create', now), timeout, attestationType: 'none', supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' }, excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
  }))

const encoded = z.string().min(1).max(20_000).regex(/^[\w-]+$/)
const known = { id: encoded, rawId: encoded, type: z.literal('public-key'), clientExtensionResults: z.object({}).default({}) }
const usedShape = z.object({ ...known, response: z.object({ clientDataJSON: encoded, authenticatorData: encoded, signature: encoded }) })
const madeShape = z.object({ ...known, response: z.object({ clientDataJSON: encoded, attestationObject: encoded, transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(10).optional().catch(undefined) }) })
export type UsedPasskey = z.infer<typeof usedShape>

const parsed = <T>(shape: z.ZodType<T>, ask: Ask): T | undefined => {
  try {
    return shape.safeParse(JSON.parse(textOf(ask.answers, 'answer'))).data
  } catch {
    return undefined
  }
}
/** What the browser answered, or undefined for anything else. */
export const usedPasskeyIn = (ask: Ask): UsedPasskey | undefined => parsed(usedShape, ask)

export type Verified = { readonly counter: number; readonly userVerified: boolean }
/** Whether this answer is of this passkey, for our page, in this browser, now, and for the first time. */
export const verifyPasskey = async (work: Work, ask: Ask, used: UsedPasskey, passkey: HeldPasskey): Promise<Verified | undefined> => {
  if (passkey.host !== hostOf(ask)) return undefined
  let challenge = ''
  const { verified, authenticationInfo } = await (await webauthn()).verifyAuthenticationResponse({
    response: used, expectedOrigin: ask.origin, expectedRPID: passkey.host, requireUserVerification: false,
    expectedChallenge: given => { challenge = challengeIn(given); return isOurs(ask, 'get', work.now, challenge) },
    credential: { id: passkey.credentialId, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!verified || authenticationInfo === undefined || !(await spendChallenge(work, challenge))) return undefined
  return { counter: authenticationInfo.newCounter, userVerified: authenticationInfo.userVerified }
}

export type MadePasskey = { readonly credentialId: string; readonly publicKey: string; readonly counter: number; readonly transports: readonly string[]; readonly host: string }
/** The new passkey in the browser's answer, or undefined when it is not one made for this page just now. */
export const verifyNewPasskey = async (work: Work, ask: Ask): Promise<MadePasskey | undefined> => {
  const response = parsed(madeShape, ask)
  if (response === undefined) return undefined
  let challenge = ''
  const { transports, ...rest } = response.response
  const made = await (await webauthn()).verifyRegistrationResponse({
    response: { ...response, response: { ...rest, ...(transports === undefined ? {} : { transports }) } }, expectedOrigin: ask.origin, expectedRPID: hostOf(ask), requireUserVerification: false, supportedAlgorithmIDs,
    expectedChallenge: given => { challenge = challengeIn(given); return isOurs(ask, 'create', work.now, challenge) },
  }).catch(() => undefined)
  if (made?.verified !== true || !(await spendChallenge(work, challenge))) return undefined
  const { credential } = made.registrationInfo
  return { credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter, transports: transports ?? [], host: hostOf(ask) }
}
