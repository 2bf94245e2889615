// What one web process holds over many requests: pages, searches, forms and reports, as fast as they are answered.
// node bench/run.mjs memory URL [REQUESTS]
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, browser, round } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PAGES } from './pages/list.ts'
import { PATIENCE } from '#web/pressure.ts'
import { AS_SERVED } from './pages/as-served.ts'
import { openService, signIn } from './pages/service.ts'

const [url = '', howMany = '200000'] = process.argv.slice(2)
const requests = Number(howMany)
const [AT_ONCE, MEGABYTE] = [10, 1024 ** 2]
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

if (process.env['AMITY_BENCH_SERVE'] !== undefined) {
  const service = await openService(url, { patience: PATIENCE })
  process.send?.({ port: service.port })
  process.on('message', () => { const { rss, heapUsed, external } = process.memoryUsage(); process.send?.({ rss, heapUsed, external }) })
} else {
  const child = fork(import.meta.filename, [url], { execArgv: [...process.execArgv, ...AS_SERVED], env: { ...process.env, AMITY_BENCH_SERVE: 'yes' } })
  const told = <T>(): Promise<T> => new Promise(done => { child.once('message', (message: T) => { done(message) }) })
  const { port } = await told<{ port: number }>()
  const looker = await openService(url)
  const chosen = await choose(looker.database.owner)
  const cookies = { officer: await signIn(looker.database, chosen, chosen.eyes.officer), manager: await signIn(looker.database, chosen, chosen.eyes.manager), administrator: await signIn(looker.database, chosen, chosen.eyes.administrator) }
  await looker.stop()
  // Pages that cost little beside those that cost much: memory is lost by the request, not by the millisecond.
  const [cheap, dear] = [PAGES.filter(({ kind, name }) => kind === 'page' && /^(home|register|cases: (open|mine)|my work|triage|a report)/.test(name)), PAGES]
  const publicPages = ['/', '/report/category', '/sign-in', '/privacy', '/no/such/page', '/open311/v2/services.json']
  const agent = browser(AT_ONCE)
  const trace: { readonly after: number; readonly rss: number; readonly heap: number; readonly external: number }[] = []
  let [done, failed] = [0, 0]
  const began = performance.now()
  const look = async (): Promise<void> => {
    child.send('how much')
    const { rss, heapUsed, external } = await told<{ rss: number; heapUsed: number; external: number }>()
    trace.push({ after: done, rss: round(rss / MEGABYTE), heap: round(heapUsed / MEGABYTE), external: round(external / MEGABYTE) })
    say(`${String(done).padStart(7)} requests, ${round(done / ((performance.now() - began) / 1000))} a second: ${JSON.stringify(trace.at(-1))}`)
  }
  await look()
  let next = Math.max(500, Math.floor(requests / 20))
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let n = done; done < requests; n = done) {
      done += 1
      const page = n % 20 === 7 ? dear[n % dear.length] : cheap[n % cheap.length]
      const answer = n % 3 === 0 ? await ask({ port, host: chosen.host, agent }, publicPages[n % publicPages.length] ?? '/') : await ask({ port, host: chosen.host, cookie: cookies[page?.who ?? 'officer'], agent }, page?.path(chosen.known) ?? '/')
      if (answer.status >= 500) failed += 1
      if (done >= next) { next += Math.max(500, Math.floor(requests / 20)); await look() }
    }
  }))
  await look()
  const half = trace.slice(Math.floor(trace.length / 2))
  say(`${requests} requests, ${failed} failed. Most: ${Math.max(...trace.map(({ rss }) => rss))} MB (wanted: 350). From half way to the end the heap went from ${half[0]?.heap} to ${half.at(-1)?.heap} MB, all of it from ${half[0]?.rss} to ${half.at(-1)?.rss} MB.`)
  writeFileSync(join(tmpdir(), 'amity-bench-memory.json'), JSON.stringify({ requests, failed, trace }, undefined, 2))
  child.kill('SIGKILL')
  process.exit(0)
}
