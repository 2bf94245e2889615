// The page a large file is sent from, and what of this officer's is half sent. Without JavaScript it sends a plain form, up to a limit.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayMoment } from '#kernel/time.ts'
import { isShared, loadToAddPart } from '#rooms/cases/index.ts'
import { ACCEPTS, LARGEST_BY_FORM, sizeOf } from '#rooms/evidence/index.ts'
import { ChoiceField, emptyForm, FileField, Form, HiddenField, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { forgetHalfUpload, halfUploadsIn, holdHalfUpload } from './half-upload-store.ts'
import { KEPT_DAYS } from './tidy-uploads.ts'

export const seeLargeFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await loadToAddPart(work, ask, 'evidence')
  if ('kind' in found) return found
  const [{ theCase }, state] = [found, { ...emptyForm, values: { visibility: 'staff' } }]
  const halves = await halfUploadsIn(work, theCase.id)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Send a large file' }} narrow back={{ href: `/cases/${theCase.reference}#evidence` }}>
      <h1 class="govuk-heading-l">Send a large file to {theCase.reference}</h1>
      <p class="govuk-body">For long films and recordings, up to 4 GB. It is sent in parts: if the connection is lost, choose the same file here again and it goes on from where it was.</p>
      <div data-parts={`/cases/${theCase.reference}/uploads`}>
        <Form action={`/cases/${theCase.reference}/evidence`} csrf={ask.csrf} upload>
          <FileField name="file" label="The file" hint={<>A photo, sound, MP4 or MOV video, or PDF.<noscript> Your browser runs no JavaScript, so this page can send files of up to {sizeOf(LARGEST_BY_FORM)}, in one go that takes less than two minutes.</noscript></>} state={state} accept={ACCEPTS} />
          <TextField name="says" label="What does it show?" hint="Where and when it was taken, and by whom" state={state} />
          {isShared(theCase) ? <HiddenField name="visibility" value="staff" /> : <ChoiceField name="visibility" label="Who may see it?" state={state} choices={[{ value: 'staff', text: 'Staff', hint: 'Officers who may see this case' }, { value: 'restricted', text: 'Restricted', hint: 'Staff, and never in anything given out' }]} />}
          <div class="amity-parts" hidden><progress class="amity-parts__bar" max="100" value="0" aria-label="How much has been sent"></progress></div>
          <p class="govuk-body" role="status"></p>
          <SubmitButton text="Send it" />
        </Form>
      </div>
      <DataTable id="half" caption="Half sent by you" rows={halves} empty="Nothing of yours is half sent to this case." narrow="stack" columns={[
        { heading: 'File', rowHeader: true, cell: half => half.fileName }, { heading: 'Sent', cell: half => `${sizeOf(half.received)} of ${sizeOf(half.size)}` }, { heading: 'Last part', cell: half => sayMoment(half.lastAt) },
        { heading: 'Do', cell: half => <Form action={`/cases/${theCase.reference}/uploads/${half.id}/forget`} csrf={ask.csrf}><SubmitButton text={`Throw away ${half.fileName}`} look="secondary" /></Form> },
      ]} />
      {halves.length === 0 ? null : <p class="govuk-body">Choose the same file again to go on. What nobody goes on with for {KEPT_DAYS} days is removed.</p>}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

export const throwAwayHalf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await loadToAddPart(work, ask, 'evidence')
  if ('kind' in found) return found
  const id = ask.params['upload'] ?? ''
  const half = looksLikeId(id) ? await holdHalfUpload(work, id, found.theCase.id) : undefined
  if (half === undefined || !await forgetHalfUpload(work, half.id)) return notThere
  // A file made of it has a name of its own in the store.
  await ask.files.halves.remove(half.id, half.size)
  return seeOther(`/cases/${found.theCase.reference}/uploads`, { about: { kind: 'case', id: found.theCase.id } })
}
