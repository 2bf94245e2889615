// Stops things in the reverse order of their start, on Ctrl-C or when a start fails half way.
import { setTimeout as pause } from 'node:timers/promises'

export type Stopping = {
  /** Waits for a step of the start and remembers how to undo it; undoes it at once if we are already stopping. */
  hold<Thing>(step: Promise<Thing>, undo: (thing: Thing) => unknown): Promise<Thing>
  /** Undoes everything, last first. One that hangs is left behind after `patience`. */
  undoAll(): Promise<void>
}

const patience = 30_000
/** A terminal's Ctrl-C arrives several times at once, through npm and through us: they count as one. */
const togetherWithin = 700

export const stopping = (): Stopping => {
  const undos: (() => unknown)[] = []
  let over = false
  return {
    hold: async (step, undo) => {
      const thing = await step
      if (over) await undo(thing)
      else undos.push(() => undo(thing))
      return thing
    },
    undoAll: async () => {
      over = true
      const problems: unknown[] = []
      for (const undo of undos.splice(0).toReversed()) {
        // One that fails must not keep the others running.
        await Promise.race([Promise.resolve().then(undo).catch((problem: unknown) => problems.push(problem)), pause(patience, undefined, { ref: false })])
      }
      if (problems.length > 0) throw problems[0]
    },
  }
}

/**
 * Runs `stop` at the first SIGINT, SIGTERM or SIGHUP and ends with exit code 0; a second signal ends at once (130).
 * What a forced end leaves behind, PostgreSQL included, the next start finds and puts right.
 */
export const stopOnSignal = (stop: () => Promise<void>, say: (line: string) => void): void => {
  let since: number | undefined
  const heard = (): void => {
    if (since !== undefined) {
      if (performance.now() - since < togetherWithin) return
      say('Stopped at once.')
      process.exit(130)
    }
    since = performance.now()
    say('Stopping…')
    stop().then(
      () => {
        say('Stopped.')
        process.exit(0)
      },
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(heard)
}

/** npm, when it is ended, ends only the shell between us, and would leave us behind with the port and the folder. */
const stopWithParent = (stop: () => void): void => {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, 1_000)
  timer.unref()
}
