// The front door of the public-spaces room.
import { anyone, formAt, get, nothing } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { beginChange, beginOrder } from './begin-proposal.tsx'
import { doPart } from './do-part.tsx'
import { dischargeOrder, dropAProposal, letEnd } from './end-order.tsx'
import { extendOrder } from './extend-order.tsx'
import { makeOrder, recordOrder } from './make-order.tsx'
import { saveOrderList, seeOrderList } from './see-order-list.tsx'
import { seeOrderWork } from './see-order-work.tsx'
import { seeOrder, seeOrders } from './see-orders.tsx'
import { seeProposal } from './see-proposal.tsx'
import { varyOrder } from './vary-order.tsx'

const read = { may: anyone('to read public spaces protection orders'), records: nothing('orders are public, and who reads them is nobody’s business') } as const
const prepare = 'work on cases'
const decide = 'authorise legal steps'
const proposal = '/public-spaces/proposals/:proposal'

export const publicSpacesRoom: Room = {
  doors: [
    get('/public-spaces-orders', { ...read, show: seeOrders }),
    get('/public-spaces-orders/:order', { ...read, show: seeOrder }),
    get('/public-spaces', { may: 'see cases', records: 'public spaces orders listed', show: seeOrderList }),
    get('/public-spaces/csv', { may: 'see cases', records: 'public spaces orders saved as a file', as: 'export', stepUp: true, perMinute: 60, show: saveOrderList }),
    ...formAt('/public-spaces/begin/:tool', { may: prepare, records: 'public spaces order begun to be prepared', form: beginOrder }),
    ...formAt('/public-spaces/record', { may: decide, records: 'public spaces order made elsewhere written down', form: recordOrder }),
    get('/public-spaces/orders/:order', { may: 'see cases', records: 'public spaces order read', show: seeOrderWork }),
    ...formAt('/public-spaces/orders/:order/begin/:tool', { may: prepare, records: 'change of a public spaces order begun to be prepared', form: beginChange }),
    ...formAt('/public-spaces/orders/:order/let-end', { may: decide, records: 'public spaces order let end', form: letEnd }),
    get(proposal, { may: 'see cases', records: 'proposal about a public spaces order read', show: seeProposal }),
    ...formAt(`${proposal}/parts/:part`, { may: prepare, records: 'part of a public spaces proposal recorded', form: doPart }),
    ...formAt(`${proposal}/drop`, { may: prepare, records: 'proposal about a public spaces order dropped', form: dropAProposal }),
    ...formAt(`${proposal}/make`, { may: decide, records: 'public spaces order made', form: makeOrder }),
    ...formAt(`${proposal}/extend`, { may: decide, records: 'public spaces order extended', form: extendOrder }),
    ...formAt(`${proposal}/vary`, { may: decide, records: 'public spaces order varied', form: varyOrder }),
    ...formAt(`${proposal}/discharge`, { may: decide, records: 'public spaces order discharged', form: dischargeOrder }),
  ],
  navigation: [{ text: 'Public spaces orders', href: '/public-spaces', act: 'see cases', more: true }],
}

export { startOrderClocks } from './order-clocks.ts'
