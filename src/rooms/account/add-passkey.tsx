// Add a passkey: this device's own, or a security key. It needs JavaScript; the authenticator app does not.
import { keepPasskey, myFactors, optionsToAdd, PasskeyForm, verifyNewPasskey, type Factors } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, refused, seeOther } from '#web/answers.ts'
import { optionalWords } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { becomeSure, freshRecoveryCodes, mayChange, NOT_SURE, ShownCodes } from './second-factor.tsx'

const REFUSED = 'No passkey was added. The page had been open for more than five minutes, or its answer was used before. Make it again'
const fields = { name: optionalWords({ max: 60, called: 'Name' }) }
type Loaded = { readonly factors: Factors; readonly options: string }

export const addPasskey = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const factors = await myFactors(work)
    if (!mayChange(work, factors)) return refused(NOT_SURE)
    return { factors, options: await optionsToAdd(ask, work.now, { id: factors.officerId, name: factors.name, email: factors.email, service: work.partnership.name }, factors.passkeys) }
  },
  act: async (work, { factors }, { name }, ask) => {
    const made = await verifyNewPasskey(work, ask)
    if (made === undefined || !(await keepPasskey(work, name || `Passkey ${factors.passkeys.length + 1}`, made))) return problems({ field: 'passkey', text: REFUSED })
    const cookies = await becomeSure(work, ask, factors)
    const about = { kind: 'officer', id: work.actor.officerId }
    if (factors.codesLeft > 0) return seeOther('/account/second-factor', { about, cookies })
    return page(ShownCodes({ frame: ask.frame, codes: await freshRecoveryCodes(work), title: 'Your passkey is added' }), { about, cookies })
  },
  show: ({ loaded: { options }, state, frame, action, csrf }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a passkey' }} state={state} narrow back={{ href: '/account/second-factor' }}>
      <h1 class="govuk-heading-l">Add a passkey</h1>
      <p class="govuk-body">Your device, phone or security key makes a key for this service and keeps it. You then sign in with its PIN, your finger or your face. Use only devices that are yours or your agency’s.</p>
      <noscript><p class="govuk-inset-text">Passkeys need JavaScript, which is off in this browser. <a class="govuk-link" href="/account/second-factor/app">An authenticator app</a> works without.</p></noscript>
      <div id="passkey" tabindex={-1}><PasskeyForm action={action} act="create" options={options} csrf={csrf} button="Make a passkey" nameHint="For example: work laptop" state={state} /></div>
    </OfficerPage>
  ),
})
