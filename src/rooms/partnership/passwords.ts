// Passwords: argon2id, and a check that takes as long for an unknown account as for a known one.
import { hash, verify } from '@node-rs/argon2'
import { isCommon } from './common-passwords.ts'

/** About 50 ms on a modest machine; 19 MiB is the least OWASP advises. */
const COST = { memoryCost: 32 * 1024, timeCost: 3, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

let decoy: Promise<string> | undefined

/** Whether it is the password. With no hash to check against, the same work is done and the answer is no. */
export const isPassword = async (password: string, against: string | null): Promise<boolean> => {
  decoy ??= hashPassword('nobody has this one')
  const right = await verify(against ?? await decoy, password.normalize('NFKC'))
  return right && against !== null
}

/** Why a password will not do, or undefined. Length beats symbols (NCSC). `about`: what a guesser knows of its owner. */
export const weakness = (password: string, about: readonly string[] = []): string | undefined => {
  if ([...password].length < 12) return 'Password must be 12 characters or more. Three random words work well'
  if (password.length > 200) return 'Password must be 200 characters or fewer'
  return isCommon(password, about) ? 'Choose a password that is harder to guess. Three random words work well' : undefined
}
