// What a door's line in the trail says beyond its words: which address, which records were shown, and what was asked for.
import type { RecordDetail, Subject } from '#db/work.ts'
import { readReference } from '#kernel/reference.ts'
import type { Answer } from './answers.ts'
import type { Ask } from './ask.ts'
import type { Door } from './doors.ts'

const LONGEST = 200
/** Names of a page in a list, and of things that say nothing about what was looked for. */
const NOT_ASKED = new Set(['before', 'after', 'kept', 'sent', 'by'])

/** The address as the subject of a line: a 'path' is the same for everybody, an 'address' names something. A reference in it stands as it is written, however it was typed; a private link never does. */
export const pathOf = (door: Door, ask: Ask): Subject => {
  if (!door.path.includes('/:') || door.path.includes('/:token')) return { kind: 'path', id: door.path }
  const reference = readReference(ask.params['reference'] ?? '')
  const typed = door.path.startsWith('/cases/:reference') || door.path.startsWith('/reports/:reference') ? ask.path.split('/')[2] : undefined
  return { kind: 'address', id: (reference === undefined || typed === undefined ? ask.path : ask.path.replace(`/${typed}`, `/${reference}`)).slice(0, LONGEST) }
}

const askedIn = ({ query }: Ask): string | undefined => {
  const asked = Object.entries(query).filter(([name, value]) => !NOT_ASKED.has(name) && value !== '').map(([name, value]) => `${name}: ${typeof value === 'string' ? value : value.join(', ')}`).join('; ')
  return asked === '' ? undefined : asked.slice(0, LONGEST)
}

/** In which way it was looked at, and what it showed. A list is only a list when it is about no record of its own. */
export const detailOf = (door: Door, ask: Ask, answer: Answer): RecordDetail => {
  if (answer.kind !== 'page' || answer.shown === undefined) return { how: door.how }
  const { as, records } = answer.shown
  const asked = door.method === 'GET' ? askedIn(ask) : undefined
  const isList = answer.about === undefined && (door.how === 'read')
  return { how: isList ? as : door.how, as, shown: records, ...(asked === undefined ? {} : { asked }) }
}
