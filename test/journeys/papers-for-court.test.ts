// Papers for court in a real browser: a statement written and signed, a bundle ordered, watched, made and taken out, with and without JavaScript.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { caseIn } from '#test/harness/cases.ts'
import { entryIn, exhibit, give, makeOrdered, photo } from '#test/harness/court.ts'
import { begun, subjectIn } from '#test/harness/matters.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown } from '#test/harness/town.ts'
import { keepSource, walkPage } from '#test/harness/walk.ts'

const invalid: string[] = []
const goOn = async (page: Page, button: string): Promise<void> => {
  await walkPage(page, invalid)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForLoadState()
}
const follow = async (page: Page, link: string): Promise<void> => {
  // A link that looks like a button says so to a screen reader too.
  await page.locator('main a', { hasText: link }).first().click()
  await page.waitForLoadState()
}
const says = async (page: Page): Promise<string> => (await page.getByRole('main').textContent()) ?? ''

const writeAndSign = async (page: Page, now: Date): Promise<void> => {
  await follow(page, 'Write a witness statement')
  expect(await page.locator('select[name=matter]').inputValue()).not.toBe('')
  await page.getByLabel('Who are they?').fill('community safety officer of Borough Council')
  await page.getByLabel('The statement', { exact: true }).fill('I visited on 2 June.\n\nI produce OO/9, a picture of the door.')
  await page.locator('input[name="willBeCalled"][value="yes"]').check()
  await goOn(page, 'Make the document')
  expect(await page.getByRole('alert').textContent()).toContain('This case has no exhibit OO/9')
  await page.getByLabel('The statement', { exact: true }).fill('I visited on 2 June.\n\nI produce OO/1, a picture of the door.')
  await goOn(page, 'Make the document')
  await walkPage(page, invalid)
  await follow(page, 'Record its signature')
  for (const [part, value] of [['day', now.getDate()], ['month', now.getMonth() + 1], ['year', now.getFullYear()], ['time', '23:59']] as const) await page.locator(`[name="signedAt-${part}"]`).fill(String(value))
  await page.getByLabel('By hand on paper').check()
  await page.getByLabel('Where is the signed document?').fill('The legal file')
  await goOn(page, 'Record it')
  // Nobody has signed it at the end of today yet: what was typed is kept, and the time put right.
  expect(await page.getByRole('alert').textContent()).toContain('There is a problem')
  await page.locator('[name="signedAt-time"]').fill(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }).format(now))
  await walkPage(page, invalid)
}

test.each([true, false])('from a matter: a statement is signed, a bundle built, stopped once, made and opened (JavaScript: %s)', async javaScriptEnabled => {
  const town = await openTown({ rooms, built: true, startAt: '2026-06-02T09:00:00Z' })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  await exhibit(officer, given, await give(town, officer, given, 'door.jpg', await photo('#7a94ad')), 'OO/1')
  await entryIn(town, given, { summary: 'Music until two' })
  const matter = await begun(officer, given.path, 'injunction', await subjectIn(officer, given.path))
  const base = `http://${town.host}:${new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port}`
  const context = await (await sharedBrowser()).newContext({ viewport: javaScriptEnabled ? { width: 1280, height: 900 } : { width: 390, height: 844 }, javaScriptEnabled, baseURL: base, timezoneId: 'Europe/London' })
  try {
    context.setDefaultTimeout(8000)
    await context.addCookies([{ name: 'amity_session', value: officer.cookies.get('amity_session') ?? '', url: base }])
    const page = await context.newPage()
    if (!javaScriptEnabled) keepSource(page)
    await page.goto(matter)
    await walkPage(page, invalid)
    await writeAndSign(page, town.clock.now())
    await goOn(page, 'Record it')
    expect(await says(page)).toContain('Signed by Olive Officer')
    await page.goto(`${given.path}/court`)
    await walkPage(page, invalid)
    await follow(page, 'Choose what goes into a chronology')
    await page.getByLabel('Music until two').check()
    await goOn(page, 'Make the chronology')
    await walkPage(page, invalid)
    await page.goto(`${given.path}/court`)
    await follow(page, 'Make a bundle')
    await goOn(page, 'Make the bundle')
    expect(await page.getByRole('alert').textContent()).toContain('Select whether it goes in')
    await page.getByRole('radio', { name: 'Put in its clean copy: nothing in it needs covering' }).check()
    await goOn(page, 'Make the bundle')
    expect(await says(page)).toContain('It waits its turn')
    await goOn(page, 'Stop it')
    await walkPage(page, invalid)
    await follow(page, 'Make it again with the same answers')
    await goOn(page, 'Make the bundle')
    expect(await makeOrdered(town)).toBe(1)
    await follow(page, 'See how far it is')
    await walkPage(page, invalid)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Take out the bundle (PDF)' }).or(page.getByRole('link', { name: 'Take out the bundle (PDF)' })).click()])
    expect(download.suggestedFilename()).toBe(`${given.reference}-bundle-2.pdf`)
    const read = readPdf((await officer.get(`${new URL(page.url()).pathname}/pdf`)).raw)
    expect(read.text).toContain('I believe that the facts stated in this witness statement are true.')
    expect(read.elements.filter(({ is }) => is === 'Figure').map(({ alt }) => alt)).toEqual(['Picture, exhibit OO/1: What OO/1 is'])
    expect(invalid).toEqual([])
  } finally {
    await context.close()
  }
}, 300_000)
