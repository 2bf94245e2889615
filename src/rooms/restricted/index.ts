// The front door of the restricted room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { breakTheGlass } from './break-glass.tsx'
import { declareOnAddress, declareOnCase, declareOnPerson } from './declare-conflict.tsx'
import { saveGlassReport, seeGlassReport } from './glass-report.tsx'
import { endACircle, handItOn, letSomebodyIn, lookThrough, takeSomebodyOut } from './keep-class.tsx'
import { endConfidential, keepConfidential, nameKeeper, removeKeeper } from './keep-contact.tsx'
import { makeACircle } from './make-circle.tsx'
import { markAPlace, unmarkAPlace } from './mark-places.tsx'
import { remindingConflicts } from './remind-conflicts.ts'
import { remindingKeepers } from './remind-keepers.ts'
import { reviewGlass } from './review-glass.tsx'
import { seeCircle, seeCircles } from './see-circles.tsx'
import { confirmMine, endOne, seeConflicts, seeRegister } from './see-conflicts.tsx'
import { tellKeepers } from './tell-keepers.ts'

const circles = [
  get('/circles', { may: 'see cases', records: 'own circles read', show: seeCircles }),
  ...formAt('/circles/make', { may: 'see restricted', records: 'circle made', form: makeACircle }),
  get('/circles/:circle', { may: 'see cases', records: 'circle read', show: seeCircle }),
  ...formAt('/circles/:circle/let-in', { may: 'see restricted', records: 'officer let into a circle', form: letSomebodyIn }),
  ...formAt('/circles/:circle/take-out/:officer', { may: 'see cases', records: 'officer taken out of a circle', form: takeSomebodyOut }),
  ...formAt('/circles/:circle/review', { may: 'see restricted', records: 'circle looked through', form: lookThrough }),
  ...formAt('/circles/:circle/hand-on', { may: 'see restricted', records: 'circle handed on', form: handItOn }),
  ...formAt('/circles/:circle/end', { may: 'see restricted', records: 'circle ended', form: endACircle }),
  ...formAt('/circles/:circle/places/add', { may: 'see restricted', records: 'sensitive place marked', form: markAPlace }),
  ...formAt('/circles/:circle/places/:place/end', { may: 'see restricted', records: 'sensitive place taken off', form: unmarkAPlace }),
]

const conflicts = [
  get('/conflicts', { may: 'see the diary', records: 'own conflicts of interest read', show: seeConflicts }),
  ...formAt('/conflicts/address', { may: 'see the diary', records: 'conflict of interest declared', form: declareOnAddress }),
  ...formAt('/conflicts/confirm', { may: 'see the diary', records: 'conflicts of interest confirmed', form: confirmMine }),
  get('/conflicts/register', { may: 'see restricted', records: 'register of conflicts read', show: seeRegister }),
  ...formAt('/conflicts/register/:conflict/end', { may: 'see restricted', records: 'conflict of interest ended', form: endOne }),
  ...formAt('/cases/:reference/conflict', { may: 'see cases', records: 'conflict of interest declared', form: declareOnCase }),
  ...formAt('/people/:person/conflict', { may: 'see cases', records: 'conflict of interest declared', form: declareOnPerson }),
]

const glass = [
  ...formAt('/break-glass', { may: 'break the glass', records: 'glass broken', stepUp: true, form: breakTheGlass }),
  ...formAt('/break-glass/:break/review', { may: 'see restricted', records: 'broken glass reviewed', form: reviewGlass }),
  get('/break-glass/report', { may: 'see broken glass', records: 'report on broken glass read', show: seeGlassReport }),
  get('/break-glass/report.csv', { may: 'see broken glass', records: 'report on broken glass saved', stepUp: true, show: saveGlassReport }),
]

const contacts = [
  ...formAt('/people/:person/confidential', { may: 'work on cases', records: 'contacts kept confidential', form: keepConfidential }),
  ...formAt('/people/:person/confidential/end', { may: 'work on cases', records: 'contacts no longer confidential', form: endConfidential }),
  ...formAt('/people/:person/keepers/add', { may: 'work on cases', records: 'keeper of contacts named', form: nameKeeper }),
  ...formAt('/people/:person/keepers/:officer/remove', { may: 'work on cases', records: 'keeper of contacts taken off', form: removeKeeper }),
]

export const restrictedRoom: Room = {
  doors: [...circles, ...conflicts, ...glass, ...contacts],
  navigation: [
    { text: 'Circles', href: '/circles', act: 'see cases', more: true }, { text: 'Conflicts of interest', href: '/conflicts', act: 'see the diary', more: true },
    { text: 'Break the glass', href: '/break-glass', act: 'break the glass', more: true }, { text: 'Broken glass', href: '/break-glass/report', act: 'see broken glass', more: true },
  ],
  chores: [remindingKeepers, remindingConflicts], readers: [tellKeepers],
}

export { glassBanner } from './glass-banner.tsx'
