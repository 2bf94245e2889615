// Back-ups that only the holder of a secret key can read: the age format (age-encryption.org), by its author's library.
import { open } from 'node:fs/promises'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { CannotOpen } from './cannot-open.ts'

/** `recipient` (age1…) may lie anywhere: it only locks. `secret` (AGE-SECRET-KEY-1…) opens. */
export type BackupKey = { readonly recipient: string; readonly secret: string }

export const makeBackupKey = async (): Promise<BackupKey> => {
  const secret = await generateX25519Identity()
  return { secret, recipient: await identityToRecipient(secret) }
}

/** @throws {CannotOpen} when this is no public key, or one letter of it is wrong (it carries a checksum) */
export const checkedRecipient = (text: string): string => {
  // Typed or printed in capitals it is the same key.
  const recipient = text.startsWith('AGE1') ? text.toLowerCase() : text
  try {
    new Encrypter().addRecipient(recipient)
    return recipient
  } catch {
    throw new CannotOpen(/^AGE-SECRET-KEY-/i.test(text)
      ? 'This is the secret half of a key. Give the public half, which begins with age1, and keep the secret one elsewhere.'
      : 'This is no public key for back-ups: it must begin with age1 and be complete. Make one with: npm run amity -- backup:key FILE')
  }
}

/** The secret key in a key file, whose other lines may be notes after a #. */
export const secretIn = (text: string): string => {
  const [secret, ...more] = text.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'))
  const refused = new CannotOpen('The key file holds no secret key of one line that begins with AGE-SECRET-KEY-1.')
  if (secret === undefined || more.length > 0) throw refused
  try {
    new Decrypter().addIdentity(secret)
    return secret
  } catch {
    throw refused
  }
}

const magic = 'age-encryption.org/'

export const isEncrypted = async (file: string): Promise<boolean> => {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(magic.length), 0, magic.length, 0)
    return buffer.subarray(0, bytesRead).toString('latin1') === magic
  } finally {
    await handle.close()
  }
}

/** Encrypts as it passes: every one of the recipients can open it. */
export async function* encryptedFor(recipients: readonly string[], plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(checkedRecipient(recipient))
  yield* await encrypter.encrypt(ReadableStream.from(plain))
}

/** Errors of the file itself carry a code; the library's own do not. */
const isOfTheFile = (error: unknown): boolean => error instanceof Error && 'code' in error

/**
 * Decrypts as it passes; what comes out has been proved to be what went in. What is missing is noticed at the end.
 * @throws {CannotOpen} for another key; `damaged()` for anything cut or changed
 */
export async function* decryptedWith(secret: string, sealed: AsyncIterable<Uint8Array>, damaged: (why: string) => CannotOpen): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(secret)
  try {
    yield* await decrypter.decrypt(ReadableStream.from(sealed))
  } catch (error) {
    if (isOfTheFile(error)) throw error
    if (error instanceof Error && error.message.includes('no identity matched')) {
      throw new CannotOpen('This key does not open this back-up: it was made for another one. Nothing was restored. Look for the key that was in use when it was made.')
    }
    throw damaged('it is cut off, or a part of it was changed')
  }
}
