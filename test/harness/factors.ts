// Officers with passwords and authenticator apps, for stories of signing in.
import { Secret, TOTP } from 'otpauth'
import { hashPassword } from '#rooms/partnership/index.ts'
import type { Town } from './town.ts'
import type { Page, Visitor } from './visitor.ts'

export const PASSWORD = 'copper lantern meadow'
let hashed: Promise<string> | undefined

/** Unset, everybody must set up a second factor before anything else. */
export const oneFactorWillDo = async (town: Town): Promise<void> => {
  await town.database.owner.query(`insert into settings (partnership_id, key, value) values ($1, 'second factor', '{"required": false}')`, [town.partnership.id])
}

/** Everybody in this town has the same password. */
export const givePasswords = async (town: Town): Promise<void> => {
  hashed ??= hashPassword(PASSWORD)
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashed, town.partnership.id])
  await oneFactorWillDo(town)
}

export const codeOf = (key: string, at: Date): string => new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 }).generate({ timestamp: at.getTime() })

/** Signs in with the password, from a browser that knows nothing yet, or from this one. */
export const withPassword = async (town: Town, email: string, from?: Visitor, next = '/account'): Promise<{ readonly visitor: Visitor; readonly page: Page }> => {
  const visitor = from ?? await town.as('nobody')
  return { visitor, page: await visitor.send(`/sign-in?next=${encodeURIComponent(next)}`, { email, password: PASSWORD }) }
}

/** Sets up an authenticator app; answers its key and the recovery codes shown. */
export const setUpApp = async (town: Town, visitor: Visitor): Promise<{ readonly key: string; readonly recovery: readonly string[]; readonly page: Page }> => {
  const offered = await visitor.get('/account/second-factor/app')
  const key = (offered.document.querySelector('#key')?.textContent ?? '').replaceAll(' ', '')
  const page = await visitor.send('/account/second-factor/app', { code: codeOf(key, town.clock.now()) })
  return { key, page, recovery: [...page.document.querySelectorAll('#recovery-codes code')].map(one => one.textContent ?? '') }
}

/** Moves the town's clock on. */
export const later = (town: Town, seconds: number): void => town.clock.set(new Date(town.clock.now().getTime() + seconds * 1000))

/** Gives the password at the page that asks who is there; answers where it leads. For towns where givePasswords was done. */
export const proveAgain = (visitor: Visitor, at = '/prove'): Promise<Page> => visitor.send(at, { password: PASSWORD })
