// How many connections the pages hold: as many as was said and no more, and whoever asks beyond that waits for one. And no connection is asked
// a second thing before it answered the first, unless it is one of the pages', which are made for it.
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { dropDatabase, onServer } from '#test/harness/databases.ts'
import { readDatabase } from '#rooms/service/read-database.ts'
import { openDatabase } from './open.ts'

/** Node warns of a thing once in a process, so from the first connection on. */
const warned: string[] = []
process.on('warning', warning => { warned.push(warning.message) })

test('two connections, three who ask', async () => {
  const { owner, secret } = inject('database')
  const database = await openDatabase({ owner, secret, connections: 2, say: () => undefined })
  onTestFinished(() => database.close())
  const hold = Promise.withResolvers<void>()
  const asking = Array.from({ length: 3 }, () => database.web.connection().execute(() => hold.promise))
  while (database.connections().web.open < 2 || database.connections().web.asked < 1) await pause(5)
  expect(database.connections().web).toEqual({ open: 2, idle: 0, asked: 1 })
  hold.resolve()
  await Promise.all(asking)
  expect(database.connections().web).toEqual({ open: 2, idle: 2, asked: 0 })
})

test('nothing is asked of a connection that is not free yet: pg warns of it now and refuses it from version 9', async () => {
  const { owner, secret } = inject('database')
  const database = await openDatabase({ owner, secret, say: () => undefined })
  onTestFinished(() => database.close())
  await Promise.all(Array.from({ length: 4 }, () => database.owner.query('select pg_sleep(0.02)')))
  await pause(20)
  expect(warned).toEqual([])
})

const madeWith = async (how: string): Promise<string> => {
  const { owner } = inject('database')
  const name = `letters_${randomBytes(6).toString('hex')}`
  await onServer(owner, client => client.query(`create database ${name} template template0 ${how}`))
  onTestFinished(() => dropDatabase(owner, name))
  return name
}

test('a database that cannot write all languages is refused in words, and one that takes É and é for two letters is told of', async () => {
  const { owner, secret } = inject('database')
  const latin = await madeWith(`encoding 'LATIN1' locale 'C'`)
  await expect(openDatabase({ owner: { ...owner, database: latin }, secret, say: () => undefined })).rejects.toThrow('This database keeps text as LATIN1. Amity needs one made with encoding UTF8')
  const plain = await openDatabase({ owner: { ...owner, database: await madeWith(`encoding 'UTF8' locale 'C'`) }, secret, say: () => undefined })
  expect((await readDatabase(plain)).folds).toBe(false)
  await plain.close()
  const usual = await openDatabase({ owner, secret, say: () => undefined })
  expect((await readDatabase(usual)).folds).toBe(true)
  await usual.close()
})
