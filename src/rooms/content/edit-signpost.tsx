// Add or change a signpost: who else can help, in which words, and whether it is shown.
import type { OfficerWork } from '#db/work.ts'
import { Form, HiddenField, SubmitButton, TextArea, TextField, valueOf, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { optionalPhone, optionalWords, wholeNumber, words, yesNo } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { allSignposts, saveSignpost } from '#rooms/partnership/index.ts'
import { changedMeanwhile, newCode, ONLY_RUNNER, runsPartnership } from './seen-row.ts'

type Signpost = Awaited<ReturnType<typeof allSignposts>>[number]
type Loaded = { readonly one: Signpost | undefined; readonly codes: readonly string[] }

const fields = {
  name: words({ empty: 'Enter who can help', max: 120, called: 'Name' }), says: words({ empty: 'Enter what they can do', max: 600, called: 'What they can do' }),
  phone: optionalPhone, url: optionalWords({ max: 300, called: 'Link' }),
  position: wholeNumber({ empty: 'Enter its place in the list', called: 'Place in the list', min: 0, max: 500 }), inUse: yesNo({ empty: 'Select whether it is shown' }), seen: optionalWords(),
}

export const editSignpost = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [({ url }) => url === undefined || url === '' || (/^https?:\/\/[^\s.]+\.\S+$/.test(url) && URL.canParse(url)) ? undefined : { field: 'url', text: 'Enter a full link, like https://www.example.org' }],
  load: async (work, ask) => {
    const all = await allSignposts(work)
    const one = all.find(({ code }) => code === ask.params['code'])
    if (ask.params['code'] !== undefined && one === undefined) return notThere
    return runsPartnership(work) ? { one, codes: all.map(({ code }) => code) } : ONLY_RUNNER
  },
  start: ({ one, codes }) => one === undefined ? { position: String(codes.length + 1), inUse: 'yes' }
    : { name: one.name, says: one.says, phone: one.phone ?? '', url: one.url ?? '', position: String(one.position), inUse: one.endedOn === null ? 'yes' : 'no', seen: one.look },
  act: async (work, { one, codes }, values) => {
    const code = one?.code ?? newCode(values.name, codes)
    const kept = await saveSignpost(work, code, one === undefined ? null : values.seen, {
      name: values.name, says: values.says, phone: values.phone || null, url: values.url || null, position: values.position, endedOn: values.inUse ? null : one?.endedOn ?? work.today,
    })
    return kept ? seeOther('/content#signposts', { about: { kind: 'signpost', id: code } }) : changedMeanwhile
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: loaded.one?.name ?? 'Add a signpost' }} state={state} breadcrumbs={[{ text: 'Agencies, categories and signposts', href: '/content' }]} narrow>
      <h1 class="govuk-heading-l">{loaded.one?.name ?? 'Add a signpost'}</h1>
      <Form action={action} csrf={csrf} once={once} keep="signpost">
        <HiddenField name="seen" value={valueOf(state, 'seen')} />
        <TextField name="name" label="Who can help" state={state} />
        <TextArea name="says" label="What they can do" hint="Residents read this before they go on with a report of the categories that name it" rows={3} state={state} />
        <TextField name="phone" label="Phone number (optional)" type="tel" width={20} state={state} />
        <TextField name="url" label="Link (optional)" state={state} />
        <TextField name="position" label="Place in the list" inputMode="numeric" width={3} state={state} />
        <YesNoField name="inUse" label="Is it shown?" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
