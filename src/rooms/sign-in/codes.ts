// Codes: of an authenticator app (TOTP, RFC 6238) and for recovery. What was typed is read kindly and compared strictly.
import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { encode } from 'uqr'
import { seal, unseal } from '#web/sealed.ts'

const HALF_MINUTE = 30
/** Without what is mistaken for something else when read aloud or copied by hand. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const RECOVERY_CODES = 10

export const newAppKey = (): string => new Secret({ size: 20 }).base32
const appFor = (key: string, service = '', email = ''): TOTP => new TOTP({ issuer: service, label: email, secret: Secret.fromBase32(key), digits: 6, period: HALF_MINUTE })
/** What the QR code says: otpauth://totp/… */
export const appAddress = (key: string, service: string, email: string): string => appFor(key, service, email).toString()

/** The half minute whose code this is (now, the one before or the one after), or undefined. */
export const halfMinuteOf = (key: string, code: string, now: Date): number | undefined => {
  const apart = appFor(key).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return apart === null ? undefined : TOTP.counter({ period: HALF_MINUTE, timestamp: now.getTime() }) + apart
}

const purposeFor = (officerId: string): string => `authenticator of ${officerId}`
export const sealKey = (secret: string, officerId: string, key: string): string => seal(secret, purposeFor(officerId), key)
export const openKey = (secret: string, officerId: string, sealed: string): string | undefined => unseal(secret, purposeFor(officerId), sealed)

/** In six groups of four, 118 bits: more than can be tried, also by somebody who has a copy of the digests (OWASP ASVS 6.5.2). */
const CODE_GROUPS = 6
const newRecoveryCode = (): string => Array.from({ length: CODE_GROUPS }, () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')).join('-')
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
/** Of no key of ours: it outlives a change of the installation's secret. */
export const recoveryDigest = (officerId: string, code: string): string => createHash('sha256').update(`recovery|${officerId}|${code.replaceAll('-', '')}`).digest('hex')

export type TypedCode = { readonly kind: 'app' | 'recovery'; readonly code: string }
/** "123 456" is an app's code, "ABCD EFGH jkmn …" a recovery code; anything else is undefined. */
export const readTypedCode = (typed: string): TypedCode | undefined => {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  if (/^\d{6}$/.test(code)) return { kind: 'app', code }
  return code.length === CODE_GROUPS * 4 && [...code].every(sign => SIGNS.includes(sign)) ? { kind: 'recovery', code } : undefined
}

/** The QR code as one path on a square of `size` by `size`: drawn as SVG by the page. */
export const qrPath = (text: string): { readonly size: number; readonly path: string } => {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return { size, path: data.flatMap((row, y) => row.flatMap((dark, x) => dark ? [`M${x} ${y}h1v1h-1z`] : [])).join('') }
}
