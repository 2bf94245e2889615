// How far one element of the legal test is supported, by which evidence of this case, against which standard of proof.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { SUPPORTS } from '#law/facts.ts'
import type { Element } from '#law/tool.ts'
import { ChoiceField, ChoicesField, Form, SubmitButton, TextArea, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere } from '#web/answers.ts'
import { textsOf } from '#web/ask.ts'
import { choice, optionalWords, type Field } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { evidenceOf, insertElement } from './part-store.ts'

export type Evidence = Awaited<ReturnType<typeof evidenceOf>>
/** Keys of what the page offered; what else is sent is left out when it is checked against the case. */
export const keys: Field<readonly string[]> = { read: (name, answers) => ({ ok: true, value: textsOf(answers, name).filter(value => value !== '') }) }
export const evidenceFields = { entries: keys, files: keys }

/** Evidence that is not of this case is refused, not dropped. */
export const whyNotEvidence = ({ entries, files }: Evidence, chosen: { readonly entries: readonly string[]; readonly files: readonly string[] }): Problem | undefined =>
  chosen.entries.every(id => entries.some(one => one.id === id)) && chosen.files.every(id => files.some(one => one.id === id)) ? undefined : { field: 'entries', text: 'Select evidence of this case from the list' }

export const EvidenceFields = ({ evidence: { entries, files }, state }: { readonly evidence: Evidence; readonly state: FormState }): Html => (
  <>
    {entries.length === 0 ? null : <ChoicesField name="entries" label="From the chronology" small state={state} choices={entries.map(({ id, summary, happenedAt }) => ({ value: id, text: `${sayShortDay(londonDay(happenedAt))}: ${summary}` }))} />}
    {files.length === 0 ? <p class="govuk-body">No files are in this case.</p> : <ChoicesField name="files" label="Files" small state={state} choices={files.map(({ id, fileName, says }) => ({ value: id, text: says === '' ? fileName : `${fileName}: ${says}` }))} />}
  </>
)

export const SUPPORT_WORDS = { supported: 'Supported by the evidence', disputed: 'Disputed, or the evidence points both ways', 'not supported': 'Not supported', 'not looked at': 'Not looked at yet' } as const

const fields = { support: choice(SUPPORTS, { empty: 'Select how far it is supported' }), note: optionalWords({ max: 4000, called: 'The note' }), ...evidenceFields }
type Loaded = AtMatter & { readonly element: Element; readonly evidence: Evidence }

export const proveElement = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    if ('kind' in found) return found
    const element = found.tool.test.find(({ id }) => id === ask.params['element'])
    return element === undefined ? notThere : { ...found, element, evidence: await evidenceOf(work, found.theCase.id) }
  },
  rules: [({ support, entries = [], files = [], note = '' }) => support === 'supported' && entries.length + files.length === 0 && note === '' ? { field: 'entries', text: 'Select the evidence that supports it, or say in the note where it is' } : undefined],
  start: ({ held, matter, element }) => {
    const said = held.elements.find(one => one.matterId === matter.id && one.element === element.id)
    return said === undefined ? {} : { support: said.support, note: said.note, entries: [...said.entryIds], files: [...said.attachmentIds] }
  },
  act: async (work, loaded, { support, note, entries, files }) => {
    const wrong = whyNotEvidence(loaded.evidence, { entries, files })
    if (wrong !== undefined) return problems(wrong)
    await insertElement(work, loaded.matter, { element: loaded.element.id, support, note, entryIds: [...entries], attachmentIds: [...files] })
    await tell(work, loaded, `${SUPPORT_WORDS[support]}: ${loaded.element.says}`, note)
    return toMatter(loaded, '#proof')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Proof' }} state={state} narrow back={{ href: `${matterPath(loaded)}#proof` }}>
      <h1 class="govuk-heading-l">Is it shown that {loaded.element.says.replace(/\.$/, '')}?</h1>
      <p class="govuk-body">{loaded.element.source}. Standard of proof: {loaded.tool.proof}.</p>
      <Form action={action} csrf={csrf} once={once} keep={`proof-${loaded.matter.id}-${loaded.element.id}`}>
        <ChoiceField name="support" label="How far is it supported?" state={state} choices={SUPPORTS.map(value => ({ value, text: SUPPORT_WORDS[value] }))} />
        <EvidenceFields evidence={loaded.evidence} state={state} />
        <TextArea name="note" label="Note (optional)" hint="What the evidence shows, and what speaks against it" rows={4} maxLength={4000} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
