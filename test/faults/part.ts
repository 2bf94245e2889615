// One part of the service as a process of its own, so that it can be killed alone: node dist/faults-part.js web | worker
import { openDatabase } from '#db/open.ts'
import { startApp } from '#src/app.ts'
import { readSettings } from '#src/settings.ts'

const settings = readSettings(process.env, 'serve')
const database = await openDatabase({ owner: { connectionString: settings.databaseUrl ?? '' }, secret: settings.secret ?? '', say: () => undefined })
const say = (): void => undefined
// The worker's own health is asked by nobody here: any port will do.
const part = process.argv[2] === 'web' ? await startApp({ settings, database, say, parts: 'web' }) : await startApp({ settings: { ...settings, port: 0 }, database, say, parts: 'worker' })
process.stdout.write('ready\n')
process.on('SIGTERM', () => {
  part.stop().then(() => database.close()).then(() => process.exit(0), () => process.exit(1))
})
