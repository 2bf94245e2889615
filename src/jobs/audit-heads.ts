// Heads of the trail as a file to keep elsewhere: what each seal promised, with signature and public key. Written here, and read back.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fingerprintOf, isSignedBy, type Seal } from './seal-key.ts'

export type Head = Seal & { readonly signature: Buffer; readonly publicKey: Buffer; /** What the seal said row by row; only in a file made with --rows. */ readonly contents?: string }

const hex = z.string().regex(/^([0-9a-f]{2})+$/).transform(text => Buffer.from(text, 'hex'))
const headShape = z.object({
  partnershipId: z.int(), number: z.int(), firstPosition: z.int(), lastPosition: z.int(), previous: hex, head: hex, contentsDigest: hex.nullable(),
  sealedAt: z.iso.datetime().transform(text => new Date(text)), signature: hex, publicKey: hex, contents: z.string().optional(),
})
const fileShape = z.union([z.object({ heads: z.array(headShape) }).transform(({ heads }) => heads), z.array(headShape), headShape.transform(head => [head])])

const FORMAT = 'amity audit heads 1'

/** One head as it stands in a file or an email: everything that is signed, in the order it is signed in. */
export const headAsJson = ({ signature, publicKey, contents, ...seal }: Head) => ({
  partnershipId: seal.partnershipId, number: seal.number, firstPosition: seal.firstPosition, lastPosition: seal.lastPosition, previous: seal.previous.toString('hex'), head: seal.head.toString('hex'),
  sealedAt: seal.sealedAt.toISOString(), contentsDigest: seal.contentsDigest?.toString('hex') ?? null, signature: signature.toString('hex'), publicKey: publicKey.toString('hex'), fingerprint: fingerprintOf(publicKey),
  ...(contents === undefined ? {} : { contents }),
})

export const headsFile = (partnership: string, heads: readonly Head[]): string => `${JSON.stringify({ format: FORMAT, partnership, heads: heads.map(headAsJson) }, undefined, 1)}\n`

/** Heads from a file: the download, the console's file, or the one head of an email. Words say what is wrong with it. */
export const readHeads = (text: string): readonly Head[] | string => {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const read = fileShape.safeParse(given)
  if (!read.success) return 'it holds no heads of an audit trail'
  const heads = read.data.map(({ contents, ...head }): Head => ({ ...head, ...(contents === undefined ? {} : { contents }) }))
  const broken = heads.find(head => !isSignedBy(head.publicKey, head, head.signature) || (head.contents !== undefined && !createHash('sha256').update(head.contents).digest().equals(head.contentsDigest ?? Buffer.alloc(0))))
  return broken === undefined ? heads : `head ${broken.number} does not fit its own signature: the file was damaged or changed`
}
