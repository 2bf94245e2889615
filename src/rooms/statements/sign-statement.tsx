// Records who signed which version of a statement, when and how.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, Form, MomentField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { refused } from '#web/answers.ts'
import { choice, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { courtPath, courtToWork, toPaper, withStatement, type AtStatement } from './court-at.ts'
import { titleOf } from './court-papers.ts'
import { insertSignature, versionsOf } from './court-store.ts'

const WAYS = ['by hand on paper', 'by hand on a screen', 'typed, by electronic means'] as const
/** A time is typed to the minute: what was written and signed within one was signed after it. */
const minuteOf = (moment: Date): number => Math.floor(moment.getTime() / 60_000) * 60_000
const fields = { signedAs: words({ empty: 'Enter the name as it was signed', max: 200, called: 'The name' }), signedAt: pastMoment({ empty: 'Enter when it was signed', called: 'When it was signed' }), how: choice(WAYS, { empty: 'Select how it was signed' }), proof: words({ empty: 'Enter where the signed document is', max: 1000, called: 'Where the signed document is' }) }

export const signStatement = form<OfficerWork, typeof fields, AtStatement>({
  fields,
  load: async (work, ask) => {
    const found = await withStatement(work, ask, await courtToWork(work, ask))
    if ('kind' in found) return found
    if (found.statement.signedAt !== null) return refused('This version is signed already.')
    const newest = (await versionsOf(work, found.theCase.id)).find(({ statementId }) => statementId === found.statement.statementId)
    return newest?.id === found.statement.id ? found : refused('There is a newer version. That one is signed, not this.')
  },
  rules: [({ signedAt }, { loaded: { statement } }) => signedAt === undefined || signedAt.getTime() >= minuteOf(statement.writtenAt) ? undefined : { field: 'signedAt', part: 'day', text: 'It cannot have been signed before it was written' }],
  start: ({ statement }) => ({ signedAs: statement.maker }),
  act: async (work, { theCase, statement }, signature) =>
    await insertSignature(work, { caseId: theCase.id, versionId: statement.id, ...signature }) ? toPaper(theCase, `statements/${statement.id}`) : problems({ field: 'signedAs', text: 'A colleague has recorded its signature meanwhile' }),
  show: ({ loaded: { theCase, statement }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record a signature' }} state={state} narrow back={{ href: `${courtPath(theCase)}/statements/${statement.id}` }}>
      <h1 class="govuk-heading-l">{titleOf(statement)}, version {statement.version}: signed</h1>
      <p class="govuk-body">The signature is of the document with SHA-256 <span class="amity-digest">{statement.sha256}</span>. Only whoever makes the statement signs it.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="signedAs" label="Name, as signed" state={state} />
        <MomentField name="signedAt" label="When was it signed?" state={state} />
        <ChoiceField name="how" label="How?" state={state} choices={WAYS.map(value => ({ value, text: value.slice(0, 1).toUpperCase() + value.slice(1) }))} />
        <TextArea name="proof" label="Where is the signed document?" hint="Such as: the legal file, second drawer; or the message it came with" rows={2} maxLength={1000} state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})
