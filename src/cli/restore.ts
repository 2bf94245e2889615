// `amity restore FILE`: a back-up into an empty data folder or database, whole or not at all.
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import { restore } from '#db/restore.ts'
import type { Command } from './commands.ts'

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'restore a back-up into an empty data folder or database',
  run: async (context, args) => {
    const [file] = args
    if (file === undefined || args.length !== 1) throw new CannotOpen('Say which: npm run amity -- restore FILE')
    const result = await context.withOwner(owner =>
      restore({ owner, files: context.filesFolder, from: path.resolve(file), signal: context.signal, progress: line => context.progress(`Restoring… ${line}`) }))
    context.say(`Restored ${result.rows} rows and ${result.files} files, as they were at ${result.madeAt}.`)
    return 0
  },
}
