// What has been made for a court in one case: statements, chronologies, bundles; and the way to each.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { isShared, type CaseSection } from '#rooms/cases/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { bundlesOf } from './bundle-store.ts'
import { courtAt, courtPath } from './court-at.ts'
import { titleOf } from './court-papers.ts'
import { chronologiesOf, newestOf, versionsOf } from './court-store.ts'
import { saySigned } from './see-statement.tsx'

export const seeCourt = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await courtAt(work, ask)
  if ('kind' in found) return found
  const { theCase } = found
  const here = courtPath(theCase)
  const mayWork = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId && theCase.status !== 'merged'
  const [statements, chronologies, bundles] = [newestOf(await versionsOf(work, theCase.id)), await chronologiesOf(work, theCase.id), await bundlesOf(work, theCase.id)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Papers for court: ${theCase.reference}` }} back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Papers for court: {theCase.reference}</h1>
      <DataTable id="statements" caption="Witness statements" captionSize="m" rows={statements} empty="None." narrow="stack" rowHref={one => `${here}/statements/${one.id}`} columns={[
        { heading: 'Statement', rowHeader: true, cell: one => titleOf(one) }, { heading: 'Version', cell: one => String(one.version) }, { heading: 'Exhibits', cell: one => one.exhibits.join(', ') }, { heading: 'Signature', cell: one => saySigned(one) },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/statements/new`}>Write a witness statement</a></p> : null}
      <DataTable id="chronologies" caption="Chronology for court" captionSize="m" rows={chronologies} empty="None." narrow="stack" rowHref={one => `${here}/chronologies/${one.id}`} columns={[
        { heading: 'Title', rowHeader: true, cell: one => `${one.title}, version ${one.version}` }, { heading: 'Made', cell: one => `${one.maker ?? 'Somebody'}, ${sayMoment(one.madeAt)}` },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/chronologies/new`}>Choose what goes into a chronology</a></p> : null}
      <DataTable id="bundles" caption="Bundles" captionSize="m" rows={bundles} empty="None." narrow="stack" rowHref={one => `${here}/bundles/${one.id}`} columns={[
        { heading: 'Bundle', rowHeader: true, cell: one => `${one.title}, ${one.version}` }, { heading: 'Pages', cell: one => String(one.pages) }, { heading: 'Made', cell: one => `${one.maker ?? 'Somebody'}, ${sayMoment(one.madeAt)}` }, { heading: 'SHA-256', cell: one => <span class="amity-digest">{one.sha256}</span> },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/bundles/new`}>Make a bundle</a></p> : null}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const courtSection: CaseSection = {
  id: 'court', title: 'Papers for court', place: 'main',
  show: async (work, theCase) => {
    if (isShared(theCase)) return undefined
    const [statements, bundles] = [newestOf(await versionsOf(work, theCase.id)), await bundlesOf(work, theCase.id)]
    const mayWork = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId && theCase.status !== 'merged'
    if (!mayWork && statements.length + bundles.length === 0) return undefined
    return <p class="govuk-body">{statements.length + bundles.length === 0 ? 'None. ' : `Statements: ${statements.length}. Bundles: ${bundles.length}. `}<a class="govuk-link" href={courtPath(theCase)}>Papers for court</a></p>
  },
}
