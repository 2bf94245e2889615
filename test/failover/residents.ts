// Residents who report through the public form, page after page, and send its last page again, tokens and all, until they have an answer.
import { setTimeout as pause } from 'node:timers/promises'
import { newClient, newTally, Stopped, type Tally } from '#test/faults/client.ts'
import { upToSending } from '#test/faults/one-report.ts'
import type { Heard } from './reporters.ts'

export type Residents = { readonly kept: readonly Heard[]; readonly tally: Tally; readonly faults: readonly string[]; readonly stop: () => Promise<void> }

export const startResidents = (base: string, clients: number): Residents => {
  const [kept, faults, tally, stopped] = [[] as Heard[], [] as string[], newTally(), new AbortController()]
  let number = 0
  const report = async (): Promise<void> => {
    number += 1
    const mark = `mark-f${number}-`
    const client = newClient({ base, tally, signal: stopped.signal })
    const form = await upToSending(client, `${mark} Shouting at night`)
    while (!stopped.signal.aborted) {
      const sentAt = Date.now()
      const answer = await client.once('/report/check', form)
      if (answer === undefined) { await pause(300); continue }
      if (answer.status === 303 && answer.location.startsWith('/report/sent')) kept.push({ mark, sentAt, heardAt: Date.now() })
      else faults.push(`${mark} ${answer.status} ${answer.location}`)
      return
    }
  }
  const one = async (): Promise<void> => {
    while (!stopped.signal.aborted) await report().catch((problem: unknown) => { if (!(problem instanceof Stopped)) faults.push(problem instanceof Error ? problem.message : String(problem)) })
  }
  const all = Promise.all(Array.from({ length: clients }, one))
  return { kept, tally, faults, stop: async () => { stopped.abort(); await all } }
}
