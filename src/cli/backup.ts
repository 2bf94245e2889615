// `amity backup FILE`: one checked file with every row and every attachment, made beside the running service.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { backUp } from '#db/backup.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command } from './commands.ts'

const size = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

/** Refuses early what would otherwise fail after a long wait. */
const targetOf = (args: readonly string[]): string => {
  const [file] = args
  if (file === undefined || args.length !== 1) throw new CannotOpen('Say where to: npm run amity -- backup FILE')
  const target = path.resolve(file)
  if (existsSync(target)) throw new CannotOpen(`${target} is there already. Choose another name; a back-up never overwrites one.`)
  if (!statSync(path.dirname(target), { throwIfNoEntry: false })?.isDirectory()) throw new CannotOpen(`There is no folder ${path.dirname(target)}. Make it first.`)
  return target
}

export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'back up all records and files into one file',
  run: async (context, args) => {
    const to = targetOf(args)
    const result = await context.withOwner(owner =>
      backUp({ owner, files: context.filesFolder, to, signal: context.signal, progress: line => context.progress(`Backing up… ${line}`) }))
    context.say(`Backed up ${result.rows} rows of ${result.tables} tables and ${result.files} files into ${to} (${size(result.bytes)}).`)
    context.say('It holds everything people told us, unencrypted. Keep it where only those who may read it can.')
    return 0
  },
}
