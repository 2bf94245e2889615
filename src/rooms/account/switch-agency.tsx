// An officer who works for two agencies says for which they act now. Nothing ends; the session goes on for the other.
import { type Agency, myAgencies, switchAgency } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { ourOwn } from '#web/reply.ts'

const fields = { agencyId: words({ empty: 'Select the agency you act for', max: 36, called: 'Agency' }) }
type Loaded = { readonly agencies: readonly Agency[]; readonly now: string; readonly next: string }

export const actFor = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => ({ agencies: await myAgencies(work), now: work.actor.agencyId, next: ourOwn(textOf(ask.query, 'next') || textOf(ask.answers, 'next') || '/') }),
  start: ({ now }) => ({ agencyId: now }),
  act: async (work, { agencies, next }, { agencyId }) => {
    if (!agencies.some(({ id }) => id === agencyId) || !(await switchAgency(work, agencyId))) return problems({ field: 'agencyId', text: 'Select one of your agencies' })
    return seeOther(next, { about: { kind: 'agency', id: agencyId } })
  },
  show: ({ loaded: { agencies, next }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Act for an agency' }} state={state} narrow>
      <h1 class="govuk-heading-l">For which agency do you act now?</h1>
      <p class="govuk-body">You see that agency’s cases, and what you do is recorded as done for it. You can change it again under your name.</p>
      <Form action={action} csrf={csrf} once={once}>
        <input type="hidden" name="next" value={next} />
        <ChoiceField name="agencyId" label="Agency" state={state} choices={agencies.map(({ id, name }) => ({ value: id, text: name }))} />
        <SubmitButton text="Go on" />
      </Form>
    </OfficerPage>
  ),
})
