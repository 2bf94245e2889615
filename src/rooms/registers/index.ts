// The front door of the registers room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { recordPenalty } from './record-penalty.tsx'
import { saveRegister, seeRegister, seeRegisters } from './see-registers.tsx'

export const registersRoom: Room = {
  doors: [
    get('/registers', { may: 'see cases', records: 'registers listed', show: seeRegisters }),
    get('/registers/:register', { may: 'see cases', records: 'register read', show: seeRegister }),
    get('/registers/:register/csv', { may: 'see cases', records: 'register saved as a file', as: 'export', stepUp: true, perMinute: 60, show: saveRegister }),
    ...formAt('/cases/:reference/matters/:matter/penalty', { may: 'work on cases', records: 'payment of a penalty recorded', form: recordPenalty }),
  ],
  navigation: [{ text: 'Registers', href: '/registers', act: 'see cases', more: true }],
}
