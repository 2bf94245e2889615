// The exhibits of a case: a file or diary sheet is given the reference that a statement or a court calls it by, once.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { tidy } from '#kernel/text.ts'
import { isShared, loadCase, loadToAdd, type Case } from '#rooms/cases/index.ts'
import { filesOfCase } from '#rooms/evidence/index.ts'
import { sheetsOf } from '#rooms/my-case/index.ts'
import { Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { exhibitsOf, insertExhibit, type Exhibit } from './layer-store.ts'

const SHAPE = /^[A-Z]{1,5}\/[1-9]\d{0,3}[A-Z]?$/
const reference: Field<string> = { read: (name, answers) => { const typed = tidy(textOf(answers, name)).toUpperCase().replaceAll(' ', ''); return SHAPE.test(typed) ? { ok: true, value: typed } : { ok: false, text: 'Enter initials and a number, like OO/1' } } }
const fields = { what: words({ empty: 'Select a file or a diary sheet', max: 60 }), reference, description: words({ empty: 'Enter what it is', max: 500, called: 'What it is' }) }

type Item = { readonly value: string; readonly text: string }
/** What has no reference yet: "file:KEY" or "sheet:KEY". */
const itemsOf = async (work: OfficerWork, caseId: string, given: readonly Exhibit[]): Promise<readonly Item[]> => {
  const taken = new Set(given.flatMap(({ attachmentId, diarySheetId }) => [attachmentId, diarySheetId]))
  const [files, sheets] = [await filesOfCase(work, caseId), await sheetsOf(work, caseId)]
  return [
    ...files.filter(({ id, scan }) => !taken.has(id) && scan !== 'infected').map(({ id, fileName, givenAt }) => ({ value: `file:${id}`, text: `${fileName}, ${sayMoment(givenAt)}` })),
    ...sheets.filter(({ id }) => !taken.has(id)).map(({ id, givenAt }) => ({ value: `sheet:${id}`, text: `Diary sheet of ${sayMoment(givenAt)}` })),
  ]
}

const Table = ({ rows, theCase }: { readonly rows: readonly Exhibit[]; readonly theCase: Case }) => (
  <DataTable id="exhibits" caption="Exhibits" rows={rows} empty="Nothing in this case has an exhibit reference yet." narrow="stack" columns={[
    { heading: 'Reference', rowHeader: true, nowrap: true, cell: one => one.reference }, { heading: 'What it is', cell: one => one.description },
    { heading: 'File or sheet', cell: one => one.attachmentId !== null ? <a class="govuk-link" href={`/evidence/file/${one.attachmentId}`}>{one.fileName ?? 'A file'}</a> : <a class="govuk-link" href={`/cases/${theCase.reference}#diary-sheets`}>Diary sheet{one.sheetGivenAt === null ? '' : ` of ${sayMoment(one.sheetGivenAt)}`}</a> },
    { heading: 'SHA-256', cell: one => one.sha256 === null ? 'Words, no file' : <span class="amity-digest">{one.sha256}</span> }, { heading: 'Given', cell: one => `${one.giver ?? 'Somebody'}, ${sayMoment(one.givenAt)}` },
  ]} />
)

export const seeExhibits = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await loadCase(work, ask)
  if ('kind' in found) return found
  const { theCase } = found
  const rows = await exhibitsOf(work, theCase.id)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Exhibits of ${theCase.reference}` }} back={{ href: `/cases/${theCase.reference}#evidence` }}>
      <h1 class="govuk-heading-l">Exhibits of {theCase.reference}</h1>
      <Table rows={rows} theCase={theCase} />
      {work.may('work on cases') ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/exhibits/add`}>Give an exhibit reference</a></p> : null}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const giveExhibit = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly given: readonly Exhibit[]; readonly items: readonly Item[]; readonly next: string }>({
  fields,
  load: async (work, ask) => {
    const found = await loadToAdd(work, ask)
    if ('kind' in found) return found
    if (isShared(found.theCase)) return seeOther(`/cases/${found.theCase.reference}`)
    const given = await exhibitsOf(work, found.theCase.id)
    const initials = work.actor.officerName.split(/\s+/).map(part => part.replaceAll(/[^A-Za-z]/g, '').slice(0, 1)).join('').toUpperCase().slice(0, 5) || 'EX'
    const numbers = given.map(one => one.reference.split('/')).filter(([letters]) => letters === initials).map(([, number]) => Number.parseInt(number ?? '0', 10))
    return { theCase: found.theCase, given, items: await itemsOf(work, found.theCase.id, given), next: `${initials}/${Math.max(0, ...numbers) + 1}` }
  },
  start: ({ next }, ask) => ({ reference: next, what: `file:${textOf(ask.query, 'file')}` }),
  act: async (work, { theCase, items }, { what, reference: called, description }) => {
    if (!items.some(({ value }) => value === what)) return problems({ field: 'what', text: 'Select a file or a diary sheet that has no reference yet' })
    const [kind, id = ''] = what.split(':')
    const made = await insertExhibit(work, { caseId: theCase.id, attachmentId: kind === 'file' ? id : null, diarySheetId: kind === 'sheet' ? id : null, reference: called, description })
    return made ? seeOther(`/cases/${theCase.reference}/exhibits`, { about: { kind: 'case', id: theCase.id } }) : problems({ field: 'reference', text: `${called} is used in this case already, or somebody has just given this a reference` })
  },
  show: ({ loaded: { theCase, items }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Give an exhibit reference' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/exhibits` }}>
      <h1 class="govuk-heading-l">Give an exhibit reference</h1>
      <p class="govuk-body">A reference is given once and stays: statements will speak of it.</p>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="what" label="File or diary sheet" state={state} options={items} />
        <TextField name="reference" label="Exhibit reference" hint="The initials of whoever produces it, and a number" width={10} state={state} />
        <TextArea name="description" label="What is it?" hint="As a statement would say it: recording of music heard in my bedroom on 3 March" rows={3} state={state} />
        <SubmitButton text="Give it" />
      </Form>
    </OfficerPage>
  ),
})
