// The front door of the bundles room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { chooseEntries } from './choose-entries.tsx'
import { makeBundle } from './make-bundle.tsx'
import { drawAgain, seeBundle, seeBundlePdf } from './see-bundle.tsx'
import { seeChronology } from './see-chronology.tsx'
import { seeCourt } from './see-court.tsx'
import { seeStatement, seeStatementPdf } from './see-statement.tsx'
import { signStatement } from './sign-statement.tsx'
import { writeNextVersion, writeStatement } from './write-statement.tsx'

const [may, sees, court] = ['work on cases', 'see cases', '/cases/:reference/court'] as const

export const bundlesRoom: Room = {
  doors: [
    get(court, { may: sees, records: 'court papers listed', show: seeCourt }),
    ...formAt(`${court}/statements/new`, { may, records: 'statement written', form: writeStatement }),
    get(`${court}/statements/:statement`, { may: sees, records: 'statement read', show: seeStatement }),
    get(`${court}/statements/:statement/pdf`, { may: sees, records: 'statement opened', as: 'file', show: seeStatementPdf }),
    ...formAt(`${court}/statements/:statement/next`, { may, records: 'statement written', form: writeNextVersion }),
    ...formAt(`${court}/statements/:statement/signed`, { may, records: 'signature of a statement recorded', form: signStatement }),
    ...formAt(`${court}/chronologies/new`, { may, records: 'chronology for court made', form: chooseEntries }),
    get(`${court}/chronologies/:chronology`, { may: sees, records: 'chronology for court read', show: seeChronology }),
    ...formAt(`${court}/bundles/new`, { may, records: 'bundle made', form: makeBundle }),
    get(`${court}/bundles/:bundle`, { may: sees, records: 'bundle read', show: seeBundle }),
    get(`${court}/bundles/:bundle/pdf`, { may: sees, records: 'bundle opened', as: 'file', show: seeBundlePdf }),
    get(`${court}/bundles/:bundle/again`, { may: sees, records: 'bundle drawn again', show: drawAgain }),
  ],
}

export { courtSection } from './see-court.tsx'
export { bundlePaper } from './bundle-paper.ts'
export { statementPaper } from './court-papers.ts'
export { chronologiesOf, linesOf, newestOf, versionsOf } from './court-store.ts'
export { keepDocument } from './keep-document.ts'
