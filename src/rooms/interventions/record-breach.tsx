// A breach: when, of which term, with which evidence against its standard of proof, and the lawful step chosen next with the reason.
import type { OfficerWork } from '#db/work.ts'
import { sayAtEnd, sayMoment } from '#kernel/time.ts'
import { SUPPORTS } from '#law/facts.ts'
import { sayNext } from '#law/ladder.ts'
import { ChoiceField, Form, MomentField, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { refused } from '#web/answers.ts'
import { choice, optionalWords, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { evidenceOf, insertBreach, termsOf, type Term } from './part-store.ts'
import { EvidenceFields, evidenceFields, SUPPORT_WORDS, whyNotEvidence, type Evidence } from './prove-element.tsx'

const NO_STEP = 'No step now'
type Loaded = AtMatter & { readonly evidence: Evidence; readonly terms: readonly Term[]; readonly next: readonly string[]; readonly proof: string; readonly says: string }

/** Why it cannot have been broken then; undefined when it can. What was not in force cannot be broken. */
export const whyNotBroken = ({ inForceAt, endsAt }: AtMatter['matter'], at: Date): string | undefined => {
  if (inForceAt === null || at < inForceAt) return inForceAt === null ? 'It was never in force' : `It was in force from ${sayMoment(inForceAt)}, so it could not be broken before`
  return endsAt !== null && at >= endsAt ? `It expired ${sayAtEnd(endsAt)}, so it could not be broken after` : undefined
}

const fields = (loaded: Loaded) => ({
  at: pastMoment({ empty: 'Enter when', called: 'When' }), what: words({ empty: 'Enter what happened', max: 4000, called: 'What happened' }), term: optionalWords({ max: 60, called: 'The term' }), support: choice(SUPPORTS, { empty: 'Select how far it is supported' }),
  ...evidenceFields, next: choice([...loaded.next, NO_STEP], { empty: 'Select what you do next' }), because: words({ empty: 'Enter why', max: 2000, called: 'Why' }),
})

export const recordBreach = form<OfficerWork, ReturnType<typeof fields>, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    if ('kind' in found) return found
    const { breach } = found.tool
    if (breach === undefined) return refused(`Breaking this is no breach in law: ${found.tool.name} cannot be enforced by itself. Record what happened in the chronology, and look at what else could be done.`)
    return { ...found, evidence: await evidenceOf(work, found.theCase.id), terms: await termsOf(work, found.matter.id), next: breach.next.map(sayNext), proof: breach.proof, says: `${breach.says} (${breach.source})` }
  },
  rules: [
    ({ at }, { loaded }) => { const why = at === undefined ? undefined : whyNotBroken(loaded.matter, at); return why === undefined ? undefined : { field: 'at', part: 'day', text: why } },
    ({ support, entries = [], files = [] }) => support === 'supported' && entries.length + files.length === 0 ? { field: 'entries', text: 'Select the evidence that supports it' } : undefined,
  ],
  act: async (work, loaded, { at, what, term, support, entries, files, next, because }) => {
    const wrong = whyNotEvidence(loaded.evidence, { entries, files })
    if (wrong !== undefined) return problems(wrong)
    if (term !== '' && !loaded.terms.some(({ id }) => id === term)) return problems({ field: 'term', text: 'Select the term from the list' })
    await insertBreach(work, loaded.matter, { at, what, termId: term || null, support, entryIds: [...entries], attachmentIds: [...files], nextStep: next, because })
    await tell(work, loaded, `broken, ${sayMoment(at)}: ${what}`.slice(0, 200), `Next: ${next}. ${because}`)
    return toMatter(loaded, '#breaches')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record a breach' }} state={state} narrow back={{ href: `${matterPath(loaded)}#breaches` }}>
      <h1 class="govuk-heading-l">Record a breach: {loaded.tool.name}, {loaded.matter.about}</h1>
      <p class="govuk-body">{loaded.says} Standard of proof: {loaded.proof}.</p>
      <Form action={action} csrf={csrf} once={once} keep={`breach-${loaded.matter.id}`}>
        <MomentField name="at" label="When was it broken?" state={state} />
        <TextArea name="what" label="What happened?" rows={3} maxLength={4000} state={state} />
        {loaded.terms.length === 0 ? null : <SelectField name="term" label="Which term? (optional)" empty="Choose" options={loaded.terms.map(({ id, words: says }) => ({ value: id, text: says.slice(0, 100) }))} state={state} />}
        <ChoiceField name="support" label="How far is it supported?" state={state} choices={SUPPORTS.map(value => ({ value, text: SUPPORT_WORDS[value] }))} />
        <EvidenceFields evidence={loaded.evidence} state={state} />
        <ChoiceField name="next" label="What do you do next?" hint="What the law allows after a breach" state={state} choices={[...loaded.next, NO_STEP].map(value => ({ value, text: value }))} />
        <TextArea name="because" label="Why?" rows={2} maxLength={2000} state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})
