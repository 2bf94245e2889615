// Evidence that nobody would come across: files of no report or case, files a scanner holds back, sheets on cases that have ended.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { readReference } from '#kernel/reference.ts'
import { sayAgo } from '#kernel/time.ts'
import { insertEntry, openCaseNamed } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { FileList, filesNotScanned, filesWithoutHome, fileWith, homeFile, scannerAlarmStands } from '#rooms/evidence/index.ts'
import { unreadOnEnded } from '#rooms/my-case/index.ts'
import { reportWith } from '#rooms/reporting/index.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'

const HOUR = 3_600_000
type Homeless = Awaited<ReturnType<typeof filesWithoutHome>>[number]

export const seeEvidenceWithoutHome = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [homeless, held, ended] = [await filesWithoutHome(work), await scannerAlarmStands(work) ? await filesNotScanned(work, new Date(work.now.getTime() - HOUR)) : [], await unreadOnEnded(work)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Evidence without a home' }} breadcrumbs={[{ text: 'Reports', href: '/reports' }, { text: 'Evidence without a home' }]}>
      <h1 class="govuk-heading-l">Evidence without a home</h1>
      <p class="govuk-body">What somebody gave us and nobody would come across by themselves. Each has an owner until it is dealt with.</p>
      <DataTable id="homeless" caption="Files of no report and no case" rows={homeless} empty="Every file belongs to a report or a case." narrow="stack" columns={[
        { heading: 'File', rowHeader: true, cell: file => <FileList files={[file]} /> }, { heading: 'Age', cell: file => sayAgo(file.givenAt, work.now) }, { heading: 'Owner', cell: file => file.owners ?? 'Whoever may see restricted reports' },
        { heading: 'Do', cell: file => <a class="govuk-link" href={`/evidence/${file.id}`}>Find it a home<span class="govuk-visually-hidden">: {file.fileName}</span></a> },
      ]} />
      <DataTable id="held" caption="Files the virus scanner has not looked at" rows={held} empty="No file waits for the virus scanner." narrow="stack" columns={[
        { heading: 'File', rowHeader: true, cell: file => file.fileName }, { heading: 'Belongs to', cell: file => file.caseReference !== null ? <a class="govuk-link" href={`/cases/${file.caseReference}#evidence`}>{file.caseReference}</a> : <a class="govuk-link" href={`/reports/${file.reportReference}`}>{file.reportReference}</a> },
        { heading: 'Age', cell: file => sayAgo(file.givenAt, work.now) }, { heading: 'Owner', cell: file => file.owner ?? 'Nobody yet' },
      ]} />
      <DataTable id="ended" caption="Diary sheets not read, of cases that have ended" rows={ended} empty="No diary sheet of a case that has ended waits to be read." narrow="stack" columns={[
        { heading: 'Case', rowHeader: true, cell: sheet => <><a class="govuk-link" href={`/cases/${sheet.reference}#diary-sheets`}>{sheet.reference}</a> {sheet.title}, {sheet.status}</> },
        { heading: 'Age', cell: sheet => sayAgo(sheet.givenAt, work.now) }, { heading: 'Owner', cell: sheet => sheet.owner },
      ]} />
    </OfficerPage>,
  )
}

const fields = { reference: words({ empty: 'Enter the reference of the report or case it belongs to', max: 60, called: 'Reference' }) }

const fileAt = async (work: OfficerWork, ask: Ask): Promise<{ file: Homeless } | Answer> => {
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? (await filesWithoutHome(work)).find(one => one.id === id) : undefined
  if (file !== undefined) return { file }
  // Somebody was quicker: whoever sees it now is led to the list, and to anybody else it is not there.
  return looksLikeId(id) && await fileWith(work, id) !== undefined ? seeOther('/evidence') : notThere
}

/** The report, with its case when it is in one, or the open case that this reference means; or why there is none. */
const homeNamed = async (work: OfficerWork, typed: string): Promise<{ readonly reportId: string | null; readonly caseId: string | null; readonly path: string } | string> => {
  const reference = readReference(typed)
  const report = reference === undefined ? undefined : await reportWith(work, reference)
  if (report !== undefined) return { reportId: report.id, caseId: report.caseId, path: `/reports/${report.reference}` }
  const theCase = await openCaseNamed(work, typed)
  return typeof theCase !== 'string' ? { reportId: null, caseId: theCase.id, path: `/cases/${theCase.reference}#evidence` } : theCase.replace('There is no case', 'There is no report or case')
}

export const findHome = form<OfficerWork, typeof fields, { readonly file: Homeless }>({
  fields,
  load: fileAt,
  act: async (work, { file }, { reference }) => {
    const home = await homeNamed(work, reference)
    if (typeof home === 'string') return problems({ field: 'reference', text: home })
    if (!await homeFile(work, file.id, home)) return problems({ field: 'reference', text: 'Somebody else has found it a home meanwhile' })
    await settleAbout(work, 'attachment', file.id, 'It has a home')
    if (home.caseId !== null) await insertEntry(work, home.caseId, { kind: 'evidence', happenedAt: work.now, summary: `A file that had no home was put here: ${file.fileName}`.slice(0, 300), body: '', visibility: 'staff' })
    return seeOther(home.path, { about: { kind: 'attachment', id: file.id } })
  },
  show: ({ loaded: { file }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Find it a home' }} state={state} narrow back={{ href: '/evidence' }}>
      <h1 class="govuk-heading-l">Find {file.fileName} a home</h1>
      <FileList files={[file]} />
      <p class="govuk-body">Open it to see what it shows. If it belongs to nothing that is here, <a class="govuk-link" href="/reports/new">write down a report of it</a> and put it there.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="reference" label="Reference of the report or case" hint="Like 4KD-7WM-X3P. Small letters and spaces are fine" width={20} state={state} />
        <SubmitButton text="Put it there" />
      </Form>
    </OfficerPage>
  ),
})
