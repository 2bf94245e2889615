// Two worlds that differ only in what is hidden: one demonstration is loaded, copied twice by the database itself, and one copy gains the
// restricted records. Every key, session and token of the copies is the same, so what they answer can be compared byte for byte.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { AliasNode, DeleteQueryNode, InsertQueryNode, RawNode, SelectQueryNode, TableNode, UpdateQueryNode, type QueryId, type RootOperationNode } from 'kysely'
import { pino } from 'pino'
import { inject } from 'vitest'
import { loadDemonstration } from '#demo/load.ts'
import { findPartnershipById } from '#jobs/outbox.ts'
import { openDatabase, type Database } from '#db/open.ts'
import type { Partnership } from '#db/work.ts'
import { rooms } from '#src/rooms.ts'
import { assetFolder, readAssets } from '#ui/assets.ts'
import { folderStore, type FileStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'
import { dropDatabase, newMigrated, onServer } from '#test/harness/databases.ts'
import { addWalkers, type Walker } from './walkers.ts'

/** What each query asked (its kind and table, or its own words) and how many rows it got. */
export type Done = string[]
export type World = {
  readonly name: string; readonly database: Database; readonly partnership: Partnership; readonly server: FastifyInstance; readonly files: FileStore; readonly now: Date
  /** Everything the service logged. */
  readonly log: string[]
  /** What the database was asked since this was last emptied. */
  readonly done: Done
}
export type Base = { readonly database: string; readonly folder: string; readonly now: Date; readonly walkers: readonly Walker[]; readonly insiders: readonly Walker[]; readonly drop: () => Promise<void> }
export const HOST = 'amity.localhost'

/** A database with the demonstration and everybody who will look, which nobody is connected to. */
export const makeBase = async (cases = 100): Promise<Base> => {
  const { owner, secret } = inject('database')
  const fresh = await newMigrated(inject('database'))
  const folder = mkdtempSync(join(tmpdir(), 'amity-worlds-'))
  const database = await openDatabase({ owner: fresh, secret, say: () => undefined })
  await loadDemonstration(database, { say: () => undefined, files: folder, cases })
  const now = new Date(Date.now() + 60_000)
  const { walkers, insiders } = await addWalkers(database, now)
  await database.owner.query('analyze')
  await database.close()
  return { database: fresh.database, folder, now, walkers, insiders, drop: () => dropDatabase(owner, fresh.database) }
}

/** A copy of the base with a server of its own. */
export const openWorld = async (name: string, base: Base, change: (database: Database, now: Date) => Promise<void> = async () => undefined): Promise<World & { readonly close: () => Promise<void> }> => {
  const { owner, secret } = inject('database')
  const copy = `${base.database}_${name}`
  await onServer(owner, client => client.query(`create database ${copy} template ${base.database} strategy file_copy`))
  const opened = await openDatabase({ owner: { ...owner, database: copy }, secret, say: () => undefined })
  await change(opened, base.now)
  const done: Done = []
  const database = counted(opened, done)
  const partnership = await findPartnershipById(database, 1)
  if (partnership === undefined) throw new Error('The demonstration has no partnership')
  const files = await folderStore(join(base.folder, 'files'))
  const log: string[] = []
  const server = await buildServer({
    database, doors: rooms.flatMap(room => room.doors), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret, baseUrl: `http://${HOST}`, clock: () => base.now,
    log: pino({ level: 'debug' }, { write: (line: string) => { log.push(line) } }), assetsFolder: assetFolder, assets: readAssets(assetFolder), limitRates: false,
  })
  return {
    name, database, partnership, server, files, now: base.now, log, done,
    close: async () => { await server.close(); await opened.close(); await dropDatabase(owner, copy) },
  }
}

/** The same database, whose every query by a page is kept with its count of rows. */
const counted = (database: Database, done: Done): Database => {
  const asked = new WeakMap<QueryId, string>()
  return {
    ...database,
    web: database.web.withPlugin({
      transformQuery: ({ node, queryId }) => { asked.set(queryId, nameOf(node)); return node },
      transformResult: async ({ result, queryId }) => { done.push(`${asked.get(queryId)}: ${result.rows.length}`); return result },
    }),
  }
}

const nameOf = (node: RootOperationNode): string => (RawNode.is(node) ? node.sqlFragments.join('?') : `${node.kind} ${tableOf(node)}`)
/** The first table a query names. */
const tableOf = (node: RootOperationNode): string => {
  const first = SelectQueryNode.is(node) || DeleteQueryNode.is(node) ? node.from?.froms[0] : InsertQueryNode.is(node) ? node.into : UpdateQueryNode.is(node) ? node.table : undefined
  const table = first !== undefined && AliasNode.is(first) ? first.node : first
  return table !== undefined && TableNode.is(table) ? table.table.identifier.name : ''
}
