// What a file would bring in, before it does: the first rows as records, every bad row with its reason, and the decision.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { ChoiceField, Form, SubmitButton } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import { choice } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { stillChoosing } from './choose-file.tsx'
import { CannotRead, type Encoding } from './csv-file.ts'
import { importGoesOn } from './events.ts'
import { MEANINGS, readMap } from './import-map.ts'
import { moveImport, sameImport, type Import, type Refusal } from './import-store.ts'
import { checkRows, readRows, settingFor, type Checked, type Good } from './run-import.ts'
import { withUploaded } from './uploaded-file.ts'

const PREVIEW = 20
const BAD_SHOWN = 100
const TAKE = ['good rows', 'all or nothing'] as const

const fields = { take: choice(TAKE, { empty: 'Select what to do' }) }
type Preview = { readonly line: number; readonly cells: readonly string[] }
type Loaded = { readonly theImport: Import; readonly checked: Checked; readonly encoding: Encoding; readonly columns: readonly string[]; readonly preview: readonly Preview[] }

const said = (value: unknown): string => {
  if (value instanceof Date) return sayMoment(value)
  const text = value === null || value === undefined ? '' : String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** A row as the record it will be, in the order of the meanings chosen. */
const previewOf = ({ row }: Good, names: readonly string[]): Preview => {
  const values = new Map<string, unknown>(Object.entries(row))
  return { line: row.line, cells: names.map(name => said(values.get(name === 'category' ? 'categoryCode' : name))) }
}

const isAnswer = (found: Import | Answer): found is Answer => !('sha256' in found)

/** A file that cannot be read to its end: one page that says where. */
const unreadable = (ask: Parameters<typeof stillChoosing>[1], theImport: Import, why: string): Answer => page(
  <OfficerPage frame={{ ...ask.frame, title: 'The file cannot be read' }} narrow breadcrumbs={[{ text: 'Imports', href: '/imports' }]}>
    <span class="govuk-caption-l">{theImport.fileName}</span>
    <h1 class="govuk-heading-l">The file cannot be read</h1>
    <p class="govuk-body">{why}</p>
    <p class="govuk-body">Nothing was added. <a class="govuk-link" href="/imports/choose">Choose the file again</a>, or <a class="govuk-link" href={`/imports/${theImport.id}/columns`}>change its columns</a>.</p>
  </OfficerPage>, { about: { kind: 'import', id: theImport.id } })

export const checkFile = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const theImport = await stillChoosing(work, ask)
    if (isAnswer(theImport)) return theImport
    const read = readMap(theImport.map)
    if (!read.ok) return seeOther(`/imports/${theImport.id}/columns`)
    const setting = await settingFor(work, read.map)
    const columns = MEANINGS[theImport.kind].filter(({ name }) => read.map.columns[name] !== undefined || name === 'category')
    try {
      const found = await withUploaded(work, theImport.id, async file => {
        const preview: Preview[] = []
        for await (const one of readRows(file, setting)) {
          if (one.ok) preview.push(previewOf(one, columns.map(({ name }) => name)))
          if (preview.length === PREVIEW) break
        }
        return { checked: await checkRows(file, setting), encoding: file.encoding, preview }
      })
      return found === undefined ? notThere : { theImport, columns: columns.map(({ says }) => says), ...found }
    } catch (problem) {
      if (problem instanceof CannotRead) return unreadable(ask, theImport, problem.message)
      throw problem
    }
  },
  start: ({ checked }) => ({ take: checked.badRows === 0 ? 'good rows' : '' }),
  act: async (work, { theImport, checked }, { take }) => {
    const { id } = theImport
    if (take === 'all or nothing' && checked.badRows > 0) return problems({ field: 'take', text: 'Some rows are not right, so all or nothing would add nothing. Mend the file and choose it again, or add the good rows' })
    const before = await sameImport(work, theImport)
    if (before !== undefined) return seeOther(`/imports/${before.id}?again=yes`, { about: { kind: 'import', id: before.id } })
    if (!(await moveImport(work, id, 'choosing', { state: 'running', allOrNothing: take === 'all or nothing', rowsTotal: checked.total }))) return seeOther(`/imports/${id}`)
    await work.announce(importGoesOn, { importId: id })
    return seeOther(`/imports/${id}`, { about: { kind: 'import', id } })
  },
  show: ({ loaded: { theImport, checked: { total, badRows, firstBad }, encoding, columns, preview }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'What the file would bring in' }} state={state} breadcrumbs={[{ text: 'Imports', href: '/imports' }]}>
      <span class="govuk-caption-l">{theImport.fileName}, from {theImport.source}</span>
      <h1 class="govuk-heading-l">What the file would bring in</h1>
      <p class="govuk-body">{total} {total === 1 ? 'row' : 'rows'}: {total - badRows} can be added as {theImport.kind}, {badRows} cannot. <a class="govuk-link" href={`/imports/${theImport.id}/columns`}>Change what the columns mean</a></p>
      {encoding === 'windows-1252' ? <InsetText text="The file is not UTF-8 and was read as Windows-1252. If names below look wrong, save it as “CSV UTF-8” and choose it again." /> : null}
      <DataTable id="preview" caption={`The first ${preview.length} as they would be`} captionSize="m" narrow="scroll" rows={preview} empty="No row can be added."
        columns={[{ heading: 'Line', cell: (row: Preview) => row.line, numeric: true }, ...columns.map((heading, place) => ({ heading, cell: (row: Preview) => row.cells[place] ?? '' }))]} />
      {badRows === 0 ? null : <BadRows id={theImport.id} badRows={badRows} firstBad={firstBad} />}
      <Form action={action} csrf={csrf} once={once}>
        <ChoiceField name="take" label="What shall be added?" labelSize="m" state={state} choices={[
          { value: 'good rows', text: badRows === 0 ? 'All rows' : 'The good rows', hint: 'A row found wrong on the way in is listed and left out' }, { value: 'all or nothing', text: 'All or nothing', hint: 'If any row is wrong, nothing is added' }]} />
        <SubmitButton text="Bring them in" />
      </Form>
    </OfficerPage>
  ),
})

const BadRows = ({ id, badRows, firstBad }: { readonly id: string; readonly badRows: number; readonly firstBad: readonly Refusal[] }) => (
  <>
    <WarningText text={`${badRows} ${badRows === 1 ? 'row' : 'rows'} cannot be added as ${badRows === 1 ? 'it stands' : 'they stand'}.`} />
    <p class="govuk-body"><a class="govuk-link" href={`/imports/${id}/refused.csv`}>Save them as a file to mend</a>, with the reason before each.</p>
    <DataTable id="bad" caption="What is wrong" captionSize="m" narrow="stack" rows={firstBad.slice(0, BAD_SHOWN)}
      columns={[{ heading: 'Line', cell: row => row.line, numeric: true }, { heading: 'Column', cell: row => row.column.slice(0, 60) }, { heading: 'Reason', cell: row => row.reason }]} />
    {firstBad.length > BAD_SHOWN ? <InsetText text={`The first ${BAD_SHOWN} are shown; the file has all.`} /> : null}
  </>
)
