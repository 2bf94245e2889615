// An officer puts another password in place of the one they have, which they give too.
import { hashPassword } from '#rooms/partnership/index.ts'
import { changePassword, MANY_CODES, myFactors, NewPassword, notWeak, passwordFields, sayDevice, tryPassword, wayInChanged, type Factors } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { secretWords } from '#web/fields.ts'
import { countedProblems, form, problems } from '#web/form.ts'

const fields = { oldPassword: secretWords({ empty: 'Enter the password you have now', called: 'Your password now' }), ...passwordFields }

export const changeMyPassword = form<OfficerWork, typeof fields, Factors>({
  fields,
  rules: [notWeak],
  load: async work => {
    const factors = await myFactors(work)
    return factors.passwordHash === null ? notThere : factors
  },
  act: async (work, factors, { oldPassword, password }, ask) => {
    const tried = await tryPassword(work, ask, factors, oldPassword)
    if (tried === 'too many') return problems({ field: 'oldPassword', text: MANY_CODES })
    if (tried !== 'password') return countedProblems({ field: 'oldPassword', text: 'That is not the password you have now' })
    if (!(await changePassword(work, await hashPassword(password)))) return notThere
    await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'password changed', device: sayDevice(ask.device) })
    return seeOther('/account', { about: { kind: 'officer', id: work.actor.officerId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Change your password' }} state={{ values: {}, errors: state.errors }} narrow back={{ href: '/account' }}>
      <h1 class="govuk-heading-l">Change your password</h1>
      <p class="govuk-body">Wherever else you are signed in, you are signed out.</p>
      <Form action={action} csrf={csrf} once={once}>
        <PasswordInput id="oldPassword" name="oldPassword" label={{ text: 'Your password now' }} autocomplete="current-password" errorMessage={state.errors.filter(({ field }) => field === 'oldPassword').map(({ text }) => ({ text }))[0]} />
        <NewPassword state={state} />
        <SubmitButton text="Save password" />
      </Form>
    </OfficerPage>
  ),
})
