// Prove again who you are, before a dangerous act: a code, a passkey, the password, or the agency's own sign-in.
import { demonstrationOffers } from '#rooms/partnership/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { optionalWords, secretWords } from '#web/fields.ts'
import { countedProblems, form, problems } from '#web/form.ts'
import { ourOwn } from '#web/reply.ts'
import { sayDevice } from './device.ts'
import { wayInChanged } from './events.ts'
import { hasSecondFactor, myFactors, notePasskey, type Factors } from './factors-store.ts'
import { PasskeyForm, PasskeyRefused } from './passkey-form.tsx'
import { optionsToProve, usedPasskeyIn, verifyPasskey } from './passkeys.ts'
import { providerBehind } from './provider-store.ts'
import { MANY_CODES, WRONG_CODE } from './second-step.tsx'
import { proveSession } from './sign-in-store.ts'
import { tryCode, tryPassword } from './try-code.ts'

type Loaded = { readonly next: string; readonly factors: Factors; readonly passkey: string | undefined; readonly provider: string | undefined; /** Filled in where it is a demonstration. */ readonly password: string }
const nextIn = (ask: Ask): string => ourOwn(textOf(ask.query, 'next') || textOf(ask.answers, 'next') || '/account')

const proven = async (work: OfficerWork, next: string, secondFactor: boolean): Promise<Answer> => {
  const token = await proveSession(work, secondFactor)
  return seeOther(next, { about: { kind: 'officer', id: work.actor.officerId }, cookies: token === undefined ? [] : [{ name: 'amity_session', value: token }] })
}

const fields = { code: optionalWords({ max: 40, called: 'Code' }), password: secretWords() }

export const prove = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const factors = await myFactors(work)
    return { next: nextIn(ask), factors, passkey: factors.passkeys.length === 0 ? undefined : await optionsToProve(ask, work.now, factors.passkeys), provider: (await providerBehind(work))?.label, password: (await demonstrationOffers(work)).password }
  },
  act: async (work, { next, factors }, { code, password }, ask) => {
    const field = code !== '' ? 'code' : 'password'
    if (code === '' && password === '') return problems({ field: hasSecondFactor(factors) ? 'code' : 'password', text: hasSecondFactor(factors) ? 'Enter a code, or your password' : 'Enter your password' })
    const tried = field === 'code' ? await tryCode(work, ask, factors, { officerId: work.actor.officerId, step: null }, code) : await tryPassword(work, ask, factors, password)
    if (tried === 'too many') return problems({ field, text: MANY_CODES })
    if (tried === 'wrong') {
      await work.record('wrong proof of who they are', { kind: 'officer', id: work.actor.officerId })
      return countedProblems({ field, text: field === 'code' ? WRONG_CODE : 'That is not your password' })
    }
    if (tried === 'recovery') await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'recovery code used', device: sayDevice(ask.device) })
    return proven(work, next, tried !== 'password')
  },
  show: ({ loaded: { next, factors, passkey, provider, password }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Is it you?' }} state={{ values: {}, errors: state.errors }} narrow>
      <h1 class="govuk-heading-l">Is it you?</h1>
      <p class="govuk-body">What you are about to do can let people in or take much out, so we ask again. It holds for 10 minutes.{next.includes('kept=') ? ' What you typed is kept.' : ''}</p>
      {passkey === undefined ? null : <PasskeyForm action="/prove/passkey" act="get" options={passkey} csrf={csrf} button="Use a passkey" hidden={{ next }} />}
      {provider === undefined ? null : <p class="govuk-body"><a class="govuk-button govuk-button--secondary" role="button" draggable="false" href={`/prove/with-provider?next=${encodeURIComponent(next)}`}>{provider}</a></p>}
      {factors.app === null && factors.codesLeft === 0 && factors.passwordHash === null ? null : (
        <Form action={action} csrf={csrf} once={once}>
          <input type="hidden" name="next" value={next} />
          {factors.app === null && factors.codesLeft === 0 ? null : <TextField name="code" label="Code" hint="The 6 digits your authenticator app shows, or one of your recovery codes" width={20} autocomplete="one-time-code" spellcheck={false} state={{ values: {}, errors: state.errors }} />}
          {factors.passwordHash === null ? null : (
            <PasswordInput id="password" name="password" label={{ text: hasSecondFactor(factors) ? 'Or your password' : 'Your password' }} autocomplete="current-password"
              errorMessage={state.errors.filter(error => error.field === 'password').map(({ text }) => ({ text }))[0]} {...(password !== '' ? { value: password, hint: { text: 'In this demonstration it is filled in' } } : {})} />
          )}
          <SubmitButton text="Go on" />
        </Form>
      )}
    </OfficerPage>
  ),
})

export const proveByPasskey = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [next, used, { passkeys }] = [nextIn(ask), usedPasskeyIn(ask), await myFactors(work)]
  const passkey = passkeys.find(({ credentialId }) => credentialId === used?.id)
  const verified = used === undefined || passkey === undefined ? undefined : await verifyPasskey(work, ask, used, passkey)
  if (passkey === undefined || verified === undefined) return PasskeyRefused({ frame: ask.frame, back: `/prove?next=${encodeURIComponent(next)}` })
  await notePasskey(work, passkey.id, verified.counter)
  return proven(work, next, true)
}
