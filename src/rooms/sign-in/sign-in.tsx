// Sign in: by password, slowed when guessed at, with one answer for every kind of wrong; by passkey; or by an agency's own provider.
import { demonstrationOffers, isPassword, type DemonstrationOffers } from '#rooms/partnership/index.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText, PasswordInput } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { PublicPage } from '#ui/page.tsx'
import type { PublicWork } from '#db/work.ts'
import { seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { leaveToken } from '#web/csrf.ts'
import { secretWords, words } from '#web/fields.ts'
import { countedProblems, form, problems, type FormView } from '#web/form.ts'
import { ourOwn } from '#web/reply.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { optionsToSignIn } from './passkeys.ts'
import { providers, type ProviderOffer } from './provider-store.ts'
import { lookForAccount, noteTry, openStep, recordSignIn, type Account } from './sign-in-store.ts'

/** Wrong passwords in a quarter of an hour: for one account from one place, and from one address for any account. */
const MOST_HERE = 5
const MOST_FROM_ADDRESS = 50
const WRONG = 'Email address or password is not right'
export const TOO_MANY = 'There have been too many tries. Wait 15 minutes, or ask your administrator for a new password link'
export const STEP_MINUTES = 10

type Loaded = { readonly next: string; readonly ended: boolean; readonly isDemonstration: boolean; readonly offers: DemonstrationOffers; readonly providers: readonly ProviderOffer[]; readonly passkey: string; /** Says that the way to a provider was taken from this page. */ readonly shown: string }

const fields = {
  email: words({ empty: 'Enter your email address', max: 254, called: 'Email address' }),
  password: secretWords({ empty: 'Enter your password' }),
}

/** After the right password: the second factor they have; or in, as far as a password leads. */
const goOn = async (work: PublicWork, ask: Ask, officer: Account, next: string): Promise<Answer | undefined> => {
  const agencyIds = officer.agencies.map(({ id }) => id)
  const isDemonstration = work.partnership.isDemonstration
  if (officer.hasSecondFactor && !isDemonstration && agencyIds.length > 0) {
    const token = await openStep(work, 'second factor', officer.id, { agencyIds, by: 'password', next }, STEP_MINUTES)
    return seeOther('/sign-in/code', { cookies: [{ name: 'amity_sign_in', value: token, until: new Date(work.now.getTime() + STEP_MINUTES * 60_000) }] })
  }
  return finishSignIn(work, ask, { officerId: officer.id, agencyIds, by: isDemonstration ? 'demonstration' : 'password', assurance: isDemonstration ? 'second factor' : 'password', next })
}

const Elsewhere = ({ loaded: { providers: offered, next, passkey, shown }, csrf }: Pick<FormView<Loaded>, 'loaded' | 'csrf'>): Html => (
  <>
    {offered.map(({ id, label }) => <p class="govuk-body"><a class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" role="button" draggable="false" href={`/sign-in/with/${id}?next=${encodeURIComponent(next)}&shown=${shown}`}>{label}</a></p>)}
    <PasskeyForm action="/sign-in/passkey" act="get" options={passkey} csrf={csrf} button="Sign in with a passkey" hidden={{ next }} />
  </>
)

const LookRound = ({ next, offers, action, csrf }: { readonly next: string; readonly offers: DemonstrationOffers; readonly action: string; readonly csrf: string }): Html => (
  <section aria-labelledby="offers">
    <h2 class="govuk-heading-m" id="offers">Look round as…</h2>
    {offers.officers.map(offer => (
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="email" value={offer.email} />
        <input type="hidden" name="password" value={offers.password} />
        <p class="govuk-body">
          <button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-1">{offer.name}</button><br />
          {offer.does}
        </p>
      </Form>
    ))}
    <Form action="/my-case/demonstration" csrf={csrf}>
      <p class="govuk-body">
        <button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-1">The person harmed</button><br />
        Their own page, as if they had opened their private link and entered the code
      </p>
    </Form>
  </section>
)

export const signIn = form<PublicWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => ({
    next: ourOwn(textOf(ask.query, 'next') || textOf(ask.answers, 'next') || '/'), ended: textOf(ask.query, 'ended') === 'yes',
    isDemonstration: work.partnership.isDemonstration, offers: await demonstrationOffers(work), providers: await providers(work), passkey: await optionsToSignIn(ask, work.now), shown: leaveToken(ask.secret, ask.csrf),
  }),
  act: async (work, { next }, { email, password }, ask) => {
    const look = await lookForAccount(work, email, ask)
    if (look.failuresHere >= MOST_HERE || look.failuresFromAddress >= MOST_FROM_ADDRESS) return problems({ field: 'email', text: TOO_MANY })
    const right = await isPassword(password, look.officer?.passwordHash ?? null)
    await noteTry(work, email, look.place, right)
    if (!right || look.officer === null) {
      await recordSignIn(work, look.officer?.id ?? null, false)
      return countedProblems({ field: 'email', text: WRONG })
    }
    return await goOn(work, ask, look.officer, next) ?? countedProblems({ field: 'email', text: 'You cannot sign in here with a password. Use your agency’s own sign-in, or ask your administrator' })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: 'Sign in' }} state={state}>
      <h1 class="govuk-heading-l">Sign in</h1>
      {loaded.ended ? <InsetText text="Your session had ended. Sign in and we will bring back what you typed." /> : null}
      <Form action={action} csrf={csrf} once={once}>
        <input type="hidden" name="next" value={loaded.next} />
        <TextField name="email" label="Email address" type="email" autocomplete="username webauthn" state={state} />
        <PasswordInput id="password" name="password" label={{ text: 'Password' }} autocomplete="current-password" errorMessage={state.errors.filter(({ field }) => field === 'password').map(({ text }) => ({ text }))[0]} />
        <SubmitButton text="Sign in" />
      </Form>
      <Elsewhere loaded={loaded} csrf={csrf} />
      {loaded.isDemonstration ? <LookRound next={loaded.next} offers={loaded.offers} action={action} csrf={csrf} /> : null}
    </PublicPage>
  ),
})
