// The keys other systems use: make one (shown once), see when each was last used, end one.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayAgo, sayDate, londonDay } from '#kernel/time.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { Button, InsetText, WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { PageHeading } from '#ui/page-parts.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words as text } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { apiKeys, apiKeyWith, endApiKey, makeApiKey } from './open311-store.ts'

const TRAIL = [{ text: 'API keys', href: '/api-keys' }]

export const seeApiKeys = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const keys = await apiKeys(work)
  const day = (at: Date): string => sayDate(londonDay(at))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'API keys' }}>
      <PageHeading heading="API keys"><Button text="Make a key" href="/api-keys/make" /></PageHeading>
      <p class="govuk-body">A key lets another system, such as FixMyStreet or a contact centre, send reports by Open311 and follow those it sent. It opens nothing else.</p>
      <DataTable id="keys" caption="Keys" captionSize="hidden" narrow="stack" rows={keys} empty="There are no keys yet. Nobody can send reports by Open311." rowTone={key => key.endedAt === null ? undefined : 'muted'} columns={[
        { heading: 'System', rowHeader: true, cell: key => key.name },
        { heading: 'Agency', cell: key => key.agency },
        { heading: 'Made', cell: key => key.madeBy === null ? day(key.madeAt) : `${day(key.madeAt)} by ${key.madeBy}` },
        { heading: 'Last used', cell: key => key.usedAt === null ? 'Never' : sayAgo(key.usedAt, work.now) },
        { heading: 'State', cell: key => key.endedAt === null
          ? <><Badge text="In use" tone="green" /> <a class="govuk-link" href={`/api-keys/${key.id}/end`}>End<span class="govuk-visually-hidden"> the key of {key.name}</span></a></>
          : <Badge text={`Ended ${day(key.endedAt)}`} tone="grey" /> },
      ]} />
      <InsetText>
        <p class="govuk-body">Other systems find us at <code>{ask.baseUrl}/open311/v2</code></p>
      </InsetText>
    </OfficerPage>,
  )
}

const fields = {
  name: text({ empty: 'Enter which system will use the key', max: 100, called: 'System' }),
  agencyId: text({ empty: 'Select the agency that answers for it', max: 40 }),
}
type Loaded = { readonly agencies: readonly { readonly id: string; readonly name: string }[] }

export const makeKey = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ agencies: await agencies(work) }),
  act: async (work, loaded, { name, agencyId }, ask) => {
    const agency = loaded.agencies.find(one => one.id === agencyId)
    if (agency === undefined) return problems({ field: 'agencyId', text: 'Select the agency that answers for it' })
    const { id, key } = await makeApiKey(work, agencyId, name)
    return page(
      <OfficerPage frame={{ ...ask.frame, title: 'Key made' }} narrow breadcrumbs={TRAIL}>
        <h1 class="govuk-heading-l">The key of {name}</h1>
        <WarningText text="Copy it now. It is shown this once, and we keep no copy." iconFallbackText="Warning" />
        <p class="govuk-body"><code class="amity-secret">{key}</code></p>
        <p class="govuk-body">Give it to whoever runs {name} by a safe way, not by email. If it is lost, end it and make another of the same name.</p>
        <p class="govuk-body">The system also needs the address <code>{ask.baseUrl}/open311/v2</code>. It sends the key as <code>api_key</code> in the form, or as the header <code>X-Api-Key</code> (<a class="govuk-link" href="/settings">settings, Open311</a>, for systems that put it in the address).</p>
        <p class="govuk-body"><a class="govuk-link" href="/api-keys">Back to API keys</a></p>
      </OfficerPage>,
      { about: { kind: 'api key', id } },
    )
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Make a key' }} state={state} narrow breadcrumbs={TRAIL}>
      <h1 class="govuk-heading-l">Make a key</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="Which system will use it?" hint="For example: FixMyStreet, or the landlord’s contact centre. To replace a key, give the same name again: the new key follows what was sent with the old one" state={state} />
        <SelectField name="agencyId" label="Which agency answers for it?" state={state} empty="Choose" options={loaded.agencies.map(({ id, name }) => ({ value: id, text: name }))} />
        <SubmitButton text="Make the key" />
      </Form>
    </OfficerPage>
  ),
})

type Ending = { readonly key: { readonly id: string; readonly name: string } }

export const endKey = form<OfficerWork, Record<string, never>, Ending>({
  fields: {},
  load: async (work, ask) => {
    const id = ask.params['id'] ?? ''
    const key = looksLikeId(id) ? await apiKeyWith(work, id) : undefined
    if (key === undefined) return notThere
    return key.endedAt === null ? { key } : seeOther('/api-keys')
  },
  // Ending twice is ending once: whoever came second finds it done.
  act: async (work, { key }) => {
    await endApiKey(work, key.id)
    return seeOther('/api-keys', { about: { kind: 'api key', id: key.id } })
  },
  show: ({ loaded: { key }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: `End the key of ${key.name}` }} state={state} narrow breadcrumbs={TRAIL}>
      <h1 class="govuk-heading-l">End the key of {key.name}</h1>
      <p class="govuk-body">From this moment {key.name} can send no reports and follow none. Reports it has sent stay. A key cannot be brought back: make another instead.</p>
      <Form action={action} csrf={csrf} once={once}><SubmitButton text="End the key" look="warning" /></Form>
    </OfficerPage>
  ),
})
