// All SQL on public spaces protection orders and their extensions.
import type { OfficerWork, Work } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import type { Day } from '#kernel/time.ts'

const orders = (work: Work) => work.db.selectFrom('publicSpacesOrders').select(['id', 'name', 'kind', 'place', 'bans', 'penalty', 'authority', 'ring', 'madeOn', 'effectOn', 'endsOn', 'dischargedOn'])
export const allOrders = (work: Work) => orders(work).orderBy('name').orderBy('id').limit(200).execute()
export type SpacesOrder = Awaited<ReturnType<typeof allOrders>>[number]
export const orderWith = async (work: Work, id: string): Promise<SpacesOrder | undefined> => looksLikeId(id) ? orders(work).where('id', '=', id).executeTakeFirst() : undefined

export const extensionsOf = (work: Work, orderId: string) => work.db.selectFrom('publicSpacesExtensions').select(['id', 'madeOn', 'endedOn', 'endsOn', 'why', 'authority']).where('orderId', '=', orderId).orderBy('madeOn').orderBy('id').limit(50).execute()
export const insertExtension = async (work: OfficerWork, { id: orderId, endsOn: endedOn }: SpacesOrder, extension: { readonly madeOn: Day; readonly endsOn: Day; readonly why: string; readonly authority: string }): Promise<void> => {
  await work.db.insertInto('publicSpacesExtensions').values({ partnershipId: work.partnership.id, id: work.newId(), orderId, endedOn, ...extension, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
