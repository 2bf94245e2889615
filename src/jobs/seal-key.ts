// The key that signs the audit trail: made from the installation's secret, so that the database alone cannot forge a seal.
import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto'

/** Everything a seal promises. The signature covers all of it. */
export type Seal = {
  readonly partnershipId: number
  readonly number: number
  readonly firstPosition: number
  readonly lastPosition: number
  readonly previous: Buffer
  readonly head: Buffer
  readonly sealedAt: Date
}

/** What comes before a raw Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const keyOf = (secret: string): KeyObject => {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'amity audit seal', 32))
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
}

const textOf = (seal: Seal): Buffer => Buffer.from([
  'amity audit seal 1', seal.partnershipId, seal.number, seal.firstPosition, seal.lastPosition,
  seal.previous.toString('hex'), seal.head.toString('hex'), seal.sealedAt.toISOString(),
].join('\n'))

export const signSeal = (secret: string): ((seal: Seal) => Buffer) => {
  const key = keyOf(secret)
  return seal => sign(null, textOf(seal), key)
}

export const checkSeal = (secret: string): ((seal: Seal, signature: Buffer) => boolean) => {
  const key = createPublicKey(keyOf(secret))
  return (seal, signature) => verify(null, textOf(seal), key, signature)
}
