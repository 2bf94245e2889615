// One real PostgreSQL for the whole test run: a fresh database on DATABASE_URL's server, or an embedded one.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PoolConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#db/embedded.ts'
import { openDatabase } from '#db/open.ts'
import { dropDatabase, newDatabase } from './databases.ts'

/** How a test file connects: give `owner` and `secret` to openDatabase. Plain data, because it crosses threads. */
export type TestDatabase = {
  readonly owner: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string }
  readonly secret: string
  /** A database beside it that holds the migrations and nothing else, and nobody is connected to: newMigrated copies it. */
  readonly migrated: string
  /** A folder of this run for whatever a test writes to disk; it goes when the run ends. */
  readonly scratch: string
}

declare module 'vitest' {
  interface ProvidedContext {
    database: TestDatabase
  }
}

type Server = { readonly owner: PoolConfig; readonly stop: () => Promise<void> }

const secret = 'for tests only: thirty-two characters or more'
const quiet = (): void => undefined

const onOwnServer = async (url: string): Promise<Server> => {
  const config = toClientConfig(parse(url))
  const owner = await newDatabase(config)
  return { owner, stop: () => dropDatabase(config, owner.database) }
}

const embedded = async (): Promise<Server> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'amity-test-'))
  chmodSync(folder, 0o711)
  const running = await startEmbedded(folder, quiet, { fast: true })
  return {
    owner: running.owner,
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Migrated once here; each test opens its own partnership in it, so nothing is ever cleaned up. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const url = process.env['DATABASE_URL'] ?? ''
  const server = url === '' ? await embedded() : await onOwnServer(url)
  let migrated: string
  try {
    const database = await openDatabase({ owner: server.owner, secret, say: quiet })
    await database.close()
    migrated = (await newDatabase(server.owner, server.owner.database)).database
  } catch (problem) {
    await server.stop()
    throw problem
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'amity-run-'))
  const { host, port, user, password, database } = server.owner
  project.provide('database', {
    owner: { host: host ?? 'localhost', port: port ?? 5432, user: user ?? '', password: text(password), database: database ?? '' },
    secret, migrated, scratch,
  })
  return async () => {
    rmSync(scratch, { recursive: true, force: true })
    await dropDatabase(server.owner, migrated)
    await server.stop()
  }
}
