// The key that signs the audit trail: Ed25519, made from the installation's secret, so that the database alone cannot forge a seal.
// Its public half stands in every seal and head: with it anybody can check a signature, and nobody can make one.
import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto'

/** Everything a seal promises. The signature covers all of it. */
export type Seal = {
  readonly partnershipId: number
  readonly number: number
  readonly firstPosition: number
  readonly lastPosition: number
  readonly previous: Buffer
  readonly head: Buffer
  readonly sealedAt: Date
  /** SHA-256 of what the seal says row by row; null in seals made before they did. */
  readonly contentsDigest: Buffer | null
}

/** What comes before a raw Ed25519 seed in PKCS #8, and before a raw public key in SPKI (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

const keyOf = (secret: string): KeyObject => {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'amity audit seal', 32))
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
}

/** Exactly what is signed: lines of text, so that any tool can check it. The first line says which form it is. */
export const signedText = (seal: Seal): string => [
  seal.contentsDigest === null ? 'amity audit seal 1' : 'amity audit seal 2', seal.partnershipId, seal.number, seal.firstPosition, seal.lastPosition,
  seal.previous.toString('hex'), seal.head.toString('hex'), seal.sealedAt.toISOString(), ...(seal.contentsDigest === null ? [] : [seal.contentsDigest.toString('hex')]),
].join('\n')

export const signSeal = (secret: string): ((seal: Seal) => Buffer) => {
  const key = keyOf(secret)
  return seal => sign(null, Buffer.from(signedText(seal)), key)
}

/** The 32 bytes of the public key that belongs to a secret. */
export const publicKeyOf = (secret: string): Buffer => createPublicKey(keyOf(secret)).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)

/** How people and files tell keys apart: SHA-256 of the 32 bytes, as hexadecimal. */
export const fingerprintOf = (publicKey: Buffer): string => createHash('sha256').update(publicKey).digest('hex')

/** Whether this key signed this seal. False, too, for bytes that are no key. */
export const isSignedBy = (publicKey: Buffer, seal: Seal, signature: Buffer): boolean => {
  if (publicKey.length !== 32) return false
  return verify(null, Buffer.from(signedText(seal)), createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }), signature)
}
