// `amity backup:key FILE`: makes the pair of keys for back-ups. The public half locks, the secret half alone opens.
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeBackupKey } from '#db/backup-key.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command } from './commands.ts'

export const backupKeyCommand: Command = {
  name: 'backup:key',
  usage: 'FILE',
  summary: 'make a pair of keys for encrypted back-ups; the secret half goes into FILE',
  run: async (context, args) => {
    const [file] = args
    if (file === undefined || args.length !== 1) throw new CannotOpen('Say where the secret half goes: npm run amity -- backup:key FILE')
    const to = path.resolve(file)
    if (existsSync(to)) throw new CannotOpen(`${to} is there already. Choose another name: whoever loses a key loses the back-ups made with it.`)
    const { recipient, secret } = await makeBackupKey()
    writeFileSync(to, `# Opens back-ups of Amity. Made ${new Date().toISOString()}\n# Public half: ${recipient}\n${secret}\n`, { mode: 0o600, flag: 'wx' })
    context.say(`The secret half is in ${to}. Take it off this machine now: two copies in two places (a safe on paper or a stick, a`)
    context.say('password vault), never beside the back-ups. Without it nobody can read them, not we either; with it anybody can.')
    context.say('The public half locks and may lie anywhere. Give it to the service as AMITY_BACKUP_TO, or to backup FILE --to:')
    context.say(recipient)
    return 0
  },
}
