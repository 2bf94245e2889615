// The front door of the markers room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { addAddressMarker, addPersonMarker } from './add-marker.tsx'
import { decideOnMarker } from './decide-marker.tsx'
import { remindingReviews } from './remind-reviews.ts'
import { seeMarker, seeMarkers } from './see-markers.tsx'

export const markersRoom: Room = {
  doors: [
    get('/markers', { may: 'see cases', records: 'cautionary markers read', show: seeMarkers }),
    ...formAt('/markers/add', { may: 'work on cases', records: 'cautionary marker written', form: addAddressMarker }),
    get('/markers/:marker', { may: 'see cases', records: 'cautionary marker read', show: seeMarker }),
    ...formAt('/markers/:marker/decide', { may: 'authorise markers', records: 'cautionary marker decided on', form: decideOnMarker }),
    ...formAt('/people/:person/markers/add', { may: 'work on cases', records: 'cautionary marker written', form: addPersonMarker }),
  ],
  navigation: [{ text: 'Markers', href: '/markers', act: 'see cases', more: true }],
  chores: [remindingReviews],
}

export { MarkerList } from './marker-list.tsx'
export { markersFor, markersOfCase, type Shown } from './marker-store.ts'
