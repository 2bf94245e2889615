// What is opened to be drawn anew, and what is turned away for what its first bytes promise, before memory is given to it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPicture } from './open-picture.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'amity-picture-')) })
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const drawn = async (width: number, height: number): Promise<Buffer> => sharp({ create: { width, height, channels: 3, background: '#a52' } }).png().toBuffer()
/** A PNG of a few hundred bytes whose head says that it is this large. */
const promising = async (width: number, height: number): Promise<Buffer> => {
  const bytes = await drawn(24, 16)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const opened = async (bytes: Buffer): Promise<string> => {
  const file = path.join(folder, 'picture')
  writeFileSync(file, bytes)
  return openPicture(file, 2_000).then(async picture => { const { info } = await picture.jpeg().toBuffer({ resolveWithObject: true }); return `${info.width} by ${info.height}` }, (problem: unknown) => problem instanceof Error ? problem.message : 'unknown')
}

test('a photo and a panorama are opened, no larger than asked', async () => {
  expect(await opened(await drawn(24, 16))).toBe('24 by 16')
  expect(await opened(await drawn(16_000, 40))).toBe('2000 by 5')
})

test('a few hundred bytes that promise a row of millions of pixels are not opened', async () => {
  for (const [width, height] of [[655_384, 16], [3_000_000, 30], [16, 2_031_640]] as const) expect(await opened(await promising(width, height))).toBe(`A picture of ${width} by ${height} is not opened`)
})

test('nor is one of more pixels than any camera makes, nor what is no picture', async () => {
  expect(await opened(await promising(12_000, 12_000))).toMatch(/pixel limit/)
  expect(await opened(Buffer.from('no picture'))).toMatch(/unsupported/)
})
