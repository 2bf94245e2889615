// Files of a case, on the case file.
import { isShared, mayAddTo, type CaseSection } from '#rooms/cases/index.ts'
import { FileList, filesOfCase } from '#rooms/evidence/index.ts'
import { mayAdd } from './actions.ts'

export const evidenceSection: CaseSection = {
  id: 'evidence', title: 'Evidence', place: 'main', part: 'evidence', holds: ['attachments'],
  show: async (work, theCase, _ask, held, onPaper) => {
    const files = (held('attachments') ? await filesOfCase(work, theCase.id) : []).filter(({ visibility }) => !onPaper || visibility !== 'restricted')
    const adds = isShared(theCase) ? work.may('work on cases') && await mayAddTo(work, theCase.id, 'evidence') : mayAdd(theCase, work)
    if (files.length === 0 && !adds) return undefined
    return (
      <>
        {files.length === 0 ? <p class="govuk-body">No files yet.</p> : <FileList files={files} />}
        {adds ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/evidence`}>Add a file</a></p> : null}
        {isShared(theCase) || files.length === 0 ? null : <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/exhibits`}>Exhibits</a></p>}
      </>
    )
  },
}
