// How a command reaches the database: the server in DATABASE_URL, the running service's own, or one started meanwhile.
import type { PoolConfig } from 'pg'
import { CannotOpen } from '#db/cannot-open.ts'
import { holderOf, makeDataFolder, takeDataFolder } from '#db/data-folder.ts'
import { findEmbedded, startEmbedded } from '#db/embedded.ts'
import type { Settings } from '#src/settings.ts'
import { stopping } from '#src/stop-in-order.ts'

/** Runs `use` with the owner's connection, and puts everything back as it was found. */
export const withOwner = async <Answer>(settings: Settings, say: (line: string) => void, use: (owner: PoolConfig) => Promise<Answer>): Promise<Answer> => {
  if (settings.databaseUrl !== undefined) {
    makeDataFolder(settings.dataFolder)
    return use({ connectionString: settings.databaseUrl })
  }
  const holder = holderOf(settings.dataFolder)
  if (holder !== undefined) {
    const running = await findEmbedded(settings.dataFolder)
    if (running !== undefined) return use(running)
    throw new CannotOpen(`Amity (process ${holder}) is starting or stopping on this folder. Try again in a moment.`)
  }
  const held = stopping()
  try {
    await held.hold(Promise.resolve(takeDataFolder(settings.dataFolder)), folder => folder.release())
    const embedded = await held.hold(startEmbedded(settings.dataFolder, say), running => running.stop())
    return await use(embedded.owner)
  } finally {
    await held.undoAll()
  }
}
