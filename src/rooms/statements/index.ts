// The front door of the statements room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { chooseEntries } from './choose-entries.tsx'
import { seeChronology } from './see-chronology.tsx'
import { seeStatement, seeStatementPdf } from './see-statement.tsx'
import { signStatement } from './sign-statement.tsx'
import { writeNextVersion, writeStatement } from './write-statement.tsx'

const [may, sees, court] = ['work on cases', 'see cases', '/cases/:reference/court'] as const

export const statementsRoom: Room = {
  doors: [
    ...formAt(`${court}/statements/new`, { may, records: 'statement written', form: writeStatement }),
    get(`${court}/statements/:statement`, { may: sees, records: 'statement read', show: seeStatement }),
    get(`${court}/statements/:statement/pdf`, { may: sees, records: 'statement opened', as: 'file', show: seeStatementPdf }),
    ...formAt(`${court}/statements/:statement/next`, { may, records: 'statement written', form: writeNextVersion }),
    ...formAt(`${court}/statements/:statement/signed`, { may, records: 'signature of a statement recorded', form: signStatement }),
    ...formAt(`${court}/chronologies/new`, { may, records: 'chronology for court made', form: chooseEntries }),
    get(`${court}/chronologies/:chronology`, { may: sees, records: 'chronology for court read', show: seeChronology }),
  ],
}

export { courtAt, courtPath, courtToWork, leadAgencyName, toPaper } from './court-at.ts'
export { chronologyDocument, hearsayNotice, noticeDocument, statementDocument, statementPaper, titleOf } from './court-papers.ts'
export { chronologiesOf, linesOf, newestOf, versionsOf, type Chronology, type Line, type Statement } from './court-store.ts'
export { bytesOf, digestOf, keepDocument, keptBytes, NOT_IT, type Kept } from './keep-document.ts'
export { matterField, MatterSelect, matterFrom, nameOfMatter } from './for-matter.tsx'
export { saySigned } from './see-statement.tsx'
