// The rooms in order, one sentence each. A room may use the ones above it, by their index.ts, and never the ones below.
import type { Room } from '#web/room.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { homeRoom } from '#rooms/home/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { peopleRoom } from '#rooms/people/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { riskRoom } from '#rooms/risk/index.ts'

export type NamedRoom = { readonly name: string; readonly says: string; readonly room: Room }

export const roomsInOrder: readonly NamedRoom[] = [
  { name: 'partnership', says: 'Agencies, teams, officers, roles, circles and sign-in.', room: partnershipRoom },
  { name: 'people', says: 'Who reports, is harmed, saw it, or is said to be responsible; the safe-contact rule.', room: peopleRoom },
  { name: 'diary', says: 'What is due, for whom, by when, under which rule.', room: diaryRoom },
  { name: 'reporting', says: 'Somebody tells us something, and it is triaged.', room: reportingRoom },
  { name: 'cases', says: 'The work on one problem, from opening to closing.', room: casesRoom },
  { name: 'risk', says: 'How much danger the person harmed is in, asked with them and asked again in time.', room: riskRoom },
  { name: 'case-file', says: 'The one screen officers live on.', room: caseFileRoom },
  { name: 'home', says: 'Each person’s first page, and the pages every public service must have.', room: homeRoom },
]

export const rooms: readonly Room[] = roomsInOrder.map(({ room }) => room)
