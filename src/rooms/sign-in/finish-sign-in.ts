// The end of every way to sign in: a new session, the device remembered, a strange one told of, and on to where they were going.
import type { Assurance, PublicWork } from '#db/work.ts'
import { seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { rememberDevice, sayDevice } from './device.ts'
import { wayInChanged } from './events.ts'
import { beginSession, recordSignIn, type By } from './sign-in-store.ts'

export type Proven = {
  readonly officerId: string
  /** Those they may act for this way, the first of them first. */
  readonly agencyIds: readonly string[]
  readonly by: By
  readonly assurance: Assurance
  readonly next: string
  readonly providerId?: string
  /** Sealed; what the provider wants to see again when signing out. */
  readonly hint?: string
}

/** Undefined when they may act for none of these agencies (any more). */
export const finishSignIn = async (work: PublicWork, ask: Ask, { officerId, agencyIds, by, assurance, next, providerId, hint }: Proven): Promise<Answer | undefined> => {
  const [agencyId] = agencyIds
  if (agencyId === undefined) return undefined
  const { device, cookie } = rememberDevice(ask, work.now)
  const begun = await beginSession(work, ask, { officerId, agencyId, by, assurance, deviceHash: device.digest, providerId: providerId ?? null, hint: hint ?? null })
  if (begun === undefined) return undefined
  await recordSignIn(work, officerId, true)
  await work.record(`signed in by ${by}${assurance === 'second factor' ? ', second factor proven' : ''}`, { kind: 'officer', id: officerId })
  if (!begun.knownDevice && !work.partnership.isDemonstration) await work.announce(wayInChanged, { officerId, agencyId, what: 'new device', device: sayDevice(ask.device) })
  const goTo = agencyIds.length > 1 ? `/account/agency?next=${encodeURIComponent(next)}` : next
  return seeOther(goTo, { cookies: [{ name: 'amity_session', value: begun.token, until: begun.until }, cookie, { name: 'amity_sign_in', value: null }] })
}
