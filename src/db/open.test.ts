// How many connections the pages hold: as many as was said and no more, and whoever asks beyond that waits for one.
import { setTimeout as pause } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from './open.ts'

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
