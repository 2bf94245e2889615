// The front door of the handling room.
import { formAt, get, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { answerTransfer, seeTransfers } from './answer-transfer.tsx'
import { changeLead, recallOffer } from './change-lead.tsx'
import { bringBack, endHold, holdCase } from './hold-case.tsx'
import { seeTeam } from './see-team.tsx'
import { mergeCase, unmergeCase } from './merge-cases.tsx'

export const handlingRoom: Room = {
  doors: [
    get('/team', { may: 'see the team', records: 'team read', show: seeTeam }),
    ...formAt('/cases/:reference/lead', { may: 'change who leads', records: 'lead changed or offered', form: changeLead }),
    post('/cases/:reference/lead/recall', { may: 'change who leads', records: 'offer of the lead recalled', act: recallOffer }),
    get('/transfers', { may: 'change who leads', records: 'offers of the lead read', show: seeTransfers }),
    ...formAt('/transfers/:transfer', { may: 'change who leads', records: 'offer of the lead answered', form: answerTransfer }),
    ...formAt('/cases/:reference/hold', { may: 'work on cases', records: 'case put on hold', form: holdCase }),
    ...formAt('/cases/:reference/hold/end', { may: 'work on cases', records: 'hold ended', form: endHold }),
    ...formAt('/cases/:reference/merge', { may: 'merge cases', records: 'case merged', form: mergeCase }),
    ...formAt('/cases/:reference/unmerge', { may: 'merge cases', records: 'merge undone', form: unmergeCase }),
  ],
  navigation: [{ text: 'Team', href: '/team', act: 'see the team' }, { text: 'Offers', href: '/transfers', act: 'change who leads', more: true }],
  chores: [{ name: 'handling.holds-that-end', cron: '10 0 * * *', each: work => bringBack(work) }],
}

export { handlingSection, mergedSection } from './handling-section.tsx'
