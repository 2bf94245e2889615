// Every template an agency writes with: the one in force, what is being written, and what waits for somebody else's word.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayDate, sayMoment } from '#kernel/time.ts'
import { CERTAINTY_WORDS } from '#rooms/law-book/index.ts'
import { NO_PAPER, partsOf, toConfirm } from '#rooms/wordings/index.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import { InsetText, SummaryList } from '#ui/govuk/components.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { BUILT_IN, type Template } from './built-in.ts'
import { sayContent, templateText } from './template-text.ts'
import { officerNames, stepTemplate, templatesOn, templateVersion, templateVersions, type TemplateVersion } from './template-store.ts'

export const SAY_STATE: Readonly<Record<TemplateVersion['state'], string>> = { draft: 'Draft', submitted: 'Waits for approval', approved: 'Approved', 'sent back': 'Sent back', dropped: 'Dropped' }
const TONE: Readonly<Record<TemplateVersion['state'], Tone>> = { draft: 'grey', submitted: 'yellow', approved: 'green', 'sent back': 'orange', dropped: 'grey' }
const sayVersion = ({ version }: Pick<Template, 'version'>): string => version === 0 ? 'as it comes with the service' : `version ${version}`

export const seeTemplates = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [inForce, versions] = [await templatesOn(work, work.actor.agencyId, work.today), await templateVersions(work)]
  const idOf = ({ key, version }: Template): string => version === 0 ? key : versions.find(one => one.key === key && one.version === version)?.id ?? key
  const underway = versions.filter(({ state }) => state !== 'approved' && state !== 'dropped')
  const toCome = versions.filter(({ state, startsOn }) => state === 'approved' && startsOn !== null && startsOn > work.today)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Templates' }}>
      <h1 class="govuk-heading-l">Templates of letters and notices</h1>
      <p class="govuk-body">{work.actor.agencyName} writes with these. Each change is a new version: somebody else approves it, and letters keep the version they were written with.</p>
      <p class="govuk-body"><a class="govuk-button" href="/templates/new">Write a new template</a></p>
      {underway.length === 0 ? null : <DataTable id="underway" caption="Being written" rows={underway} narrow="stack" rowHref={row => `/templates/${row.id}`} columns={[
        { heading: 'Name', rowHeader: true, cell: row => row.name }, { heading: 'Version', cell: row => String(row.version) }, { heading: 'State', cell: row => <Badge text={SAY_STATE[row.state]} tone={TONE[row.state]} /> },
      ]} />}
      <DataTable id="in-force" caption="In force today" rows={inForce} narrow="stack" rowHref={row => `/templates/${idOf(row)}`} columns={[
        { heading: 'Name', rowHeader: true, cell: row => row.name }, { heading: 'Kind', cell: row => row.kind }, { heading: 'Title', cell: row => row.title }, { heading: 'Version', cell: sayVersion },
      ]} />
      {toCome.length === 0 ? null : <DataTable id="to-come" caption="Approved, still to come" rows={toCome} narrow="stack" rowHref={row => `/templates/${row.id}`} columns={[
        { heading: 'Name', rowHeader: true, cell: row => row.name }, { heading: 'Version', cell: row => String(row.version) }, { heading: 'From', cell: row => row.startsOn === null ? '' : sayDate(row.startsOn) },
      ]} />}
      <DataTable id="no-paper" caption="Papers that do not come with the service" rows={NO_PAPER} narrow="stack" columns={[
        { heading: 'Paper', rowHeader: true, cell: ({ paper }) => paper }, { heading: 'Why', cell: ({ why }) => why }, { heading: 'Ask your solicitor, then write a template', cell: ({ confirm }) => confirm ?? 'Not ours to write' },
      ]} />
    </OfficerPage>,
  )
}

/** A template at an address: a version of the agency's own, or the key of one that comes with the service. */
export const templateAt = async (work: OfficerWork, ask: Ask): Promise<Template & { readonly row: TemplateVersion | undefined } | undefined> => {
  const id = ask.params['template'] ?? ''
  const row = looksLikeId(id) ? await templateVersion(work, id) : undefined
  if (row !== undefined) return { ...row, row }
  const builtIn = BUILT_IN.find(({ key }) => key === id)
  return builtIn === undefined ? undefined : { ...builtIn, row: undefined }
}

const rowsOf = (row: TemplateVersion, names: ReadonlyMap<string, string>) => {
  const named = (id: string | null): string => id === null ? '' : names.get(id) ?? 'Somebody who has left'
  return [
    ['Version', String(row.version)], ['State', SAY_STATE[row.state]], ['Why', row.why], ['Written by', row.writers.map(named).join(', ')], ['Begun', sayMoment(row.madeAt)],
    ...row.submittedAt === null ? [] : [['Submitted', sayMoment(row.submittedAt)]], ...row.decidedAt === null ? [] : [['Decided', `${named(row.decidedBy)}, ${sayMoment(row.decidedAt)}. ${row.decidedBecause ?? ''}`]], ...row.startsOn === null ? [] : [['In force from', sayDate(row.startsOn)]],
  ].map(([key = '', value = '']) => ({ key: { text: key }, value: { text: value } }))
}

const Steps = ({ row, work, csrf }: { readonly row: TemplateVersion; readonly work: OfficerWork; readonly csrf: string }): Html | null => {
  const isWriter = row.writers.includes(work.actor.officerId)
  if (row.state === 'draft' || row.state === 'sent back') return (
    <div class="govuk-button-group">
      <a class="govuk-button govuk-button--secondary" role="button" href={`/templates/${row.id}/edit`}>Change it</a>
      <Form action={`/templates/${row.id}/submit`} csrf={csrf}><SubmitButton text="Submit it for approval" /></Form>
    </div>
  )
  if (row.state !== 'submitted') return null
  if (!work.may('approve templates')) return <InsetText text="It waits for somebody who may approve templates." />
  return isWriter ? <InsetText text="You wrote some of it, so somebody else approves it." /> : <p class="govuk-body"><a class="govuk-button" role="button" href={`/templates/${row.id}/decide`}>Approve it or send it back</a></p>
}

export const seeTemplate = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const template = await templateAt(work, ask)
  if (template === undefined) return notThere
  const { row } = template
  const names = row === undefined ? new Map<string, string>() : await officerNames(work, [...row.writers, ...row.decidedBy === null ? [] : [row.decidedBy]])
  const at = `/templates/${row?.id ?? template.key}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: template.name }} breadcrumbs={[{ text: 'Templates', href: '/templates' }, { text: template.name }]} narrow>
      <h1 class="govuk-heading-l">{template.name}</h1>
      {row === undefined ? <InsetText text="This comes with the service. To word it yourselves, write your own version of it." /> : SummaryList({ rows: rowsOf(row, names) })}
      {row === undefined ? null : <Steps row={row} work={work} csrf={ask.csrf} />}
      <MustSay template={template} />
      <form action={`${at}/preview`} method="get" class="govuk-form-group">
        <label class="govuk-label" for="case">See it with a real case</label>
        <div class="govuk-hint" id="case-hint">The reference of a case you may open</div>
        <input type="text" class="govuk-input govuk-input--width-10" id="case" name="case" aria-describedby="case-hint" autocomplete="off" spellcheck={false} /> <button class="govuk-button govuk-button--secondary" type="submit">Preview</button>
      </form>
      <h2 class="govuk-heading-m">The text: {template.title}</h2>
      <div class="govuk-inset-text amity-as-typed">{templateText(template.blocks)}</div>
      {row === undefined || row.state === 'approved' ? <p class="govuk-body"><a class="govuk-link" href={`/templates/new?from=${encodeURIComponent(row?.id ?? template.key)}`}>Write the next version of it</a></p> : null}
    </OfficerPage>,
    { about: { kind: 'template', id: row?.id ?? template.key } },
  )
}

/** Each part a paper must have, with the law behind it, and what a solicitor confirms before it is first used. */
const MustSay = ({ template: { key, contents } }: { readonly template: Template }): Html => {
  const [asked, confirm] = [new Map(partsOf(key).map(one => [one.part, one.asked])), toConfirm(key)]
  return (
    <>
      {contents.length === 0 ? null : <DataTable id="must-say" caption="It must say" rows={contents} narrow="stack" columns={[
        { heading: 'Part', rowHeader: true, cell: sayContent },
        { heading: 'What asks for it', cell: part => (asked.get(part) ?? []).length === 0 ? 'Whoever wrote the template' : <>{(asked.get(part) ?? []).map(({ says, source, certainty, because }) => <p class="govuk-body govuk-!-margin-bottom-1">{says}{because === undefined ? '' : ` Only where ${because}.`} <span class="govuk-hint govuk-!-font-size-16">{source}: {CERTAINTY_WORDS[certainty]}</span></p>)}</> },
      ]} />}
      {confirm.length === 0 ? null : <InsetText html={<><p class="govuk-body">Before you first use it, ask your solicitor:</p><ul class="govuk-list govuk-list--bullet">{confirm.map(one => <li>{one}</li>)}</ul></>} />}
    </>
  )
}

/** A draft goes to somebody else's desk. */
export const submitTemplate = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['template'] ?? ''
  const row = looksLikeId(id) ? await templateVersion(work, id) : undefined
  if (row === undefined) return notThere
  if (row.state !== 'draft' && row.state !== 'sent back') return seeOther(`/templates/${row.id}`)
  if (!await stepTemplate(work, row, { state: 'submitted', submittedAt: work.now })) return refused('Somebody has changed it since. Open it again.')
  return seeOther(`/templates/${row.id}`, { about: { kind: 'template', id: row.id } })
}
