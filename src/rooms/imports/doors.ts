// The doors of the imports room.
import { formAt, get, post, type Door } from '#web/doors.ts'
import { checkFile } from './check-file.tsx'
import { chooseColumns, chooseFile } from './choose-file.tsx'
import { goOnWithImport, saveRefused, seeImport, seeImports, stopImport } from './see-imports.tsx'
import { LARGEST_FILE } from './uploaded-file.ts'

const may = 'import records'

export const doors: readonly Door[] = [
  get('/imports', { may, records: 'imports read', show: seeImports }),
  ...formAt('/imports/choose', { may, records: 'file to import uploaded', largestFile: LARGEST_FILE, perMinute: 60, form: chooseFile }),
  get('/imports/:id', { may, records: 'import read', show: seeImport }),
  ...formAt('/imports/:id/columns', { may, records: 'import columns chosen', form: chooseColumns }),
  ...formAt('/imports/:id/check', { may, records: 'import begun', perMinute: 60, form: checkFile }),
  get('/imports/:id/refused.csv', { may, records: 'refused rows saved', as: 'export', stepUp: true, perMinute: 60, show: saveRefused }),
  post('/imports/:id/stop', { may, records: 'import stopped', act: stopImport }),
  post('/imports/:id/go-on', { may, records: 'import gone on with', act: goOnWithImport }),
]
