// `amity backup FILE`: one checked file with every row and every attachment, made beside the running service.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { backUp } from '#db/backup.ts'
import { checkedRecipient } from '#db/backup-key.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command } from './commands.ts'
import { takeOption } from './which-partnership.ts'

const USAGE = 'FILE [--to AGE1…]'
export const size = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

/** Refuses early what would otherwise fail after a long wait. */
const targetOf = (args: readonly string[]): string => {
  const [file] = args
  if (file === undefined || args.length !== 1) throw new CannotOpen(`Say where to: npm run amity -- backup ${USAGE}`)
  const target = path.resolve(file)
  if (existsSync(target)) throw new CannotOpen(`${target} is there already. Choose another name; a back-up never overwrites one.`)
  if (!statSync(path.dirname(target), { throwIfNoEntry: false })?.isDirectory()) throw new CannotOpen(`There is no folder ${path.dirname(target)}. Make it first.`)
  return target
}

export const backupCommand: Command = {
  name: 'backup',
  usage: USAGE,
  summary: 'back up all records and files into one file; with --to, only the holder of that key can read it',
  givesWay: true,
  run: async (context, args) => {
    const { value: recipient, rest } = takeOption(args, 'to')
    const recipients = recipient === undefined ? [] : [checkedRecipient(recipient)]
    const to = targetOf(rest)
    const result = await context.withOwner(async owner =>
      backUp({ owner, files: await context.placeOfFiles(), to, recipients, signal: context.signal, progress: line => context.progress(`Backing up… ${line}`) }))
    context.say(`Backed up ${result.rows} rows of ${result.tables} tables and ${result.files} files into ${to} (${size(result.bytes)}).`)
    context.say(recipient === undefined
      ? 'It holds everything people told us, unencrypted. Keep it where only those who may read it can.'
      : `It is encrypted: only the secret key that belongs to ${recipient} opens it.`)
    if (result.others.length > 0) context.say(`Not in it, because they are not Amity’s: ${result.others.slice(0, 5).join(', ')}${result.others.length > 5 ? ` and ${result.others.length - 5} more tables` : ''}. Whoever put them into this database backs them up.`)
    if (result.missing > 0) context.say(`${result.missing} ${result.missing === 1 ? 'file' : 'files'} that records name ${result.missing === 1 ? 'was' : 'were'} not where files rest, so this back-up lacks ${result.missing === 1 ? 'it' : 'them'}. Is the disk, share or store there, and AMITY_FILES right? Keep an older one until it is.`)
    return result.missing === 0 ? 0 : 1
  },
}
