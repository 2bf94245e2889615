// `amity way-in EMAIL`: a link with which an officer who cannot sign in any other way chooses a password.
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command } from './commands.ts'
import { takeOption, whichPartnership } from './which-partnership.ts'

const RESET = '--take-second-factor-away'

export const wayInCommand: Command = {
  name: 'way-in',
  usage: 'EMAIL',
  summary: 'make a password link for an officer who cannot sign in any other way',
  run: async (context, args) => {
    const { value: named, rest: unnamed } = takeOption(args, 'partnership')
    const reset = unnamed.includes(RESET)
    const [email, ...more] = unnamed.filter(word => word !== RESET)
    if (email === undefined || more.length > 0) throw new CannotOpen('Say for whom: npm run amity -- way-in EMAIL [--take-second-factor-away] [--partnership NAME]')
    const { makeWayIn } = await import('#rooms/sign-in/index.ts')
    return context.withDatabase(async database => {
      const partnership = await whichPartnership(database, named)
      const made = await makeWayIn(database, partnership.id, email, { now: new Date(), reset })
      if (made === undefined) throw new CannotOpen(`Nobody who works for ${partnership.name} has the address ${email}.`)
      context.say(`${made.name} chooses a password with this link, once, within a day: ${context.settings.baseUrl}/choose-password/${made.token}`)
      if (made.untied) context.say('They signed in by their agency’s own sign-in; a password works until they next come that way.')
      context.say(`Their second factor ${reset ? 'is taken away' : 'stays'}. The audit trail says that this link was made at the console.`)
      return 0
    })
  },
}
