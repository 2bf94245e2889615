// An officer chooses a password with the one-time link an administrator gave them.
import { hashPassword, weakness } from '#rooms/partnership/index.ts'
import type { PublicWork } from '#db/work.ts'
import { PublicPage } from '#ui/page.tsx'
import { Form, SubmitButton, type FormState } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { notThere, seeOther } from '#web/answers.ts'
import { secretWords } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { findPasswordLink, usePasswordLink } from './sign-in-store.ts'

export const passwordFields = { password: secretWords({ empty: 'Enter a password' }) }
export type Owner = { readonly name: string; readonly email: string }

export const notWeak = ({ password }: { readonly password?: string }, { loaded: { name, email } }: { readonly loaded: Owner }) => {
  const weak = password === undefined ? undefined : weakness(password, [name, email])
  return weak === undefined ? undefined : { field: 'password', text: weak }
}

export const NewPassword = ({ state }: { readonly state: FormState }): Html => (
  <PasswordInput id="password" name="password" label={{ text: 'New password' }} hint={{ text: '12 characters or more. Three random words work well' }} autocomplete="new-password" errorMessage={state.errors.filter(({ field }) => field === 'password').map(({ text }) => ({ text }))[0]} />
)

export const choosePassword = form<PublicWork, typeof passwordFields, Owner & { readonly token: string }>({
  fields: passwordFields,
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
