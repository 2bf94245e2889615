// A bundle as it was made, its files checked against their hashes, the same drawn again and compared, and the schedule of what was left out.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { namedMatters } from '#rooms/interventions/index.ts'
import { courtAt, courtPath, digestOf, keptBytes, nameOfMatter, NOT_IT } from '#rooms/statements/index.ts'
import { SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, page, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { printPapers } from '#web/press.ts'
import { bundleWith, noteTakenOut, type Bundle } from './bundle-store.ts'
import { drawBundle } from './draw-bundle.ts'
import { saidBy, schedulePaper } from './schedule-paper.ts'
import { seeOrder } from './see-order.tsx'

type AtBundle = { readonly theCase: Case; readonly bundle: Bundle }
const bundleAt = async (work: OfficerWork, ask: Ask): Promise<AtBundle | { readonly theCase: Case } | Answer> => {
  const found = await courtAt(work, ask)
  if ('kind' in found) return found
  const id = ask.params['bundle'] ?? ''
  const bundle = looksLikeId(id) ? await bundleWith(work, found.theCase.id, id) : undefined
  return bundle === undefined ? found : { ...found, bundle }
}
const sizeOf = (bytes: number): string => bytes < 1_000_000 ? `${bytes.toLocaleString('en-GB')} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`
const factsOf = ({ title, maker, madeAt, pages, size, sha256, scheduleSha256 }: Bundle, matter: string) => [
  ['Title', title], ...matter === '' ? [] : [['For', matter]], ['Made', `${maker ?? 'Somebody'}, ${sayMoment(madeAt)}`], ['Length', `${pages} ${pages === 1 ? 'page' : 'pages'}, ${sizeOf(size)}`], ['SHA-256', sha256], ...scheduleSha256 === null ? [] : [['SHA-256 of the schedule', scheduleSha256]],
].map(([key = '', value = '']) => ({ key: { text: key }, value: { html: <span class={key.startsWith('SHA') ? 'amity-digest' : 'amity-as-typed'}>{value}</span> } }))

const Schedule = ({ bundle }: { readonly bundle: Bundle }) => (
  <DataTable id="left-out" caption="Schedule of what was left out" captionSize="m" rows={bundle.leftOut} empty="Nothing was left out." narrow="stack" columns={[
    { heading: 'Document', rowHeader: true, cell: one => one.what }, { heading: 'Why', cell: one => one.why }, { heading: 'Who said so', cell: saidBy },
  ]} />
)

const draw = async (work: OfficerWork, ask: Ask, { theCase, bundle }: AtBundle, compared?: string): Promise<Answer> => {
  const here = `${courtPath(theCase)}/bundles/${bundle.id}`
  const mayTake = work.may('work on cases')
  const matter = nameOfMatter(await namedMatters(work, theCase.id), bundle.matterId)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${bundle.title}, bundle ${bundle.version}` }} back={{ href: courtPath(theCase) }}>
      <span class="govuk-caption-l">{theCase.reference}, bundle {bundle.version}</span>
      <h1 class="govuk-heading-l">{bundle.title}</h1>
      {compared === undefined ? null : <p class="govuk-body"><strong>{compared}</strong></p>}
      <div class="govuk-button-group">
        {mayTake ? <a class="govuk-button" role="button" href={`${here}/pdf`}>Take out the bundle (PDF)</a> : null}
        <a class="govuk-link" href={`${here}/again`}>Draw it again and compare</a>
        {mayTake && theCase.leadAgencyId === work.actor.agencyId ? <a class="govuk-link" href={`${courtPath(theCase)}/bundles/new?from=${bundle.id}`}>Make the next with the same answers</a> : null}
      </div>
      {SummaryList({ rows: factsOf(bundle, matter) })}
      <DataTable id="contents" caption="What is in it" captionSize="m" rows={bundle.drawnFrom.documents} narrow="stack" columns={[{ heading: 'Document', rowHeader: true, cell: one => one.title }, { heading: 'Part', cell: one => one.section ?? '' }]} />
      <Schedule bundle={bundle} />
      <p class="govuk-body">The schedule is no page of the bundle: it tells what is kept back. Ask whoever advises you in law what of it is disclosed.</p>
      {mayTake && bundle.scheduleStoredAs !== null ? <p class="govuk-body"><a class="govuk-link" href={`${here}/schedule`}>Take out the schedule (PDF)</a></p> : null}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

/** While it is being made, how far it is; then the bundle. */
export const seeBundle = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  return 'bundle' in found ? draw(work, ask, found) : seeOrder(work, ask, found.theCase)
}

const SAME = 'the same, byte for byte'
/** What drawing the schedule again says; '' where the bundle has none. */
const scheduleAgain = async ({ theCase, bundle }: AtBundle): Promise<string> => {
  if (bundle.scheduleSha256 === null) return ''
  const printed = await printPapers({ court: schedulePaper({ ...bundle, reference: theCase.reference, agency: bundle.drawnFrom.author }), pictures: [], at: bundle.madeAt })
  return 'pdf' in printed && digestOf(printed.pdf) === bundle.scheduleSha256 ? ' So is its schedule.' : ' Its schedule is not: the file that was kept stands.'
}
export const drawAgain = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  if (!('bundle' in found)) return notThere
  const printed = await drawBundle(ask.files, found.bundle)
  if ('wrong' in printed) return draw(work, ask, found, `It cannot be drawn again: ${printed.wrong}.`)
  return draw(work, ask, found, digestOf(printed.pdf) === found.bundle.sha256 ? `Drawn again from what it was made of: ${SAME}.${await scheduleAgain(found)}` : `Drawn again it is not ${SAME}. The program that draws may have changed since. The file that was kept stands.`)
}

export const takeBundle = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  if (!('bundle' in found)) return notThere
  const kept = await keptBytes(ask.files, found.bundle)
  if (kept === undefined) return refused(NOT_IT)
  await noteTakenOut(work, found.bundle, found.theCase.reference)
  return body('application/pdf', kept, { fileName: `${found.theCase.reference}-bundle-${found.bundle.version}.pdf`, about: { kind: 'case', id: found.theCase.id } })
}
export const takeSchedule = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  const { scheduleStoredAs: storedAs, scheduleSha256: sha256 } = 'bundle' in found ? found.bundle : { scheduleStoredAs: null, scheduleSha256: null }
  if (!('bundle' in found) || storedAs === null || sha256 === null) return notThere
  const kept = await keptBytes(ask.files, { storedAs, sha256 })
  return kept === undefined ? refused(NOT_IT) : body('application/pdf', kept, { fileName: `${found.theCase.reference}-bundle-${found.bundle.version}-schedule.pdf`, about: { kind: 'case', id: found.theCase.id } })
}
