// Turns what can go wrong at the start into one plain sentence that says what to do; the rest gets a reference.
import { randomBytes } from 'node:crypto'
import { CannotOpen } from '#db/cannot-open.ts'
import { diskFullSentence, diskIsFull } from '#db/disk-full.ts'

/** A start that must not go on, with the sentence to show. A class, because only classes of errors keep their stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
  readonly exitCode: number
  constructor(sentence: string, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

export type Fault = { readonly sentence: string; readonly exitCode: number; readonly known: boolean }

type Place = { readonly port?: number; readonly folder?: string }

const part = (error: unknown, name: string): string => {
  if (typeof error !== 'object' || error === null || !(name in error)) return ''
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Several addresses of one host fail as an AggregateError without words of its own: its first part speaks. */
const heart = (error: unknown): unknown =>
  error instanceof AggregateError && part(error, 'code') === '' && error.errors.length > 0 ? error.errors[0] : error

const ofTheMachine = (error: unknown, { port, folder }: Place): string | undefined => {
  const place = part(error, 'path') || folder || 'the data folder'
  const isPort = part(error, 'syscall') === 'listen'
  switch (part(error, 'code')) {
    case 'EADDRINUSE':
      return `Port ${part(error, 'port') || port} is already in use. Stop the program that has it, or set PORT to another number.`
    case 'EADDRNOTAVAIL':
      return 'HOST is not an address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for every address.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (isPort) return `This user may not use port ${part(error, 'port') || port}. Set PORT to 1024 or higher.`
      return `${place} may not be written by this user. Change its owner, or set AMITY_DATA to a folder of your own.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${folder ?? place} is not a folder. Set AMITY_DATA to a folder.`
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFullSentence
    default:
      return undefined
  }
}

const ofTheDatabase = (error: unknown): string | undefined => {
  switch (part(error, 'code')) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      if (part(error, 'syscall') !== 'connect') return undefined
      return 'No PostgreSQL answers at the address in DATABASE_URL. Check the host and the port, and that the server is running.'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host in DATABASE_URL (${part(error, 'hostname') || 'unnamed'}) is not known. Check its spelling.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'The PostgreSQL in DATABASE_URL cannot be reached from this machine. Check the address and the firewall.'
    case '28P01':
    case '28000':
      return 'PostgreSQL refused the user or the password in DATABASE_URL. Check both, and pg_hba.conf on the server.'
    case '3D000':
      return 'The database named in DATABASE_URL does not exist. Create it (createdb), or mend the name at the end of the address.'
    case '53300':
      return 'PostgreSQL has no connection left for Amity. Raise max_connections, or stop another program that uses it.'
    case '53100':
      return diskFullSentence
    case '42501':
      return 'The user in DATABASE_URL may not create what Amity needs. It must own the database and may create roles (CREATEROLE).'
    default:
      return undefined
  }
}

const ofItsWords = (words: string): string | undefined => {
  if (diskIsFull(words)) return diskFullSentence
  if (/SCRAM-SERVER-FIRST-MESSAGE|client password must be a string/.test(words)) {
    return 'PostgreSQL asks for a password and DATABASE_URL has none. Put it in: postgres://user:password@host/database.'
  }
  if (/The server does not support SSL/.test(words)) {
    return 'DATABASE_URL asks for an encrypted connection, and that server has none. Switch TLS on there, or use sslmode=disable.'
  }
  return undefined
}

const unknownFault = (): Fault => {
  const reference = randomBytes(4).toString('hex')
  return {
    sentence: `Amity could not start, for a reason it does not know. Quote reference ${reference}; the details follow it in the log.`,
    exitCode: 1,
    known: false,
  }
}

/** One sentence for the person at the keyboard. Unknown faults (`known: false`) should be printed with their stack too. */
export const explainFault = (error: unknown, place: Place = {}): Fault => {
  if (error instanceof StartRefused) return { sentence: error.message, exitCode: error.exitCode, known: true }
  if (error instanceof CannotOpen) return { sentence: error.message, exitCode: 1, known: true }
  const cause = heart(error)
  const sentence =
    ofTheMachine(cause, place) ?? ofTheDatabase(cause) ?? ofItsWords(cause instanceof Error ? cause.message : String(cause))
  return sentence === undefined ? unknownFault() : { sentence, exitCode: 1, known: true }
}
