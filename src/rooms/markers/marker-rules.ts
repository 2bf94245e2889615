// What markers are made of and how they stand today: pure.
import { addMonths, sayDate, type Day } from '#kernel/time.ts'

export const KINDS = ['violence or threats', 'weapons', 'dangerous animal', 'needles or drugs', 'harasses staff', 'hazard at the address', 'other'] as const
export const WHAT_TO_DO = ['visit in pairs', 'do not visit: meet at an office', 'ring ahead', 'visit with the police', 'keep the animal shut away', 'do not go in', 'end calls that threaten'] as const
export const EVIDENCE = ['entry in a case', 'report', 'document', 'another agency said so'] as const

export type Standing = 'live' | 'not yet authorised' | 'historical' | 'ended'
export type Dated = { readonly endedAt: Date | null; readonly reviewOn: Day; readonly authorisedBy: string | null; readonly carriedOver: boolean }

/** How a marker stands on a day. On its review day it still holds; the day after it is history. */
export const standingOf = ({ endedAt, reviewOn, authorisedBy, carriedOver }: Dated, today: Day): Standing =>
  endedAt !== null ? 'ended' : reviewOn < today ? 'historical' : authorisedBy === null && !carriedOver ? 'not yet authorised' : 'live'

export const isInForce = (marker: Dated, today: Day): boolean => ['live', 'not yet authorised'].includes(standingOf(marker, today))

export type Said = Dated & { readonly kind: string; readonly says: string; readonly whatToDo: readonly string[]; readonly alsoDo: string }

const upper = (text: string): string => text.replace(/^./, first => first.toUpperCase())
/** "Visit in pairs. Ring ahead. Ask for Ms Obi." */
export const sayWhatToDo = ({ whatToDo, alsoDo }: Pick<Said, 'whatToDo' | 'alsoDo'>): string => [...whatToDo, ...(alsoDo === '' ? [] : [alsoDo])].map(one => `${upper(one).replace(/\.$/, '')}.`).join(' ')

/** When it was looked at, and how it stands. */
export const sayStanding = (marker: Dated, today: Day): string => {
  switch (standingOf(marker, today)) {
    case 'live': return `Review by ${sayDate(marker.reviewOn)}`
    case 'not yet authorised': return `No manager has authorised it yet. Review by ${sayDate(marker.reviewOn)}`
    case 'historical': return `Historical: nobody reviewed it by ${sayDate(marker.reviewOn)}`
    case 'ended': return 'Ended'
  }
}

/** The last day on which a marker looked at today may be looked at again. */
export const latestReview = (today: Day): Day => addMonths(today, 12)
