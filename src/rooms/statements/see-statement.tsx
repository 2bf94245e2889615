// A version of a statement as it stands: what it says, its exhibits, its signature, its other versions, and the document checked against its hash.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { namedMatters } from '#rooms/interventions/index.ts'
import { SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, page, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { courtAt, courtPath, withStatement } from './court-at.ts'
import { nameOfMatter } from './for-matter.tsx'
import { titleOf } from './court-papers.ts'
import { versionsOf, type Statement } from './court-store.ts'
import { keptBytes, NOT_IT } from './keep-document.ts'
import { TRUTH } from './statement-rules.ts'

export const saySigned = ({ signedAs, signedAt, how }: Pick<Statement, 'signedAs' | 'signedAt' | 'how'>): string => signedAt === null ? 'Not signed' : `Signed by ${signedAs ?? ''}, ${sayMoment(signedAt)}, ${how ?? ''}`
const factsOf = (one: Statement, matter: string) => [
  ...matter === '' ? [] : [['For', matter]],
  ['Who', `${one.maker}, ${one.makerIs}`], ['Version', `${one.version}: ${one.why}`], ['Written', `${one.writer ?? 'Somebody'}, ${sayMoment(one.writtenAt)}`], ['Exhibits', one.exhibits.length === 0 ? 'None' : one.exhibits.join(', ')],
  ['Signature', one.proof === null ? saySigned(one) : `${saySigned(one)}. ${one.proof}`], ['At the hearing', one.willBeCalled ? 'Gives evidence' : `Will not be called: ${one.notCalledBecause ?? ''} A hearsay notice goes into the bundle.`], ['SHA-256 of the document', one.sha256],
].map(([key = '', value = '']) => ({ key: { text: key }, value: { html: <span class="amity-as-typed">{value}</span> } }))

export const seeStatement = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await withStatement(work, ask, await courtAt(work, ask))
  if ('kind' in found) return found
  const { theCase, statement } = found
  const all = (await versionsOf(work, theCase.id)).filter(({ statementId }) => statementId === statement.statementId)
  const mayWork = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId && all[0]?.id === statement.id
  const here = `${courtPath(theCase)}/statements/${statement.id}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: titleOf(statement) }} narrow back={{ href: courtPath(theCase) }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">{titleOf(statement)}</h1>
      {all[0]?.id === statement.id ? null : <p class="govuk-body"><strong>There is a newer version.</strong></p>}
      <div class="govuk-button-group">
        {mayWork && statement.signedAt === null ? <a class="govuk-button" role="button" href={`${here}/signed`}>Record its signature</a> : null}
        {mayWork ? <a class="govuk-button govuk-button--secondary" role="button" href={`${here}/next`}>Write the next version</a> : null}
        <a class="govuk-link" href={`${here}/pdf`}>Open the document (PDF)</a>
      </div>
      {SummaryList({ rows: factsOf(statement, nameOfMatter(await namedMatters(work, theCase.id), statement.matterId)) })}
      <ol class="govuk-list govuk-list--number govuk-list--spaced">{statement.paragraphs.map(one => <li class="amity-as-typed">{one}</li>)}</ol>
      <h2 class="govuk-heading-m">Statement of truth</h2>
      <p class="govuk-body">{TRUTH.words}</p>
      <p class="govuk-body">{TRUTH.source}. How sure we are: {TRUTH.certainty}.</p>
      <DataTable id="versions" caption="Versions" captionSize="m" rows={all} narrow="stack" rowHref={one => `${courtPath(theCase)}/statements/${one.id}`} columns={[
        { heading: 'Version', rowHeader: true, cell: one => String(one.version) }, { heading: 'Why', cell: one => one.why }, { heading: 'Written', cell: one => `${one.writer ?? 'Somebody'}, ${sayMoment(one.writtenAt)}` }, { heading: 'Signature', cell: one => saySigned(one) },
      ]} />
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const seeStatementPdf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await withStatement(work, ask, await courtAt(work, ask))
  if ('kind' in found) return found
  const kept = await keptBytes(ask.files, found.statement)
  return kept === undefined ? refused(NOT_IT) : body('application/pdf', kept, { fileName: `${found.theCase.reference}-statement-${found.statement.number}-version-${found.statement.version}.pdf`, about: { kind: 'case', id: found.theCase.id } })
}
