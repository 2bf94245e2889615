// Every page with an address of its own, found by walking the doors: valid HTML as sent, axe clean, and no wider than a telephone.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { keepAxeAtHand } from '#ui/specimen/browser.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { keepSource, WALKED_WITH_DATA, walkPage } from '#test/harness/walk.ts'

// What is saved as a file is no page. The person's own page has a journey of its own, and so has a report question by question; lists are walked by the main job.
const walkedThere: readonly string[] = Object.values(WALKED_WITH_DATA).flat()
const alone = rooms.flatMap(room => room.doors).filter(({ method, path }) => method === 'GET' && !path.includes(':') && !/\.(csv|json)$/.test(path) && !/^\/(my-case|open311|theme\.css|report\/)/.test(path) && !walkedThere.includes(path))
/** A file to take away is no page. */
const isFile = (path: string): boolean => path.endsWith('/csv')
const OFFICERS = [...alone.filter(({ may }) => typeof may === 'string' || may.way === 'signed in').map(({ path }) => path).filter(path => !isFile(path)), '/settings/draft%20days', '/categories/noise', '/not-there']
const PUBLIC = alone.filter(({ may }) => typeof may === 'object' && may.way === 'anyone').map(({ path }) => path)

test.each([true, false])('as the administrator, and as anybody (JavaScript: %s)', async javaScriptEnabled => {
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  await caseIn(town)
  const base = `http://${town.host}:${new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port}`
  const phone = await (await sharedBrowser()).newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled, baseURL: base })
  const invalid: string[] = []
  try {
    const page = await phone.newPage()
    if (javaScriptEnabled) await keepAxeAtHand(page); else keepSource(page)
    const walkAll = async (paths: readonly string[]): Promise<void> => {
      for (const path of paths) {
        await page.goto(path)
        await walkPage(page, invalid)
      }
    }
    await walkAll(PUBLIC)
    const { cookies } = await town.as('administrator')
    await phone.addCookies([{ name: 'amity_session', value: cookies.get('amity_session') ?? '', url: base }])
    await walkAll(OFFICERS)
    expect(invalid).toEqual([])
    expect([PUBLIC.length >= 4, OFFICERS.length >= 25]).toEqual([true, true])
  } finally {
    await phone.close()
  }
}, 300_000)
