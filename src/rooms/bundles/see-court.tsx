// What has been made for a court in one case, or for one matter of it: statements, chronologies, bundles; and the way to each.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { isShared, type Case, type CaseSection } from '#rooms/cases/index.ts'
import { namedMatters } from '#rooms/interventions/index.ts'
import { chronologiesOf, courtAt, courtPath, matterFrom, nameOfMatter, newestOf, saySigned, titleOf, versionsOf } from '#rooms/statements/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { bundlesOf } from './bundle-store.ts'
import { ordersOf } from './order-store.ts'
import { OrderBadge } from './see-order.tsx'

const mayMake = (work: OfficerWork, theCase: Case): boolean => work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId && theCase.status !== 'merged'

/** Bundles that were made, and those that are being made or were not, newest first. */
const allBundles = async (work: OfficerWork, caseId: string) => {
  const made = (await bundlesOf(work, caseId)).map(one => ({ ...one, state: 'made' as const }))
  const others = (await ordersOf(work, caseId)).filter(({ state }) => state !== 'made').map(one => ({ ...one, maker: one.orderer, madeAt: one.orderedAt, pages: null, sha256: '' }))
  return [...made, ...others].toSorted((a, b) => b.version - a.version)
}

export const seeCourt = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await courtAt(work, ask)
  if ('kind' in found) return found
  const { theCase } = found
  const matters = await namedMatters(work, theCase.id)
  const matter = matterFrom(ask, matters)
  const isOf = (one: { readonly matterId: string | null }): boolean => matter === '' || one.matterId === matter
  const [here, query, mayWork] = [courtPath(theCase), matter === '' ? '' : `?matter=${matter}`, mayMake(work, theCase)]
  const [statements, chronologies, bundles] = [newestOf(await versionsOf(work, theCase.id)).filter(isOf), await chronologiesOf(work, theCase.id), (await allBundles(work, theCase.id)).filter(isOf)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Papers for court: ${theCase.reference}` }} back={{ href: matter === '' ? `/cases/${theCase.reference}` : `/cases/${theCase.reference}/matters/${matter}` }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">Papers for court</h1>
      {matter === '' ? null : <p class="govuk-body">Those for {nameOfMatter(matters, matter)}. <a class="govuk-link" href={here}>See all of this case</a></p>}
      <DataTable id="statements" caption="Witness statements" captionSize="m" rows={statements} empty="None." narrow="stack" rowHref={one => `${here}/statements/${one.id}`} columns={[
        { heading: 'Statement', rowHeader: true, cell: one => titleOf(one) }, { heading: 'Version', cell: one => String(one.version) }, { heading: 'For', cell: one => nameOfMatter(matters, one.matterId) }, { heading: 'Exhibits', cell: one => one.exhibits.join(', ') }, { heading: 'Signature', cell: one => saySigned(one) },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/statements/new${query}`}>Write a witness statement</a></p> : null}
      <DataTable id="chronologies" caption="Chronology for court" captionSize="m" rows={chronologies} empty="None." narrow="stack" rowHref={one => `${here}/chronologies/${one.id}`} columns={[
        { heading: 'Title', rowHeader: true, cell: one => `${one.title}, version ${one.version}` }, { heading: 'Made', cell: one => `${one.maker ?? 'Somebody'}, ${sayMoment(one.madeAt)}` },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/chronologies/new`}>Choose what goes into a chronology</a></p> : null}
      <DataTable id="bundles" caption="Bundles" captionSize="m" rows={bundles} empty="None." narrow="stack" rowHref={one => `${here}/bundles/${one.id}`} columns={[
        { heading: 'Bundle', rowHeader: true, cell: one => `${one.version}. ${one.title}` }, { heading: 'Stands', cell: one => <OrderBadge state={one.state} /> }, { heading: 'For', cell: one => nameOfMatter(matters, one.matterId) }, { heading: 'Pages', cell: one => one.pages === null ? '' : String(one.pages) },
        { heading: 'Made', cell: one => `${one.maker ?? 'Somebody'}, ${sayMoment(one.madeAt)}` },
      ]} />
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${here}/bundles/new${query}`}>Make a bundle</a></p> : null}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const courtSection: CaseSection = {
  id: 'court', title: 'Papers for court', place: 'main', holds: ['witnessStatements', 'courtBundles'],
  show: async (work, theCase, _ask, held) => {
    if (isShared(theCase)) return undefined
    const [statements, bundles] = [newestOf(held('witnessStatements') ? await versionsOf(work, theCase.id) : []), held('courtBundles') ? await bundlesOf(work, theCase.id) : []]
    if (!mayMake(work, theCase) && statements.length + bundles.length === 0) return undefined
    return <p class="govuk-body">{statements.length + bundles.length === 0 ? 'None. ' : `Statements: ${statements.length}. Bundles: ${bundles.length}. `}<a class="govuk-link" href={courtPath(theCase)}>Papers for court</a></p>
  },
}
