// Passkeys in a real browser with a virtual authenticator: made, used to sign in, as a second factor and to prove again; and refused.
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { faultsByAxe } from '#ui/specimen/browser.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { givePasswords, later, PASSWORD } from '#test/harness/factors.ts'
import { openTown } from '#test/harness/town.ts'

type Key = { readonly cdp: CDPSession; readonly id: string }
/** A device with a passkey store, whose owner agrees at once with their finger, or only touches it. */
const plugIn = async (page: Page, verifies: boolean): Promise<Key> => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verifies, automaticPresenceSimulation: true } })
  return { cdp, id: authenticatorId }
}
const typePassword = async (page: Page): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill('olive@example.test')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('a passkey is made, signs in alone, stands in for a code, proves again, and is worth nothing twice or in other hands', async () => {
  // A browser judges a cookie's end by the real clock, so this town lives today.
  const town = await openTown({ rooms, built: true, startAt: new Date().toISOString() })
  await givePasswords(town)
  const address = await town.server.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://${town.host}:${new URL(address).port}`
  const contexts: BrowserContext[] = []
  const open = async (javaScriptEnabled = true): Promise<Page> => {
    const context = await (await sharedBrowser()).newContext({ baseURL: base, javaScriptEnabled, viewport: { width: 390, height: 844 } })
    context.setDefaultTimeout(10_000)
    contexts.push(context)
    return context.newPage()
  }
  try {
    const page = await open()
    const key = await plugIn(page, true)
    await typePassword(page)
    await page.goto('/account/second-factor/passkeys/add')
    expect(await faultsByAxe(page)).toEqual([])
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    expect(await page.locator('#recovery-codes code').count()).toBe(10)
    await page.goto('/account')
    expect(await page.getByRole('main').textContent()).not.toContain('one factor only')
    // The same device is not asked to hold two.
    await page.goto('/account/second-factor/passkeys/add')
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await page.getByText('This device already has a passkey').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    // Signs in without a password.
    await page.goto('/sign-in?next=/account')
    expect(await faultsByAxe(page)).toEqual([])
    const sent: string[] = []
    page.on('request', request => { if (request.method() === 'POST' && request.url().endsWith('/sign-in/passkey')) sent.push(request.postData() ?? '') })
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(url => url.pathname === '/account')
    expect(await page.getByRole('main').textContent()).toContain('by passkey')
    // What the browser sent, sent again: by the same browser, signed out, with the same token.
    const cookies = await page.context().cookies()
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    const replayed = await town.server.inject({ method: 'POST', url: '/sign-in/passkey', payload: sent[0] ?? '', headers: { host: new URL(base).host, 'content-type': 'application/x-www-form-urlencoded', cookie: cookies.filter(({ name }) => name === 'amity_visit').map(({ name, value }) => `${name}=${value}`).join('; ') } })
    expect([replayed.statusCode, replayed.body.includes('That passkey could not be used')]).toEqual([422, true])
    // In place of a code after the password.
    await typePassword(page)
    await page.waitForURL('**/sign-in/code')
    expect(await faultsByAxe(page)).toEqual([])
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
    later(town, 11 * 60)
    await page.goto('/account/second-factor/app')
    expect(new URL(page.url()).pathname).toBe('/prove')
    expect(await faultsByAxe(page)).toEqual([])
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL('**/account/second-factor/app')
    // Somebody who only has the device, not its PIN, does not get in with it alone.
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await key.cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: false })
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('No passkey was used').waitFor()
    // Taken away, it leads in no more.
    await key.cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: true })
    await town.database.owner.query('update passkeys set ended_at = now() where partnership_id = $1', [town.partnership.id])
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { name: 'That passkey could not be used' }).waitFor()
    const bare = await open(false)
    await bare.goto('/sign-in')
    expect([await bare.getByRole('button', { name: 'Sign in', exact: true }).isVisible(), await bare.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()]).toEqual([true, false])
  } finally {
    for (const context of contexts) await context.close()
  }
})
