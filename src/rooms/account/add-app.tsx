// Set up an authenticator app: its key as a picture and as text, then a code of it to show that it works.
import { appAddress, confirmApp, type Factors, halfMinuteOf, myFactors, newAppKey, offerApp, offeredApp, openKey, qrPath, sealKey } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { becomeSure, freshRecoveryCodes, mayChange, NOT_SURE, ShownCodes } from './second-factor.tsx'

type Loaded = { readonly factors: Factors; readonly appId: string | undefined; readonly key: string; readonly address: string }

/** The key offered within the last hour, so that a wrong code does not mean scanning anew; otherwise a fresh one. */
const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const factors = await myFactors(work)
  if (!mayChange(work, factors)) return refused(NOT_SURE)
  const held = await offeredApp(work)
  const kept = held === undefined ? undefined : openKey(ask.secret, work.actor.officerId, held.sealedSecret)
  const key = kept ?? newAppKey()
  if (kept === undefined) await offerApp(work, sealKey(ask.secret, work.actor.officerId, key))
  return { factors, appId: kept === undefined ? (await offeredApp(work))?.id : held?.id, key, address: appAddress(key, work.partnership.name, factors.email) }
}

const fields = { code: words({ empty: 'Enter the 6 digits the app shows', max: 20, called: 'Code' }) }

const Qr = ({ text }: { readonly text: string }): Html => {
  const { size, path } = qrPath(text)
  return <svg viewBox={`0 0 ${size} ${size}`} width="230" height="230" role="img" aria-label="QR code with the key below" shape-rendering="crispEdges"><rect width={size} height={size} fill="#ffffff" /><path d={path} fill="#000000" /></svg>
}

export const addApp = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load,
  act: async (work, { factors, appId, key }, { code }, ask) => {
    const halfMinute = halfMinuteOf(key, code.replaceAll(/\D/g, ''), work.now)
    if (halfMinute === undefined || appId === undefined || !(await confirmApp(work, appId, halfMinute))) return problems({ field: 'code', text: 'That is not the code the app shows now. Check that the phone’s clock is right, then enter the next code' })
    const cookies = await becomeSure(work, ask, factors)
    return page(ShownCodes({ frame: ask.frame, codes: await freshRecoveryCodes(work), title: 'Your authenticator app is set up' }), { about: { kind: 'officer', id: work.actor.officerId }, cookies })
  },
  show: ({ loaded: { key, address }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Set up an authenticator app' }} state={state} narrow back={{ href: '/account/second-factor' }}>
      <h1 class="govuk-heading-l">Set up an authenticator app</h1>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>Install an authenticator app on your phone if you have none. All that show codes of 6 digits will do.</li>
        <li>In the app add an account and scan this picture:<br /><Qr text={address} /></li>
        <li>Or type this key into the app: <code id="key">{key.replaceAll(/(.{4})/g, '$1 ').trim()}</code></li>
        <li>Enter the code it shows now.</li>
      </ol>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="code" label="Code" width={10} inputMode="numeric" autocomplete="one-time-code" spellcheck={false} state={state} />
        <SubmitButton text="Set up" />
      </Form>
    </OfficerPage>
  ),
})
