// What the worker does with records that were ordered: writes them through the eyes of whoever ordered them, says how far it is, and stops when told.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#db/open.ts'
import { keepWork, type OfficerActor, type Partnership, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { MOST_TRIES, SILENT, underway, type Looking } from '#jobs/underway.ts'
import { addDays, startOfDay } from '#kernel/time.ts'
import type { FileStore } from '#web/file-store.ts'
import { endOrder, giveUp, handBack, sayFar, takeOrder, writerOf, type Archive, type Taken } from './order-store.ts'
import { packExport, recordShown, writeExport, type Far, type Reading } from './write-export.ts'

export const KEPT_DAYS = 7
export type WriteOrdered = { readonly database: Database; readonly files: FileStore; readonly clock: () => Date } & Looking
type Within = <T>(act: (work: SystemWork) => Promise<T>) => Promise<T>
type Order = { readonly o: WriteOrdered; readonly partnership: Partnership; readonly within: Within; readonly order: Taken }

/** Whoever ordered it has left, or may no longer. */
class MayNot extends Error {}
const MAY_NOT = 'Whoever ordered it may no longer have it'

/** Before each piece it is asked anew what they may see: what ends meanwhile ends here too. */
const theirEyes = ({ o: { database, clock }, partnership, within, order }: Order): { readonly officer: () => Promise<OfficerActor>; readonly reading: Reading } => {
  const officer = async (): Promise<OfficerActor> => {
    const actor = await within(work => writerOf(work, order))
    if (actor === undefined) throw new MayNot()
    return actor
  }
  return {
    officer,
    reading: async (read, shown) => {
      const actor = await officer()
      return keepWork(database, actor, { partnership, now: clock(), purpose: order.because }, async work => {
        // Nobody waits in a browser for it.
        await sql`set local statement_timeout = '5min'`.execute(work.db)
        const answer = await work.aside(read)
        await recordShown(work, actor.agencyId, shown?.(answer) ?? [])
        return answer
      })
    },
  }
}

/** Folder and archive carry the try, so that what a dead one left is known, and nobody writes into another's. */
const places = (incoming: string, { id }: Taken, tried: number) => ({ folder: join(incoming, `export-${id}-${tried}`), archive: join(incoming, `export-${id}-${tried}.tar`) })
const clear = async ({ folder, archive }: ReturnType<typeof places>): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  await rm(archive, { force: true })
}

const write = async (about: Order, at: (far: Far) => void, signal: AbortSignal): Promise<Omit<Archive, 'endsAt'>> => {
  const { o: { files }, order } = about
  const { officer, reading } = theirEyes(about)
  const here = places(files.incoming, order, order.tries)
  for (let tried = 1; tried <= MOST_TRIES; tried += 1) await clear(places(files.incoming, order, tried))
  try {
    await mkdir(here.folder, { mode: 0o700 })
    const { agencyId: id, agencyName: name } = await officer()
    const manifest = await writeExport({ agency: { id, name }, files, folder: here.folder, reading, at, signal })
    at({ doing: 'packing', done: 0, total: 0 })
    const packed = await packExport(here.folder, manifest, here.archive, signal)
    return { ...packed, storedAs: await files.keep(here.archive) }
  } finally {
    await clear(here)
  }
}

/**
 * In the store, and had by whoever ordered it if they still may; otherwise neither. Where the database did not answer nobody knows
 * whether it stands, and the file stays: one that no row names is found by `amity files`, one that is gone is had by nobody.
 */
const hand = async ({ o: { files }, within, order }: Order, archive: Omit<Archive, 'endsAt'>): Promise<void> => {
  const stands = await within(async work => {
    if (await writerOf(work, order) !== undefined) return endOrder(work, order, { ...archive, endsAt: startOfDay(addDays(work.today, KEPT_DAYS + 1)) })
    await endOrder(work, order, { problem: MAY_NOT })
    return false
  })
  if (!stands) await files.remove(archive.storedAs)
}

const carryOut = async (about: Order): Promise<void> => {
  const { o, within, order } = about
  const watching = underway<Far>({ doing: 'rows', done: 0, total: 0 }, far => within(work => sayFar(work, order, far)), o)
  try {
    const archive = await write(about, watching.at, watching.signal)
    await watching.end()
    await hand(about, archive)
  } catch (problem) {
    await watching.end()
    if (problem instanceof MayNot) await within(work => endOrder(work, order, { problem: MAY_NOT }))
    else if (o.stopping?.aborted === true) await within(work => handBack(work, order))
    // Stopped by whoever ordered it, or another has it: nothing is left to do.
    else if (!watching.signal.aborted) throw problem
  }
}

/** @returns how many were taken up; 0 when there was nothing to do */
export const writeOrderedOf = async (o: WriteOrdered, partnershipId: number): Promise<number> => {
  const partnership = await findPartnershipById(o.database, partnershipId)
  if (partnership === undefined) return 0
  const within: Within = act => keepWork(o.database, { kind: 'system' }, { partnership, now: o.clock(), purpose: 'to write out an agency’s own records' }, act)
  await within(giveUp)
  const order = await within(takeOrder)
  if (order === undefined) return 0
  await carryOut({ o, partnership, within, order })
  return 1
}

export const writeOrdered = async (o: WriteOrdered): Promise<number> => {
  const { rows } = await asGate(o.database, client => client.query<{ id: number }>(`select distinct partnership_id as id from agency_exports where state = 'waiting' or (state = 'writing' and seen_at < $1)`, [new Date(o.clock().getTime() - SILENT)]))
  let done = 0
  for (const { id } of rows) {
    if (o.stopping?.aborted === true) break
    done += await writeOrderedOf(o, id)
  }
  return done
}
