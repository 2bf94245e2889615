// The front door of the quality room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { drawing } from './draw-sample.ts'
import { reviewCase } from './review-case.tsx'
import { seeMyQuality, seeQuality } from './see-quality.tsx'

export const qualityRoom: Room = {
  doors: [
    get('/quality', { may: 'review case quality', records: 'case quality read', show: seeQuality }),
    get('/quality/mine', { may: 'work on cases', records: 'own case quality read', show: seeMyQuality }),
    ...formAt('/quality/:id', { may: 'review case quality', records: 'case reviewed', form: reviewCase }),
  ],
  navigation: [{ text: 'Quality', href: '/quality', act: 'review case quality', more: true }],
  chores: [drawing],
}

export { ANSWERS, qualityFormOn, scoreOf } from './standards.ts'
