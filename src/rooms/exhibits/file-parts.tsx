// Parts of a file's page: the file itself as it may be shown, what is known of it, its transcript, notes and redacted copies.
import { sayMoment } from '#kernel/time.ts'
import { NOT_CHECKED, originalOf, sizeOf, type EvidenceFile } from '#rooms/evidence/index.ts'
import { Badge, Card, KeyFacts } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import type { Facts, Note, Redaction, Transcript } from './layer-store.ts'
import { sayReason } from './reasons.ts'
import { sayClock } from './redaction-marks.ts'

const TROUBLE = {
  password: 'This PDF is protected by a password. It is kept as it came and cannot be read here: ask whoever gave it for the password, and for a copy without one.',
  damaged: 'This PDF is damaged: its end is missing or unreadable. It is kept as it came: ask whoever gave it for another copy.',
} as const

const what = (file: EvidenceFile): string => `${file.kind === 'photo' ? 'Photo' : file.kind === 'document' ? 'Document' : 'Recording'} ${file.fileName}${file.says === '' ? '' : `: ${file.says}`}`

/** A recording plays as it came, so it waits for the scanner, as a document does. */
export const Player = ({ file }: { readonly file: EvidenceFile }): Html | null => {
  if (file.kind !== 'audio' && file.kind !== 'video') return null
  if (file.scan !== 'clean') return <InsetText text={NOT_CHECKED} />
  return file.kind === 'audio' ? <audio controls preload="metadata" src={`/files/${file.id}`} aria-label={what(file)}></audio> : <video controls preload="metadata" playsinline src={`/files/${file.id}`} aria-label={what(file)}></video>
}

export const Shown = ({ file }: { readonly file: EvidenceFile }): Html => {
  if (file.scan === 'infected') return <InsetText text="This file carries a virus and is kept locked. Ask whoever gave it for another copy." />
  const address = `/files/${file.id}`
  return (
    <div class="amity-file-shown">
      {file.kind === 'photo' && file.shownAs !== null ? <a href={address}><img src={address} alt={what(file)} /></a> : null}
      {file.kind === 'photo' && file.shownAs === null ? <InsetText text={file.copyFailed === null ? 'The copy that is safe to show is being made. Look again in a minute.' : `${file.copyFailed}. The original is kept as it came.`} /> : null}
      <Player file={file} />
      {file.trouble === null ? null : <InsetText text={TROUBLE[file.trouble]} />}
      {file.scan === 'clean' ? null : <p class="govuk-body"><Badge text="In quarantine" tone="orange" /> No virus scanner has looked at this file. Its original leaves Amity only under a name that nothing opens by itself, and with a line in its custody.</p>}
      <p class="govuk-body amity-not-on-paper"><a class="govuk-link" href={originalOf(file)}>{file.scan === 'clean' ? 'Download the original' : 'Take the original out of quarantine'}</a> ({sizeOf(file.size)})</p>
    </div>
  )
}

const when = ({ capturedAt, capturedAbout }: Facts): string => [capturedAt === null ? '' : sayMoment(capturedAt), capturedAbout].filter(text => text !== '').join(', ')
const Known = ({ facts }: { readonly facts: Facts }): Html => (
  <KeyFacts facts={[
    { label: 'Taken by', value: facts.capturedBy }, { label: 'When', value: when(facts) }, { label: 'Where', value: facts.capturedWhere }, { label: 'With what', value: facts.device },
    { label: 'Came to us', value: facts.receivedHow }, { label: 'Why it was written anew', value: facts.because },
    { label: facts.source === 'file' ? 'Read' : 'Written down', value: `${facts.writer === null ? '' : `${facts.writer}, `}${sayMoment(facts.writtenAt)}` },
  ]} />
)

export const KnownFacts = ({ facts, add }: { readonly facts: readonly Facts[]; readonly add: Html | null }): Html => {
  const [said, own] = [facts.filter(({ source }) => source === 'person'), facts.filter(({ source }) => source === 'file')]
  const [now, ...earlier] = said
  return (
    <Card heading="What is known of it" id="facts" actions={add}>
      <h3 class="govuk-heading-s">What people say</h3>
      {now === undefined ? <p class="govuk-body">Nothing is written down yet.</p> : <Known facts={now} />}
      {earlier.length === 0 ? null : <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What was written before ({earlier.length})</span></summary><div class="govuk-details__text">{earlier.map(one => <Known facts={one} />)}</div></details>}
      <h3 class="govuk-heading-s">What the file says of itself</h3>
      {own.length === 0 ? <p class="govuk-body">Nothing. Many programs take out when and where.</p> : <>{own.map(one => <Known facts={one} />)}<p class="govuk-hint">A clock or a place in a file can be wrong, or changed. It counts beside what people say, not before it.</p></>}
    </Card>
  )
}

const Version = ({ one, number }: { readonly one: Transcript; readonly number: number }): Html => <><p class="govuk-hint">Version {number}, {one.writer ?? 'Somebody'}, {sayMoment(one.writtenAt)}</p><div class="amity-transcript govuk-body">{one.body}</div></>
export const TranscriptCard = ({ versions, add }: { readonly versions: readonly Transcript[]; readonly add: Html | null }): Html => {
  const [now, ...earlier] = versions
  return (
    <Card heading="Transcript" id="transcript" actions={add}>
      {now === undefined ? <p class="govuk-body">None yet.</p> : <Version one={now} number={versions.length} />}
      {earlier.length === 0 ? null : <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Earlier versions ({earlier.length})</span></summary><div class="govuk-details__text">{earlier.map((one, at) => <Version one={one} number={versions.length - 1 - at} />)}</div></details>}
    </Card>
  )
}

export const NotesCard = ({ notes, add }: { readonly notes: readonly Note[]; readonly add: Html | null }): Html => (
  <Card heading="Notes" id="notes" actions={add}>
    {notes.length === 0 ? <p class="govuk-body">None yet.</p> : (
      <ul class="govuk-list">{notes.map(note => (
        <li>{note.atSecond === null ? null : <><strong>{sayClock(note.atSecond)}</strong> <button type="button" hidden class="govuk-button govuk-button--secondary amity-seek" data-seek={note.atSecond}>Play from {sayClock(note.atSecond)}</button> </>}{note.body}<br /><span class="govuk-hint">{note.writer ?? 'Somebody'}, {sayMoment(note.writtenAt)}</span></li>
      ))}</ul>
    )}
  </Card>
)

const COVERED: Readonly<Record<Redaction['kind'], readonly [string, string]>> = { boxes: ['box', 'boxes'], spans: ['silent span', 'silent spans'], words: ['passage taken out', 'passages taken out'] }
export const RedactionsCard = ({ layers, add }: { readonly layers: readonly Redaction[]; readonly add: Html | null }): Html => (
  <Card heading="Redacted copies" id="redactions" actions={add}>
    {layers.length === 0 ? <p class="govuk-body">None yet.</p> : (
      <ul class="govuk-list">{layers.map(layer => (
        <li>
          {layer.copyId === null ? <strong>Marked, but no copy was made here: make it in a program for sound or film, and add it as a file.</strong> : <a class="govuk-link" href={`/evidence/file/${layer.copyId}`}>{layer.copyName ?? 'A copy you may not see'}</a>}<br />
          {layer.marks} {COVERED[layer.kind][layer.marks === 1 ? 0 : 1]}. {sayReason(layer.reason)}. For: {layer.madeFor}<br />
          <span class="govuk-hint">{layer.maker ?? 'Somebody'}, {sayMoment(layer.madeAt)}{layer.copySha256 === null ? '' : <>. SHA-256 <span class="amity-digest">{layer.copySha256}</span></>}</span>
        </li>
      ))}</ul>
    )}
  </Card>
)
