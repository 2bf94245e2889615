// What was brought in and how it stands: the list, one import with its counts, stopping it and going on, and its bad rows.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { Button, InsetText, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { PageHeading } from '#ui/page-parts.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { CannotRead } from './csv-file.ts'
import { importGoesOn } from './events.ts'
import { readMap } from './import-map.ts'
import { importWith, moveImport, recentImports, refusalsOf, type Import } from './import-store.ts'
import { mendFile, mendText, texts } from './mend-file.ts'
import { checkRows, settingFor } from './run-import.ts'
import { withUploaded } from './uploaded-file.ts'

const SHOWN = 100
const STANDS = { choosing: 'not begun', running: 'running', stopped: 'stopped', done: 'done', refused: 'refused' } as const
const TONES = { choosing: 'grey', running: 'blue', stopped: 'yellow', done: 'green', refused: 'red' } as const

const importAt = async (work: OfficerWork, ask: Ask): Promise<Import | undefined> => {
  const id = ask.params['id'] ?? ''
  return looksLikeId(id) ? importWith(work, id) : undefined
}

export const seeImports = async (work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'Imports' }}>
    <PageHeading heading="Imports"><Button text="Bring in a file" href="/imports/choose" /></PageHeading>
    <p class="govuk-body">Reports and cases from other systems. The same file twice adds nothing.</p>
    <DataTable id="imports" caption="Brought in lately" captionSize="m" narrow="stack" rows={await recentImports(work)} empty="Nothing was brought in yet."
      columns={[
        { heading: 'File', rowHeader: true, cell: row => <a class="govuk-link" href={`/imports/${row.id}`}>{row.fileName}</a> }, { heading: 'From', cell: row => row.source }, { heading: 'Begun', cell: row => sayMoment(row.madeAt) },
        { heading: 'Stands', cell: row => <Badge text={STANDS[row.state]} tone={TONES[row.state]} /> }, { heading: 'Added', cell: row => row.added, numeric: true },
        { heading: 'Already there', cell: row => row.alreadyThere, numeric: true }, { heading: 'Refused', cell: row => row.refused, numeric: true }]} />
  </OfficerPage>)

export const seeImport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await importAt(work, ask)
  if (found === undefined) return notThere
  if (found.state === 'choosing') return seeOther(`/imports/${found.id}/columns`)
  const refusals = await refusalsOf(work, found.id, SHOWN)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: found.fileName }} breadcrumbs={[{ text: 'Imports', href: '/imports' }]}>
      <PageHeading heading={found.fileName} caption={`${found.kind === 'cases' ? 'Cases' : 'Reports'} from ${found.source}`}><Badge text={STANDS[found.state]} tone={TONES[found.state]} /></PageHeading>
      {textOf(ask.query, 'again') === '' ? null : <InsetText text="This file was brought in before, with the same columns. Nothing was added again." />}
      {found.problem === null ? null : <InsetText text={found.problem} />}
      <SummaryList rows={[
        { key: { text: 'Rows in the file' }, value: { text: found.rowsTotal === null ? 'not counted yet' : String(found.rowsTotal) } }, { key: { text: 'Accounted for' }, value: { text: `${found.rowsDone}: ${found.added} added, ${found.alreadyThere} already there, ${found.refused} refused` } },
        { key: { text: 'Begun' }, value: { text: sayMoment(found.madeAt) } }, ...(found.endedAt === null ? [] : [{ key: { text: 'Ended' }, value: { text: sayMoment(found.endedAt) } }])]} />
      <WhatNext found={found} csrf={ask.csrf} />
      {refusals.length === 0 ? null : (
        <>
          <p class="govuk-body"><a class="govuk-link" href={`/imports/${found.id}/refused.csv`}>Save the refused rows as a file to mend</a>, with the reason before each. Mend it and bring it in: rows that went in before are known again.</p>
          <DataTable id="refused" caption="What was refused" captionSize="m" narrow="stack" rows={refusals}
            columns={[{ heading: 'Line', cell: row => row.line, numeric: true }, { heading: 'Column', cell: row => row.columnName.slice(0, 60) }, { heading: 'Reason', cell: row => row.reason }]} />
        </>)}
    </OfficerPage>, { about: { kind: 'import', id: found.id } })
}

const WhatNext = ({ found, csrf }: { readonly found: Import; readonly csrf: string }): Html | null => {
  if (found.state === 'running') return (
    <>
      <p class="govuk-body">It goes on by itself; you may leave this page. <a class="govuk-link" href={`/imports/${found.id}`}>See how far it is</a></p>
      <Form action={`/imports/${found.id}/stop`} csrf={csrf}><SubmitButton text="Stop it" look="secondary" /></Form>
    </>)
  if (found.state === 'stopped') return (
    <>
      <p class="govuk-body">What was added stays. Going on begins where it was stopped. A file nobody goes on with is forgotten after 30 days.</p>
      <Form action={`/imports/${found.id}/go-on`} csrf={csrf}><SubmitButton text="Go on" /></Form>
    </>)
  return null
}

export const stopImport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await importAt(work, ask)
  if (found === undefined) return notThere
  await moveImport(work, found.id, 'running', { state: 'stopped' })
  return seeOther(`/imports/${found.id}`, { about: { kind: 'import', id: found.id } })
}

export const goOnWithImport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await importAt(work, ask)
  if (found === undefined) return notThere
  // Begun at the console, its file is not here: it goes on there.
  const isHere = await work.db.selectFrom('importFiles').select('id').where('id', '=', found.id).executeTakeFirst()
  if (isHere !== undefined && await moveImport(work, found.id, 'stopped', { state: 'running' })) await work.announce(importGoesOn, { importId: found.id })
  return seeOther(`/imports/${found.id}`, { about: { kind: 'import', id: found.id } })
}

/** The bad rows: of an import that has not begun as they were checked, else as they were refused. */
export const saveRefused = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await importAt(work, ask)
  if (found === undefined) return notThere
  const text = found.state === 'choosing' ? await checkedText(work, found) : await mendFile(work, found.id)
  return text === undefined ? notThere : body('text/csv; charset=utf-8', text, { fileName: 'refused-rows.csv', about: { kind: 'import', id: found.id } })
}

const checkedText = async (work: OfficerWork, { id, map, headings }: Import): Promise<string | undefined> => {
  const read = readMap(map)
  if (!read.ok) return undefined
  const setting = await settingFor(work, read.map)
  try {
    return await withUploaded(work, id, async file => mendText(texts(headings), (await checkRows(file, setting, 100_000)).firstBad))
  } catch (problem) {
    if (problem instanceof CannotRead) return undefined
    throw problem
  }
}
