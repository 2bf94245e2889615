// Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root, and needs folders its
// own user can walk through: most of this file is about a start as root, often in root's own closed home folder.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CannotOpen } from './cannot-open.ts'

/** The unprivileged user that a start as root hands the database to; undefined when we are not root. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined
export type Home = {
  /** Holds database/, run/, postgresql.log and perhaps a copy of the programs. Usually the data folder itself. */
  readonly folder: string
  readonly database: string
  readonly log: string
  readonly runAs: RunAs
}

const isRoot = (): boolean => process.getuid?.() === 0

const accountNamed = (name: string): RunAs => {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find(entry => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** As root: whoever owns the database already, else the machine's postgres user, else nobody. */
const chooseUser = (database: string): RunAs => {
  if (!isRoot()) return undefined
  const owner = statSync(database, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const user = accountNamed('postgres') ?? accountNamed('nobody')
  if (user === undefined) throw new CannotOpen('PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody". Start Amity as an ordinary user.')
  return user
}

/** Asks the system itself, as that user: mode bits alone would miss access lists and mounts. */
export const canReach = (place: string, runAs: RunAs): boolean =>
  runAs === undefined ||
  spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -r "$1"', 'sh', place], { uid: runAs.uid, gid: runAs.gid, cwd: '/' }).status === 0

const canPass = (place: string, runAs: RunAs): boolean =>
  runAs === undefined || spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', place], { uid: runAs.uid, gid: runAs.gid, cwd: '/' }).status === 0

/** A folder of its own under /var/lib (or the temporary folder), remembered in the data folder. */
const elsewhere = (data: string, say: (line: string) => void): string => {
  const note = path.join(data, 'database-is-in')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  const base = existsSync('/var/lib') ? '/var/lib/amity' : path.join(tmpdir(), 'amity')
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const folder = path.join(base, randomBytes(6).toString('hex'))
  mkdirSync(folder, { mode: 0o711 })
  writeFileSync(note, `${folder}\n`)
  say(`${data} is closed to all but root, and PostgreSQL does not run as root: the database is kept in ${folder}.`)
  return folder
}

/** Makes a folder that belongs to the database's user alone. */
export const privateFolder = (folder: string, runAs: RunAs): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid)
  return folder
}

export const homeIn = (data: string, say: (line: string) => void): Home => {
  const runAs = chooseUser(path.join(data, 'database'))
  const folder = existsSync(path.join(data, 'database-is-in')) || !canPass(data, runAs) ? elsewhere(data, say) : data
  const database = path.join(folder, 'database')
  return { folder, database, log: path.join(folder, 'postgresql.log'), runAs: folder === data ? runAs : chooseUser(database) }
}

/** The address of a Unix socket may hold about 100 bytes; the rest of the path is the system's. */
const fits = (folder: string): boolean => Buffer.byteLength(path.join(folder, '.s.PGSQL.5432')) <= 100

const belongsTo = (folder: string, runAs: RunAs): boolean => {
  const about = lstatSync(folder, { throwIfNoEntry: false })
  const uid = runAs?.uid ?? process.getuid?.()
  return about !== undefined && about.isDirectory() && about.uid === uid && (about.mode & 0o077) === 0
}

/** The folder for the socket: beside the database, or a short one in the temporary folder when that path is too long. */
export const socketFolder = (home: Home): string => {
  const beside = path.join(home.folder, 'run')
  if (fits(beside)) return privateFolder(beside, home.runAs)
  const name = `amity-${createHash('sha256').update(home.folder).digest('hex').slice(0, 16)}`
  const short = [tmpdir(), '/tmp'].map(base => path.join(base, name)).find(fits)
  if (short === undefined) throw new CannotOpen('The path of the temporary folder is too long for a socket. Set TMPDIR to a shorter one.')
  if (!existsSync(short)) return privateFolder(short, home.runAs)
  // Anybody may write in the temporary folder: a folder that somebody else laid there under our name is not used.
  if (belongsTo(short, home.runAs)) return short
  return privateFolder(mkdtempSync(`${short}-`), home.runAs)
}

/** Tidies the temporary folder; one that holds anything more is left alone. */
export const dropSocketFolder = (home: Home, socket: string): void => {
  if (socket === path.join(home.folder, 'run')) return
  try {
    rmdirSync(socket)
  } catch {
    // Not ours to insist: it may be gone already.
  }
}
