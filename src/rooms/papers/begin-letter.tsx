// An officer begins a letter: from which template, to whom, and in which form they can read it.
import type { OfficerWork } from '#db/work.ts'
import { loadToAdd, partiesOf, type Case } from '#rooms/cases/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import type { PaperKind } from '#rooms/wordings/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, type Choice } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { VARIANTS } from '#ui/papers/paper.ts'
import { seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import type { Template } from './built-in.ts'
import { filled } from './field-catalogue.ts'
import { insertLetter } from './letter-store.ts'
import { filledBlocks, LANGUAGES, recipientOf, sourceOf, writerOf } from './paper-parts.ts'
import { templatesOn } from './template-store.ts'
import { oneIdeaALine } from './template-text.ts'

type Party = Awaited<ReturnType<typeof partiesOf>>[number]
type Loaded = { readonly theCase: Case; readonly parties: readonly Party[]; readonly templates: readonly Template[] }

const fields = {
  template: words({ empty: 'Select a template', max: 80 }), personId: words({ empty: 'Select whom it goes to', max: 40 }),
  variant: choice(VARIANTS, { empty: 'Select how they read it' }), language: optionalWords({ max: 3 }),
}
const isWithin = (says: string | null): boolean => says !== null && says !== ''
const hintFor = ({ role, isChild, safeMeans, safeTimes, mayLeaveMessage, mustNotKnow }: Party): string =>
  `${role}${isChild ? ', a child: think of writing to a parent or guardian' : ''}. ${saySafeContact({ safeMeans: safeMeans ?? [], safeTimes, mayLeaveMessage: mayLeaveMessage ?? false, mustNotKnow })}`

const KIND_WORDS: Readonly<Record<PaperKind, string>> = { letter: 'Letters', agreement: 'Agreements', notice: 'Notices', statement: 'Statements' }
/** Each kind under its name: there are many, and a notice is not to be taken for a letter. */
const byKind = (templates: readonly Template[]): readonly Choice[] => (['letter', 'agreement', 'notice', 'statement'] as const).flatMap(kind => {
  const its = templates.filter(one => one.kind === kind)
  return its.length === 0 ? [] : [{ divider: KIND_WORDS[kind] }, ...its.map(({ key, name, title }) => ({ value: key, text: name, ...(name.startsWith(title) ? {} : { hint: title }) }))]
})

export const beginLetter = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await loadToAdd(work, ask)
    if ('kind' in found) return found
    const parties = (await partiesOf(work, found.theCase.id)).filter(({ personId }, at, all) => personId !== null && all.findIndex(one => one.personId === personId) === at)
    return { theCase: found.theCase, parties, templates: await templatesOn(work, found.theCase.leadAgencyId, work.today) }
  },
  start: ({ parties, templates }, ask) => {
    const wanted = textOf(ask.query, 'template')
    return { variant: 'standard', language: 'en', template: templates.some(({ key }) => key === wanted) ? wanted : '', personId: parties.length === 1 ? parties[0]?.personId ?? '' : '' }
  },
  rules: [({ variant, language }) => variant === 'other language' && !LANGUAGES.some(({ code }) => code === language && code !== 'en') ? { field: 'language', text: 'Select the language' } : undefined],
  act: async (work, { theCase, parties, templates }, { template: key, personId, variant, language }) => {
    const [template, party] = [templates.find(one => one.key === key), parties.find(one => one.personId === personId)]
    if (template === undefined) return problems({ field: 'template', text: 'Select a template' })
    const to = party === undefined ? undefined : await recipientOf(work, personId)
    if (party === undefined || to === undefined) return problems({ field: 'personId', text: 'Select whom it goes to' })
    const writer = await writerOf(work, theCase.leadAgencyId, work.actor.officerId, theCase.leadOfficerId)
    const source = sourceOf(work, writer, theCase, to)
    const blocks = filledBlocks(variant === 'easy read' ? oneIdeaALine(template.blocks) : template.blocks, source)
    const id = await insertLetter(work, {
      caseId: theCase.id, personId, role: party.role, templateKey: template.key, templateVersion: template.version, templateName: template.name, kind: template.kind,
      variant, language: variant === 'other language' ? language : 'en', title: filled(template.title, source), blocks, contents: template.contents,
    })
    return seeOther(`/cases/${theCase.reference}/letters/${id}/edit`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, parties, templates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Begin a letter' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#letters` }}>
      <h1 class="govuk-heading-l">Begin a letter on {theCase.reference}</h1>
      {parties.length === 0 ? <p class="govuk-body">There is nobody on this case we know by name.</p> : (
        <Form action={action} csrf={csrf} once={once} keep={`letter-${theCase.reference}`}>
          <ChoiceField name="template" label="Which letter?" small state={state} choices={byKind(templates)} />
          <ChoiceField name="personId" label="To whom? One letter goes to one person" state={state} choices={parties.map(party => ({ value: party.personId ?? '', text: `${party.givenName ?? ''} ${party.familyName ?? ''}`.trim(), hint: hintFor(party) }))} />
          <ChoiceField name="variant" label="How do they read it?" state={state} choices={[
            { value: 'standard', text: 'Standard' }, { value: 'large print', text: 'Large print', hint: '18 points' }, { value: 'easy read', text: 'Easy read', hint: 'Large, a line for each idea. Shorten the sentences while you write' },
            { value: 'other language', text: 'Another language', hint: 'You put the translated words in', reveals: <SelectField name="language" label="Which language?" state={state} empty="Select a language" options={LANGUAGES.filter(({ code }) => code !== 'en').map(({ code, name }) => ({ value: code, text: name }))} /> },
          ]} />
          <SubmitButton text="Write it" />
        </Form>
      )}
      {isWithin(theCase.circleId) ? <p class="govuk-body">This case is restricted: only its circle sees its letters.</p> : null}
    </OfficerPage>
  ),
})
