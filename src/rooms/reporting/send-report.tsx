// The end of a report: files, check your answers, send, and what happens next.
import type { PublicWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { ACCEPTS, judgeFile } from '#rooms/evidence/index.ts'
import { categories, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { FileField, Form, SubmitButton } from '#ui/forms.tsx'
import { InsetText, Panel, SummaryList } from '#ui/govuk/components.tsx'
import { PublicPage } from '#ui/page.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { form, problems } from '#web/form.ts'
import { reportReceived } from './events.ts'
import { readReport, type WholeReport } from './report-pages.ts'
import { addDraftFile, draftFiles, heldDraft, sendReport, type Draft } from './reporting-store.ts'
import { words } from './words.ts'

const w = words.en
type Files = { readonly draft: Draft; readonly files: readonly { readonly fileName: string; readonly kind: string }[] }
const draftOr = async (work: PublicWork): Promise<Draft | Answer> => {
  const draft = await heldDraft(work)
  if (draft === undefined) return seeOther('/report')
  return draft.sent ? seeOther('/report/sent') : draft
}

export const addFiles = form<PublicWork, Record<string, never>, Files>({
  fields: {},
  load: async work => {
    const draft = await draftOr(work)
    return 'kind' in draft ? draft : { draft, files: await draftFiles(work, draft.id) }
  },
  act: async (work, { draft, files }, _values, ask) => {
    const upload = ask.uploads[0]
    if (upload === undefined) return seeOther('/report/check')
    if (files.length >= 10) return problems({ field: 'file', text: 'You can add up to 10 files. Send the report and give the others to your officer' })
    const judged = await judgeFile(upload)
    if (judged === 'too large') return problems({ field: 'file', text: `${upload.fileName} is larger than 25 MB. Choose a smaller file, or give it to your officer later` })
    if (judged === 'empty') return problems({ field: 'file', text: `${upload.fileName} is empty` })
    if (judged === 'wrong kind') return problems({ field: 'file', text: `${upload.fileName} is not a photo, sound, video or PDF we can take. On an iPhone, choose “Most compatible”` })
    await addDraftFile(work, { draftId: draft.id, storedAs: await ask.files.keep(upload.path), ...judged, size: upload.size, sha256: upload.sha256 })
    return seeOther('/report/files')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: w.files }} state={state} exit back={{ href: '/report/needs' }}>
      <h1 class="govuk-heading-l">{w.files}</h1>
      {loaded.files.length === 0 ? <p class="govuk-body">{w.filesNone}</p> : <ul class="govuk-list govuk-list--bullet">{loaded.files.map(file => <li>{file.fileName} ({file.kind})</li>)}</ul>}
      <Form action={action} csrf={csrf} once={once} upload>
        <FileField name="file" label={w.files} hint={w.filesHint} state={state} accept={ACCEPTS} />
        <SubmitButton text={w.addFile} look="secondary" />
      </Form>
      <p class="govuk-body"><a class="govuk-button" href="/report/check" role="button">{w.carryOn}</a></p>
    </PublicPage>
  ),
})

type Checked = { readonly draft: Draft; readonly report: WholeReport; readonly categoryName: string; readonly files: number }

export const checkAndSend = form<PublicWork, Record<string, never>, Checked>({
  fields: {},
  load: async work => {
    const draft = await draftOr(work)
    if ('kind' in draft) return draft
    const read = readReport(draft.answers, { now: work.now, today: work.today })
    if ('missing' in read) return seeOther(`/report/${read.missing}`)
    const category = (await categories(work)).find(one => one.code === read.report.category)
    return category === undefined ? seeOther('/report/category') : { draft, report: read.report, categoryName: category.residentName, files: (await draftFiles(work, draft.id)).length }
  },
  act: async (work, { draft, report }) => {
    const reportId = await sendReport(work, draft, report)
    await work.announce(reportReceived, { reportId, draftId: draft.id })
    return seeOther('/report/sent', { about: { kind: 'report', id: reportId } })
  },
  show: ({ loaded, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: w.check }} exit back={{ href: '/report/files' }}>
      <h1 class="govuk-heading-l">{w.check}</h1>
      <SummaryList rows={answersOf(loaded).map(([title, value, at]) => ({
        key: { text: title }, value: { text: value === '' ? w.notGiven : value },
        actions: { items: [{ href: `/report/${at}?then=check`, text: w.change, visuallyHiddenText: title.toLowerCase() }] },
      }))} />
      <InsetText text={w.sendHint} />
      <Form action={action} csrf={csrf} once={once}><SubmitButton text={w.send} /></Form>
    </PublicPage>
  ),
})

const yesNo = (value: boolean): string => value ? w.yes : w.no
const answersOf = ({ report, categoryName, files }: Checked): readonly (readonly [string, string, string])[] => [
  [w.category, categoryName, 'category'], [w.danger, yesNo(report.danger), 'danger'], [w.story, report.story, 'story'],
  [w.when, report.when ?? '', 'when'], [w.often, report.often, 'when'], [w.where, [report.place, report.postcode].filter(part => part !== '').join(', '), 'where'],
  [w.harmed, report.harmed, 'effect'], [w.effect, report.effect, 'effect'], [w.who, report.who, 'who'], [w.because, report.because.join(', '), 'because'],
  [w.vulnerable, yesNo(report.children), 'vulnerable'], [w.anonymous, report.named ? report.name : w.nameless, 'contact'],
  ...(report.named ? [[w.means, report.means.join(', '), 'contact'], [w.message, yesNo(report.message), 'contact'], [w.mustNotKnow, report.mustNotKnow, 'contact']] as const : []),
  [w.share, yesNo(report.share), 'needs'], [w.files, String(files), 'files'],
]

/** The reference, and what happens next and by when. */
export const reportSent = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const draft = await heldDraft(work)
  if (draft === undefined || !draft.sent) return seeOther('/report')
  const category = (await categories(work)).find(one => one.code === textOf(draft.answers, 'category'))
  const standards = await serviceStandards(work)
  const { on } = promisedWithin(work.now, standards.firstContact[category?.severity ?? 'standard'], standards)
  const isNamed = textOf(draft.answers, 'named') === 'yes'
  return page(
    <PublicPage frame={{ ...ask.frame, title: w.sent }} exit>
      <Panel titleText={w.sent} html={<>{w.reference}<br /><strong>{textOf(draft.answers, 'reference')}</strong></>} />
      <h2 class="govuk-heading-m">{w.next}</h2>
      <p class="govuk-body">{isNamed ? `${w.nextText} ${sayDay(on)}.` : w.nextAnonymous}</p>
      <p class="govuk-body">{w.dangerCall}</p>
    </PublicPage>,
  )
}
