// An officer adds a photo, recording or document to a case. The original is kept as it came; a photo is shown as its clean copy.
import type { OfficerWork } from '#db/work.ts'
import { insertEntry, isShared, loadToAddPart, mayAddTo, type Case } from '#rooms/cases/index.ts'
import { ACCEPTS, insertFile, judgeFile, type NewFile } from '#rooms/evidence/index.ts'
import { ChoiceField, FileField, Form, HiddenField, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { partnerAdded } from './events.ts'

const SEEN_BY = ['staff', 'restricted'] as const
const fields = { says: words({ empty: 'Enter what it shows', max: 300, called: 'What it shows' }), visibility: choice(SEEN_BY, { empty: 'Select who may see it' }) }
export const WRONG_FILE = { 'too large': 'is larger than 200 MB. Send it as a large file instead', empty: 'is empty', 'wrong kind': 'is not a photo, sound, video or PDF we can take' } as const

/** The file in its case, its line in the chronology, and the lead told when a partner gave it. @returns its key */
export const keepEvidence = async (work: OfficerWork, theCase: Case, file: Omit<NewFile, 'caseId' | 'givenBy'>): Promise<string> => {
  const shared = isShared(theCase)
  const id = await insertFile(work, { ...file, caseId: theCase.id, givenBy: shared ? 'partner' : 'officer' })
  if (shared) await work.announce(partnerAdded, { caseId: theCase.id, agency: work.actor.agencyName })
  // A partner may have the evidence without the chronology.
  if (!shared || await mayAddTo(work, theCase.id, 'chronology')) await insertEntry(work, theCase.id, { kind: 'evidence', happenedAt: work.now, summary: `Added a ${file.kind}: ${file.says}`.slice(0, 300), body: '', visibility: file.visibility })
  return id
}

export const addEvidence = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly late: boolean }>({
  fields,
  load: (work, ask) => loadToAddPart(work, ask, 'evidence'),
  start: () => ({ visibility: 'staff' }),
  act: async (work, { theCase }, { says, visibility: seenBy }, ask) => {
    const shared = isShared(theCase)
    const upload = ask.uploads[0]
    if (upload === undefined) return problems({ field: 'file', text: 'Choose a file' })
    const judged = await judgeFile(upload)
    if (typeof judged === 'string') return problems({ field: 'file', text: `${upload.fileName} ${WRONG_FILE[judged]}` })
    const id = await keepEvidence(work, theCase, { storedAs: await ask.files.keep(upload.path), ...judged, size: upload.size, sha256: upload.sha256, says, visibility: shared ? 'staff' : seenBy })
    return seeOther(`/cases/${theCase.reference}#evidence`, { about: { kind: 'attachment', id } })
  },
  show: ({ loaded: { theCase }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a file' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#evidence` }}>
      <h1 class="govuk-heading-l">Add a file to {theCase.reference}</h1>
      <p class="govuk-body">A long film? <a class="govuk-link" href={`/cases/${theCase.reference}/uploads`}>Send a large file in parts</a>, up to 4 GB.</p>
      <Form action={action} csrf={csrf} once={once} upload>
        <FileField name="file" label="The file" hint="A JPEG or PNG photo, MP3, M4A or WAV sound, MP4 or MOV video, or PDF. Up to 200 MB, sent within two minutes" state={state} accept={ACCEPTS} />
        <TextField name="says" label="What does it show?" hint="Where and when it was taken, and by whom" state={state} />
        {isShared(theCase) ? <HiddenField name="visibility" value="staff" /> : <ChoiceField name="visibility" label="Who may see it?" state={state} choices={[{ value: 'staff', text: 'Staff', hint: 'Officers who may see this case' }, { value: 'restricted', text: 'Restricted', hint: 'Staff, and never in anything given out' }]} />}
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})
