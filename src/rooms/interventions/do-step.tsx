// A step, a consultation with its reply, or what the paper must say: done, on which day, with whom. What was written before stands.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, ChoicesField, DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, pastDate } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { partsFor } from './matter-standing.ts'
import { insertStep, stepsStanding } from './part-store.ts'
import { keys } from './prove-element.tsx'

type Asked = { readonly id: string; readonly says: string; readonly source: string; readonly because: string | undefined; readonly kind: 'step' | 'consultation'; readonly with: string; readonly duty: string }
type Loaded = AtMatter & { readonly asked: Asked }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadMatterToWork(work, ask)
  if ('kind' in found) return found
  const { steps, consultations } = partsFor(found.tool, found.held, found.matter, found.at)
  const step = steps.find(({ id }) => id === ask.params['step'])
  const consultation = consultations.find(({ id }) => id === ask.params['step'])
  if (step !== undefined) return { ...found, asked: { id: step.id, says: step.says, source: step.source, because: step.because, kind: 'step', with: '', duty: '' } }
  return consultation === undefined ? notThere : { ...found, asked: { id: consultation.id, says: consultation.says, source: consultation.source, because: consultation.because, kind: 'consultation', with: consultation.with, duty: consultation.duty } }
}

const fields = {
  was: choice(['done', 'not done'], { empty: 'Select whether it was done' }),
  on: pastDate({ empty: 'Enter the day it was done', called: 'The day' }), withWhom: optionalWords({ max: 300, called: 'With whom' }), words: optionalWords({ max: 4000, called: 'What was done' }),
  reply: optionalWords({ max: 4000, called: 'The reply' }), replied: optionalDate({ called: 'The day of the reply' }),
}

export const doStep = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ asked }) => ({ was: 'done', withWhom: asked.with }),
  rules: [
    ({ withWhom }, { loaded }) => loaded.asked.kind === 'consultation' && withWhom === '' ? { field: 'withWhom', text: 'Enter with whom: the body, and the person’s name' } : undefined,
    ({ reply, replied }) => reply !== undefined && replied !== undefined && (reply === '') !== (replied === null) ? { field: reply === '' ? 'reply' : 'replied', ...(reply === '' ? {} : { part: 'day' }), text: reply === '' ? 'Enter what they replied, or leave out the day' : 'Enter the day of the reply' } : undefined,
    ({ on, replied }, { at }) => replied !== null && replied !== undefined && on !== undefined && (replied < on || replied > at.today) ? { field: 'replied', part: 'day', text: 'The day of the reply must not be before you asked, or after today' } : undefined,
    ({ was, words }) => was === 'not done' && words === '' ? { field: 'words', text: 'Enter what was wrong with what stood here' } : undefined,
    // Their consent or views are not there until they have answered.
    ({ was, reply }, { loaded }) => was === 'done' && loaded.asked.kind === 'consultation' && ['consent', 'views'].includes(loaded.asked.duty) && reply === '' ? { field: 'reply', text: 'The law asks for their answer. Record it once they have given it' } : undefined,
  ],
  act: async (work, loaded, { was, on, withWhom, words, reply, replied }) => {
    const { asked } = loaded
    await insertStep(work, loaded.matter, { kind: asked.kind, step: asked.id, onDay: on, withWhom, words, reply: reply || null, repliedOn: replied, undone: was === 'not done' })
    await tell(work, loaded, `${was === 'done' ? 'done' : 'not done after all'}: ${asked.says}`, [withWhom === '' ? '' : `With ${withWhom}.`, words, reply === '' ? '' : `Reply: ${reply}`].filter(part => part !== '').join('\n\n'))
    return toMatter(loaded, '#steps')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: loaded.asked.kind === 'step' ? 'A step' : 'A consultation' }} state={state} narrow back={{ href: `${matterPath(loaded)}#steps` }}>
      <h1 class="govuk-heading-l">{loaded.asked.says}</h1>
      <p class="govuk-body">{loaded.asked.source}{loaded.asked.because === undefined ? '' : `. Asked here because ${loaded.asked.because}`}.</p>
      <Form action={action} csrf={csrf} once={once} keep={`step-${loaded.matter.id}-${loaded.asked.id}`}>
        <ChoiceField name="was" label="It was" inline state={state} choices={[{ value: 'done', text: 'Done' }, { value: 'not done', text: 'Not done after all: what stood here was wrong' }]} />
        <DateField name="on" label="On which day?" state={state} />
        <TextField name="withWhom" label={loaded.asked.kind === 'consultation' ? 'With whom?' : 'With whom? (optional)'} state={state} />
        <TextArea name="words" label="What was done or asked? (optional)" rows={3} maxLength={4000} state={state} />
        <TextArea name="reply" label="What did they reply? (leave empty until they have)" rows={3} maxLength={4000} state={state} />
        <DateField name="replied" label="When did they reply?" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})

const contentFields = { contents: keys }
const said = (held: AtMatter['held'], matter: AtMatter['matter']): string[] => stepsStanding(held.steps, matter.id).filter(({ kind }) => kind === 'content').map(({ step }) => step)

export const checkContents = form<OfficerWork, typeof contentFields, AtMatter>({
  fields: contentFields, load: loadMatterToWork,
  start: ({ held, matter }) => ({ contents: said(held, matter) }),
  act: async (work, loaded, { contents }) => {
    const wanted = partsFor(loaded.tool, loaded.held, loaded.matter, loaded.at).contents
    if (!contents.every(id => wanted.some(one => one.id === id))) return problems({ field: 'contents', text: 'Select from the list' })
    const before = said(loaded.held, loaded.matter)
    for (const id of before.filter(one => !contents.includes(one))) await insertStep(work, loaded.matter, { kind: 'content', step: id, onDay: work.today, undone: true })
    for (const id of contents.filter(one => !before.includes(one))) await insertStep(work, loaded.matter, { kind: 'content', step: id, onDay: work.today })
    await tell(work, loaded, `its paper was read: ${contents.length} of ${wanted.length} things it must say are in it`)
    return toMatter(loaded, '#contents')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'What its paper must say' }} state={state} narrow back={{ href: `${matterPath(loaded)}#contents` }}>
      <h1 class="govuk-heading-l">What its paper must say</h1>
      <p class="govuk-body">Read the paper itself and tick what is in it. It cannot be issued while one is missing.</p>
      <Form action={action} csrf={csrf} once={once}>
        <ChoicesField name="contents" label="It says" state={state} choices={partsFor(loaded.tool, loaded.held, loaded.matter, loaded.at).contents.map(({ id, says, source }) => ({ value: id, text: says, hint: source }))} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
