// `amity import police FILE…`: street files one after another, each in one transaction; one that is refused holds up no other.
import { CannotOpen } from '#db/cannot-open.ts'
import { keepWork } from '#db/work.ts'
import type { CommandContext } from './commands.ts'
import { whichPartnership } from './which-partnership.ts'

export const importStreetFiles = async (context: CommandContext, named: string | undefined, files: readonly string[]): Promise<number> => {
  if (files.length === 0) throw new CannotOpen('Say which files: npm run amity -- import police FILE…')
  // Only now: a back-up must not need every room to load.
  const { CannotRead, importPolice } = await import('#rooms/imports/index.ts')
  return context.withDatabase(async database => {
    const partnership = await whichPartnership(database, named)
    let [refused, rows, unlocated] = [0, 0, 0]
    for (const [place, file] of files.entries()) {
      context.signal.throwIfAborted()
      context.progress(`Importing street files… ${place} of ${files.length}`)
      try {
        const done = await keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'import at the console' }, work => importPolice(work, file))
        rows += done.did === 'already there' ? 0 : done.rows
        unlocated += done.did === 'already there' ? 0 : done.unlocated
        context.say(`${done.month} ${done.force}: ${done.did === 'replaced' ? 'another file for this month was there; replaced with' : done.did}, ${done.rows} rows, ${done.unlocated} without a location.`)
      } catch (problem) {
        if (!(problem instanceof CannotRead)) throw problem
        refused += 1
        context.say(`${file}: not imported. ${problem.message}`)
      }
    }
    context.say(`Brought in ${rows} incidents (${unlocated} without a location) for ${partnership.name}${refused === 0 ? '.' : `; ${refused} of ${files.length} files were refused.`}`)
    return refused === 0 ? 0 : 1
  })
}
