// `amity help`: every command with its one line.
import { commands, type Command } from './commands.ts'

const line = ({ name, usage, summary }: Command, width: number): string => `  ${`${name} ${usage}`.trim().padEnd(width)}  ${summary}`

export const helpText = (): string => {
  const all = commands()
  const width = Math.max(...all.map(({ name, usage }) => `${name} ${usage}`.trim().length))
  return [
    'npm run amity -- COMMAND',
    '',
    ...all.map(command => line(command, width)),
    '',
    'web and worker run the pages, or the work behind them, as a process of its own: any number of each on one DATABASE_URL.',
    'Commands use the same settings as the service (AMITY_DATA, DATABASE_URL, AMITY_SECRET) and may run beside it.',
  ].join('\n')
}

export const helpCommand: Command = {
  name: 'help',
  usage: '',
  summary: 'this list',
  run: async context => {
    context.say(helpText())
    return 0
  },
}
