// Keys made by the application: UUIDv7 (RFC 9562), time first, so that rows arrive in index order.
import { randomBytes } from 'node:crypto'

/** A new key as lower-case text. The clock here is only for order; nothing reads the time back out of a key. */
export const newId = (): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Whether a text from outside is shaped like a key, so that it can be looked up without an error from the database. */
export const looksLikeId = (text: string): boolean => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text)
