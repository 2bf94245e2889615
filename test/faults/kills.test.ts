// kill -9 of the web part, the worker and the database, in turn and together, at moments chosen by chance, while twenty clients
// work. Afterwards everything acknowledged is there exactly once. `npm run faults -- kills 100`
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { asked, chanceFrom, say, SEED } from './chance.ts'
import { leftWhole, untilQuiet } from './left-whole.ts'
import { openPostBox } from './post-box.ts'
import { openService, type Service } from './service.ts'
import { setToWork, type Ledger } from './workload.ts'

const KILLS = asked('AMITY_FAULTS_KILLS', 4)
/** Seconds after which no more are killed: for a machine too slow for all of them. What was done is printed. */
const LONGEST = asked('AMITY_FAULTS_SECONDS', Number.POSITIVE_INFINITY)
const isLong = KILLS > 10
const TARGETS = [['web'], ['worker'], ['database'], ['web', 'worker', 'database'], ['web', 'database'], ['worker', 'database'], ['web', 'worker']] as const

/** Counted in answers, so that a slow machine is not killed before anything was under way. */
const untilAnswered = async ({ tally }: Ledger, more: number): Promise<void> => {
  const [before, began] = [tally.each.length, performance.now()]
  while (tally.each.length < before + more && performance.now() - began < 90_000) await pause(20)
}

const killing = async (service: Service, ledger: Ledger): Promise<Record<string, number>> => {
  const [chance, times]: [ReturnType<typeof chanceFrom>, Record<string, number>] = [chanceFrom(SEED), {}]
  const began = performance.now()
  for (let n = 0; n < KILLS && performance.now() - began < LONGEST * 1_000; n += 1) {
    // Now and then before the last one is up again.
    if (n === 0 || chance.under(5) > 0) await untilAnswered(ledger, 20 + chance.under(isLong ? 200 : 120))
    else await pause(chance.between(0, 1_500))
    // Each in turn, so that none is left out.
    const what = TARGETS[n % (isLong ? TARGETS.length : 4)] ?? ['web']
    for (const one of what) service.kill(one)
    times[what.join('+')] = (times[what.join('+')] ?? 0) + 1
    if (isLong) say(`kill ${n + 1} of ${KILLS}: ${what.join(', ')}; ${ledger.reports.length} reports, ${ledger.uploads.length} films, ${ledger.closed.length} closings, ${ledger.messages.length} messages acknowledged`)
  }
  return times
}

/** Everybody gets the answer they wait for, and each kind of work has been done. */
const untilDone = async ({ reports, uploads, closed, messages, imports }: Ledger): Promise<void> => {
  const began = performance.now()
  while (Math.min(reports.length, uploads.length, closed.length, messages.length, imports.length) === 0 && performance.now() - began < 100_000) await pause(100)
}

test(`${KILLS} kills: whatever was acknowledged is there exactly once, nothing is half written, no letter goes twice`, async () => {
  const box = await openPostBox()
  const service = await openService({ settings: { AMITY_MAIL: box.url, AMITY_MAIL_FROM: 'Neighbourhood team <team@example.test>' } })
  try {
    const began = performance.now()
    const working = setToWork(service, { seed: SEED, clients: { report: 9, upload: 4, import: 1, close: 4, message: 2 }, think: isLong ? [100, 700] : [50, 300], rows: isLong ? 4_500 : 2_500 })
    const times = await killing(service, working.ledger)
    await service.ready()
    await untilDone(working.ledger)
    working.stop()
    await working.done
    const quiet = await untilQuiet(service, isLong ? 900 : 150)
    const { wrong, counts } = await leftWhole(service, working.ledger, box)
    const { requests, unanswered, unavailable, answered500 } = working.ledger.tally
    say(JSON.stringify({ seed: SEED, kills: times, seconds: Math.round((performance.now() - began) / 1000), secondsUntilQuiet: quiet, requests, unanswered, answered503: unavailable, answered500, ...counts }, undefined, 1))
    const revived = service.heard.filter(line => line.includes('PostgreSQL ended unexpectedly')).length
    say(`PostgreSQL was brought back ${revived} times.`)
    if (answered500 > 0) say(service.heard.filter(line => line.includes('"a request failed"')).slice(0, 5).join('\n'))
    expect(wrong.slice(0, 40)).toEqual([])
    expect(answered500).toBe(0)
    // It was under load: a run in which nothing was acknowledged shows nothing.
    expect(Math.min(working.ledger.reports.length, working.ledger.uploads.length, working.ledger.closed.length, working.ledger.messages.length)).toBeGreaterThan(0)
    expect(revived).toBeGreaterThan(0)
  } finally {
    await service.close()
    await box.close()
  }
}, isLong ? 5 * 3_600_000 : 600_000)
