// Chores: what a room does by the clock, for one partnership at a time, as the service itself.
import type { Readable } from 'node:stream'
import type { Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from './outbox.ts'
import type { Schedule } from './worker.ts'

/** As much of the file store as a chore needs. */
export type KeptFiles = {
  readonly remove: (storedAs: string) => Promise<void>
  readonly keep: (path: string) => Promise<string>
  readonly open: (storedAs: string) => Promise<{ readonly stream: Readable }>
  readonly incoming: string
}

export type Chore = {
  /** Unique and stable: it names the queue. */
  readonly name: string
  /** When, as five cron fields, Europe/London. */
  readonly cron: string
  /** Does what is due now; safe to repeat. `baseUrl`: what links in messages begin with. */
  readonly each: (work: SystemWork, baseUrl: string, files: KeptFiles) => Promise<void>
}

/** A chore as the worker runs it: each partnership in its own transaction, so that one that fails holds up no other. */
export const scheduled = ({ name, cron, each }: Chore, files: KeptFiles): Schedule => ({
  name, cron,
  run: async (database: Database, now, baseUrl) => {
    const all = await asGate(database, async client => (await client.query<{ id: number }>('select id from partnerships order by id')).rows)
    const failed: unknown[] = []
    for (const { id } of all) {
      const partnership = await findPartnershipById(database, id)
      if (partnership === undefined) continue
      await keepWork(database, { kind: 'system' }, { partnership, now, purpose: name }, work => each(work, baseUrl, files)).catch((problem: unknown) => { failed.push(problem) })
    }
    // Thrown last, so that the queue tries again; what succeeded finds nothing left to do.
    if (failed.length > 0) throw failed[0]
  },
})
