// `amity files`: stored files that no row names and that have lain there for days, as a list; with --remove they go.
import { CannotOpen } from '#db/cannot-open.ts'
import { findUnnamed, removeUnnamed, type FilesFound } from '#db/unnamed-files.ts'
import { size } from './backup.ts'
import type { Command } from './commands.ts'
import { takeFlag, takeOption } from './which-partnership.ts'

const USAGE = '[--days N] [--remove [--even-most]]'
const USUAL = 7
const DAY = 24 * 3_600_000

/** No less than a day: no upload and no piece of work lasts as long. */
const daysOf = (said: string | undefined): number => {
  if (said === undefined) return USUAL
  if (!/^[1-9]\d{0,3}$/.test(said)) throw new CannotOpen('--days is a whole number, 1 or more: how long a file has lain there without a row that names it.')
  return Number(said)
}

const files = (n: number): string => `${n} ${n === 1 ? 'file' : 'files'}`
const total = (found: FilesFound): string => size(found.unnamed.reduce((sum, one) => sum + one.size, 0))

/** Where more files are without a row than with one, the likelier reason is that these are the files of another database. */
const refuseMost = ({ named, unnamed }: FilesFound): void => {
  if (unnamed.length > named) throw new CannotOpen(`Nothing was removed: more files have no row (${unnamed.length}) than have one (${named}). Is this the database these files belong to, and as new as they are? If it surely is: --remove --even-most.`)
}

/** @param clock by which files are judged */
export const filesBy = (clock: () => Date): Command => ({
  name: 'files',
  usage: USAGE,
  summary: `list stored files that no record names and that are older than --days (${USUAL}); with --remove they are deleted`,
  givesWay: true,
  run: async (context, args) => {
    const { value, rest } = takeOption(args, 'days')
    const { given: isRemoving, rest: others } = takeFlag(rest, 'remove')
    const { given: evenMost, rest: left } = takeFlag(others, 'even-most')
    if (left.length > 0 || (evenMost && !isRemoving)) throw new CannotOpen(`Say it so: npm run amity -- files ${USAGE}`)
    const days = daysOf(value)
    const before = new Date(clock().getTime() - days * DAY)
    return context.withOwner(async owner => {
      const { signal } = context
      const looking = { owner, place: await context.placeOfFiles(), before, signal, progress: (n: number) => context.progress(`Looking… ${files(n)}`) }
      const found = await findUnnamed(looking)
      for (const one of found.unnamed) context.say(`${one.name}  ${size(one.size)}  since ${one.since.toISOString().slice(0, 10)}`)
      context.say(`No record names ${files(found.unnamed.length)} (${total(found)}) that ${found.unnamed.length === 1 ? 'has' : 'have'} lain there for ${days} ${days === 1 ? 'day' : 'days'} or longer. Records name ${found.named}; ${found.young} without a record ${found.young === 1 ? 'is' : 'are'} younger and may be on the way in.`)
      if (!isRemoving || found.unnamed.length === 0) return 0
      if (!evenMost) refuseMost(found)
      const gone = await removeUnnamed({ ...looking, progress: n => context.progress(`Removing… ${files(n)}`) }, found.unnamed)
      context.say(`Removed ${files(gone.files)} (${size(gone.bytes)}).`)
      signal.throwIfAborted()
      return 0
    })
  },
})

export const filesCommand = filesBy(() => new Date())
