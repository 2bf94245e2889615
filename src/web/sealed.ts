// Secrets we must read again (a client secret, an authenticator's key): AES-256-GCM under a key made from AMITY_SECRET.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const MARK = 'v1.'
/** For each purpose ("authenticator of <id>") another key: what is sealed for one officer opens for no other. */
const keyFor = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'amity sealed', purpose, 32))

export const seal = (secret: string, purpose: string, text: string): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce)
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${MARK}${Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url')}`
}

/** Undefined when it was sealed under another secret or for another purpose, or was changed. */
export const unseal = (secret: string, purpose: string, sealed: string): string | undefined => {
  if (!sealed.startsWith(MARK)) return undefined
  const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url')
  if (bytes.length < 28) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
