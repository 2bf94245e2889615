// `node src/db/write-tables.ts`: migrates the database at DATABASE_URL and writes tables.ts from it.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tablesSource } from './generate-tables.ts'
import { openDatabase } from './open.ts'

const url = process.env['DATABASE_URL']
if (url === undefined) throw new Error('Set DATABASE_URL to an empty scratch database')
const database = await openDatabase({ owner: { connectionString: url }, secret: 'only for writing tables.ts', say: line => process.stdout.write(`${line}\n`) })
writeFileSync(fileURLToPath(new URL('tables.ts', import.meta.url)), await tablesSource(database.owner))
await database.close()
