// An officer makes a redacted copy: boxes over a picture, silence in a recording, words out of a transcript. The original stays as it is.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { Player } from './file-parts.tsx'
import { fileToAddTo, pathOfFile, type FileToAddTo } from './file-at.ts'
import { transcriptsOf, type Transcript } from './layer-store.ts'
import { makeLayer, type Marks } from './make-copy.ts'
import { REASONS, sayReason } from './reasons.ts'
import { findPassages, readBoxes, readSpans } from './redaction-marks.ts'

type Kind = Marks['kind']
type Loaded = FileToAddTo & { readonly kind: Kind; readonly transcript: Transcript | undefined }
const SEEN_BY = ['staff', 'restricted'] as const
const fields = {
  marks: words({ empty: 'Say what to cover', max: 10_000, called: 'What to cover' }), reason: choice(REASONS, { empty: 'Select why' }),
  madeFor: words({ empty: 'Enter which disclosure it is for', max: 300, called: 'What it is for' }), says: words({ empty: 'Enter what the copy shows', max: 300, called: 'What the copy shows' }),
  visibility: choice(SEEN_BY, { empty: 'Select who may see the copy' }),
}

const load = (kind: Kind) => async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await fileToAddTo(work, ask)
  if ('kind' in found) return found
  const { file } = found
  const fits = kind === 'boxes' ? file.kind === 'photo' : kind === 'spans' ? file.kind === 'audio' || file.kind === 'video' : true
  const transcript = kind === 'words' ? (await transcriptsOf(work, file.id))[0] : undefined
  if (!fits) return refused(kind === 'boxes' ? 'Boxes go over pictures only. A PDF is covered in a program made for it, and the result added as a file of its own.' : 'Only recordings can be silenced.')
  return kind === 'words' && transcript === undefined ? refused('This file has no transcript yet. Write it first.') : { ...found, kind, transcript }
}

/** Read against the file: what is wrong comes back at the field. */
const readMarks = ({ kind, transcript }: Loaded, typed: string): Marks | string => {
  if (kind === 'boxes') { const boxes = readBoxes(typed); return typeof boxes === 'string' ? boxes : { kind, boxes } }
  if (kind === 'spans') { const spans = readSpans(typed); return typeof spans === 'string' ? spans : { kind, spans } }
  if (transcript === undefined) return 'This file has no transcript yet'
  const passages = findPassages(transcript.body, typed)
  return typeof passages === 'string' ? passages : { kind, passages, transcript }
}

const TITLE: Readonly<Record<Kind, string>> = { boxes: 'Cover parts of a picture', spans: 'Silence parts of a recording', words: 'Take words out of a transcript' }
const LABEL: Readonly<Record<Kind, { readonly label: string; readonly hint: string }>> = {
  boxes: { label: 'Boxes', hint: 'One a line: from the left, from the top, how wide, how high, each in hundredths of the picture. 10, 20, 30, 15 begins a tenth from the left. With a mouse or finger, draw them on the picture' },
  spans: { label: 'Spans to silence', hint: 'One a line, like 0:12 to 0:15' },
  words: { label: 'Words to take out', hint: 'One passage a line. Every place where it stands becomes [redacted], in capitals or not. Check for other spellings' },
}
const CANNOT = 'Only WAV sound is silenced here. Of any other recording the spans are kept as instructions, and the copy must be made in a program for sound or film, then added as a file of its own.'

export const redact = (kind: Kind) => form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: load(kind),
  start: () => ({ visibility: 'staff' }),
  act: async (work, loaded, { marks: typed, ...rest }, ask) => {
    // White space between lines counts, which `words` folds.
    const marks = readMarks(loaded, textOf(ask.answers, 'marks') || typed)
    if (typeof marks === 'string') return problems({ field: 'marks', text: marks })
    const made = await makeLayer(work, ask.files, { ...loaded.file, caseId: loaded.theCase.id }, { marks, ...rest })
    if (typeof made === 'string') return problems({ field: 'marks', text: made })
    return seeOther(made.copyId === null ? `${pathOfFile(loaded.file)}#redactions` : `/evidence/file/${made.copyId}`, { about: { kind: 'attachment', id: loaded.file.id } })
  },
  show: ({ loaded: { file, transcript }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: TITLE[kind] }} state={state} back={{ href: pathOfFile(file) }}>
      <h1 class="govuk-heading-l">{TITLE[kind]}</h1>
      <p class="govuk-body">The copy is a file of its own. The original stays to the byte, for those who see it now.</p>
      {kind === 'spans' && !/wav/.test(file.mediaType) ? <InsetText text={CANNOT} /> : null}
      {kind === 'boxes' && file.shownAs !== null ? <div class="amity-draw" data-boxes="marks"><img src={`/files/${file.id}`} alt={`${file.fileName}, to draw boxes on`} draggable="false" /></div> : null}
      {kind === 'spans' ? <div class="amity-file-shown"><Player file={file} /></div> : null}
      {transcript === undefined ? null : <div class="govuk-inset-text amity-transcript">{transcript.body}</div>}
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="marks" {...LABEL[kind]} rows={5} state={state} />
        <SelectField name="reason" label="Why?" state={state} options={REASONS.map(value => ({ value, text: sayReason(value) }))} />
        <TextField name="madeFor" label="What is the copy for?" hint="Which disclosure, hearing or request: like, court bundle for 4 June" state={state} />
        <TextField name="says" label="What does the copy show?" hint="Do not name what you cover" state={state} />
        <ChoiceField name="visibility" label="Who may see the copy?" state={state} choices={[{ value: 'staff', text: 'Staff', hint: 'Officers who may see this case, and agencies it is shared with' }, { value: 'restricted', text: 'Restricted', hint: 'Staff, and never in anything given out' }]} />
        <SubmitButton text="Make the copy" />
      </Form>
    </OfficerPage>
  ),
})
