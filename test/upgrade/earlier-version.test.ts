// What an earlier version made opens in this one: its records, its audit trail, and what they mean now.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { startEmbedded } from '#db/embedded.ts'
import { migrations } from '#db/migrate.ts'
import { openDatabase } from '#db/open.ts'
import { folderFiles } from '#db/folder-files.ts'
import { restore } from '#db/restore.ts'
import { asGate } from '#jobs/outbox.ts'
import { verifyAudit } from '#jobs/verify-audit.ts'

const earlier = path.join(import.meta.dirname, 'earlier')
const base = mkdtempSync(path.join(tmpdir(), 'amity-earlier-'))
chmodSync(base, 0o711)
afterAll(() => { rmSync(base, { recursive: true, force: true }) })
/** They were made with the secret of every test run. */
const { secret } = inject('database')

const KEPT = ['partnerships', 'officers', 'agencies', 'cases', 'reports', 'people', 'case_entries', 'diary_items', 'attachments']
const countsIn = async (client: pg.ClientBase): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {}
  for (const name of KEPT) {
    const { rows: [there] } = await client.query<{ there: string | null }>('select to_regclass($1) as there', [name])
    if (there?.there != null) counts[name] = (await client.query<{ n: number }>(`select count(*)::int as n from ${name}`)).rows[0]?.n ?? 0
  }
  return counts
}

test.each(readdirSync(earlier).filter(name => name.endsWith('.amity')))('the data folder of %s opens, step by step up to this version', async name => {
  const data = path.join(base, name)
  mkdirSync(data)
  chmodSync(data, 0o711)
  const first = await startEmbedded(data, () => undefined, { fast: true })
  const before = await (async () => {
    try {
      const { manifest } = await restore({ owner: first.owner, from: path.join(earlier, name), files: folderFiles(path.join(data, 'files')), progress: () => undefined })
      return { steps: manifest.tables['public.migrations']?.rows ?? 0, counts: Object.fromEntries(KEPT.flatMap(table => { const its = manifest.tables[`public.${table}`]; return its === undefined ? [] : [[table, its.rows]] })) }
    } finally {
      await first.stop()
    }
  })()
  expect(before.steps).toBeGreaterThan(0)
  expect(before.steps).toBeLessThan(migrations().length)
  expect(before.counts['cases']).toBeGreaterThan(3)

  const running = await startEmbedded(data, () => undefined, { fast: true })
  const said: string[] = []
  let asked = 0
  const database = await openDatabase({ owner: running.owner, secret, say: line => { said.push(line) }, beforeUpgrade: waiting => { asked = waiting.length; return Promise.resolve() } })
  try {
    expect(asked).toBe(migrations().length - before.steps)
    expect(said[0]).toMatch(/^Bringing the database up to date: \d+ steps/)
    expect(await asGate(database, countsIn)).toMatchObject(before.counts)
    const { rows, findings } = await verifyAudit(database)
    expect(findings).toEqual([])
    expect(rows).toBeGreaterThan(1_000)
    // What later rules need of old rows: every case has somebody who may see it, and every list is led by that.
    const unseen = await asGate(database, client => client.query('select id from cases c where cardinality(visible_to) = 0 or not exists (select from case_access a where a.partnership_id = c.partnership_id and a.case_id = c.id)'))
    expect(unseen.rowCount).toBe(0)
  } finally {
    await database.close()
    await running.stop()
  }
}, 300_000)
