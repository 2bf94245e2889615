// Print runs: an officer chooses letters that wait for paper and gets one PDF, a sheet before each, and a list of what lies on which page.
import { createHash } from 'node:crypto'
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayMoment } from '#kernel/time.ts'
import { ChoicesField, Form, SubmitButton } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import type { Paper } from '#ui/papers/paper.ts'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, page, refused, seeOther, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choices, ticked } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { printPapers, type RunSheets } from '#web/press.ts'
import { needsEnvelopeCheck } from './letter-checks.ts'
import { addressedTo, digestOfAddress, faultsOf, waysTo } from './letter-ready.ts'
import { lettersOfRun, lettersToPrint, markPrinted, type Letter } from './letter-store.ts'
import { recipientOf } from './paper-parts.ts'
import { insertRun, runsOf, runWith } from './run-store.ts'

type Ready = { readonly letter: Letter; readonly paper: Paper }
type Waiting = { readonly letter: Letter; readonly not: string | undefined; readonly paper: Paper | undefined }

/** What was safe when it was sent is asked again now, at the printer. */
const lookAgain = async (work: OfficerWork, secret: string, letter: Letter): Promise<Waiting> => {
  const to = await recipientOf(work, letter.personId)
  if (to === undefined || letter.paper === undefined) return { letter, not: 'This person is no longer on record', paper: undefined }
  const ways = await waysTo(work, letter.caseId, to)
  const [fault] = await faultsOf(work, letter, letter.paper)
  const not = !ways.open.includes('post') ? `Not by post any more. ${ways.shut[0] ?? ways.rule}` : digestOfAddress(secret, letter.id, to) !== letter.addressDigest ? 'Their address has changed since: withdraw it and send it again' : fault
  return { letter, not, paper: not === undefined ? addressedTo(letter.paper, to) : undefined }
}

const sheetsFor = (letters: readonly Letter[], said: string): RunSheets => ({
  title: 'Print run', says: [said, 'No names stand on this list or on the sheets between. Keep it with the letters until they are posted, then destroy it.'], header: ['No', 'Letter', 'Pages of this file', 'Pages'],
  words: { separator: 'What follows, up to the next sheet like this one, is one letter for one envelope. Put nothing else into it.' },
  items: letters.map(({ fullReference, pages }, at) => ({ says: `Letter ${at + 1} of ${letters.length}`, particulars: [['Letter', fullReference], ['Pages', String(pages ?? 1)]], cells: [String(at + 1), fullReference] })),
})
const drawRun = (ready: readonly Ready[], made: Date) => printPapers({ papers: ready.map(({ paper }) => paper), run: sheetsFor(ready.map(({ letter }) => letter), `Made ${sayMoment(made)}, ${ready.length} ${ready.length === 1 ? 'letter' : 'letters'}.`), at: made })

type Loaded = { readonly waiting: readonly Waiting[] }
const fieldsOf = ({ waiting }: Loaded) => ({ letters: choices(waiting.filter(({ not }) => not === undefined).map(({ letter }) => letter.id), { empty: 'Select at least one letter' }), envelopes: ticked })
type RunFields = ReturnType<typeof fieldsOf>

export const makeRun = form<OfficerWork, RunFields, Loaded>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const waiting: Waiting[] = []
    for (const letter of await lettersToPrint(work)) waiting.push(await lookAgain(work, ask.secret, letter))
    return { waiting }
  },
  offers: ({ waiting }) => shown('case', waiting.map(({ letter }) => ({ id: letter.caseId }))),
  rules: [({ letters, envelopes }, { loaded: { waiting } }) => letters !== undefined && envelopes !== true && needsEnvelopeCheck(waiting.filter(({ letter }) => letters.includes(letter.id)).map(({ letter }) => letter))
    ? { field: 'envelopes', text: 'Two of these letters are of one case and go to different people. Check each envelope against its sheet, and tick that you will' } : undefined],
  act: async (work, { waiting }, { letters, envelopes }) => {
    const ready = waiting.flatMap(({ letter, paper }): Ready[] => paper !== undefined && letters.includes(letter.id) ? [{ letter, paper }] : [])
    const printed = await drawRun(ready, work.now)
    if ('wrong' in printed) return problems({ field: 'letters', text: printed.wrong })
    const id = work.newId()
    const manifest = ready.map(({ letter }, at) => ({ letterId: letter.id, reference: letter.fullReference, from: printed.pages[at]?.from ?? 0, to: printed.pages[at]?.to ?? 0 }))
    await insertRun(work, id, { letters: ready.length, pages: manifest.at(-1)?.to ?? 0, sha256: createHash('sha256').update(printed.pdf).digest('hex'), manifest, envelopesChecked: envelopes })
    if (!await markPrinted(work, ready.map(({ letter }) => letter.id), id)) return problems({ field: 'letters', text: 'One of these was printed or withdrawn meanwhile. Look at the list again' })
    return seeOther(`/print-runs/${id}`, { about: { kind: 'print run', id } })
  },
  show: ({ loaded: { waiting }, state, frame, action, csrf, once }) => {
    const [ready, held] = [waiting.filter(({ not }) => not === undefined), waiting.filter(({ not }) => not !== undefined)]
    return (
      <OfficerPage frame={{ ...frame, title: 'Letters to print' }} state={state} narrow back={{ href: '/print-runs' }}>
        <h1 class="govuk-heading-l">Letters to print</h1>
        {held.length === 0 ? null : <DataTable id="held" caption="Held back: not to be printed as they are" captionSize="s" rows={held} narrow="stack" rowHref={({ letter }) => `/cases/${letter.reference}/letters/${letter.id}`} columns={[{ heading: 'Letter', rowHeader: true, cell: ({ letter }) => letter.fullReference }, { heading: 'Why', cell: ({ not }) => not ?? '' }]} />}
        {ready.length === 0 ? <p class="govuk-body">No letter waits for paper.</p> : (
          <Form action={action} csrf={csrf} once={once} keep="print-run">
            <ChoicesField name="letters" label="Which go in this run?" state={state} choices={ready.map(({ letter }) => ({ value: letter.id, text: `${letter.fullReference}, ${letter.to}`, hint: `${letter.title}. ${letter.pages ?? 1} ${letter.pages === 1 ? 'page' : 'pages'}, made ${letter.readyAt === null ? '' : sayMoment(letter.readyAt)}` }))} />
            <ChoicesField name="envelopes" label="Envelopes" hint="Needed where two letters are of one case and go to different people" state={state} choices={[{ value: 'yes', text: 'I will check each letter and its envelope against its sheet' }]} />
            <SubmitButton text="Make the print run" />
          </Form>
        )}
      </OfficerPage>
    )
  },
})

export const seeRuns = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [runs, waiting] = [await runsOf(work), await lettersToPrint(work)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Print runs' }} narrow>
      <h1 class="govuk-heading-l">Print runs</h1>
      <p class="govuk-body">{waiting.length === 0 ? 'No letter waits for paper.' : `${waiting.length} ${waiting.length === 1 ? 'letter waits' : 'letters wait'} for paper.`}</p>
      <p class="govuk-body"><a class="govuk-button" role="button" href="/print-runs/new">Choose letters to print</a></p>
      <DataTable id="runs" caption="Your runs, newest first" captionSize="s" rows={runs} empty="None yet." narrow="stack" rowHref={row => `/print-runs/${row.id}`} columns={[{ heading: 'Made', rowHeader: true, cell: row => sayMoment(row.madeAt) }, { heading: 'Letters', numeric: true, cell: row => String(row.letters) }, { heading: 'Pages', numeric: true, cell: row => String(row.pages) }]} />
    </OfficerPage>,
    { shown: shown('case', waiting.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const runAt = async (work: OfficerWork, ask: Ask) => {
  const id = ask.params['run'] ?? ''
  return looksLikeId(id) ? runWith(work, id) : undefined
}
export const seeRun = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const run = await runAt(work, ask)
  if (run === undefined) return notThere
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'A print run' }} narrow back={{ href: '/print-runs' }}>
      <h1 class="govuk-heading-l">Print run of {sayMoment(run.madeAt)}</h1>
      <p class="govuk-body"><a class="govuk-button" role="button" href={`/print-runs/${run.id}/pdf`}>Open the PDF ({run.pages} pages)</a></p>
      {run.envelopesChecked ? <InsetText text="Two letters of one case go to different people. Check each letter and its envelope against its sheet." /> : null}
      <DataTable id="manifest" caption="What is in it" captionSize="s" rows={run.manifest} narrow="stack" columns={[{ heading: 'Letter', rowHeader: true, cell: row => row.reference }, { heading: 'Pages of the file', cell: row => row.from === row.to ? String(row.from) : `${row.from} to ${row.to}` }]} />
      <p class="govuk-body">Once they are posted, record on each letter how it was served.</p>
    </OfficerPage>,
    { about: { kind: 'print run', id: run.id } },
  )
}

/** Drawn again from what was kept: the same bytes, or nothing. What is no longer safe, or no longer theirs to see, is not printed again. */
export const seeRunPdf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const run = await runAt(work, ask)
  if (run === undefined) return notThere
  const byId = new Map((await lettersOfRun(work, run.id)).map(letter => [letter.id, letter]))
  const ready: Ready[] = []
  for (const { letterId, reference } of run.manifest) {
    const letter = byId.get(letterId)
    const looked = letter === undefined ? undefined : await lookAgain(work, ask.secret, letter)
    if (letter === undefined || looked?.paper === undefined) return refused(`${reference} may not be printed any more: ${looked?.not ?? 'you no longer see its case'}. Open the others one by one.`)
    ready.push({ letter, paper: looked.paper })
  }
  const printed = await drawRun(ready, run.madeAt)
  if ('wrong' in printed) return refused(printed.wrong)
  if (createHash('sha256').update(printed.pdf).digest('hex') !== run.sha256) return refused('This run cannot be drawn again exactly as it was. Open its letters one by one: each is kept as it went.')
  for (const { letter } of ready) await work.record('letter printed', { kind: 'case', id: letter.caseId }, { how: 'print' })
  return body('application/pdf', printed.pdf, { fileName: `print-run-${run.madeAt.toISOString().slice(0, 10)}.pdf`, about: { kind: 'print run', id: run.id } })
}
