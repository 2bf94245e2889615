// An override: asks that a matter jump a state or leave out what is missing, with the reason; somebody else who may answers. It marks the matter for ever.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { addDays, londonMoment } from '#kernel/time.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused } from '#web/answers.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { jumpsFrom, movesFrom, STATE_WORDS, STATES, type State } from './matter-rules.ts'
import { missingFor } from './matter-standing.ts'
import { sayReason } from './see-tools.tsx'
import { answerOverride, insertOverride, overridesOf, type Override } from './part-store.ts'

/** Where an override may lead: a state further on, or the next one without what is missing. Never to the end: that needs none. */
const wherefrom = ({ matter, tool }: AtMatter): readonly State[] => STATES.filter(to => to !== 'ended' && (jumpsFrom(matter.state, tool).includes(to) || movesFrom(matter.state, tool).includes(to)))

const fields = { to: choice(STATES, { empty: 'Select where it should go' }), reason: words({ empty: 'Enter why it cannot wait for what is missing', max: 4000, called: 'Why' }) }

export const askOverride = form<OfficerWork, typeof fields, AtMatter>({
  fields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    if ('kind' in found) return found
    return wherefrom(found).length === 0 ? refused('There is nothing to jump from here.') : found
  },
  act: async (work, loaded, { to, reason }) => {
    const { matter, tool, held, at, theCase } = loaded
    if (!wherefrom(loaded).includes(to)) return problems({ field: 'to', text: 'Select a state further on' })
    const waiting = (await overridesOf(work, matter.id)).some(one => one.answeredAt === null)
    if (waiting) return problems({ field: 'to', text: 'An override of this matter waits for its answer already' })
    const leftOut = missingFor(to, tool, held, matter, at).map(({ sentence }) => sayReason(sentence))
    const id = await insertOverride(work, matter, { fromState: matter.state, toState: to, reason, leftOut })
    await tell(work, loaded, `override asked for, to “${STATE_WORDS[to]}”`, `${reason}${leftOut.length === 0 ? '' : `\n\nLeft out: ${leftOut.join(' ')}`}`)
    await note(work, { kind: 'legal', title: `Answer an override: ${tool.name}`.slice(0, 200), dueAt: londonMoment(addDays(work.today, 1), '12:00') ?? work.now, because: 'Somebody other than who asked authorises it, or refuses', caseId: theCase.id, officerId: null, agencyId: theCase.leadAgencyId, aboutKind: 'matter override', aboutId: id })
    return toMatter(loaded, '#overrides')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Ask for an override' }} state={state} narrow back={{ href: matterPath(loaded) }}>
      <h1 class="govuk-heading-l">Ask for an override</h1>
      <InsetText text="What the law asks for may make the step unlawful when it is left out. An override is for when that has been weighed: it is authorised by somebody else, and stays marked on the matter for ever." />
      <Form action={action} csrf={csrf} once={once} keep={`override-${loaded.matter.id}`}>
        <ChoiceField name="to" label={`It is ${STATE_WORDS[loaded.matter.state]}. Where should it go?`} state={state} choices={wherefrom(loaded).map(value => ({ value, text: STATE_WORDS[value] }))} />
        <TextArea name="reason" label="Why can it not wait, and what makes it lawful all the same?" rows={4} maxLength={4000} state={state} />
        <SubmitButton text="Ask" />
      </Form>
    </OfficerPage>
  ),
})

const answerFields = { answer: choice(['authorised', 'refused'], { empty: 'Select your answer' }), words: words({ empty: 'Enter why', max: 2000, called: 'Why' }) }

export const answerAnOverride = form<OfficerWork, typeof answerFields, AtMatter & { readonly one: Override }>({
  fields: answerFields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    if ('kind' in found) return found
    const id = ask.params['override'] ?? ''
    const one = looksLikeId(id) ? (await overridesOf(work, found.matter.id)).find(each => each.id === id && each.answeredAt === null) : undefined
    if (one === undefined) return notThere
    return one.askedBy === work.actor.officerId ? refused('Nobody authorises what they asked for themselves. Ask a colleague who may authorise legal steps.') : { ...found, one }
  },
  act: async (work, loaded, { answer, words: why }) => {
    if (!await answerOverride(work, loaded.one.id, answer, why)) return problems({ field: 'answer', text: 'Somebody else has answered it meanwhile' })
    await settleAbout(work, 'matter override', loaded.one.id, answer)
    await tell(work, loaded, `override ${answer}`, why)
    return toMatter(loaded, '#overrides')
  },
  show: ({ loaded: { one, ...loaded }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Answer an override' }} state={state} narrow back={{ href: `${matterPath(loaded)}#overrides` }}>
      <h1 class="govuk-heading-l">Override: {loaded.tool.name}, {loaded.matter.about}</h1>
      <p class="govuk-body">{one.asker ?? 'An officer'} asks to go from “{one.fromState}” to “{one.toState}”: {one.reason}</p>
      {one.leftOut.length === 0 ? null : <><p class="govuk-body">What would be left out:</p><ul class="govuk-list govuk-list--bullet">{one.leftOut.map(says => <li>{says}</li>)}</ul></>}
      <Form action={action} csrf={csrf} once={once}>
        <ChoiceField name="answer" label="Your answer" state={state} choices={[{ value: 'authorised', text: 'Authorise it, in my name' }, { value: 'refused', text: 'Refuse it' }]} />
        <TextArea name="words" label="Why?" rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Answer" />
      </Form>
    </OfficerPage>
  ),
})
