// `amity backup:try FILE`: restores a back-up into a database of its own, checks every row, file and the trail, and throws it away.
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import { secretOfCommand } from '#db/secret.ts'
import type { Command } from './commands.ts'
import { secretOf } from './restore.ts'
import { takeOption } from './which-partnership.ts'

const USAGE = 'FILE [--key KEYFILE]'

export const backupTryCommand: Command = {
  name: 'backup:try',
  usage: USAGE,
  summary: 'restore a back-up on trial: check every row, file and the audit trail in it, and throw it away again',
  givesWay: true,
  run: async (context, args) => {
    const { value: keyFile, rest } = takeOption(args, 'key')
    const [file] = rest
    if (file === undefined || rest.length !== 1) throw new CannotOpen(`Say which: npm run amity -- backup:try ${USAGE}`)
    const { tryBackUp } = await import('#jobs/trial-restore.ts')
    const { dataFolder, secret } = context.settings
    const tried = await tryBackUp({
      from: path.resolve(file), secret: secretOf(keyFile), installation: secretOfCommand(dataFolder, secret), scratch: path.join(dataFolder, 'trial-restore-by-hand'),
      progress: line => context.progress(`Trying… ${line}`), signal: context.signal,
    })
    context.say(`It is whole: ${tried.rows} rows of ${tried.tables} tables and ${tried.files} files came back as they were at ${tried.madeAt}, and ${tried.trailRows} records of the audit trail verify.`)
    return 0
  },
}
