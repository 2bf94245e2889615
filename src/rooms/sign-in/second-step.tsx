// After the right password: a code of the app, a recovery code, or a passkey.
import { z } from 'zod'
import type { PublicWork } from '#db/work.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { PublicPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { countedProblems, form, problems } from '#web/form.ts'
import { sayDevice } from './device.ts'
import { wayInChanged } from './events.ts'
import { factorsOf, notePasskey, type Factors, type Holder } from './factors-store.ts'
import { finishSignIn, type Proven } from './finish-sign-in.ts'
import { PasskeyForm, PasskeyRefused } from './passkey-form.tsx'
import { optionsToProve, usedPasskeyIn, verifyPasskey } from './passkeys.ts'
import { findStep, useStep } from './sign-in-store.ts'
import { tryCode } from './try-code.ts'

export const WRONG_CODE = 'That code is not right, or has been used. Enter the code your app shows now, or another recovery code'
export const MANY_CODES = 'There have been too many tries. Wait 15 minutes'

const aboutShape = z.object({ agencyIds: z.array(z.string()), by: z.enum(['password', 'single sign-on']), next: z.string(), providerId: z.string().optional(), hint: z.string().optional() })
type Loaded = { readonly holder: Holder; readonly token: string; readonly factors: Factors; readonly about: z.infer<typeof aboutShape>; readonly passkey: string | undefined }

/** Who is half way in with this browser's cookie; or back to the beginning. */
const load = async (work: PublicWork, ask: Ask): Promise<Loaded | Answer> => {
  const token = ask.cookie('amity_sign_in')
  const step = await findStep(work, token, 'second factor')
  const about = aboutShape.safeParse(step?.about)
  if (token === undefined || step?.officerId == null || !about.success) return seeOther('/sign-in')
  const holder = { officerId: step.officerId, step: token }
  const factors = await factorsOf(work, holder)
  if (factors === undefined) return seeOther('/sign-in')
  return { holder, token, factors, about: about.data, passkey: factors.passkeys.length === 0 ? undefined : await optionsToProve(ask, work.now, factors.passkeys) }
}

const goIn = async (work: PublicWork, ask: Ask, { token, holder, about }: Loaded): Promise<Answer> => {
  await useStep(work, token, 'second factor')
  const proven: Proven = { officerId: holder.officerId, agencyIds: about.agencyIds, by: about.by, assurance: 'second factor', next: about.next, ...(about.providerId === undefined ? {} : { providerId: about.providerId }), ...(about.hint === undefined ? {} : { hint: about.hint }) }
  return await finishSignIn(work, ask, proven) ?? seeOther('/sign-in')
}

const fields = { code: words({ empty: 'Enter the code', max: 40, called: 'Code' }) }

export const secondStep = form<PublicWork, typeof fields, Loaded>({
  fields,
  load,
  act: async (work, loaded, { code }, ask) => {
    const tried = await tryCode(work, ask, loaded.factors, loaded.holder, code)
    if (tried === 'too many') return problems({ field: 'code', text: MANY_CODES })
    if (tried === 'wrong') {
      await work.record('wrong second factor', { kind: 'officer', id: loaded.holder.officerId })
      return countedProblems({ field: 'code', text: WRONG_CODE })
    }
    const [agencyId] = loaded.about.agencyIds
    if (tried === 'recovery' && agencyId !== undefined) await work.announce(wayInChanged, { officerId: loaded.holder.officerId, agencyId, what: 'recovery code used', device: sayDevice(ask.device) })
    return goIn(work, ask, loaded)
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: 'Your second factor' }} state={{ values: {}, errors: state.errors }} back={{ href: '/sign-in' }}>
      <h1 class="govuk-heading-l">Your second factor</h1>
      {loaded.passkey === undefined ? null : <PasskeyForm action="/sign-in/code/passkey" act="get" options={loaded.passkey} csrf={csrf} button="Use a passkey" />}
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="code" label={loaded.factors.app === null ? 'Recovery code' : 'Code'} width={20} autocomplete="one-time-code" spellcheck={false} state={{ values: {}, errors: state.errors }}
          hint={loaded.factors.app === null ? 'One of those you wrote down. Each works once' : 'The 6 digits your authenticator app shows, or one of your recovery codes'} />
        <SubmitButton text="Go on" />
      </Form>
      <p class="govuk-body">If you have neither, ask your administrator to take your second factor away; you then set up a new one.</p>
    </PublicPage>
  ),
})

export const secondStepByPasskey = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const loaded = await load(work, ask)
  if ('kind' in loaded) return loaded
  const used = usedPasskeyIn(ask)
  const passkey = loaded.factors.passkeys.find(({ credentialId }) => credentialId === used?.id)
  const verified = used === undefined || passkey === undefined ? undefined : await verifyPasskey(work, ask, used, passkey)
  if (passkey === undefined || verified === undefined) {
    await work.record('wrong second factor', { kind: 'officer', id: loaded.holder.officerId })
    return PasskeyRefused({ frame: ask.frame, back: '/sign-in/code' })
  }
  await notePasskey(work, passkey.id, verified.counter)
  return goIn(work, ask, loaded)
}
