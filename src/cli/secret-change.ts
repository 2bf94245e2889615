// `amity secret:change`: what is sealed under AMITY_SECRET is sealed under another, before the service is started with that one.
import { CannotOpen } from '#db/cannot-open.ts'
import { secretOfCommand } from '#db/secret.ts'
import { secretProblems } from '#src/settings.ts'
import type { Command } from './commands.ts'

export const secretChangeCommand: Command = {
  name: 'secret:change',
  usage: '',
  summary: 'seal again under AMITY_NEW_SECRET what is sealed under AMITY_SECRET (the service stopped)',
  run: async (context, args) => {
    const to = process.env['AMITY_NEW_SECRET']
    if (args.length > 0 || to === undefined) throw new CannotOpen('Stop the service, set AMITY_NEW_SECRET beside AMITY_SECRET, and run: npm run amity -- secret:change')
    const [problem] = secretProblems(to)
    if (problem !== undefined) throw new CannotOpen(problem.replace('AMITY_SECRET', 'AMITY_NEW_SECRET'))
    const from = secretOfCommand(context.settings.dataFolder, context.settings.secret)
    if (from === to) throw new CannotOpen('AMITY_NEW_SECRET is the secret there is.')
    const { resealAll } = await import('#rooms/sign-in/index.ts')
    const { authenticators, clientSecrets, unreadable } = await context.withDatabase(database => resealAll(database, from, to))
    context.say(`Sealed again: ${authenticators} authenticator keys, ${clientSecrets} client secrets.${unreadable === 0 ? '' : ` ${unreadable} could not be opened and must be set up anew.`}`)
    context.say('Now start the service with AMITY_SECRET set to the new one. Everybody signs in again. Keep the heads of the audit trail saved before: they verify the seals made under the old secret.')
    return 0
  },
}
