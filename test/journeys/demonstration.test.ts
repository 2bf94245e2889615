// The demonstration borough loads into a database of its own, as `npm start` loads it, and an officer opens what it holds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { loadDemonstration } from '#demo/load.ts'
import { openDatabase } from '#db/open.ts'
import { rooms } from '#src/rooms.ts'
import { dropDatabase, newDatabase } from '#test/harness/databases.ts'
import { visitor } from '#test/harness/visitor.ts'
import { folderStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'

const { owner: server, secret } = inject('database')

test('the demonstration loads whole, each role signs in with one click, and what it opens first is there', async () => {
  const [folder, config] = [mkdtempSync(join(tmpdir(), 'amity-demonstration-')), await newDatabase(server)]
  const database = await openDatabase({ owner: config, secret, say: () => undefined })
  onTestFinished(async () => {
    await database.close()
    await dropDatabase(server, config.database)
    rmSync(folder, { recursive: true, force: true })
  })
  const said: string[] = []
  await loadDemonstration(database, { say: line => said.push(line), files: folder })
  expect(said.at(-1)).toMatch(/^Loaded 400 cases and 26 reports/)
  const files = await folderStore(join(folder, 'files'))
  const web = await buildServer({
    database, doors: rooms.flatMap(room => room.doors), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret, baseUrl: 'http://localhost:3000',
    clock: () => new Date(), log: pino({ level: 'error' }), assetsFolder: files.incoming, assets: name => `/assets/${name}`, limitRates: false,
  })
  onTestFinished(async () => { await web.close() })
  const { document } = await visitor(web, 'localhost', {}).get('/sign-in')
  const offered = [...document.querySelectorAll('input[type=hidden][name=email]')].map(input => input.getAttribute('value') ?? '')
  const password = document.querySelector('input[type=hidden][name=password]')?.getAttribute('value') ?? ''
  expect(offered.length).toBeGreaterThanOrEqual(5)
  for (const email of offered) {
    const them = visitor(web, 'localhost', {})
    const signedIn = await them.post('/sign-in', { email, password })
    expect([email, signedIn.status]).toEqual([email, 303])
    expect([email, (await them.follow(signedIn)).status]).toEqual([email, 200])
  }
}, 120_000)
