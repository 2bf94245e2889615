// `amity restore FILE`: a back-up into an empty data folder or database, whole or not at all.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { secretIn } from '#db/backup-key.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import { restore } from '#db/restore.ts'
import type { Command } from './commands.ts'
import { takeOption } from './which-partnership.ts'

const USAGE = 'FILE [--key KEYFILE]'

/** The secret key in a file that was named; undefined when none was. */
export const secretOf = (file: string | undefined): string | undefined => {
  if (file === undefined) return undefined
  const place = path.resolve(file)
  if (statSync(place, { throwIfNoEntry: false })?.isFile() !== true) throw new CannotOpen(`There is no key file ${place}.`)
  return secretIn(readFileSync(place, 'utf8'))
}

export const restoreCommand: Command = {
  name: 'restore',
  usage: USAGE,
  summary: 'restore a back-up into an empty data folder or database',
  run: async (context, args) => {
    const { value: keyFile, rest } = takeOption(args, 'key')
    const [file] = rest
    if (file === undefined || rest.length !== 1) throw new CannotOpen(`Say which: npm run amity -- restore ${USAGE}`)
    const secret = secretOf(keyFile)
    const result = await context.withOwner(async owner =>
      restore({ owner, files: await context.placeOfFiles(), from: path.resolve(file), secret, signal: context.signal, progress: line => context.progress(`Restoring… ${line}`) }))
    context.say(`Restored ${result.rows} rows and ${result.files} files, as they were at ${result.madeAt}.`)
    if (result.leftOut.length > 0) context.say(`Left out, because they are not Amity’s: ${result.leftOut.slice(0, 5).join(', ')}${result.leftOut.length > 5 ? ` and ${result.leftOut.length - 5} more tables` : ''}.`)
    if (result.manifest.missing > 0) context.say(`${result.manifest.missing} ${result.manifest.missing === 1 ? 'file' : 'files'} that records name ${result.manifest.missing === 1 ? 'was' : 'were'} missing already when it was made. An older back-up may have ${result.manifest.missing === 1 ? 'it' : 'them'}.`)
    return 0
  },
}
