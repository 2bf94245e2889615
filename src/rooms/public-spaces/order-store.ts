// All SQL on public spaces protection orders, their extensions and variations. What ends a proposal is done by the database with the row.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { PublicSpacesOrdersTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'
import type { LonLat } from '#ui/map.tsx'

const orders = (work: Work) => work.db.selectFrom('publicSpacesOrders').select(['id', 'name', 'kind', 'place', 'bans', 'penalty', 'authority', 'ring', 'madeOn', 'effectOn', 'endsOn', 'dischargedOn', 'dischargedBecause', 'recordedBecause'])
export const allOrders = (work: Work) => orders(work).orderBy('name').orderBy('id').limit(200).execute()
export type SpacesOrder = Awaited<ReturnType<typeof allOrders>>[number]
export const orderWith = async (work: Work, id: string): Promise<SpacesOrder | undefined> => looksLikeId(id) ? orders(work).where('id', '=', id).executeTakeFirst() : undefined

/** What an order says: where, what it bans, what breaking it costs. */
export type OrderText = { readonly place: string; readonly bans: readonly string[]; readonly penalty: string; readonly ring: readonly LonLat[] }
const asRow = ({ bans, ring, ...text }: OrderText) => ({ ...text, bans: [...bans], ring: JSON.stringify(ring) })
export type NewOrder = OrderText & { readonly name: string; readonly kind: PublicSpacesOrdersTable['kind']; readonly authority: string; readonly madeOn: Day; readonly effectOn: Day; readonly endsOn: Day } & ({ readonly proposalId: string } | { readonly recordedBecause: string })
export const insertOrder = async (work: OfficerWork, order: NewOrder): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('publicSpacesOrders').values({ partnershipId: work.partnership.id, id, ...order, ...asRow(order), madeAt: work.now, madeBy: work.actor.officerId }).execute()
  return id
}

type Decided = { readonly proposalId: string; readonly madeOn: Day; readonly why: string; readonly authority: string }
export const extensionsOf = (work: Work, orderId: string) => work.db.selectFrom('publicSpacesExtensions').select(['id', 'madeOn', 'endedOn', 'endsOn', 'why', 'authority']).where('orderId', '=', orderId).orderBy('madeOn').orderBy('id').limit(50).execute()
export const insertExtension = async (work: OfficerWork, { id: orderId, endsOn: endedOn }: SpacesOrder, extension: Decided & { readonly endsOn: Day }): Promise<void> => {
  await work.db.insertInto('publicSpacesExtensions').values({ partnershipId: work.partnership.id, id: work.newId(), orderId, endedOn, ...extension, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
export const variationsOf = (work: Work, orderId: string) => work.db.selectFrom('publicSpacesVariations').select(['id', 'madeOn', 'why', 'authority', 'saidBefore', 'bans', 'place', 'penalty']).where('orderId', '=', orderId).orderBy('madeOn').orderBy('id').limit(50).execute()
export const insertVariation = async (work: OfficerWork, { id: orderId }: SpacesOrder, { place, bans, penalty, ring, ...decided }: Decided & OrderText): Promise<void> => {
  await work.db.insertInto('publicSpacesVariations').values({ partnershipId: work.partnership.id, id: work.newId(), orderId, ...decided, ...asRow({ place, bans, penalty, ring }), madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
/** False: it had been discharged. */
export const discharge = async (work: OfficerWork, { id }: SpacesOrder, { proposalId, madeOn, why }: Omit<Decided, 'authority'>): Promise<boolean> =>
  (await work.db.updateTable('publicSpacesOrders').set({ dischargedOn: madeOn, dischargedBecause: why, dischargeProposalId: proposalId }).where('id', '=', id).where('dischargedOn', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
