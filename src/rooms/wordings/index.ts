// The front door of the wordings room: data alone, it has no pages of its own.
import type { Room } from '#web/room.ts'

export const wordingsRoom: Room = { doors: [] }

export { WORDINGS } from './all.ts'
export { noPaperFor, papersFor, partsOf, partsTheLawAsks, toConfirm } from './answers.ts'
export { NO_PAPER } from './no-paper.ts'
export { PAPER_KINDS, type PaperKind, type Wording } from './wording.ts'
