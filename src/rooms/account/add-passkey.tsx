// Add a passkey: this device's own, or a security key. It needs JavaScript; the authenticator app does not.
import { keepPasskey, myFactors, optionsToAdd, PasskeyForm, PasskeyRefused, verifyNewPasskey } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { becomeSure, freshRecoveryCodes, mayChange, NOT_SURE, ShownCodes } from './second-factor.tsx'

const PLACE = '/account/second-factor/passkeys/add'

export const offerPasskey = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const factors = await myFactors(work)
  if (!mayChange(work, factors)) return refused(NOT_SURE)
  const options = await optionsToAdd(ask, work.now, { id: factors.officerId, name: factors.name, email: factors.email, service: work.partnership.name }, factors.passkeys)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Add a passkey' }} narrow back={{ href: '/account/second-factor' }}>
      <h1 class="govuk-heading-l">Add a passkey</h1>
      <p class="govuk-body">Your device, phone or security key makes a key for this service and keeps it. You then sign in with its PIN, your finger or your face. Use only devices that are yours or your agency’s.</p>
      <noscript><p class="govuk-inset-text">Passkeys need JavaScript, which is off in this browser. <a class="govuk-link" href="/account/second-factor/app">An authenticator app</a> works without.</p></noscript>
      <PasskeyForm action={PLACE} act="create" options={options} csrf={ask.csrf} button="Make a passkey" hidden={{ name: `Passkey ${factors.passkeys.length + 1}` }} />
    </OfficerPage>,
    { about: { kind: 'officer', id: work.actor.officerId } },
  )
}

export const addPasskey = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const factors = await myFactors(work)
  if (!mayChange(work, factors)) return refused(NOT_SURE)
  const made = await verifyNewPasskey(work, ask)
  const name = textOf(ask.answers, 'name').trim().slice(0, 60) || 'Passkey'
  if (made === undefined || !(await keepPasskey(work, name, made))) return PasskeyRefused({ frame: ask.frame, back: PLACE })
  const cookies = await becomeSure(work, ask, factors)
  const about = { kind: 'officer', id: work.actor.officerId }
  if (factors.codesLeft > 0) return seeOther('/account/second-factor', { about, cookies })
  return page(ShownCodes({ frame: ask.frame, codes: await freshRecoveryCodes(work, ask), title: 'Your passkey is added' }), { about, cookies })
}
