// An officer puts another password in place of the one they have.
import { hashPassword } from '#rooms/partnership/index.ts'
import { changePassword, myFactors, NewPassword, notWeak, type Owner, passwordFields, sayDevice, wayInChanged } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { form } from '#web/form.ts'

export const changeMyPassword = form<OfficerWork, typeof passwordFields, Owner>({
  fields: passwordFields,
  rules: [notWeak],
  load: async work => {
    const { name, email, passwordHash } = await myFactors(work)
    return passwordHash === null ? notThere : { name, email }
  },
  act: async (work, _loaded, { password }, ask) => {
    if (!(await changePassword(work, await hashPassword(password)))) return notThere
    await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'password changed', device: sayDevice(ask.device) })
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
