// A disk that is full, or may only be read, under the files and under the database itself: words are kept where they can be, what
// cannot be kept is said, and once there is room everything goes on by itself.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { troubleOf } from '#web/out-of-reach.ts'
import { say } from './chance.ts'
import { hiddenIn, type Client } from './client.ts'
import { begun, rawly, resident, storiesIn, upToSending } from './one-report.ts'
import { openService, type Service } from './service.ts'

const mounted: string[] = []
const quietly = (program: string, ...args: string[]): boolean => { try { execFileSync(program, args, { stdio: 'ignore' }); return true } catch { return false } }
/** A disk of its own, in memory; undefined where this user may not have one. */
const smallDisk = (megabytes: number): string | undefined => {
  const folder = mkdtempSync(path.join(tmpdir(), 'amity-disk-'))
  if (!quietly('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder)) { rmSync(folder, { recursive: true }); return undefined }
  mounted.push(folder)
  return folder
}
const fill = (folder: string): string => {
  const file = path.join(folder, 'filler')
  quietly('dd', 'if=/dev/zero', `of=${file}`, 'bs=1M')
  // The last few bytes that a block of a megabyte would not take.
  quietly('dd', 'if=/dev/zero', `of=${file}.2`, 'bs=512')
  return file
}
const makeRoom = (file: string): void => { rmSync(file, { force: true }); rmSync(`${file}.2`, { force: true }) }
afterAll(() => { for (const folder of mounted) { quietly('umount', '-l', folder); rmSync(folder, { recursive: true, force: true }) } })

const photo = (): Promise<Buffer> => sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer()
const give = async ({ base }: Service, client: Client, bytes: Buffer): Promise<{ readonly status: number; readonly text: string }> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(hiddenIn((await client.get('/report/files')).text, '/report/files'))) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg')
  const answer = await fetch(`${base}/report/files`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
  return { status: answer.status, text: await answer.text() }
}
const copies = async (of: Service) => (await of.database.owner.query<{ shown: string | null; failed: string | null }>(`select shown_as as shown, copy_failed as failed from attachments where partnership_id = $1`, [of.partnership.id])).rows

test('what the machine and PostgreSQL say of a full or read-only disk is told from a fault of ours', () => {
  const fault = (code: string, message = '') => Object.assign(new Error(message), { code })
  for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', '53100', '58030']) expect([code, troubleOf(fault(code))]).toEqual([code, 'no room'])
  for (const code of ['57P01', '57P02', '57P03', '08006', '25006', 'ECONNREFUSED', 'ECONNRESET']) expect([code, troubleOf(fault(code))]).toEqual([code, 'away'])
  for (const code of ['57014', '53300', '55P03']) expect([code, troubleOf(fault(code))]).toEqual([code, 'busy'])
  for (const code of ['23505', '42P01', 'ENOENT', '']) expect([code, troubleOf(fault(code))]).toEqual([code, undefined])
  expect([troubleOf(new Error('Connection terminated unexpectedly')), troubleOf(new Error('timeout exceeded when trying to connect')), troubleOf('words')]).toEqual(['away', 'busy', undefined])
})

test('the disk under the files is full, then read-only: reports come in without files, and the copy of a photo waits for room', async () => {
  const disk = smallDisk(12)
  if (disk === undefined) { say('Not shown here: this user may not mount a small disk.'); return }
  const data = path.join(disk, 'data')
  mkdirSync(data, { mode: 0o700 })
  const of = await openService({ fast: true, filesFolder: data })
  try {
    const client = resident(of)
    const form = await upToSending(client, 'Its photo found no room')
    const bytes = await photo()
    const filler = fill(disk)
    const full = await give(of, client, bytes)
    expect([full.status, full.text.includes('There is no room left to keep this'), full.text.includes('carry on without it')]).toEqual([503, true, true])
    expect([(await rawly(of, client, '/report/check', form)).status, await storiesIn(of, 'Its photo found no room')]).toEqual([303, 1])
    makeRoom(filler)
    const other = resident(of)
    await begun(other)
    // There is room for the photo and none for the copy of it that is shown.
    of.kill('worker')
    expect((await give(of, other, bytes)).status).toBe(303)
    const again = fill(disk)
    await expect.poll(() => of.heard.filter(line => line.includes('worker: ready')).length, { timeout: 30_000 }).toBeGreaterThan(1)
    await new Promise(resolve => { setTimeout(resolve, 3_000) })
    expect(await copies(of)).toEqual([{ shown: null, failed: null }])
    makeRoom(again)
    await expect.poll(async () => (await copies(of))[0]?.shown ?? 'none', { timeout: 30_000 }).not.toBe('none')
    // Whoever may mount may mount anew.
    const third = resident(of)
    await begun(third)
    const isReadOnly = quietly('mount', '-o', 'remount,ro', disk)
    const whileSo = await give(of, third, bytes)
    quietly('mount', '-o', 'remount,rw', disk)
    expect([isReadOnly, whileSo.status, (await give(of, third, bytes)).status]).toEqual([true, 503, 303])
  } finally {
    await of.close()
  }
}, 400_000)

test('the disk under the database is full: it says so, nothing saved is lost, and it starts again by itself once there is room', async () => {
  const disk = smallDisk(700)
  if (disk === undefined) { say('Not shown here: this user may not mount a small disk.'); return }
  chmodSync(disk, 0o711)
  const of = await openService({ within: disk, parts: ['web'] })
  try {
    const client = resident(of)
    await rawly(of, client, '/report/check', await upToSending(client, 'Kept before'))
    const filler = fill(disk)
    // Until there is really nothing left: what PostgreSQL has set aside for its log is used up too.
    const useUp = (): Promise<unknown> => of.database.owner.query(`select count(pg_logical_emit_message(true, 'filler', repeat(md5(n::text), 3000))) from generate_series(1, 300) n`).catch(() => undefined)
    await useUp()
    const [second, web] = [resident(of), of.pid('web')]
    const [tries, said]: [number[], string[]] = [[], []]
    for (let n = 0; n < 12 && !tries.includes(503); n += 1) {
      const answer = await rawly(of, second, '/report')
      tries.push(answer.status)
      if (answer.status >= 400) said.push(answer.says)
      await useUp()
    }
    say(`The database's disk full: answers ${tries.join(', ')}; ${of.heard.filter(line => line.startsWith('database:')).length} words of the supervisor.`)
    expect(said.filter(words => !/no room left|cannot reach its records/.test(words))).toEqual([])
    expect(tries).toContain(503)
    makeRoom(filler)
    await expect.poll(async () => (await rawly(of, resident(of), '/report')).status, { timeout: 150_000, interval: 1_000 }).toBe(303)
    const third = resident(of)
    expect((await rawly(of, third, '/report/check', await upToSending(third, 'Kept after'))).status).toBe(303)
    expect([await storiesIn(of, 'Kept before'), await storiesIn(of, 'Kept after'), of.pid('web')]).toEqual([1, 1, web])
  } finally {
    await of.close()
  }
}, 400_000)
