// A file's own page: itself, what is known of it, what is said in it, its copies, and through whose hands it went.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { sizeOf } from '#rooms/evidence/index.ts'
import { Badge, KeyFacts } from '#ui/casework.tsx'
import { Form, HiddenField, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { CustodyTable, linesOf } from './custody.tsx'
import { fileAt, mayAddToFile, pathOfFile, type FileAt } from './file-at.ts'
import { KnownFacts, NotesCard, RedactionsCard, Shown, TranscriptCard } from './file-parts.tsx'
import { exhibitOfFile, factsOf, keepsCase, notesOf, originalOfCopy, redactionsOf, transcriptsOf, type Exhibit } from './layer-store.ts'

const link = (href: string, text: string): Html => <a class="govuk-link amity-not-on-paper" href={href}>{text}</a>

/** What can be covered in this kind of file. */
const redactionLinks = ({ file }: FileAt, hasTranscript: boolean): Html => (
  <>
    {file.kind === 'photo' ? link(`${pathOfFile(file)}/boxes`, 'Cover parts of the picture') : null}
    {file.kind === 'audio' || file.kind === 'video' ? link(`${pathOfFile(file)}/spans`, 'Silence parts') : null}
    {hasTranscript ? <> {link(`${pathOfFile(file)}/words`, 'Take words out of the transcript')}</> : null}
  </>
)

const Head = ({ found: { file, theCase }, exhibit, adds, original }: { readonly found: FileAt; readonly exhibit: Exhibit | undefined; readonly adds: boolean; readonly original: { readonly attachmentId: string; readonly madeFor: string } | undefined }): Html => (
  <KeyFacts facts={[
    { label: 'Case', value: theCase === undefined ? undefined : <a class="govuk-link" href={`/cases/${theCase.reference}#evidence`}>{theCase.reference}</a> },
    { label: 'Exhibit', value: exhibit !== undefined ? `${exhibit.reference}: ${exhibit.description}` : adds && theCase !== undefined && file.scan !== 'infected' ? link(`/cases/${theCase.reference}/exhibits/add?file=${file.id}`, 'Give it a reference') : undefined },
    { label: 'What it shows', value: file.says }, { label: 'Kind', value: `${file.mediaType}, ${sizeOf(file.size)}` },
    { label: 'Received', value: `${sayMoment(file.givenAt)}, from ${file.givenBy === 'public' ? 'whoever reported' : file.givenBy === 'officer' ? 'an officer' : `the ${file.givenBy}`}` },
    { label: 'Redacted copy of', value: original === undefined ? undefined : <><a class="govuk-link" href={`/evidence/file/${original.attachmentId}`}>the original</a>, for {original.madeFor}</> },
    { label: 'SHA-256 as received', value: <span class="amity-digest">{file.sha256}</span>, wide: true },
  ]} />
)

/** Takes the original from agencies the case is shared with, or gives it back. What the person harmed gave stays as it is. */
const KeepToUs = ({ found: { file }, csrf }: { readonly found: FileAt; readonly csrf: string }): Html | null => file.visibility === 'public' ? null : (
  <div class="amity-not-on-paper">
    <Form action={`${pathOfFile(file)}/keep-to-us`} csrf={csrf}>
      <HiddenField name="keep" value={file.visibility === 'restricted' ? 'no' : 'yes'} />
      <p class="govuk-body">{file.visibility === 'restricted' ? 'Kept to us: agencies this case is shared with do not see it.' : 'Agencies this case is shared with see it. Make a redacted copy first, and they see that instead.'}</p>
      <SubmitButton text={file.visibility === 'restricted' ? 'Show it to agencies the case is shared with' : 'Keep it to us'} look="secondary" />
    </Form>
  </div>
)

export const seeFilePage = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await fileAt(work, ask)
  if ('kind' in found) return found
  const { file, theCase } = found
  const adds = file.scan !== 'infected' && await mayAddToFile(work, found)
  const [facts, transcripts, notes, layers] = [await factsOf(work, file.id), await transcriptsOf(work, file.id), await notesOf(work, file.id), await redactionsOf(work, file.id)]
  const [exhibit, original] = [theCase === undefined ? undefined : await exhibitOfFile(work, file.id), await originalOfCopy(work, file.id)]
  const [lines, keeps] = [await linesOf(work, file.id), theCase !== undefined && await keepsCase(work, theCase.id)]
  const add = (path: string, text: string): Html | null => adds ? link(`${pathOfFile(file)}/${path}`, text) : null
  return page(
    <OfficerPage frame={{ ...ask.frame, title: file.fileName }} back={theCase === undefined ? undefined : { href: `/cases/${theCase.reference}#evidence` }}>
      <h1 class="govuk-heading-l amity-digest">{file.fileName}</h1>
      {file.visibility === 'restricted' ? <p class="govuk-body"><Badge text="restricted" tone="red" /></p> : null}
      <Head found={found} exhibit={exhibit} adds={adds} original={original} />
      <Shown file={file} />
      {adds ? <KeepToUs found={found} csrf={ask.csrf} /> : null}
      <KnownFacts facts={facts} add={add('facts', facts.some(({ source }) => source === 'person') ? 'Write it down anew' : 'Write it down')} />
      <TranscriptCard versions={transcripts} add={add('transcript', transcripts.length === 0 ? 'Write it' : 'New version')} />
      <NotesCard notes={notes} add={add('notes', 'Add a note')} />
      <RedactionsCard layers={layers} add={adds ? redactionLinks(found, transcripts.length > 0) : null} />
      <CustodyTable lines={lines} keeps={keeps} />
      <p class="govuk-body">{link(`${pathOfFile(file)}/custody`, 'Print the custody list')}</p>
    </OfficerPage>,
    { about: { kind: 'attachment', id: file.id } },
  )
}
