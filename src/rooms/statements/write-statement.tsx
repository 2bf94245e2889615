// Writes a witness statement, or its next version: numbered paragraphs that name exhibits of the case; the document is drawn and kept at once.
import type { OfficerWork } from '#db/work.ts'
import { exhibitsOf, type Exhibit } from '#rooms/exhibits/index.ts'
import { namedMatters, type NamedMatter } from '#rooms/interventions/index.ts'
import type { Case } from '#rooms/cases/index.ts'
import { Form, SubmitButton, TextArea, TextField, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import type { Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalWords, wholeNumber, words, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { printPapers } from '#web/press.ts'
import { courtPath, courtToWork, leadAgencyName, toPaper, withStatement } from './court-at.ts'
import { matterField, matterFrom, MatterSelect } from './for-matter.tsx'
import { statementPaper, titleOf } from './court-papers.ts'
import { insertVersion, versionsOf, type Statement } from './court-store.ts'
import { keepDocument } from './keep-document.ts'
import { exhibitsIn, paragraphsIn, TRUTH, unknownExhibits } from './statement-rules.ts'

const LONGEST_PARAGRAPHS = 500
const fields = ({ matters }: Pick<Loaded, 'matters'>) => ({
  maker: words({ empty: 'Enter who makes the statement', max: 200, called: 'The name' }), makerIs: words({ empty: 'Enter who they are', max: 300, called: 'Who they are' }), number: wholeNumber({ empty: 'Enter which statement of theirs this is', called: 'Which statement', min: 1, max: 99 }),
  body: words({ empty: 'Enter the statement', max: 60_000, called: 'The statement' }), willBeCalled: yesNo({ empty: 'Select whether they will give evidence' }), notCalledBecause: optionalWords({ max: 1000, called: 'Why they will not be called' }),
  why: words({ empty: 'Enter why this version is written', max: 1000, called: 'Why' }),
  matter: matterField(matters),
})
type Loaded = { readonly theCase: Case; readonly matters: readonly NamedMatter[]; readonly before: Statement | undefined; readonly exhibits: readonly Exhibit[]; readonly agency: string }

const loaded = async (work: OfficerWork, theCase: Case, before: Statement | undefined): Promise<Loaded> => ({ theCase, before, matters: await namedMatters(work, theCase.id), exhibits: await exhibitsOf(work, theCase.id), agency: await leadAgencyName(work, theCase) })
const loadNew = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await courtToWork(work, ask)
  return 'kind' in found ? found : loaded(work, found.theCase, undefined)
}
const loadNext = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await withStatement(work, ask, await courtToWork(work, ask))
  if ('kind' in found) return found
  const newest = (await versionsOf(work, found.theCase.id)).find(({ statementId }) => statementId === found.statement.statementId)
  return newest?.id === found.statement.id ? loaded(work, found.theCase, newest) : toPaper(found.theCase, `statements/${newest?.id ?? ''}`)
}

const whyNot = (body: string, { exhibits }: Loaded): string | undefined => {
  const paragraphs = paragraphsIn(body)
  const unknown = unknownExhibits(exhibitsIn(paragraphs), exhibits)
  if (unknown.length > 0) return `This case has no exhibit ${unknown.slice(0, 5).join(', ')}. Give the exhibit its reference first, or put the reference right`
  return paragraphs.length > LONGEST_PARAGRAPHS ? `A statement has at most ${LONGEST_PARAGRAPHS} paragraphs` : undefined
}

const statementForm = (load: (work: OfficerWork, ask: Ask) => Promise<Loaded | Answer>) => form<OfficerWork, ReturnType<typeof fields>, Loaded>({
  fields, load,
  rules: [
    ({ willBeCalled, notCalledBecause }) => willBeCalled === false && notCalledBecause === '' ? { field: 'notCalledBecause', text: 'Enter why they will not be called: the hearsay notice says it' } : undefined,
    ({ body }, at) => { const text = body === undefined ? undefined : whyNot(body, at.loaded); return text === undefined ? undefined : { field: 'body', text } },
  ],
  start: ({ before, matters }, ask, work) => before === undefined ? { maker: work.actor.officerName, number: '1', why: 'First version', matter: matterFrom(ask, matters) } : {
    matter: before.matterId ?? '',
    maker: before.maker, makerIs: before.makerIs, number: String(before.number), body: before.paragraphs.join('\n\n'), willBeCalled: before.willBeCalled ? 'yes' : 'no', notCalledBecause: before.notCalledBecause ?? '',
  },
  act: async (work, { theCase, before, agency }, { body, willBeCalled, notCalledBecause, matter, ...said }, ask) => {
    const paragraphs = [...paragraphsIn(body)]
    const version = { ...said, paragraphs, exhibits: [...exhibitsIn(paragraphs)], statementId: before?.statementId ?? work.newId(), version: (before?.version ?? 0) + 1 }
    const printed = await printPapers({ court: statementPaper({ ...version, signedAs: null, signedAt: null, how: null }, agency, theCase.reference), pictures: [], at: work.now })
    if ('wrong' in printed) return problems({ field: 'body', text: printed.wrong })
    const kept = await keepDocument(ask.files, printed.pdf)
    const id = await insertVersion(work, { ...version, ...kept, caseId: theCase.id, matterId: matter === '' ? null : matter, willBeCalled, notCalledBecause: willBeCalled ? null : notCalledBecause, pages: printed.pages[0]?.to ?? 1 })
    if (id !== undefined) return toPaper(theCase, `statements/${id}`)
    await ask.files.remove(kept.storedAs)
    return problems({ field: 'body', text: 'A colleague has written the next version meanwhile. What you typed is kept: open theirs in another tab and read it first' })
  },
  show: ({ loaded: { theCase, before, exhibits, matters }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write a witness statement' }} state={state} narrow back={{ href: before === undefined ? courtPath(theCase) : `${courtPath(theCase)}/statements/${before.id}` }}>
      <h1 class="govuk-heading-l">{before === undefined ? 'Write a witness statement' : `${titleOf(before)}: next version`}</h1>
      {before?.signedAt === null || before === undefined ? null : <p class="govuk-body">The version before is signed. What you write now has to be signed again.</p>}
      <Form action={action} csrf={csrf} once={once} keep={`statement-${before?.statementId ?? theCase.reference}`}>
        <MatterSelect matters={matters} state={state} />
        <TextField name="maker" label="Who makes it?" hint="Their whole name" state={state} />
        <TextField name="makerIs" label="Who are they?" hint="What they do and for whom, as the statement will say. It goes to the other side: no home address that has to stay confidential" state={state} />
        <TextField name="number" label="Which statement of theirs is this?" hint="1 for the first" width={3} state={state} />
        <TextArea name="body" label="The statement" hint={`An empty line begins a new paragraph. The paper numbers them. Name exhibits by their references${exhibits.length === 0 ? '; this case has none yet' : `: ${exhibits.slice(0, 20).map(({ reference }) => reference).join(', ')}`}`} rows={20} maxLength={60_000} state={state} />
        <YesNoField name="willBeCalled" label="Will they give evidence at the hearing?" state={state} />
        <TextArea name="notCalledBecause" label="If not, why?" hint="The hearsay notice says it to the other side: keep out of it what could put them at risk" rows={2} maxLength={1000} state={state} />
        <TextField name="why" label="Why is this version written?" state={state} />
        <p class="govuk-body">It ends with the statement of truth ({TRUTH.source}).</p>
        <SubmitButton text="Make the document" />
      </Form>
    </OfficerPage>
  ),
})
export const writeStatement = statementForm(loadNew)
export const writeNextVersion = statementForm(loadNext)
