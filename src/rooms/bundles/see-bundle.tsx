// A bundle as it was made, its file checked against its hash, the same drawn again and compared, and the schedule of what was left out.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, page, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { bundleWith, type Bundle } from './bundle-store.ts'
import { courtAt, courtPath } from './court-at.ts'
import { drawBundle } from './draw-bundle.ts'
import { digestOf, keptBytes, NOT_IT } from './keep-document.ts'

const bundleAt = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case; readonly bundle: Bundle } | Answer> => {
  const found = await courtAt(work, ask)
  if ('kind' in found) return found
  const id = ask.params['bundle'] ?? ''
  const bundle = looksLikeId(id) ? await bundleWith(work, found.theCase.id, id) : undefined
  return bundle === undefined ? notThere : { ...found, bundle }
}
const factsOf = ({ title, maker, madeAt, pages, size, sha256 }: Bundle) => [['Title', title], ['Made', `${maker ?? 'Somebody'}, ${sayMoment(madeAt)}`], ['Pages', String(pages)], ['Size', `${size.toLocaleString('en-GB')} bytes`], ['SHA-256', sha256]]
  .map(([key = '', value = '']) => ({ key: { text: key }, value: { html: <span class="amity-as-typed">{value}</span> } }))

const Schedule = ({ bundle }: { readonly bundle: Bundle }) => (
  <DataTable id="left-out" caption="Schedule of what was left out" captionSize="m" rows={bundle.leftOut} empty="Nothing was left out." narrow="stack" columns={[
    { heading: 'Document', rowHeader: true, cell: one => one.what }, { heading: 'Why', cell: one => one.why }, { heading: 'Who said so', cell: one => one.by === '' ? 'It could not go in' : one.by },
  ]} />
)

const draw = (ask: Ask, theCase: Case, bundle: Bundle, compared?: string): Answer => {
  const here = `${courtPath(theCase)}/bundles/${bundle.id}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${bundle.title}, ${bundle.version}` }} back={{ href: courtPath(theCase) }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">{bundle.title}, {bundle.version}</h1>
      {compared === undefined ? null : <p class="govuk-body"><strong>{compared}</strong></p>}
      <div class="govuk-button-group">
        <a class="govuk-button" role="button" href={`${here}/pdf`}>Open the bundle (PDF)</a>
        <a class="govuk-link" href={`${here}/again`}>Draw it again and compare</a>
      </div>
      {SummaryList({ rows: factsOf(bundle) })}
      <DataTable id="contents" caption="What is in it" captionSize="m" rows={bundle.drawnFrom.documents} narrow="stack" columns={[{ heading: 'Document', rowHeader: true, cell: one => one.title }, { heading: 'Part', cell: one => one.section ?? '' }]} />
      <Schedule bundle={bundle} />
      <p class="govuk-body">The schedule is kept here and is no page of the bundle: it would tell what is kept back. Ask whoever advises you in law what of it is disclosed.</p>
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const seeBundle = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  return 'kind' in found ? found : draw(ask, found.theCase, found.bundle)
}
export const drawAgain = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  const printed = await drawBundle(ask.files, found.bundle)
  return draw(ask, found.theCase, found.bundle, 'wrong' in printed ? `It cannot be drawn again: ${printed.wrong}.` : digestOf(printed.pdf) === found.bundle.sha256 ? 'Drawn again from what it was made of: the same, byte for byte.' : 'Drawn again it is not the same, byte for byte. The program that draws may have changed since. The file that was kept stands.')
}
export const seeBundlePdf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await bundleAt(work, ask)
  if ('kind' in found) return found
  const kept = await keptBytes(ask.files, found.bundle)
  if (kept === undefined) return refused(NOT_IT)
  await work.record('court bundle opened', { kind: 'bundle', id: found.bundle.id }, { how: 'file' })
  return body('application/pdf', kept, { fileName: `${found.theCase.reference}-bundle-${found.bundle.version}.pdf`, about: { kind: 'case', id: found.theCase.id } })
}
