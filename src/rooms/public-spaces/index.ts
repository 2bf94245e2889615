// The front door of the public-spaces room.
import { anyone, formAt, get, nothing } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { extendOrder } from './extend-order.tsx'
import { seeOrder, seeOrders } from './see-orders.tsx'

const read = { may: anyone('to read public spaces protection orders'), records: nothing('orders are public, and who reads them is nobody’s business') } as const

export const publicSpacesRoom: Room = {
  doors: [
    get('/public-spaces-orders', { ...read, show: seeOrders }),
    get('/public-spaces-orders/:order', { ...read, show: seeOrder }),
    ...formAt('/public-spaces-orders/:order/extend', { may: 'authorise legal steps', records: 'public spaces order extended', form: extendOrder }),
  ],
}
