// Makes and drops databases on the test server, as a superuser or as an owner who is none.
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type PoolConfig } from 'pg'

export const onServer = async <Answer>(server: PoolConfig, use: (client: Client) => Promise<Answer>): Promise<Answer> => {
  const client = new Client(server)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** An empty database beside the one in `server`, or a copy of one that nobody is connected to. Drop it with dropDatabase. */
export const newDatabase = async (server: PoolConfig, copied?: string): Promise<PoolConfig & { readonly database: string }> => {
  const database = `amity_test_${randomBytes(6).toString('hex')}`
  await onServer(server, client => client.query(`create database ${database}${copied === undefined ? '' : ` template ${copied} strategy file_copy`}`))
  return { ...server, database }
}

/** One that has taken every migration and holds nothing else: a copy of what the run made once (database.ts), in a tenth of the time. */
export const newMigrated = async ({ owner, migrated }: { readonly owner: PoolConfig; readonly migrated: string }): Promise<PoolConfig & { readonly database: string }> =>
  newDatabase(owner, migrated)

/** Only a superuser may end everybody's sessions; anyone else waits a moment until they have ended by themselves. */
const drop = async (client: Client, database: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`drop database if exists ${database} with (force)`)
      return
    } catch (problem) {
      if (attempt === 40) throw problem
      await pause(250)
    }
  }
}

/** Drops it with its pages' login: roles belong to the whole server and would stay behind (db/open.ts names it so). */
export const dropDatabase = async (server: PoolConfig, database: string): Promise<void> => {
  const login = `amity_login_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`
  await onServer(server, async client => {
    await drop(client, database)
    await client.query(`drop role if exists ${login}`)
  })
}
