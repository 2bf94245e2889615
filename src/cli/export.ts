// `amity export cases|reports FILE.csv` and `export agency NAME FOLDER`: writes records out, as the administrator at the console, and says so in the trail.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command, CommandContext } from './commands.ts'
import { takeOption, whichPartnership } from './which-partnership.ts'

const USAGE = 'cases|reports FILE.csv | agency NAME FOLDER'

const freePlace = (given: string): string => {
  const to = path.resolve(given)
  if (existsSync(to)) throw new CannotOpen(`${to} is there already. Choose another name; an export never overwrites one.`)
  if (!statSync(path.dirname(to), { throwIfNoEntry: false })?.isDirectory()) throw new CannotOpen(`There is no folder ${path.dirname(to)}. Make it first.`)
  return to
}

const exportOneAgency = async (context: CommandContext, named: string | undefined, [name, folder, ...more]: readonly string[]): Promise<number> => {
  if (name === undefined || folder === undefined || more.length > 0) throw new CannotOpen('Say which agency and where to: npm run amity -- export agency "NAME" FOLDER [--partnership NAME]')
  const to = freePlace(folder)
  const { exportAgency } = await import('#rooms/leaving/index.ts')
  return context.withDatabase(async database => {
    const partnership = await whichPartnership(database, named)
    const done = await exportAgency({ database, partnership, files: await context.files(), clock: () => new Date(), signal: context.signal, progress: line => context.progress(`Exporting… ${line}`) }, name, to)
    if (done.kind === 'no such agency') throw new CannotOpen(`There is no agency called “${name}” in ${partnership.name}.`)
    context.say(done.kind === 'handed over' ? `${done.agency} has left. What it took with it is in ${path.join(to, done.archive)} (SHA-256 ${done.sha256}). Hand it over in a safe way.`
      : `Wrote what ${done.agency} has written into ${to}: ${done.files} files, and manifest.json with their digests.${done.missing === 0 ? '' : ` ${done.missing} files are locked or lost; the manifest names them.`}`)
    context.say('Restricted records are in it. Keep it where only those who may read it can. The audit trail says that it was written.')
    return 0
  })
}

export const exportCommand: Command = {
  name: 'export',
  usage: USAGE,
  summary: 'write cases or reports into a CSV file (restricted ones only with --restricted REASON), or all one agency wrote into a folder',
  givesWay: true,
  run: async (context, args) => {
    const { value: named, rest: unnamed } = takeOption(args, 'partnership')
    if (unnamed[0] === 'agency') return exportOneAgency(context, named, unnamed.slice(1))
    const { value: restrictedBecause, rest: [kind, file, ...more] } = takeOption(unnamed, 'restricted')
    if ((kind !== 'cases' && kind !== 'reports') || file === undefined || more.length > 0) throw new CannotOpen(`Say what and where to: npm run amity -- export ${USAGE} [--partnership NAME] [--restricted REASON]`)
    const to = freePlace(file)
    // Only now: a back-up must not need every room to load.
    const { exportRecords } = await import('#rooms/imports/index.ts')
    return context.withDatabase(async database => {
      const partnership = await whichPartnership(database, named)
      const { rows } = await exportRecords({ database, partnership, clock: () => new Date(), signal: context.signal, progress: line => context.progress(`Exporting… ${line}`) }, { kind, to, restrictedBecause })
      context.say(`Wrote ${rows} ${kind} of ${partnership.name} into ${to}, as the administrator at the console; the audit trail says so.`)
      context.say(restrictedBecause === undefined ? 'Restricted records were left out.' : 'Restricted records are in it. Keep it where only those who may read it can.')
      return 0
    })
  },
}
