// Sign in with a passkey alone: the device and its PIN, finger or face are two factors in one.
import type { PublicWork } from '#db/work.ts'
import type { Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { ourOwn } from '#web/reply.ts'
import { findPasskey, notePasskey } from './factors-store.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { PasskeyRefused } from './passkey-form.tsx'
import { usedPasskeyIn, verifyPasskey } from './passkeys.ts'

export const signInByPasskey = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const no = PasskeyRefused({ frame: ask.frame, back: '/sign-in' })
  const used = usedPasskeyIn(ask)
  const passkey = used === undefined ? undefined : await findPasskey(work, used.id)
  if (used === undefined || passkey === undefined) return no
  const verified = await verifyPasskey(work, ask, used, passkey)
  // A key that only shows somebody held it is one factor: it needs the password before it.
  if (verified === undefined || !verified.userVerified) {
    await work.record('passkey refused', { kind: 'officer', id: passkey.officerId })
    return no
  }
  await notePasskey(work, passkey.id, verified.counter)
  const done = await finishSignIn(work, ask, { officerId: passkey.officerId, agencyIds: passkey.agencies.map(({ id }) => id), by: 'passkey', assurance: 'second factor', next: ourOwn(textOf(ask.answers, 'next') || '/') })
  return done ?? no
}
