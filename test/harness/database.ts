// One real PostgreSQL for the whole test run: a fresh database on DATABASE_URL's server, or an embedded one.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client, type PoolConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#db/embedded.ts'
import { openDatabase } from '#db/open.ts'

/** How a test file connects: give `owner` and `secret` to openDatabase. Plain data, because it crosses threads. */
export type TestDatabase = {
  readonly owner: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string }
  readonly secret: string
}

declare module 'vitest' {
  interface ProvidedContext {
    database: TestDatabase
  }
}

type Server = { readonly owner: PoolConfig; readonly stop: () => Promise<void> }

const secret = 'for tests only: thirty-two characters or more'
const quiet = (): void => undefined

const onServer = async (url: string): Promise<Server> => {
  const config = toClientConfig(parse(url))
  const database = `amity_test_${randomBytes(6).toString('hex')}`
  const asOwner = async (statement: string): Promise<void> => {
    const client = new Client(config)
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await asOwner(`create database ${database}`)
  // Roles belong to the whole server: the pages' login of this database would stay behind (its name is open.ts's).
  const login = `amity_login_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`
  const stop = async (): Promise<void> => {
    await asOwner(`drop database if exists ${database} with (force)`)
    await asOwner(`drop role if exists ${login}`)
  }
  return { owner: { ...config, database }, stop }
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
  const server = url === '' ? await embedded() : await onServer(url)
  try {
    const database = await openDatabase({ owner: server.owner, secret, say: quiet })
    await database.close()
  } catch (problem) {
    await server.stop()
    throw problem
  }
  const { host, port, user, password, database } = server.owner
  project.provide('database', {
    owner: { host: host ?? 'localhost', port: port ?? 5432, user: user ?? '', password: text(password), database: database ?? '' },
    secret,
  })
  return server.stop
}
