// `amity doors`: every URL the service answers, who may open it, and what stands in the record afterwards.
import type { NamedRoom } from '#src/rooms.ts'
import type { Door } from '#web/doors.ts'
import type { Command } from './commands.ts'

const mayOf = ({ may }: Door): string => (typeof may === 'string' ? may : `${may.way}, ${may.to}`)
const recordsOf = ({ records }: Door): string => (typeof records === 'string' ? records : `nothing: ${records.nothing}`)

/** One line a door, in columns, under its room's name. */
export const doorsText = (rooms: readonly NamedRoom[]): string => {
  const doors = rooms.flatMap(({ room }) => room.doors)
  const wide = (of: (door: Door) => string): number => Math.max(0, ...doors.map(door => of(door).length))
  const [path, may] = [wide(door => door.path), wide(mayOf)]
  const line = (door: Door): string => `  ${door.method.padEnd(4)}  ${door.path.padEnd(path)}  ${mayOf(door).padEnd(may)}  ${recordsOf(door)}`
  return [
    ...rooms.flatMap(({ name, says, room }) => [`${name}: ${says}`, ...room.doors.map(line), '']),
    `${doors.length} doors: method, URL, who may open it, what the record says.`,
  ].join('\n')
}

export const doorsCommand: Command = {
  name: 'doors',
  usage: '',
  summary: 'every URL, who may open it, and what is recorded',
  run: async context => {
    // Only now: a back-up must not need every room to load.
    const { roomsInOrder } = await import('#src/rooms.ts')
    context.say(doorsText(roomsInOrder))
    return 0
  },
}
