// One thing the law asks for before the decision: shown, done, or asked of whom with their reply. What was written before stands.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, pastDate, words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { loadToPrepare, proposalPath, type AtProposal } from './proposal-at.ts'
import { askedOf, toolOf, type Asked } from './proposal-rules.ts'
import { insertPart } from './proposal-store.ts'

type Loaded = AtProposal & { readonly asked: Asked }
const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToPrepare(work, ask)
  if ('kind' in found) return found
  const asked = askedOf(toolOf(found.proposal.tool)).find(({ id }) => id === ask.params['part'])
  return asked === undefined ? notThere : { ...found, asked }
}

const fields = {
  was: choice(['done', 'not done'], { empty: 'Select whether it was done' }), on: pastDate({ empty: 'Enter the day', called: 'The day' }), withWhom: optionalWords({ max: 300, called: 'With whom' }),
  words: words({ empty: 'Enter what was done or found, and where it is kept', max: 4000, called: 'What was done' }), reply: optionalWords({ max: 4000, called: 'The reply' }), replied: optionalDate({ called: 'The day of the reply' }),
}
/** Without their answer a consent is none. A consultation may end without a reply, and says so. */
const NEEDS_REPLY: readonly string[] = ['consent', 'views']

const isWord = (kind: Asked['kind']): string => kind === 'element' ? 'Shown' : 'Done'

export const doPart = form<OfficerWork, typeof fields, Loaded>({
  fields, load, start: ({ asked }) => ({ was: 'done', withWhom: asked.with }),
  rules: [
    ({ withWhom }, { loaded: { asked } }) => asked.kind === 'consultation' && withWhom === '' ? { field: 'withWhom', text: 'Enter with whom: the body, and the person’s name' } : undefined,
    ({ reply, replied }) => reply !== undefined && replied !== undefined && (reply === '') !== (replied === null) ? reply === '' ? { field: 'reply', text: 'Enter what they replied, or leave out the day' } : { field: 'replied', part: 'day', text: 'Enter the day of the reply' } : undefined,
    ({ on, replied }, { at }) => on !== undefined && replied !== undefined && replied !== null && (replied < on || replied > at.today) ? { field: 'replied', part: 'day', text: 'The day of the reply must not be before you asked, or after today' } : undefined,
    ({ was, reply }, { loaded: { asked } }) => was === 'done' && NEEDS_REPLY.includes(asked.duty) && reply === '' ? { field: 'reply', text: 'The law asks for their answer. Record it once they have given it' } : undefined,
  ],
  act: async (work, { proposal, asked }, { was, on, withWhom, words: said, reply, replied }) => {
    await insertPart(work, proposal.id, { kind: asked.kind, part: asked.id, done: was === 'done', onDay: on, withWhom: asked.kind === 'consultation' ? withWhom : '', words: said, reply: reply || null, repliedOn: replied })
    return seeOther(`${proposalPath(proposal)}#asked`)
  },
  show: ({ loaded: { proposal, asked }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: asked.kind === 'consultation' ? 'A consultation' : asked.kind === 'element' ? 'What must be shown' : 'A step' }} state={state} narrow back={{ href: `${proposalPath(proposal)}#asked` }}>
      <h1 class="govuk-heading-l">{asked.kind === 'element' ? `It must be shown that ${asked.says}` : asked.says}</h1>
      <p class="govuk-body">{proposal.name}. {asked.source}.</p>
      <Form action={action} csrf={csrf} once={once} keep={`part-${proposal.id}-${asked.id}`}>
        <ChoiceField name="was" label="It was" inline state={state} choices={[{ value: 'done', text: isWord(asked.kind) }, { value: 'not done', text: `Not ${isWord(asked.kind).toLowerCase()} after all` }]} />
        <DateField name="on" label="On which day?" state={state} />
        {asked.kind === 'consultation' ? <TextField name="withWhom" label="With whom?" state={state} /> : null}
        <TextArea name="words" label={asked.kind === 'element' ? 'What shows it, and where is it kept?' : 'What was done or asked, and where is it kept?'} rows={4} maxLength={4000} state={state} />
        {asked.kind === 'consultation' ? <><TextArea name="reply" label="What did they reply? (leave empty until they have)" rows={3} maxLength={4000} state={state} /><DateField name="replied" label="When did they reply?" state={state} /></> : null}
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
