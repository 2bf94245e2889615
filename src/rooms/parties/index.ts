// The front door of the parties room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { addIncident, correctIncident } from './add-incident.tsx'
import { addPartyForm, identifyParty } from './add-party.tsx'
import { editPerson } from './edit-person.tsx'
import { leaveParty } from './leave-party.tsx'
import { seePeople, seePerson } from './see-people.tsx'

export const partiesRoom: Room = {
  doors: [
    get('/people', { may: 'see cases', records: 'people searched', show: seePeople }),
    get('/people/:person', { may: 'see cases', records: 'person read', show: seePerson }),
    ...formAt('/people/:person/edit', { may: 'work on cases', records: 'person changed', form: editPerson }),
    ...formAt('/cases/:reference/parties/add', { may: 'work on cases', records: 'party added', form: addPartyForm }),
    ...formAt('/cases/:reference/parties/:party/identify', { may: 'work on cases', records: 'party identified', form: identifyParty }),
    ...formAt('/cases/:reference/parties/:party/leave', { may: 'work on cases', records: 'party left', form: leaveParty }),
    ...formAt('/cases/:reference/incidents/add', { may: 'work on cases', records: 'incident added', form: addIncident }),
    ...formAt('/cases/:reference/incidents/:incident/correct', { may: 'work on cases', records: 'incident corrected', form: correctIncident }),
  ],
  navigation: [{ text: 'People', href: '/people', act: 'see cases' }],
}

export { incidentsSection, peopleSection } from './case-sections.tsx'
