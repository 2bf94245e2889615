// Sign in: e-mail and password, slowed when guessed at, with one answer for every kind of wrong.
import { PublicPage } from '#ui/page.tsx'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { PasswordInput, InsetText } from '#ui/govuk/components.tsx'
import type { PublicWork } from '#db/work.ts'
import { seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { countedProblems, form, problems } from '#web/form.ts'
import { ourOwn } from '#web/reply.ts'
import { demonstrationOffers, type DemonstrationOffers } from './demonstration-offers.ts'
import { isPassword } from './passwords.ts'
import { lookForSignIn, noteSignIn, recordSignIn, startSession } from './partnership-store.ts'

/** Wrong passwords in a quarter of an hour: for one account from one address, and from one address for any account. */
const MOST_HERE = 5
const MOST_FROM_ADDRESS = 50
const WRONG = 'Email address or password is not right'

type Loaded = { readonly next: string; readonly ended: boolean; readonly offers: DemonstrationOffers }

const fields = {
  email: words({ empty: 'Enter your email address', max: 254, called: 'Email address' }),
  password: words({ empty: 'Enter your password', max: 500, called: 'Password' }),
}

export const signIn = form<PublicWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const next = ourOwn(textOf(ask.query, 'next') || textOf(ask.answers, 'next') || '/')
    return { next, ended: textOf(ask.query, 'ended') === 'yes', offers: await demonstrationOffers(work) }
  },
  act: async (work, { next }, { email, password }, ask) => {
    const look = await lookForSignIn(work, email, ask.address)
    const tooMany = look.failuresHere >= MOST_HERE || look.failuresFromAddress >= MOST_FROM_ADDRESS
    if (tooMany) return problems({ field: 'email', text: 'There have been too many tries. Wait 15 minutes, or ask your administrator for a new password link' })
    const right = await isPassword(password, look.officer?.passwordHash ?? null)
    await noteSignIn(work, email, ask.address, right)
    await recordSignIn(work, look.officer?.id ?? null, right && look.officer?.agencyId != null)
    if (!right || look.officer?.agencyId == null) return countedProblems({ field: 'email', text: WRONG })
    const { token, until } = await startSession(work, look.officer.id, look.officer.agencyId, ask.device)
    return seeOther(next, { cookies: [{ name: 'amity_session', value: token, until }] })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: 'Sign in' }} state={state}>
      <h1 class="govuk-heading-l">Sign in</h1>
      {loaded.ended ? <InsetText text="Your session had ended. Sign in and we will bring back what you typed." /> : null}
      <Form action={action} csrf={csrf} once={once}>
        <input type="hidden" name="next" value={loaded.next} />
        <TextField name="email" label="Email address" type="email" autocomplete="username" state={state} />
        <PasswordInput id="password" name="password" label={{ text: 'Password' }} autocomplete="current-password" />
        <SubmitButton text="Sign in" />
      </Form>
      {loaded.offers.officers.length === 0 ? null : (
        <section aria-labelledby="offers">
          <h2 class="govuk-heading-m" id="offers">Look round as…</h2>
          {loaded.offers.officers.map(offer => (
            <Form action={action} csrf={csrf}>
              <input type="hidden" name="next" value={loaded.next} />
              <input type="hidden" name="email" value={offer.email} />
              <input type="hidden" name="password" value={loaded.offers.password} />
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
      )}
    </PublicPage>
  ),
})
