// What the public reads about us, to edit: agencies, categories in their order, and signposts.
import type { OfficerWork } from '#db/work.ts'
import { Badge } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { agenciesToEdit, allCategories, allSignposts } from '#rooms/partnership/index.ts'
import { runsPartnership } from './seen-row.ts'

const link = (may: boolean, href: string, text: string) => may ? <a class="govuk-link" href={href}>{text}</a> : text
const inUse = (endedOn: string | null) => endedOn === null ? 'in use' : <Badge text="not in use" tone="grey" />

export const seeContent = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const runs = runsPartnership(work)
  const [agencies, categories, signposts] = [await agenciesToEdit(work), await allCategories(work), await allSignposts(work)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Agencies, categories and signposts' }} breadcrumbs={[{ text: 'Settings', href: '/settings' }]}>
      <h1 class="govuk-heading-l">Agencies, categories and signposts</h1>
      <DataTable id="agencies" caption="Agencies" rows={agencies} empty="None." narrow="stack" columns={[
        { heading: 'Agency', rowHeader: true, cell: one => link(runs || one.id === work.actor.agencyId, `/agencies/${one.id}`, one.name) },
        { heading: 'Kind', cell: one => one.kind }, { heading: 'Phone', cell: one => one.phone ?? 'none' }, { heading: 'Email', cell: one => one.email ?? 'none' },
      ]} />
      {runs && work.may('run the partnership') ? <p class="govuk-body"><a class="govuk-link" href="/agencies/add">Add an agency</a></p> : null}
      <DataTable id="categories" caption="Categories" rows={categories} empty="None." narrow="stack" columns={[
        { heading: 'Residents read', rowHeader: true, cell: one => link(runs, `/categories/${one.code}`, one.residentName) },
        { heading: 'Officers read', cell: one => one.name }, { heading: 'Severity', cell: one => one.severity }, { heading: 'Sensitive', cell: one => one.sensitive ? 'yes' : 'no' }, { heading: 'In use', cell: one => inUse(one.endedOn) },
      ]} />
      {runs ? <p class="govuk-body"><a class="govuk-link" href="/categories/add">Add a category</a></p> : null}
      <DataTable id="signposts" caption="Signposts: who else can help" rows={signposts} empty="None." narrow="stack" columns={[
        { heading: 'Who', rowHeader: true, cell: one => link(runs, `/signposts/${one.code}`, one.name) },
        { heading: 'Says', cell: one => one.says }, { heading: 'Phone', cell: one => one.phone ?? 'none' },
        { heading: 'Shown with', cell: one => categories.filter(category => category.signpostCode === one.code && category.endedOn === null).map(category => category.residentName).join(', ') || 'nothing' },
        { heading: 'In use', cell: one => inUse(one.endedOn) },
      ]} />
      {runs ? <p class="govuk-body"><a class="govuk-link" href="/signposts/add">Add a signpost</a></p> : null}
    </OfficerPage>,
  )
}
