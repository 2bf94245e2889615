// The front door of the records room.
import { formAt, get, signedIn } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { findingUnusual } from './find-unusual.ts'
import { sayOwnHome } from './own-home.tsx'
import { searchAuditTrail } from './search-trail.tsx'
import { saveHeads, seeHeads } from './see-heads.tsx'
import { seeOwnTrail } from './see-own-trail.tsx'
import { answerUnusualAccess, seeUnusual } from './see-unusual.tsx'
import { seeWhoLooked } from './see-who-looked.tsx'
import { sendingHeads } from './send-heads.ts'

export const recordsRoom: Room = {
  doors: [
    get('/cases/:reference/looked', { may: 'see cases', records: 'who has looked read', show: seeWhoLooked }),
    get('/account/trail', { may: signedIn('to see what is recorded of them'), records: 'own trail read', show: seeOwnTrail }),
    ...formAt('/account/home', { may: signedIn('to say where they live'), records: 'own home said', form: sayOwnHome }),
    get('/audit', { may: 'see the audit trail', records: 'audit trail searched', show: searchAuditTrail }),
    get('/audit/heads', { may: 'see the audit trail', records: 'audit heads read', show: seeHeads }),
    get('/audit/heads.json', { may: 'see the audit trail', records: 'audit heads saved', as: 'export', stepUp: true, show: saveHeads }),
    get('/unusual', { may: 'look into unusual access', records: 'unusual access read', show: seeUnusual }),
    ...formAt('/unusual/:id', { may: 'look into unusual access', records: 'unusual access answered', form: answerUnusualAccess }),
  ],
  navigation: [{ text: 'Audit trail', href: '/audit', act: 'see the audit trail', more: true }, { text: 'Unusual access', href: '/unusual', act: 'look into unusual access', more: true }],
  chores: [sendingHeads, findingUnusual],
}

export { lookThrough } from './find-unusual.ts'
