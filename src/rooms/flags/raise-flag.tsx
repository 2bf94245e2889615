// Raises a flag with its reason, lowers it with another, and records what was done about it.
import type { OfficerWork } from '#db/work.ts'
import { CHANGED, changeCase, insertEntry, loadOpen, sayFlag, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { agencies, FLAG_TERMS, officersOf, readSetting } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { switchOn } from './flag-effects.ts'
import { FLAGS, RESTRICTING, switchesOn, type FlagTerms } from './flag-rules.ts'
import { answerFlag, endFlag, flagsOf, hideFrom, insertFlag, type Raised } from './flag-store.ts'

const because = words({ empty: 'Enter the reason', max: 2000, called: 'Reason' })
const raising = { ...seenVersion, flag: choice(FLAGS, { empty: 'Select the flag' }), concerns: optionalWords({ max: 40 }), because }
type Named = { readonly id: string; readonly name: string }
type ToRaise = Seen & { readonly terms: FlagTerms; readonly officers: readonly Named[] }
/** Somebody who works here without signing in: there is nobody to hide the case from. */
const NOT_HERE = 'not here'

export const raiseFlag = form<OfficerWork, typeof raising, ToRaise>({
  fields: raising,
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    if ('kind' in seen) return seen
    const officers: Named[] = []
    for (const agency of await agencies(work)) officers.push(...(await officersOf(work, agency.id)).map(({ id, name }) => ({ id, name: `${name}, ${agency.shortName}` })))
    return { ...seen, terms: await readSetting(work, FLAG_TERMS), officers }
  },
  rules: [unchanged, ({ flag, concerns }, { loaded }) => flag === 'staff matter' && concerns !== NOT_HERE && !loaded.officers.some(({ id }) => id === concerns) ? { field: 'concerns', text: 'Select whom it is about' } : undefined,
    ({ flag }, { loaded }) => flag !== undefined && loaded.theCase.flags.includes(flag) ? { field: 'flag', text: 'This flag is up already' } : undefined],
  start: (_loaded, ask) => ({ flag: textOf(ask.query, 'flag'), because: textOf(ask.query, 'because').slice(0, 2000) }),
  act: async (work, { theCase, terms }, values) => {
    if (!await changeCase(work, theCase, { flags: [...theCase.flags, values.flag] })) return problems(CHANGED)
    const id = await insertFlag(work, theCase.id, values.flag, values.because)
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Flag raised: ${sayFlag(values.flag)}`, body: `${values.because}\n\n${switchesOn(values.flag, terms)}`, visibility: 'staff' })
    await switchOn(work, theCase, values.flag, id)
    // Last: from here on the case may not exist for whoever raised it, when it is about them.
    if (values.flag === 'staff matter' && values.concerns !== NOT_HERE) {
      await hideFrom(work, theCase.id, values.concerns, values.because)
      if (values.concerns === work.actor.officerId) return seeOther('/cases', { about: { kind: 'case', id: theCase.id } })
    }
    return seeOther(`/cases/${theCase.reference}#flags`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Raise a flag' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}#flags` }}>
      <h1 class="govuk-heading-l">Raise a flag on {loaded.theCase.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`flag-${loaded.theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <ChoiceField name="flag" label="Which flag?" state={state} choices={FLAGS.filter(flag => !loaded.theCase.flags.includes(flag)).map(value => ({ value, text: sayFlag(value).replace(/^./, first => first.toUpperCase()), hint: switchesOn(value, loaded.terms) }))} />
        {loaded.theCase.flags.includes('staff matter') ? null : <SelectField name="concerns" label="Whom is the staff matter about? (only for that flag)" hint="From then on the case does not exist for them, even if they are a manager" empty="Choose" options={[...loaded.officers.map(({ id, name }) => ({ value: id, text: name })), { value: NOT_HERE, text: 'Somebody who does not use Amity' }]} state={state} />}
        <TextArea name="because" label="Why?" maxLength={2000} state={state} />
        <SubmitButton text="Raise it" />
      </Form>
    </OfficerPage>
  ),
})

type ToLower = Seen & { readonly raised: Raised }
/** The raising this address names, still up, on this case. */
const loadRaised = async (work: OfficerWork, ask: Ask): Promise<ToLower | Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  const raised = (await flagsOf(work, seen.theCase.id)).find(({ id }) => id === ask.params['flag'])
  if (raised === undefined) return notThere
  return raised.loweredAt === null ? { ...seen, raised } : seeOther(`/cases/${seen.theCase.reference}#flags`)
}

const lowering = { ...seenVersion, because }

export const lowerFlag = form<OfficerWork, typeof lowering, ToLower>({
  fields: lowering, rules: [unchanged],
  load: async (work, ask) => {
    const loaded = await loadRaised(work, ask)
    return 'kind' in loaded || !RESTRICTING.some(flag => flag === loaded.raised.flag) || work.may('see restricted') ? loaded : refused('Lowering this flag lets the whole agency see the case. A manager who may see restricted cases does that.')
  },
  act: async (work, { theCase, raised }, values) => {
    if (!await endFlag(work, raised.id, values.because) || !await changeCase(work, theCase, { flags: theCase.flags.filter(flag => flag !== raised.flag) })) return problems(CHANGED)
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Flag lowered: ${sayFlag(raised.flag)}`, body: values.because, visibility: 'staff' })
    await settleAbout(work, 'case flag', raised.id, 'the flag was lowered')
    return seeOther(`/cases/${theCase.reference}#flags`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Lower a flag' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}#flags` }}>
      <h1 class="govuk-heading-l">Lower the flag “{sayFlag(loaded.raised.flag)}” on {loaded.theCase.reference}</h1>
      <InsetText text={`Raised because: ${loaded.raised.raisedBecause}`} />
      {RESTRICTING.some(flag => flag === loaded.raised.flag) ? <InsetText text="If no other flag restricts it, the case will no longer be kept to its circle: everybody in your agency who may see cases will see it." /> : null}
      <Form action={action} csrf={csrf} once={once} keep={`lower-${loaded.raised.id}`}>
        <SeenVersion seen={loaded} state={state} />
        <TextArea name="because" label="Why is it lowered?" maxLength={2000} state={state} />
        <SubmitButton text="Lower it" />
      </Form>
    </OfficerPage>
  ),
})

const answering = { how: words({ empty: 'Enter what was decided or done', max: 2000, called: 'What was done' }) }

export const answerRaised = form<OfficerWork, typeof answering, ToLower>({
  fields: answering,
  load: loadRaised,
  act: async (work, { theCase, raised }, { how }) => {
    if (!await answerFlag(work, raised.id, how)) return problems({ field: 'how', text: 'Somebody else has recorded this since you opened the page' })
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Done because of the flag: ${sayFlag(raised.flag)}`, body: how, visibility: 'staff' })
    await settleAbout(work, 'case flag', raised.id, 'done')
    return seeOther(`/cases/${theCase.reference}#flags`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record what was done' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}#flags` }}>
      <h1 class="govuk-heading-l">What was done about “{sayFlag(loaded.raised.flag)}”?</h1>
      <InsetText text={`Raised because: ${loaded.raised.raisedBecause}`} />
      <Form action={action} csrf={csrf} once={once} keep={`flag-done-${loaded.raised.id}`}>
        <TextArea name="how" label="What was decided or done, and by whom?" hint="For example, referred to children’s services, with the reference, or why no referral is needed" maxLength={2000} state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})
