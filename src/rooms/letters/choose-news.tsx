// An officer chooses whether, and how soon, a work email says that something waits.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { NEWS, type News } from './officer-news.ts'

const SAYS: Readonly<Record<News, string>> = { 'at once': 'Each morning, and within ten minutes when a colleague or a person harmed waits for me', 'each morning': 'Each working morning, when something is due', never: 'Never' }
const fields = { news: choice(NEWS, { empty: 'Select when to write to you' }) }

export const chooseNews = form<OfficerWork, typeof fields, { readonly news: News }>({
  fields,
  load: async work => work.db.selectFrom('officers').select('news').where('id', '=', work.actor.officerId).executeTakeFirstOrThrow(),
  start: ({ news }) => ({ news }),
  act: async (work, _loaded, { news }) => {
    await work.db.updateTable('officers').set({ news }).where('id', '=', work.actor.officerId).execute()
    return seeOther('/account', { about: { kind: 'officer', id: work.actor.officerId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'News by email' }} state={state} narrow back={{ href: '/account' }}>
      <h1 class="govuk-heading-l">News by email</h1>
      <p class="govuk-body">It says how many things wait in your diary, and nothing about anybody. Nothing is sent while you are away.</p>
      <Form action={action} csrf={csrf} once={once} keep="news">
        <ChoiceField name="news" label="When shall we write to you?" state={state} choices={NEWS.map(value => ({ value, text: SAYS[value] }))} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
