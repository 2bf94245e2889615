// What the worker does with bundles that were ordered: draws each, says how far it is, and stops when somebody says so.
import type { Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { SILENT, underway, type Looking } from '#jobs/underway.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { digestOf, keepDocument, type Kept } from '#rooms/statements/index.ts'
import type { FileStore } from '#web/file-store.ts'
import { printPapers, type NotPrinted, type Printed } from '#web/press.ts'
import { caseAndMaker, insertBundle } from './bundle-store.ts'
import { drawBundle, type Watched } from './draw-bundle.ts'
import { endOrder, giveUp, sayProgress, takeOrder, type Progress, type Taken } from './order-store.ts'
import { schedulePaper } from './schedule-paper.ts'

export type CarryOut = { readonly database: Database; readonly files: FileStore; readonly clock: () => Date } & Looking
type Within = <T>(act: (work: SystemWork) => Promise<T>) => Promise<T>

type Drawn = { readonly bundle: Printed; readonly schedule: Printed; readonly maker: string }
const draw = async (within: Within, files: FileStore, order: Taken, watching: Watched): Promise<Drawn | NotPrinted> => {
  const { caseId, orderedAt, orderedBy, version, title, leftOut } = order
  const bundle = await drawBundle(files, { ...order, madeAt: orderedAt }, watching)
  if ('wrong' in bundle) return bundle
  const { reference, maker } = await within(work => caseAndMaker(work, caseId, orderedBy))
  const schedule = await printPapers({ court: schedulePaper({ reference, agency: order.drawnFrom.author, version, title, sha256: digestOf(bundle.pdf), leftOut, madeAt: orderedAt }), pictures: [], at: orderedAt })
  return 'wrong' in schedule ? schedule : { bundle, schedule, maker }
}

/** Both documents in the store, or neither. */
const bothKept = async (files: FileStore, bundle: Buffer, schedule: Buffer): Promise<readonly [bundle: Kept, schedule: Kept]> => {
  const first = await keepDocument(files, bundle)
  try {
    return [first, await keepDocument(files, schedule)]
  } catch (problem) {
    await files.remove(first.storedAs)
    throw problem
  }
}

/** Both documents and their row together. Where the database did not answer nobody knows whether the row stands, and the documents stay. */
const keep = async (within: Within, files: FileStore, order: Taken, { bundle: printed, schedule: list, maker }: Drawn): Promise<void> => {
  const { id, caseId, matterId, version, title, orderedAt: madeAt, orderedBy: madeBy, drawnFrom, pictures, leftOut, used } = order
  const [bundle, schedule] = await bothKept(files, printed.pdf, list.pdf)
  const stands = await within(async work => {
    if (!await endOrder(work, order)) return false
    await insertBundle(work, { ...bundle, id, caseId, matterId, version, title, madeAt, madeBy, pages: printed.pages.at(-1)?.to ?? 1, drawnFrom, pictures, leftOut, used, scheduleStoredAs: schedule.storedAs, scheduleSha256: schedule.sha256, scheduleSize: schedule.size })
    await insertEntry(work, caseId, { kind: 'action', happenedAt: work.now, summary: `Court bundle ${version} made: ${title}`.slice(0, 300), body: `Ordered by ${maker}. SHA-256 ${bundle.sha256}`, visibility: 'staff' })
    return true
  })
  if (!stands) for (const { storedAs } of [bundle, schedule]) await files.remove(storedAs)
}

const carryOut = async (within: Within, o: CarryOut, order: Taken): Promise<void> => {
  const watching = underway<Progress>({ doing: 'reading', done: 0 }, progress => within(work => sayProgress(work, order, progress)), o)
  try {
    const drawn = await draw(within, o.files, order, watching)
    await watching.end()
    if (watching.signal.aborted) return
    if ('wrong' in drawn) await within(work => endOrder(work, order, drawn.wrong))
    else await keep(within, o.files, order, drawn)
  } finally {
    await watching.end()
  }
}

/** @returns how many were taken up; 0 when there was nothing to do */
export const carryOutOrdersOf = async (o: CarryOut, partnershipId: number): Promise<number> => {
  const partnership = await findPartnershipById(o.database, partnershipId)
  if (partnership === undefined) return 0
  const within: Within = act => keepWork(o.database, { kind: 'system' }, { partnership, now: o.clock(), purpose: 'to make a bundle' }, act)
  await within(giveUp)
  const order = await within(takeOrder)
  if (order === undefined) return 0
  await carryOut(within, o, order)
  return 1
}

export const carryOutOrders = async (o: CarryOut): Promise<number> => {
  const { rows } = await asGate(o.database, client => client.query<{ id: number }>(`select distinct partnership_id as id from bundle_orders where state = 'waiting' or (state = 'drawing' and seen_at < $1)`, [new Date(o.clock().getTime() - SILENT)]))
  let done = 0
  for (const { id } of rows) done += await carryOutOrdersOf(o, id)
  return done
}
