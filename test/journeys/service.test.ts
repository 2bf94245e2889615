// The state of the service in a real browser, when much is wrong and when nothing is: on a phone and at a desk.
import { expect, test } from 'vitest'
import { lookAfterService } from '#rooms/service/look-each-minute.ts'
import { rooms } from '#src/rooms.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { walkPage } from '#test/harness/walk.ts'

const look = (town: Town, problem: string | undefined): Promise<void> => lookAfterService(town.database, {
  version: '1.2.3', carried: problem === undefined ? ['email', 'text'] : [], scanned: true, folder: town.files.incoming,
  certificateOf: () => Promise.resolve(problem === undefined ? { until: new Date(Date.now() + 60 * 86_400_000), trusted: true } : { problem }),
  ...(problem === undefined ? {} : { backupState: () => Promise.resolve({ lastGoodAt: null, encrypted: null, nextDueAt: null, failedAt: new Date(0), failed: 'The disk is full.', lackingAt: null, missingFiles: 0, lastTrialAt: new Date(0), lastTrialPassed: false, trialFailed: 'It is damaged.' }) }),
}, town.clock.now(), 'https://asb.example', town.partnership.id)

test('whoever runs the partnership finds it under More, and reads it on any screen', async () => {
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  const base = `http://${town.host}:${new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port}`
  const [browser, session, invalid] = [await sharedBrowser(), (await town.as('administrator')).cookies.get('amity_session') ?? '', [] as string[]]
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    const context = await browser.newContext({ viewport, baseURL: base })
    await context.addCookies([{ name: 'amity_session', value: session, url: base }])
    const page = await context.newPage()
    await page.goto('/more')
    await page.getByRole('main').getByRole('link', { name: 'The service', exact: true }).click()
    await walkPage(page, invalid)
    await look(town, 'ECONNREFUSED')
    await page.reload()
    await walkPage(page, invalid)
    expect(await page.getByRole('main').textContent()).toContain('could not be read at the service’s own address (ECONNREFUSED)')
    const folder = process.env['AMITY_PICTURES_TO']
    if (folder !== undefined) await page.screenshot({ path: `${folder}/service-${viewport.width}.png`, fullPage: true })
    town.clock.set(new Date(Date.now() + 3 * 3_600_000))
    await look(town, undefined)
    await page.reload()
    await walkPage(page, invalid)
    town.clock.set(new Date())
    await context.close()
  }
  expect(invalid).toEqual([])
}, 120_000)
