// `amity export cases|reports FILE.csv`: writes records out, as the administrator at the console, and says so in the trail.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command } from './commands.ts'
import { takeOption, whichPartnership } from './which-partnership.ts'

const USAGE = 'cases|reports FILE.csv'

export const exportCommand: Command = {
  name: 'export',
  usage: USAGE,
  summary: 'write cases or reports into a CSV file; restricted ones only with --restricted REASON',
  run: async (context, args) => {
    const { value: named, rest: unnamed } = takeOption(args, 'partnership')
    const { value: restrictedBecause, rest: [kind, file, ...more] } = takeOption(unnamed, 'restricted')
    if ((kind !== 'cases' && kind !== 'reports') || file === undefined || more.length > 0) throw new CannotOpen(`Say what and where to: npm run amity -- export ${USAGE} [--partnership NAME] [--restricted REASON]`)
    const to = path.resolve(file)
    if (existsSync(to)) throw new CannotOpen(`${to} is there already. Choose another name; an export never overwrites one.`)
    if (!statSync(path.dirname(to), { throwIfNoEntry: false })?.isDirectory()) throw new CannotOpen(`There is no folder ${path.dirname(to)}. Make it first.`)
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
