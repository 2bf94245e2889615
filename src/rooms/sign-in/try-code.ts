// One try to prove a second factor or a password again: counted by officer and place, and a code never works twice.
import { isPassword } from '#rooms/partnership/index.ts'
import type { Work } from '#db/work.ts'
import type { Ask } from '#web/ask.ts'
import { halfMinuteOf, openKey, readTypedCode, recoveryDigest } from './codes.ts'
import { useAppCode, useRecoveryCode, type Factors, type Holder } from './factors-store.ts'
import { lookAtTries, noteTry } from './sign-in-store.ts'

/** In a quarter of an hour: from one place, and from all places together that are no device the officer has used. */
const MOST_HERE = 5
const MOST_OF_STRANGERS = 10

export type Tried = 'app' | 'recovery' | 'password' | 'wrong' | 'too many'

const counted = async (work: Work, ask: Ask, officerId: string, what: 'code' | 'password again', check: () => Promise<Tried>): Promise<Tried> => {
  const look = await lookAtTries(work, officerId, what, ask)
  if (look.failuresHere >= MOST_HERE || look.failuresOfStrangers >= MOST_OF_STRANGERS) return 'too many'
  const tried = await check()
  await noteTry(work, `${what}|${officerId}`, look.place, tried !== 'wrong')
  return tried
}

export const tryCode = (work: Work, ask: Ask, factors: Factors, holder: Holder, typed: string): Promise<Tried> =>
  counted(work, ask, factors.officerId, 'code', async () => {
    const code = readTypedCode(typed)
    if (code === undefined) return 'wrong'
    if (code.kind === 'recovery') return await useRecoveryCode(work, holder, recoveryDigest(factors.officerId, code.code)) ? 'recovery' : 'wrong'
    const key = factors.app === null ? undefined : openKey(ask.secret, factors.officerId, factors.app.sealedSecret)
    const halfMinute = key === undefined ? undefined : halfMinuteOf(key, code.code, work.now)
    return halfMinute !== undefined && await useAppCode(work, holder, halfMinute) ? 'app' : 'wrong'
  })

export const tryPassword = (work: Work, ask: Ask, factors: Factors, typed: string): Promise<Tried> =>
  counted(work, ask, factors.officerId, 'password again', async () => await isPassword(typed, factors.passwordHash) ? 'password' : 'wrong')
