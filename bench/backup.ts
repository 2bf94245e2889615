// Back-up against pg_dump -Fc, and restore against pg_restore, in one run: DATABASE_URL=… npm run bench -- backup [ROUNDS] [restore]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { backUp } from '#db/backup.ts'
import { makeBackupKey } from '#db/backup-key.ts'
import { folderFiles } from '#db/folder-files.ts'
import { restore } from '#db/restore.ts'

const address = process.env['DATABASE_URL']
if (address === undefined) throw new Error('Set DATABASE_URL to the database to measure')
const owner = toClientConfig(parse(address))
const [rounds, withRestore] = [Number(process.argv[2] ?? '3'), process.argv[3] === 'restore']
const folder = mkdtempSync(path.join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'amity-bench-'))
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

let peak = 0
const watching = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 50)

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await act()
  return performance.now() - began
}
const program = async (name: string, args: readonly string[]): Promise<void> => {
  const child = spawn(name, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PGPASSWORD: typeof owner.password === 'string' ? owner.password : '' } })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`)
}
const place = (name: string): string => path.join(folder, name)
const fresh = (name: string): string => { rmSync(place(name), { force: true }); return place(name) }
const megabytes = (name: string): string => `${(statSync(place(name)).size / 1e6).toFixed(1)} MB`

const key = await makeBackupKey()
const ours = (name: string, recipients: readonly string[]) => timed(() => backUp({ owner, files: folderFiles(place('none')), to: fresh(name), recipients, progress: () => undefined }))
const ways = {
  'pg_dump -Fc': () => timed(() => program('pg_dump', ['-Fc', '-N', 'pgboss', '-h', owner.host ?? '', '-p', String(owner.port ?? 5432), '-U', owner.user ?? '', '-f', fresh('dump'), owner.database ?? ''])),
  'amity backup': () => ours('plain.amity', []),
  'amity backup --to': () => ours('sealed.amity.age', [key.recipient]),
} as const
type Way = keyof typeof ways
const times: Record<Way, number[]> = { 'pg_dump -Fc': [], 'amity backup': [], 'amity backup --to': [] }
const all = ['pg_dump -Fc', 'amity backup', 'amity backup --to'] as const

const admin = async (statement: string): Promise<void> => {
  const client = new pg.Client({ ...owner, database: 'postgres' })
  await client.connect()
  await client.query(statement)
  await client.end()
}
const intoNew = async (act: (database: string) => Promise<unknown>): Promise<number> => {
  const name = `amity_bench_restore_${process.pid}`
  await admin(`create database ${name}`)
  try { return await timed(() => act(name)) } finally { await admin(`drop database ${name} with (force)`) }
}

try {
  say(`${cpus().length} cores, load ${loadavg().map(one => one.toFixed(1)).join(' ')}; ${owner.database ?? ''}`)
  for (let round = 0; round < rounds; round += 1) for (const way of all) times[way].push(await ways[way]())
  const base = median(times['pg_dump -Fc'])
  const files = { 'pg_dump -Fc': 'dump', 'amity backup': 'plain.amity', 'amity backup --to': 'sealed.amity.age' } as const
  for (const way of all) say(`${way}: median ${seconds(median(times[way]))} of ${times[way].map(seconds).join(', ')}; ratio ${(median(times[way]) / base).toFixed(2)}; ${megabytes(files[way])}`)
  say(`peak memory of our process ${(peak / 1e6).toFixed(0)} MB`)
  if (withRestore) {
    const theirs = await intoNew(name => program('pg_restore', ['--exit-on-error', '-h', owner.host ?? '', '-p', String(owner.port ?? 5432), '-U', owner.user ?? '', '-d', name, place('dump')]))
    const mine = await intoNew(name => restore({ owner: { ...owner, database: name }, files: folderFiles(place('restored')), from: place('sealed.amity.age'), secret: key.secret, progress: () => undefined }))
    say(`pg_restore ${seconds(theirs)}; amity restore --key ${seconds(mine)}; ratio ${(mine / theirs).toFixed(2)}; peak memory ${(peak / 1e6).toFixed(0)} MB; load ${loadavg()[0]?.toFixed(1) ?? ''}`)
  }
} finally {
  clearInterval(watching)
  rmSync(folder, { recursive: true, force: true })
}
