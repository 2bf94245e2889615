// Chooses a file to bring in, and says which of its columns means what.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { categories } from '#rooms/partnership/index.ts'
import { ChoiceField, FileField, Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalChoice, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { CannotRead, lookAt, type CsvFile } from './csv-file.ts'
import { KINDS, MEANINGS, mapDigest, readMap, type ImportMap } from './import-map.ts'
import { addImport, importWith, lastMap, setMap, type Import } from './import-store.ts'
import { DATE_ORDERS } from './read-moment.ts'
import { firstRows, keepUploaded, LARGEST_FILE, withUploaded } from './uploaded-file.ts'

const TRAIL = [{ text: 'Imports', href: '/imports' }]
const HEADINGS_SHOWN = 5

const fileFields = { kind: choice(KINDS, { empty: 'Select what the rows are' }), source: words({ empty: 'Enter where the file comes from', max: 80, called: 'Where it comes from' }) }

/** The file and its headings, or what is wrong with it as a sentence. */
const headingsOf = async (path: string): Promise<{ readonly file: CsvFile; readonly headings: readonly string[] } | string> => {
  try {
    const file = await lookAt(path, LARGEST_FILE)
    const [headings = [], first] = await firstRows(file, 2)
    return first === undefined ? 'The file has headings and no rows. Choose another' : { file, headings }
  } catch (problem) {
    if (problem instanceof CannotRead) return problem.message
    throw problem
  }
}

export const chooseFile = form<OfficerWork, typeof fileFields, object>({
  fields: fileFields,
  load: async () => ({}),
  start: () => ({ kind: 'reports' }),
  act: async (work, _loaded, { kind, source }, ask) => {
    const upload = ask.uploads.find(one => one.field === 'file')
    if (upload === undefined) return problems({ field: 'file', text: 'Choose the file' })
    if (upload.tooLarge) return problems({ field: 'file', text: 'The file is larger than 20 MB. Split it, or bring it in at the console' })
    const read = await headingsOf(upload.path)
    if (typeof read === 'string') return problems({ field: 'file', text: read })
    const map: ImportMap = { kind, source, columns: {}, categories: {}, dates: 'day first', keep: [] }
    const { agencyId, officerId } = work.actor
    const id = await addImport(work, { kind, source, fileName: upload.fileName, sha256: read.file.sha256, map, mapSha256: mapDigest(map), headings: read.headings, allOrNothing: false, agencyId, officerId, state: 'choosing' })
    await keepUploaded(work, { id, agencyId }, upload.path)
    return seeOther(`/imports/${id}/columns`, { about: { kind: 'import', id } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Bring in a file' }} state={state} narrow breadcrumbs={TRAIL}>
      <h1 class="govuk-heading-l">Bring in a file</h1>
      <p class="govuk-body">A table saved as CSV, with headings in its first row. Nothing is added until you have seen what it would be.</p>
      <Form action={action} csrf={csrf} once={once} upload>
        <ChoiceField name="kind" label="What are the rows?" state={state} choices={[
          { value: 'reports', text: 'Reports', hint: 'They wait for somebody to decide what to do' }, { value: 'cases', text: 'Cases', hint: 'Open ones get a task for you; nothing is sent to anybody' }]} />
        <TextField name="source" label="Where does the file come from?" hint="For example: the landlord’s old system. Give the same name next time, and rows that came before are known again" state={state} />
        <FileField name="file" label="The file" hint={state.errors.length === 0 ? 'CSV, up to 20 MB' : 'Choose the file again. CSV, up to 20 MB'} accept=".csv,text/csv,.txt" state={state} />
        <SubmitButton text="Continue" />
      </Form>
    </OfficerPage>
  ),
})

/** The import this page is about while it may still be changed; one that has begun is shown instead. */
export const stillChoosing = async (work: OfficerWork, ask: Ask): Promise<Import | Answer> => {
  const id = ask.params['id'] ?? ''
  const found = looksLikeId(id) ? await importWith(work, id) : undefined
  if (found === undefined) return notThere
  return found.state === 'choosing' ? found : seeOther(`/imports/${found.id}`)
}
const isAnswer = (found: Import | Answer): found is Answer => !('sha256' in found)

type Loaded = { readonly theImport: Import; readonly headings: readonly string[]; readonly example: readonly string[]; readonly categories: readonly { readonly code: string; readonly name: string }[]; readonly last: ImportMap | undefined }
type ColumnFields = Readonly<Record<string, Field<string | null>>>

const columnFields = ({ theImport, headings, categories: all }: Loaded): ColumnFields => {
  const places = headings.map((_heading, place) => String(place))
  return { ...Object.fromEntries(MEANINGS[theImport.kind].map(({ name }) => [name, optionalChoice(places)])), otherwise: optionalChoice(all.map(({ code }) => code)), dates: optionalChoice(DATE_ORDERS), keep: optionalChoice(['no', 'yes']) }
}

/** What was chosen last time for the same source, where this file has those columns; else a heading of the same name. */
const suggested = ({ theImport, headings, last }: Loaded): Record<string, string> => Object.fromEntries(MEANINGS[theImport.kind].flatMap(({ name, says }) => {
  const before = [last?.columns[name] ?? []].flat()[0]
  const place = headings.findIndex(heading => before === undefined ? [name, says].some(one => one.toLowerCase() === heading.trim().toLowerCase()) : heading.trim() === before)
  return place === -1 ? [] : [[name, String(place)]]
}))

export const chooseColumns = form<OfficerWork, ColumnFields, Loaded>({
  fields: columnFields,
  load: async (work, ask) => {
    const theImport = await stillChoosing(work, ask)
    if (isAnswer(theImport)) return theImport
    const rows = await withUploaded(work, theImport.id, file => firstRows(file, 2))
    if (rows === undefined) return notThere
    return { theImport, headings: rows[0] ?? [], example: rows[1] ?? [], categories: await categories(work), last: await lastMap(work, theImport) }
  },
  start: loaded => ({ ...suggested(loaded), dates: loaded.last?.dates ?? 'day first', otherwise: loaded.last?.otherwise ?? '', keep: loaded.last !== undefined && loaded.last.keep.length > 0 ? 'yes' : 'no' }),
  act: async (work, { theImport, headings, last }, values) => {
    const { kind, source, id } = theImport
    const columns = Object.fromEntries(MEANINGS[kind].flatMap(({ name }) => { const place = values[name]; return place ? [[name, (headings[Number(place)] ?? '').trim()]] : [] }))
    const needed = MEANINGS[kind].filter(meaning => meaning.needed === true && columns[meaning.name] === undefined)
    if (needed.length > 0) return problems(...needed.map(({ name, says }) => ({ field: name, text: `Select the column for “${says}”` })))
    const keep = values['keep'] === 'yes' ? headings.map(one => one.trim()).filter(one => one !== '' && !Object.values(columns).includes(one)).slice(0, 200) : []
    const read = readMap({ kind, source, columns, categories: last?.categories ?? {}, ...(values['otherwise'] ? { otherwise: values['otherwise'] } : {}), dates: values['dates'] ?? 'day first', keep })
    if (!read.ok) return problems({ field: MEANINGS[kind][0]?.name ?? 'key', text: read.reason })
    await setMap(work, id, read.map, mapDigest(read.map))
    return seeOther(`/imports/${id}/check`, { about: { kind: 'import', id } })
  },
  show: ({ loaded: { theImport, headings, example, categories: all }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Which column means what' }} state={state} narrow breadcrumbs={TRAIL}>
      <span class="govuk-caption-l">{theImport.fileName}</span>
      <h1 class="govuk-heading-l">Which column means what?</h1>
      <InsetText>The file has {headings.length} {headings.length === 1 ? 'column' : 'columns'}. Its first row says: {headings.slice(0, HEADINGS_SHOWN).map((heading, place) => `${heading}: ${(example[place] ?? '').slice(0, 60) || 'nothing'}`).join('; ')}{headings.length > HEADINGS_SHOWN ? ' …' : ''}</InsetText>
      <Form action={action} csrf={csrf} once={once}>
        {MEANINGS[theImport.kind].map(({ name, says, needed }) => (
          <SelectField name={name} label={needed === true ? says : `${says} (optional)`} empty="Not in this file" options={headings.map((heading, place) => ({ value: String(place), text: heading.slice(0, 80) || `Column ${place + 1}` }))} state={state} />))}
        <SelectField name="otherwise" label="Category of rows that name none of ours" hint="Left empty, such rows are refused" empty="Refuse them" options={all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <ChoiceField name="dates" label="How are dates like 3/4/2026 meant?" hint="Dates like 2026-04-03 are read either way" inline state={state} choices={[{ value: 'day first', text: '3 April' }, { value: 'month first', text: '4 March' }]} />
        <ChoiceField name="keep" label="The other columns" inline state={state} choices={[{ value: 'no', text: 'Leave them out' }, { value: 'yes', text: 'Keep them with each record' }]} />
        <SubmitButton text="See what it would be" />
      </Form>
    </OfficerPage>
  ),
})
