// What the case file shows of the own page: messages and diary sheets that wait to be read, and one click to an incident.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayAgo, sayMoment } from '#kernel/time.ts'
import { insertEntry, insertIncident, isShared, loadCase, messagesOf, type Case, type CaseSection } from '#rooms/cases/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { body, notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { claimSheet, markRead, nameIncident, sheetFile, sheetFiles, sheetsOf, sheetWith, type Sheet } from './diary-sheet-store.ts'
import { sayWhen } from './keep-diary.tsx'
import { pagesOf } from './own-page-store.ts'

type File = Awaited<ReturnType<typeof sheetFiles>>[number]

/** Sheets nobody has read come first. */
export const diarySheetsSection: CaseSection = {
  id: 'diary-sheets', title: 'Diary sheets', place: 'main', part: 'evidence', holds: ['diarySheets'],
  show: async (work, theCase, ask, held) => {
    const sheets = held('diarySheets') ? await sheetsOf(work, theCase.id) : []
    if (sheets.length === 0) return undefined
    const files = await sheetFiles(work, sheets.map(sheet => sheet.id))
    const unread = sheets.filter(sheet => sheet.readAt === null).length
    return (
      <>
        <p class="govuk-body">{sheets.length} from the person’s own page{unread === 0 ? ', all read.' : `, ${unread} not read yet.`}</p>
        {sheets.slice(0, 10).map(sheet => <OneSheet sheet={sheet} files={files.filter(file => file.diarySheetId === sheet.id)} theCase={theCase} csrf={ask.csrf} />)}
        {sheets.length > 10 ? <p class="govuk-body">The ten to look at first. Mark them as read to see the others.</p> : null}
      </>
    )
  },
}

const OneSheet = ({ sheet, files, theCase, csrf }: { readonly sheet: Sheet; readonly files: readonly File[]; readonly theCase: Case; readonly csrf: string }): Html => {
  const door = `/cases/${theCase.reference}/diary-sheets/${sheet.id}`
  return (
    <section class="govuk-!-margin-bottom-6" id={`sheet-${sheet.id}`}>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{sayWhen(sheet)} {sheet.readAt === null ? <Badge text="not read" tone="orange" /> : null}{sheet.incidentId === null ? null : <Badge text="an incident" tone="green" />}</h3>
      <p class="govuk-body govuk-!-margin-bottom-1"><span class="amity-as-typed">{sheet.what}</span></p>
      {sheet.effect === '' ? null : <p class="govuk-body govuk-!-margin-bottom-1">Effect: <span class="amity-as-typed">{sheet.effect}</span></p>}
      {sheet.seenBy === '' ? null : <p class="govuk-body govuk-!-margin-bottom-1">Seen or heard by: {sheet.seenBy}</p>}
      {files.length === 0 ? null : <ul class="govuk-list">{files.map(file => <li>{file.scan === 'infected' ? `${file.fileName} is kept back: it carries a virus` : <a class="govuk-link" href={isShared(theCase) ? `/files/${file.id}` : `/cases/${theCase.reference}/diary-sheets/files/${file.id}`}>{file.fileName}</a>} ({file.kind}, {Math.ceil(file.size / 1024)} KB)</li>)}</ul>}
      <p class="govuk-hint">Written {sayMoment(sheet.givenAt)}</p>
      {isShared(theCase) ? null : <div class="govuk-button-group">
        {sheet.incidentId === null ? <Form action={`${door}/incident`} csrf={csrf}><SubmitButton text="Make it an incident" look="secondary" /></Form> : null}
        {sheet.readAt === null ? <Form action={`${door}/read`} csrf={csrf}><SubmitButton text="I have read it" look="secondary" /></Form> : null}
      </div>}
    </section>
  )
}

/** The page itself and its last message, beside the chronology. */
export const ownPageSection: CaseSection = {
  id: 'own-page', title: 'The person’s own page', place: 'aside', holds: ['ownPageLinks'],
  show: async (work, theCase, _ask, held) => {
    const [pages, messages] = [held('ownPageLinks') ? await pagesOf(work, theCase.id) : [], await messagesOf(work, theCase.id)]
    const last = messages[0]
    const opened = pages.map(page => page.lastEnteredAt).filter(at => at !== null).toSorted((a, b) => b.getTime() - a.getTime())[0]
    const file = `/cases/${theCase.reference}`
    return (
      <ul class="govuk-list">
        {pages.length === 0 ? <li>Not offered yet. <a class="govuk-link amity-not-on-paper" href={`${file}/own-page`}>Offer it</a></li>
          : <li>{opened === undefined ? 'Offered, not opened yet.' : `Last opened ${sayAgo(opened, work.now)}.`} <a class="govuk-link amity-not-on-paper" href={`${file}/own-page`}>Change or end it</a></li>}
        {pages.some(page => page.wrongCodes >= 3) ? <li><Badge text="wrong codes entered" tone="orange" /></li> : null}
        {last === undefined ? null : <li>{last.direction === 'in' ? 'They wrote last' : 'We wrote last'}, {sayAgo(last.happenedAt, work.now)}.</li>}
        {pages.length === 0 ? null : <li><a class="govuk-link amity-not-on-paper" href={`${file}/answer`}>{last?.direction === 'in' ? 'Answer their message' : 'Write to them'}</a></li>}
      </ul>
    )
  },
}

type Found = { readonly theCase: Case; readonly sheet: Sheet }
const sheetAt = async (work: OfficerWork, ask: Ask): Promise<Found | Answer> => {
  const loaded = await loadCase(work, ask)
  if ('kind' in loaded) return loaded
  const id = ask.params['id'] ?? ''
  const sheet = looksLikeId(id) ? await sheetWith(work, loaded.theCase.id, id) : undefined
  return sheet === undefined ? notThere : { theCase: loaded.theCase, sheet }
}

export const readSheet = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await sheetAt(work, ask)
  if ('kind' in found) return found
  await markRead(work, found.sheet.id)
  return seeOther(`/cases/${found.theCase.reference}#diary-sheets`, { about: { kind: 'case', id: found.theCase.id } })
}

/** Two officers clicking make one incident: the second finds it made. */
export const makeIncident = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await sheetAt(work, ask)
  if ('kind' in found) return found
  const { theCase, sheet } = found
  const there = seeOther(`/cases/${theCase.reference}#diary-sheets`, { about: { kind: 'case', id: theCase.id } })
  if (!await claimSheet(work, sheet.id)) return there
  const incidentId = await insertIncident(work, theCase.id, { reportId: null, happenedAt: sheet.happenedAt, happenedAbout: sheet.happenedAbout, categoryCode: theCase.categoryCode, description: sheet.what, effect: sheet.effect === '' ? null : sheet.effect, placeDescribed: null })
  await nameIncident(work, sheet.id, incidentId)
  await markRead(work, sheet.id)
  await insertEntry(work, theCase.id, { kind: 'incident', happenedAt: sheet.happenedAt ?? sheet.givenAt, summary: 'Incident from a diary sheet', body: sheet.what, visibility: 'staff' })
  return there
}

/** Offered for saving, under the name it came with, once a scanner has looked; before that it is in quarantine on its own page. */
export const openSheetFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const loaded = await loadCase(work, ask)
  if ('kind' in loaded) return loaded
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? await sheetFile(work, loaded.theCase.id, id) : undefined
  if (file === undefined || file.scan === 'infected') return notThere
  if (file.scan !== 'clean') return seeOther(`/evidence/file/${file.id}`, { about: { kind: 'attachment', id: file.id } })
  const { stream } = await ask.files.open(file.storedAs)
  return body(file.mediaType, stream, { fileName: file.fileName, about: { kind: 'attachment', id: file.id } })
}
