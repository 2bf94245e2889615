// The command line: npm run amity -- COMMAND. Finds the command, gives it a context, turns faults into sentences.
import { constants, setPriority } from 'node:os'
import { openDatabase } from '#db/open.ts'
import { secretOfCommand } from '#db/secret.ts'
import { backUpBefore } from '#src/back-up-before.ts'
import { explainFault } from '#src/faults.ts'
import { openFiles, placeOfFiles } from '#src/open-files.ts'
import { readSettings, type Settings } from '#src/settings.ts'
import { commands, type CommandContext } from './commands.ts'
import { withOwner } from './reach-database.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const warn = (line: string): void => { process.stderr.write(`${line}\n`) }

/** A moving line on a terminal, a line every five seconds in a log; nothing for what is over at once. */
const progressLine = () => {
  const began = performance.now()
  const moving = process.stderr.isTTY
  let last = began + (moving ? 0 : 2_000)
  let shown = false
  return {
    show: (line: string): void => {
      if (performance.now() - last < (moving ? 200 : 5_000) && shown) return
      if (performance.now() < last) return
      last = performance.now()
      shown = true
      process.stderr.write(moving ? `\r\u001B[K${line}` : `${line}\n`)
    },
    clear: (): void => { if (shown && moving) process.stderr.write('\r\u001B[K') },
  }
}

/** The first Ctrl-C asks the command to stop; a second one ends it. */
const stopSignal = (): AbortSignal => {
  const controller = new AbortController()
  let since: number | undefined
  const heard = (): void => {
    if (since !== undefined && performance.now() - since > 700) process.exit(130)
    since ??= performance.now()
    controller.abort(new DOMException('Stopped.', 'AbortError'))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, heard)
  return controller.signal
}

const contextOf = (settings: Settings, progress: (line: string) => void): CommandContext => ({
  settings,
  placeOfFiles: () => placeOfFiles(settings),
  files: () => openFiles(settings),
  signal: stopSignal(),
  say,
  progress,
  withOwner: use => withOwner(settings, warn, use),
  withDatabase: use =>
    withOwner(settings, warn, async owner => {
      const database = await openDatabase({ owner, copy: settings.databaseReadUrl === undefined ? undefined : { connectionString: settings.databaseReadUrl }, secret: secretOfCommand(settings.dataFolder, settings.secret), say: warn, beforeUpgrade: backUpBefore(settings, owner, warn, () => new Date()) })
      try {
        return await use(database)
      } finally {
        await database.close()
      }
    }),
})

const failed = (error: unknown, folder: string): number => {
  if (error instanceof Error && error.name === 'AbortError') {
    warn('Stopped. Nothing half done was left behind; the command can be run again.')
    return 130
  }
  const fault = explainFault(error, { folder })
  warn(fault.sentence)
  if (!fault.known) warn(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return fault.exitCode
}

/** Pages or the work behind them, in a process of its own: it has the process and its signals until it is stopped. */
const APART = new Set(['web', 'worker'])
const runApart = async (name: string): Promise<never> => {
  const { main: start } = await import('#src/main.ts')
  await start([name])
  return new Promise<never>(() => undefined)
}

/** Where it is forbidden, all share the processor alike. */
const giveWay = (): void => { try { setPriority(constants.priority.PRIORITY_BELOW_NORMAL) } catch { /* then it does not */ } }

/** Runs one command line. @returns the exit code: 0 done, 1 failed, 2 not understood, 130 stopped */
export const main = async (args: readonly string[]): Promise<number> => {
  const [name = 'help', ...rest] = args
  if (APART.has(name) && rest.length === 0) return runApart(name)
  const command = commands().find(candidate => candidate.name === name.replace(/^--?help$|^-h$/, 'help'))
  if (command === undefined) {
    warn(`There is no command "${name}". See: npm run amity -- help`)
    return 2
  }
  const line = progressLine()
  try {
    const settings = readSettings(process.env, 'demonstration')
    if (command.givesWay === true) giveWay()
    return await command.run(contextOf(settings, line.show), rest)
  } catch (error) {
    line.clear()
    return failed(error, process.env['AMITY_DATA'] ?? 'data')
  } finally {
    line.clear()
  }
}
