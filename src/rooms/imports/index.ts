// The front door of the imports room.
import type { Room } from '#web/room.ts'
import { carryingOn, forgetting } from './carry-on.ts'
import { doors } from './doors.ts'

export const importsRoom: Room = {
  doors,
  navigation: [{ text: 'Imports', href: '/imports', act: 'import records', more: true }],
  readers: [carryingOn],
  chores: [forgetting],
}

export { contextCounts } from './context-store.ts'
export { CannotRead } from './csv-file.ts'
export { exportRecords } from './export-records.ts'
export { importFile, type Imported } from './import-file.ts'
export { importPolice, type PoliceImport } from './import-police.ts'
export { readMap, type ImportMap } from './import-map.ts'
export { mendFileOf } from './mend-file.ts'
