// The console's audit commands: heads into a file, verifying with and without it, and what they say when something is wrong.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sealPartnership } from '#jobs/seal-audit.ts'
import { readSettings } from '#src/settings.ts'
import { folderFiles } from '#db/folder-files.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { auditEmptyCommand } from './audit-empty.ts'
import { auditHeadsCommand } from './audit-heads.ts'
import { auditVerifyCommand } from './audit-verify.ts'
import type { Command, CommandContext } from './commands.ts'

const run = async (town: Town, command: Command, args: readonly string[]): Promise<{ code: number; said: string }> => {
  const said: string[] = []
  const context: CommandContext = {
    settings: readSettings({}, 'demonstration'), placeOfFiles: () => Promise.resolve(folderFiles('')), files: () => Promise.resolve(town.files), signal: new AbortController().signal, say: line => { said.push(line) }, progress: () => undefined,
    withDatabase: use => use(town.database), withOwner: () => Promise.reject(new Error('not needed here')),
  }
  const code = await command.run(context, args)
  return { code, said: said.join('\n') }
}

test('heads are saved once, the trail agrees with them, and a cut end is said with its position', async () => {
  const town = await openTown({ rooms: [] })
  const { rows } = await town.database.owner.query<{ name: string }>(`update partnerships set name = 'Town of audit ' || id where id = $1 returning name`, [town.partnership.id])
  const named = ['--partnership', rows[0]?.name ?? '']
  const folder = mkdtempSync(path.join(tmpdir(), 'amity-heads-'))
  const file = path.join(folder, 'heads.json')
  await town.work(work => work.record('looked'))
  const wrote = await run(town, auditHeadsCommand, [file, '--rows', ...named])
  expect([wrote.code, /Wrote 1 heads of Town of audit \d+, up to record \d+/.test(wrote.said)]).toEqual([0, true])
  await expect(run(town, auditHeadsCommand, [file, ...named])).rejects.toThrow('is there already')
  expect(readFileSync(file, 'utf8')).toContain('looked')
  await town.work(work => work.record('looked on'))
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
  // Other towns of this database may be tampered with by their own tests: only what is said of this one counts.
  const ours = ({ said }: { said: string }) => said.split('\n').filter(line => line.startsWith(`Partnership ${town.partnership.id},`))
  expect(ours(await run(town, auditVerifyCommand, ['--heads', file]))).toEqual([])
  const client = await town.database.owner.connect()
  await client.query('begin; set local session_replication_role = replica')
  for (const table of ['audit_events', 'audit_seals', 'audit_links']) await client.query(`delete from ${table} where partnership_id = $1`, [town.partnership.id])
  await client.query('commit')
  client.release()
  const cut = await run(town, auditVerifyCommand, ['--heads', file])
  expect(cut.code).toBe(1)
  expect(ours(cut)[0]).toMatch(/^Partnership \d+, position 1, written .*: removed\. The newest records were cut off: by the head of seal 1 the trail reached position \d+, and it ends at 0\./)
  writeFileSync(file, readFileSync(file, 'utf8').replace('looked', 'looked away'))
  await expect(run(town, auditVerifyCommand, ['--heads', file])).rejects.toThrow('does not fit its own signature')
  await expect(run(town, auditVerifyCommand, ['--heads', path.join(folder, 'none.json')])).rejects.toThrow('cannot be read')
})

test('the content of old lines is emptied under a rule, the lines stay, and the chain still verifies', async () => {
  const town = await openTown({ rooms: [] })
  const { rows } = await town.database.owner.query<{ name: string }>(`update partnerships set name = 'Town of erasure ' || id where id = $1 returning name`, [town.partnership.id])
  const named = ['--partnership', rows[0]?.name ?? '']
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
  const lines = async () => (await town.database.owner.query<{ all: number; full: number }>(`select count(*)::int as all, count(*) filter (where changes is not null and not changes ? '@emptied')::int as full from audit_events where partnership_id = $1`, [town.partnership.id])).rows[0]
  const before = await lines()
  await expect(run(town, auditEmptyCommand, ['--before', '2100-01-01', ...named])).rejects.toThrow('under which rule')
  expect((await run(town, auditEmptyCommand, ['--before', '2100-01-01', '--rule', 'Retention schedule, line 4', ...named])).said).toContain(`${before?.full ?? -1} lines emptied`)
  const after = await lines()
  expect([(after?.all ?? 0) > (before?.all ?? 0), before?.full === 0, after?.full]).toEqual([true, false, 0])
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
  expect((await run(town, auditVerifyCommand, [])).said.split('\n').filter(line => line.startsWith(`Partnership ${town.partnership.id},`))).toEqual([])
})
