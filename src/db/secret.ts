// The secret of this installation: given by the environment, or random and kept in the data folder (demonstration).
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CannotOpen } from './cannot-open.ts'
import { keptSecret } from './data-folder.ts'

const kept = 'secret'
const mark = 'secret.mark'

/** Enough to notice a different secret, far too little to find it by. */
const markOf = (secret: string): string => createHash('sha256').update(`amity mark ${secret}`).digest('hex').slice(0, 8)

/** For the service itself: what it starts with is from now on the secret of this folder. */
export const secretOfService = (folder: string, given: string | undefined): string => {
  const secret = given ?? keptSecret(folder, kept)
  writeFileSync(path.join(folder, mark), `${markOf(secret)}\n`, { mode: 0o600 })
  return secret
}

/**
 * For a command beside the service. Another secret would change the pages' database password under a running service.
 * @throws {CannotOpen} when the secret is not the one the service last started with
 */
export const secretOfCommand = (folder: string, given: string | undefined): string => {
  if (given === undefined && existsSync(path.join(folder, mark)) && !existsSync(path.join(folder, kept))) {
    throw new CannotOpen('AMITY_SECRET is missing. Give this command the same settings as the service.')
  }
  const secret = given ?? keptSecret(folder, kept)
  const file = path.join(folder, mark)
  if (existsSync(file) && readFileSync(file, 'utf8').trim() !== markOf(secret)) {
    throw new CannotOpen('AMITY_SECRET is not the one the service started with. Give this command the same settings as the service.')
  }
  return secret
}
