// `npm run tables`: migrates a scratch database (DATABASE_URL, or an embedded one of its own) and writes tables.ts from it.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PoolConfig } from 'pg'
import { startEmbedded } from './embedded.ts'
import { tablesSource } from './generate-tables.ts'
import { openDatabase } from './open.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

const write = async (owner: PoolConfig): Promise<void> => {
  const database = await openDatabase({ owner, secret: 'only for writing tables.ts, kept nowhere', say })
  writeFileSync(fileURLToPath(new URL('tables.ts', import.meta.url)), await tablesSource(database.owner))
  await database.close()
}

const url = process.env['DATABASE_URL'] ?? ''
if (url !== '') await write({ connectionString: url })
else {
  const folder = mkdtempSync(join(tmpdir(), 'amity-tables-'))
  chmodSync(folder, 0o711)
  const running = await startEmbedded(folder, say, { fast: true })
  try {
    await write(running.owner)
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
