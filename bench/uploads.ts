// Sends a film in parts to the service as it is built, and measures what the serving process holds: node bench/run.mjs uploads 200
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { startEmbedded } from '#db/embedded.ts'
import { openDatabase } from '#db/open.ts'
import { keepWork } from '#db/work.ts'
import { newReference } from '#kernel/reference.ts'
import { rooms } from '#src/rooms.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { digestOf, formToken, newToken } from '#web/csrf.ts'
import { folderStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'

const MEGABYTE = 1024 ** 2
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
type Told = { readonly base: string; readonly cookie: string; readonly csrf: string; readonly host: string; readonly size: number }

/** The sender, in a process of its own: noise made part by part, so that no disk and no packing helps. */
const send = async ({ base, cookie, csrf, size }: Told): Promise<void> => {
  const head = Buffer.from('00000020667479706d703432000000006d7034316d70343269736f6d69736f32', 'hex')
  const post = async (path: string, fields: Readonly<Record<string, string>>, part?: Buffer): Promise<{ upload: string; received: number; location: string }> => {
    const content = new FormData()
    for (const [name, value] of Object.entries({ _csrf: csrf, ...fields })) content.append(name, value)
    if (part !== undefined) content.append('part', new Blob([new Uint8Array(part)]), 'blob')
    const answer = await fetch(base + path, { method: 'POST', body: content, headers: { cookie }, redirect: 'manual' })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    return await answer.json() as { upload: string; received: number; location: string }
  }
  const { upload } = await post('', { name: 'film.mp4', size: String(size), changed: '1', says: 'A film', visibility: 'staff' })
  const began = performance.now()
  for (let at = 0; at < size;) {
    const part = randomBytes(Math.min(4 * MEGABYTE, size - at))
    if (at === 0) head.copy(part)
    at = (await post(`/${upload}`, { offset: String(at) }, part)).received
  }
  const sent = performance.now()
  await post(`/${upload}/finish`, {})
  say(`${JSON.stringify({ secondsToSend: Math.round((sent - began) / 100) / 10, secondsToFinish: Math.round((performance.now() - sent) / 100) / 10 })}`)
}

const measure = async (megabytes: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'amity-bench-'))
  chmodSync(folder, 0o711)
  const running = await startEmbedded(folder, () => undefined, { fast: true })
  const database = await openDatabase({ owner: running.owner, secret: 'only for a bench', say: () => undefined })
  const founded = await foundPartnership(database, { name: 'Bench', hosts: ['127.0.0.1'], agency: { name: 'Council', shortName: 'Council', kind: 'council', phone: '' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null } })
  const [token, visit, now] = [newToken(), newToken(), new Date()]
  await database.owner.query(`update posts set role_id = (select id from roles where partnership_id = $1 and name = 'Case officer') where partnership_id = $1`, [founded.partnershipId])
  await database.owner.query(`select amity.start_session($1, $2, $3, $4, $5, $6, 'a bench')`, [founded.partnershipId, digestOf(token), founded.officerId, founded.agencyId, now, new Date(now.getTime() + 3_600_000 * 5)])
  const reference = newReference(randomBytes(8))
  const partnership = { id: founded.partnershipId, name: 'Bench', language: 'en', isDemonstration: false, triageAgencyId: founded.agencyId, agencyName: null, brandColour: null, phone: null, email: null }
  await keepWork(database, { kind: 'system' }, { partnership, now, purpose: 'a bench' }, work => work.db.insertInto('cases').values({ partnershipId: partnership.id, id: work.newId(), reference, title: 'Bench', categoryCode: 'noise', strand: 'nuisance', severity: 'standard', leadAgencyId: founded.agencyId, leadOfficerId: founded.officerId, openedAt: now, openedBy: founded.officerId }).execute())
  const files = await folderStore(join(folder, 'files'))
  const server = await buildServer({ database, doors: rooms.flatMap(room => room.doors), navigation: [], files, secret: database.secret, baseUrl: 'http://127.0.0.1', clock: () => new Date(), log: pino({ level: 'error' }), assetsFolder: files.incoming, assets: name => `/assets/${name}`, limitRates: true })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.addresses()[0]
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 20)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const told: Told = { base: `http://127.0.0.1:${typeof address === 'object' ? address.port : 0}/cases/${reference}/uploads`, cookie: `amity_session=${token}; amity_visit=${visit}`, csrf: formToken(database.secret, visit, token), host: '127.0.0.1', size: megabytes * MEGABYTE }
  const child = fork(import.meta.filename, [], { env: { ...process.env, AMITY_BENCH_SEND: JSON.stringify(told) } })
  const code = await new Promise<number | null>(done => { child.on('exit', done) })
  clearInterval(watch)
  delay.disable()
  const grown = (peak - before) / MEGABYTE
  say(JSON.stringify({ code, megabytes, before: Math.round(before / MEGABYTE), peak: Math.round(peak / MEGABYTE), grown: Math.round(grown), grownPerFile: Math.round(grown / megabytes * 1000) / 1000, loopDelayMs: { p99: Math.round(delay.percentile(99) / 1e6), most: Math.round(delay.max / 1e6) } }))
  await server.close()
  await database.close()
  await running.stop()
  rmSync(folder, { recursive: true, force: true })
}

const told = process.env['AMITY_BENCH_SEND']
if (told !== undefined) await send(JSON.parse(told) as Told)
else await measure(Number(process.argv[2] ?? '200'))
