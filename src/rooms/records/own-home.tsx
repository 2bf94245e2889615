// Where an officer lives, said by themselves: so that looking at a case near home shows. Only they read it, and the nightly check.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { optionalPostcode, optionalWords } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { ownHome, setOwnHome, type Home } from './unusual-store.ts'

const fields = { postcode: optionalPostcode, street: optionalWords({ max: 120, called: 'Street' }) }
type Loaded = { readonly home: Home | undefined }

export const sayOwnHome = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [({ postcode, street }) => postcode === null && (street ?? '') !== '' ? { field: 'postcode', text: 'Enter the postcode as well as the street' } : undefined],
  load: async work => ({ home: await ownHome(work) }),
  start: ({ home }) => ({ postcode: home?.postcode ?? '', street: home?.street ?? '' }),
  act: async (work, _loaded, { postcode, street }) => {
    await setOwnHome(work, postcode === null ? undefined : { postcode, street })
    return seeOther('/account', { about: { kind: 'officer', id: work.actor.officerId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Where you live' }} state={state} narrow back={{ href: '/account', text: 'Your account' }}>
      <h1 class="govuk-heading-l">Where you live</h1>
      <p class="govuk-body">When an officer opens a case near their own home, somebody asks about it. That protects your neighbours, and you. Only you can read this. If you open a case near it, whoever looks into unusual access is told that it is near where you live, and not where that is.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="postcode" label="Your home postcode" hint="Leave it empty to take it away" width={10} state={state} />
        <TextField name="street" label="The name of your street (optional)" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
