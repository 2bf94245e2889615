// Chores: what a room does by the clock, for one partnership at a time, as the service itself.
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
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
  readonly halves: { readonly remove: (id: string, size: number) => Promise<void> }
}

export type Chore = {
  /** Unique and stable: it names the queue. */
  readonly name: string
  /** When, as five cron fields, Europe/London. */
  readonly cron: string
  /** Does what is due now; safe to repeat. `baseUrl`: what links in messages begin with. */
  readonly each: (work: SystemWork, baseUrl: string, files: KeptFiles) => Promise<void>
}

/** Who is told of each chore in each partnership, in a transaction of theirs: of success in the chore's own. */
export type ChoreWatch = { readonly succeeded: (work: SystemWork, name: string) => Promise<void>; readonly failed: (work: SystemWork, name: string) => Promise<void> }

/** False while another worker does this chore for this partnership: what is due is being done. Its lock goes with its transaction, however that ends. */
const isOurs = async (work: SystemWork, name: string): Promise<boolean> =>
  (await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(hashtext(${`chore ${name}`}), ${work.partnership.id}::int) as ours`.execute(work.db)).rows[0]?.ours === true

/** A chore as the worker runs it: each partnership in its own transaction, so that one that fails holds up no other. */
export const scheduled = ({ name, cron, each }: Chore, files: KeptFiles, told?: ChoreWatch): Schedule => ({
  name, cron,
  run: async (database: Database, now, baseUrl) => {
    const all = await asGate(database, async client => (await client.query<{ id: number }>('select id from partnerships order by id')).rows)
    const failed: unknown[] = []
    for (const { id } of all) {
      const partnership = await findPartnershipById(database, id)
      if (partnership === undefined) continue
      const within = (act: (work: SystemWork) => Promise<void>): Promise<void> => keepWork(database, { kind: 'system' }, { partnership, now, purpose: name }, act)
      await within(async work => {
        if (!await isOurs(work, name)) return
        await each(work, baseUrl, files)
        await told?.succeeded(work, name)
      }).catch(async (problem: unknown) => {
        failed.push(problem)
        await within(async work => { await told?.failed(work, name) }).catch(() => undefined)
      })
    }
    // Thrown last, so that the queue tries again; what succeeded finds nothing left to do.
    if (failed.length > 0) throw failed[0]
  },
})
