// The front door of the case-file room.
import type { Room } from '#web/room.ts'
import { formAt, get } from '#web/doors.ts'
import { LARGEST_BY_FORM } from '#rooms/evidence/index.ts'
import { addEvidence } from './add-evidence.tsx'
import { addEntry } from './add-entry.tsx'
import { correctEntry } from './correct-entry.tsx'
import { findHome, seeEvidenceWithoutHome } from './evidence-without-home.tsx'
import { confirmShare } from '#rooms/sharing/index.ts'
import { drawSharedCase } from './shared-case.tsx'
import { tellLead } from './tell-lead.ts'
import { printCaseFile } from './print-case-file.tsx'
import { seeAsPersonHarmed } from './see-as-person.tsx'
import { seeCaseFile } from './see-case-file.tsx'
import { writeToPerson } from './write-to-person.tsx'

export const caseFileRoom: Room = {
  doors: [
    get('/evidence', { may: 'triage reports', records: 'evidence without a home listed', show: seeEvidenceWithoutHome }),
    ...formAt('/evidence/:id', { may: 'triage reports', records: 'evidence given a home', form: findHome }),
    get('/cases/:reference', { may: 'see cases', records: 'case file read', show: seeCaseFile }),
    get('/cases/:reference/as-seen', { may: 'see cases', records: 'case read as the person harmed would', show: seeAsPersonHarmed }),
    get('/cases/:reference/print', { may: 'see cases', records: 'case file printed', as: 'print', show: printCaseFile }),
    ...formAt('/cases/:reference/entries/:entry/correct', { may: 'work on cases', records: 'chronology entry corrected', form: correctEntry }),
    ...formAt('/cases/:reference/evidence', { may: 'work on cases', records: 'evidence added', largestFile: LARGEST_BY_FORM, form: addEvidence }),
    ...formAt('/cases/:reference/write', { may: 'work on cases', records: 'person written to', form: writeToPerson }),
    // The preview is the case file itself, drawn as the partner has it, so its door stands here.
    ...formAt('/cases/:reference/share/:agency/:draft', { may: 'share a case', records: 'case shared with an agency', form: confirmShare(drawSharedCase) }),
    ...formAt('/cases/:reference/add', { may: 'work on cases', records: 'chronology entry added', form: addEntry }),
  ],
  readers: [tellLead],
}

export { keepEvidence, WRONG_FILE } from './add-evidence.tsx'
