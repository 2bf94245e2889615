// Files in a real browser under the service's own policy: a picture and a sound sent in parts over a connection that breaks, covered by mouse
// and by keyboard, played from where a note stands; the originals stay to the byte. Without JavaScript plain forms do the same.
import { createHash, randomFillSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { lookAfterFilesOf } from '#rooms/evidence/index.ts'
import { sharedBrowser } from '#test/harness/browser.ts'
import { caseIn } from '#test/harness/cases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openDesk, type Desk } from '#test/harness/story.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { keepSource, walkPage } from '#test/harness/walk.ts'

let [town, desk, base]: [Town | undefined, Desk | undefined, string] = [undefined, undefined, '']
const here = (): { readonly town: Town; readonly desk: Desk } => {
  if (town === undefined || desk === undefined) throw new Error('Nothing is open')
  return { town, desk }
}
const [WIDTH, HEIGHT, RATE, SECONDS] = [1500, 1200, 44_100, 30] as const
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A picture of noise, so that it is larger than one part whatever packs it; and a loud sound of half a minute. */
const picture = async (): Promise<Buffer> => {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  randomFillSync(pixels)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 64 + (pixels[at] ?? 0) % 192
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png({ compressionLevel: 1 }).toBuffer()
}
const sound = (): Buffer => {
  const data = Buffer.alloc(RATE * SECONDS * 4)
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(9000, at)
  const head = Buffer.from('524946460000000057415645666d7420100000000100020044ac000010b102000400100064617461', 'hex')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  head.writeUInt32LE(36 + data.length, 4)
  return Buffer.concat([head, length, data])
}
let [image, wave, folder]: [Buffer, Buffer, string] = [Buffer.alloc(0), Buffer.alloc(0), '']
/** What the browser refused because of the policy. */
const refusedByPolicy: string[] = []

beforeAll(async () => {
  ;[image, wave, folder] = [await picture(), sound(), scratchFolder('evidence-journey')]
  await writeFile(join(folder, 'stairs.png'), image)
  await writeFile(join(folder, 'row.wav'), wave)
  town = await openTown({ rooms, built: true })
  base = `http://${town.host}:${new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port}`
  desk = await openDesk(town, base)
  await desk.page.exposeFunction('partSent', (size: number) => { sent.push(size) })
  desk.page.on('console', message => { if (/Content Security Policy/i.test(message.text())) refusedByPolicy.push(message.text()) })
})
afterAll(async () => {
  await desk?.close()
  await town?.server.close()
})

const look = (): Promise<number> => lookAfterFilesOf({ database: here().town.database, files: here().town.files, clamd: undefined, clock: here().town.clock.now }, here().town.partnership.id)
const scanned = (id: string): Promise<unknown> => here().town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('id', '=', id).execute())
const choose = async (page: Page, fileName: string, says: string): Promise<void> => {
  await page.locator('input[type=file]').setInputFiles(join(folder, fileName))
  await page.locator('[name=says]').fill(says)
  await page.locator('[name=visibility][value=staff]').check()
  await page.getByRole('button', { name: 'Send it', exact: true }).click()
}
const sent: number[] = []
/** The connection breaks at some of the parts, as the page's script meets it; the browser's own interception would cut short what a part holds. */
const breakParts = async (page: Page, lost: 'n === 2' | 'n > 1'): Promise<void> => {
  sent.length = 0
  await page.evaluate(`(() => {
    const real = window.fetch
    let n = 0
    window.fetch = (url, options) => {
      if (!/\\/uploads\\/[0-9a-f-]{36}$/.test(url)) return real(url, options)
      n += 1
      window.partSent(options.body.get('part').size)
      return ${lost} ? Promise.reject(new TypeError('the connection was lost')) : real(url, options)
    }
  })()`)
}
const fileId = (page: Page): string => /\/evidence\/file\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
const covered = { reason: 'third party', madeFor: 'Court bundle', says: 'The stairs', visibility: 'staff' }

test('a picture whose connection breaks goes on by itself; it is covered with the mouse and with the keyboard, and the original stays', async () => {
  const { town: place, desk: { page, ...table } } = here()
  const olive = await table.signIn('officer')
  const { path } = await caseIn(place)
  await table.read(`${path}/uploads`)
  // The second part is lost on its way, once.
  await breakParts(page, 'n === 2')
  await choose(page, 'stairs.png', 'The stairs at nine')
  await page.getByText('The connection is lost. Trying again: leave this page open.').waitFor()
  await page.waitForURL(/\/evidence\/file\//)
  expect(sent.length).toBe(Math.ceil(image.length / (4 * 1024 * 1024)) + 1)
  const id = fileId(page)
  await look()
  await scanned(id)
  expect(await table.read(`/evidence/file/${id}`)).toContain(digest(image))

  await table.read(`/evidence/file/${id}/boxes`)
  const drawing = page.locator('.amity-draw')
  await page.waitForFunction('document.querySelector(".amity-draw img").naturalWidth > 0')
  const box = await drawing.boundingBox()
  if (box === null) throw new Error('nothing to draw on')
  await drawing.scrollIntoViewIfNeeded()
  const shown = await drawing.boundingBox() ?? box
  const point = (x: number, y: number): [number, number] => [shown.x + shown.width * x, shown.y + shown.height * y]
  await page.mouse.move(...point(0.1, 0.1))
  await page.mouse.down()
  await page.mouse.move(...point(0.4, 0.3), { steps: 4 })
  await page.mouse.up()
  expect(await page.locator('#marks').inputValue()).toMatch(/^(9\.\d|10\.\d), (9\.\d|10\.\d), (29|30)\.\d, (19|20)\.\d$/)
  // By keyboard: to the end of the box with the lines, and another line typed. It is drawn as it is typed.
  await page.locator('#marks').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\n60, 60, 30, 30')
  expect(await page.locator('.amity-box').count()).toBe(2)
  await page.locator('[name=reason]').selectOption(covered.reason)
  await page.locator('[name=madeFor]').fill(covered.madeFor)
  await page.locator('[name=says]').fill(covered.says)
  await page.getByRole('button', { name: 'Make the copy' }).click()
  await page.waitForURL(url => /\/evidence\/file\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.includes(id))
  const copy = fileId(page)
  const { data, info } = await sharp((await olive.get(`/files/${copy}`)).raw).raw().toBuffer({ resolveWithObject: true })
  const bright = (x: number, y: number): number => { const at = (Math.round(y * info.height) * info.width + Math.round(x * info.width)) * info.channels; return Math.max(...data.subarray(at, at + 3)) }
  expect([bright(0.25, 0.2), bright(0.75, 0.75)].map(one => one < 16)).toEqual([true, true])
  expect([bright(0.5, 0.5), bright(0.05, 0.9)].map(one => one > 32)).toEqual([true, true])
  // The original to the byte, and the layer that leads from it to the copy.
  expect((await olive.get(`/files/${id}?original=yes`)).raw.equals(image)).toBe(true)
  expect(await table.read(`/evidence/file/${id}`)).toContain('2 boxes. Somebody else can be known by it. For: Court bundle')
})

test('a sound left half sent is gone on with later; it waits for the scanner, plays from a note, and is silenced in a copy', async () => {
  const { town: place, desk: { page, ...table } } = here()
  const olive = await table.signIn('officer')
  const { path } = await caseIn(place)
  await table.read(`${path}/uploads`)
  await breakParts(page, 'n > 1')
  await choose(page, 'row.wav', 'Through the wall')
  await page.getByText('The connection is lost. Trying again: leave this page open.').waitFor()
  // The officer gives up for the day. Later the page says how far it came, and only the rest is sent.
  expect(await table.read(`${path}/uploads`)).toContain('row.wav')
  expect(await page.locator('#half').textContent()).toContain(`4.0 MB of ${(wave.length / 1_048_576).toFixed(1)} MB`)
  let rest = 0
  page.on('request', request => { if (/\/uploads\/[0-9a-f-]{36}$/.test(request.url())) rest += 1 })
  await choose(page, 'row.wav', 'Through the wall')
  await page.waitForURL(/\/evidence\/file\//)
  expect(rest).toBe(Math.ceil(wave.length / (4 * 1024 * 1024)) - 1)
  const id = fileId(page)
  await look()
  expect(await table.read(`/evidence/file/${id}`)).toContain('being checked for viruses and plays once that is done')
  expect(await page.locator('audio').count()).toBe(0)
  await scanned(id)

  await table.done(`/evidence/file/${id}/transcript`, { body: 'A: Turn it down.\nB: Make me.' })
  await table.done(`/evidence/file/${id}/notes`, { at: '0:12', body: 'Something breaks' })
  await table.read(`/evidence/file/${id}`)
  await page.waitForFunction('document.querySelector("audio").duration > 29')
  await page.getByRole('button', { name: 'Play from 0:12' }).click()
  await page.waitForFunction('document.querySelector("audio").currentTime >= 12')

  await table.done(`/evidence/file/${id}/spans`, { marks: '0:10 to 0:20', ...covered, visibility: ['staff'] })
  const copy = fileId(page)
  const silenced = (await olive.get(`/files/${copy}?original=quarantine`)).raw
  const sample = (second: number): number => silenced.readInt16LE(silenced.length - wave.length + 44 + Math.round(second * RATE) * 4)
  expect([silenced.length, sample(5), sample(10.5), sample(19.5), sample(25)]).toEqual([wave.length, 9000, 0, 0, 9000])
  expect((await olive.get(`/files/${id}?original=yes`)).raw.equals(wave)).toBe(true)
  expect([refusedByPolicy, here().desk.invalid]).toEqual([[], []])
})

test('without JavaScript the plain form sends a file and boxes are typed', async () => {
  const { town: place } = here()
  const { path } = await caseIn(place)
  const { cookies } = await place.as('officer')
  const context = await (await sharedBrowser()).newContext({ javaScriptEnabled: false, baseURL: base })
  const invalid: string[] = []
  try {
    context.setDefaultTimeout(8000)
    await context.addCookies([{ name: 'amity_session', value: cookies.get('amity_session') ?? '', url: base }])
    const page = await context.newPage()
    keepSource(page)
    await page.goto(`${path}/uploads`)
    await walkPage(page, invalid)
    expect(await page.locator('main').textContent()).toContain('Your browser runs no JavaScript')
    await choose(page, 'stairs.png', 'The stairs')
    await page.waitForURL(({ pathname }) => pathname === path)
    await look()
    await page.goto(path)
    await page.getByRole('link', { name: 'stairs.png', exact: true }).first().click()
    await page.waitForURL(/\/evidence\/file\//)
    const id = fileId(page)
    await page.goto(`/evidence/file/${id}/boxes`)
    await walkPage(page, invalid)
    await page.locator('[name=marks]').fill('10, 10, 30, 20')
    await page.locator('[name=reason]').selectOption(covered.reason)
    await page.locator('[name=madeFor]').fill(covered.madeFor)
    await page.locator('[name=says]').fill(covered.says)
    await page.getByRole('button', { name: 'Make the copy' }).click()
    await page.waitForURL(({ pathname }) => !pathname.includes(id))
    expect(await page.locator('main').textContent()).toContain('Redacted copy of')
    expect(invalid).toEqual([])
  } finally {
    await context.close()
  }
})
