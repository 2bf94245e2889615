// Sets up a new service in the browser: the partnership, its first agency and its first officer, with the one-time link.
import { sql } from 'kysely'
import type { Database } from '#db/open.ts'
import type { PublicWork } from '#db/work.ts'
import { PublicPage } from '#ui/page.tsx'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { choice, email, words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { foundingOf } from './found.ts'
import { hashPassword, weakness } from './passwords.ts'

const KINDS = ['council', 'landlord', 'police', 'fire', 'health', 'probation', 'charity', 'school', 'other'] as const

const fields = {
  partnership: words({ empty: 'Enter the name people will see', max: 200, called: 'Name' }),
  agency: words({ empty: 'Enter the name of the first agency', max: 200, called: 'Agency name' }),
  shortName: words({ empty: 'Enter a short name for the agency', max: 40, called: 'Short name' }),
  kind: choice(KINDS, { empty: 'Select what kind of agency it is' }),
  name: words({ empty: 'Enter your name', max: 120, called: 'Your name' }),
  email: email({ empty: 'Enter your email address' }),
  password: words({ empty: 'Enter a password', max: 500, called: 'Password' }),
}

export const setUp = form<PublicWork, typeof fields, { readonly token: string }>({
  fields,
  rules: [values => {
    const weak = values.password === undefined ? undefined : weakness(values.password)
    return weak === undefined ? undefined : { field: 'password', text: weak }
  }],
  load: async (work, ask) => {
    const token = ask.params['token'] ?? ''
    if (work.partnership.id !== 0) return notThere
    const { rows } = await sql<{ found: unknown }>`select amity.find_link(0, ${digestOf(token)}, 'set up', ${work.now}) as found`.execute(work.db)
    return rows[0]?.found == null ? notThere : { token }
  },
  act: async (work, { token }, values) => {
    const details = foundingOf({
      name: values.partnership, agency: { name: values.agency, shortName: values.shortName, kind: values.kind },
      officer: { name: values.name, email: values.email, passwordHash: await hashPassword(values.password) },
    })
    const { rows } = await sql<{ founded: unknown }>`select amity.set_up(${digestOf(token)}, ${work.now}, ${details}::jsonb) as founded`.execute(work.db)
    return rows[0]?.founded == null ? notThere : seeOther('/sign-in')
  },
  show: ({ state, frame, action, csrf }) => (
    <PublicPage frame={{ ...frame, title: 'Set up Amity' }} state={state}>
      <h1 class="govuk-heading-l">Set up Amity</h1>
      <p class="govuk-body">This link works once. You will be the first administrator; you can add the others afterwards.</p>
      <Form action={action} csrf={csrf}>
        <TextField name="partnership" label="What is the partnership called?" hint="People see this at the top of every page" state={state} />
        <TextField name="agency" label="First agency" hint="Usually the council. Reports from the public come here first" state={state} />
        <TextField name="shortName" label="Its short name" state={state} width={20} />
        <SelectField name="kind" label="What kind of agency is it?" empty="Choose" options={KINDS.map(kind => ({ value: kind, text: kind }))} state={state} />
        <TextField name="name" label="Your name" autocomplete="name" state={state} />
        <TextField name="email" label="Your work email address" type="email" autocomplete="email" state={state} />
        <PasswordInput id="password" name="password" label={{ text: 'Choose a password' }} hint={{ text: '12 characters or more. Three random words work well' }} autocomplete="new-password"
          errorMessage={state.errors.filter(error => error.field === 'password').map(({ text }) => ({ text }))[0]} />
        <SubmitButton text="Set up" />
      </Form>
    </PublicPage>
  ),
})

const THREE_DAYS = 3 * 24 * 3_600_000

/** A fresh set-up link's token when there is no partnership yet; undefined when there is. */
export const offerSetUp = async (database: Database, now: Date): Promise<string | undefined> => {
  const token = newToken()
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    const { rowCount } = await client.query('select from partnerships limit 1')
    if (rowCount === 0) {
      await client.query(`insert into one_time_links (partnership_id, token_hash, purpose, expires_at) values (0, $1, 'set up', $2)`,
        [digestOf(token), new Date(now.getTime() + THREE_DAYS)])
    }
    await client.query('commit')
    return rowCount === 0 ? token : undefined
  } finally {
    client.release()
  }
}
