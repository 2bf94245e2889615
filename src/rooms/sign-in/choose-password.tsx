// An officer chooses a password with the one-time link an administrator gave them.
import type { PublicWork } from '#db/work.ts'
import { PublicPage } from '#ui/page.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { findPasswordLink, usePasswordLink } from './partnership-store.ts'
import { hashPassword, weakness } from './passwords.ts'

const fields = { password: words({ empty: 'Enter a password', max: 500, called: 'Password' }) }

export const choosePassword = form<PublicWork, typeof fields, { readonly token: string; readonly name: string }>({
  fields,
  rules: [values => {
    const weak = values.password === undefined ? undefined : weakness(values.password)
    return weak === undefined ? undefined : { field: 'password', text: weak }
  }],
  load: async (work, ask) => {
    const token = ask.params['token'] ?? ''
    const link = await findPasswordLink(work, token)
    return link === undefined ? notThere : { token, name: link.officerName }
  },
  act: async (work, { token }, { password }) => {
    const used = await usePasswordLink(work, token, await hashPassword(password))
    return used ? seeOther('/sign-in') : notThere
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: 'Choose a password' }} state={state}>
      <h1 class="govuk-heading-l">Choose a password, {loaded.name}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <PasswordInput id="password" name="password" label={{ text: 'New password' }} hint={{ text: '12 characters or more. Three random words work well' }} autocomplete="new-password"
          errorMessage={state.errors.map(({ text }) => ({ text }))[0]} />
        <SubmitButton text="Save password" />
      </Form>
    </PublicPage>
  ),
})
