// An officer chooses a password: with the one-time link an administrator gave them, or another in place of the one they have.
import { hashPassword, weakness } from '#rooms/partnership/index.ts'
import type { OfficerWork, PublicWork } from '#db/work.ts'
import { OfficerPage, PublicPage } from '#ui/page.tsx'
import { Form, SubmitButton, type FormState } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { notThere, seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { wayInChanged } from './events.ts'
import { myFactors } from './factors-store.ts'
import { changePassword, findPasswordLink, usePasswordLink } from './sign-in-store.ts'

const fields = { password: words({ empty: 'Enter a password', max: 500, called: 'Password' }) }
type Owner = { readonly name: string; readonly email: string }

const notWeak = ({ password }: { readonly password?: string }, { loaded: { name, email } }: { readonly loaded: Owner }) => {
  const weak = password === undefined ? undefined : weakness(password, [name, email])
  return weak === undefined ? undefined : { field: 'password', text: weak }
}

const NewPassword = ({ state }: { readonly state: FormState }): Html => (
  <PasswordInput id="password" name="password" label={{ text: 'New password' }} hint={{ text: '12 characters or more. Three random words work well' }} autocomplete="new-password" errorMessage={state.errors.map(({ text }) => ({ text }))[0]} />
)

export const choosePassword = form<PublicWork, typeof fields, Owner & { readonly token: string }>({
  fields,
  rules: [notWeak],
  load: async (work, ask) => {
    const token = ask.params['token'] ?? ''
    const link = await findPasswordLink(work, token)
    return link === undefined ? notThere : { token, name: link.officerName, email: link.email }
  },
  act: async (work, { token }, { password }) => await usePasswordLink(work, token, await hashPassword(password)) ? seeOther('/sign-in') : notThere,
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: 'Choose a password' }} state={state}>
      <h1 class="govuk-heading-l">Choose a password, {loaded.name}</h1>
      <Form action={action} csrf={csrf} once={once}><NewPassword state={state} /><SubmitButton text="Save password" /></Form>
    </PublicPage>
  ),
})

export const changeMyPassword = form<OfficerWork, typeof fields, Owner>({
  fields,
  rules: [notWeak],
  load: async work => {
    const { name, email, passwordHash } = await myFactors(work)
    return passwordHash === null ? notThere : { name, email }
  },
  act: async (work, _loaded, { password }, ask) => {
    if (!(await changePassword(work, await hashPassword(password)))) return notThere
    await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'password changed', device: ask.device })
    return seeOther('/account', { about: { kind: 'officer', id: work.actor.officerId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Change your password' }} state={state} narrow back={{ href: '/account' }}>
      <h1 class="govuk-heading-l">Change your password</h1>
      <p class="govuk-body">Wherever else you are signed in, you are signed out.</p>
      <Form action={action} csrf={csrf} once={once}><NewPassword state={state} /><SubmitButton text="Save password" /></Form>
    </OfficerPage>
  ),
})
