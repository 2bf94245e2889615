// The owner of the database may be called like our schema, as in deploy/compose.yaml: everything is made in public all the same, and a back-up comes back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { backUp } from './backup.ts'
import { folderFiles } from './folder-files.ts'
import { openDatabase } from './open.ts'
import { restore } from './restore.ts'

const { owner: server, secret } = inject('database')

test('an owner called amity', async () => {
  const password = 'only for this test'
  const { rowCount: there } = await onServer(server, client => client.query(`select from pg_roles where rolname = 'amity'`))
  if (there === 0) await onServer(server, client => client.query(`create role amity superuser login password '${password}'`))
  const named = server.user === 'amity' ? {} : { user: 'amity', password }
  const folder = mkdtempSync(path.join(tmpdir(), 'amity called amity '))
  const [from, to] = [{ ...await newDatabase(server), ...named }, { ...await newDatabase(server), ...named }]
  try {
    const opened = await openDatabase({ owner: from, secret, say: () => undefined })
    await opened.owner.query(`insert into partnerships (id, name) overriding system value values (7, 'Borough')`)
    await opened.close()
    const file = path.join(folder, 'one.amity')
    await backUp({ owner: from, files: folderFiles(path.join(folder, 'files')), to: file, progress: () => undefined })
    await restore({ owner: to, files: folderFiles(path.join(folder, 'restored')), from: file, progress: () => undefined })
    const again = await openDatabase({ owner: to, secret, say: () => undefined })
    const { rows } = await again.owner.query<{ name: string }>('select name from partnerships where id = 7')
    const { rows: [beside] } = await again.owner.query<{ n: number }>(`select count(*)::int as n from pg_class where relnamespace = 'amity'::regnamespace and relkind in ('r', 'v', 'S')`)
    expect([rows, beside]).toEqual([[{ name: 'Borough' }], { n: 0 }])
    await again.close()
  } finally {
    for (const { database } of [from, to]) await dropDatabase(server, database)
    if (there === 0) await onServer(server, client => client.query('drop role amity'))
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
