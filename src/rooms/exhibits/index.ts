// The front door of the exhibits room.
import { formAt, get, post, signedIn } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { addNote } from './add-note.tsx'
import { printCustody } from './custody.tsx'
import { giveExhibit, seeExhibits } from './give-exhibit.tsx'
import { changeWhoSees } from './keep-to-us.ts'
import { redact } from './redact.tsx'
import { seeFilePage } from './see-file-page.tsx'
import { writeFacts } from './write-facts.tsx'
import { writeTranscript } from './write-transcript.tsx'

const reads = signedIn('to read of a file of a case or report they may see')

export const exhibitsRoom: Room = {
  doors: [
    get('/evidence/file/:id', { may: reads, records: 'file page read', show: seeFilePage }),
    get('/evidence/file/:id/custody', { may: reads, records: 'custody list printed', as: 'print', show: printCustody }),
    ...formAt('/evidence/file/:id/facts', { may: 'work on cases', records: 'facts of a file written down', form: writeFacts }),
    ...formAt('/evidence/file/:id/transcript', { may: 'work on cases', records: 'transcript written', form: writeTranscript }),
    ...formAt('/evidence/file/:id/notes', { may: 'work on cases', records: 'note added to a file', form: addNote }),
    ...formAt('/evidence/file/:id/boxes', { may: 'work on cases', records: 'redacted copy made', form: redact('boxes') }),
    ...formAt('/evidence/file/:id/spans', { may: 'work on cases', records: 'redacted copy made', form: redact('spans') }),
    ...formAt('/evidence/file/:id/words', { may: 'work on cases', records: 'redacted copy made', form: redact('words') }),
    post('/evidence/file/:id/keep-to-us', { may: 'work on cases', records: 'who may see a file changed', act: changeWhoSees }),
    get('/cases/:reference/exhibits', { may: 'see cases', records: 'exhibits read', show: seeExhibits }),
    ...formAt('/cases/:reference/exhibits/add', { may: 'work on cases', records: 'exhibit reference given', form: giveExhibit }),
  ],
}

export { exhibitsOf, redactionsOf, type Exhibit, type Redaction } from './layer-store.ts'
