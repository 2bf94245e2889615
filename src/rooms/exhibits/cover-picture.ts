// A picture with black boxes in it: drawn into the pixels before they are encoded, so that nothing beneath is in the copy.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openPicture } from '#rooms/evidence/index.ts'
import type { FileStore } from '#web/file-store.ts'
import type { Box } from './redaction-marks.ts'

const LARGEST = 2000

/** Turned upright and sized like the copy that is shown, so that a box stands where it was drawn; without EXIF. @returns where it lies, in `incoming`. @throws when it is no picture */
export const coverPicture = async (files: FileStore, storedAs: string, boxes: readonly Box[]): Promise<string> => {
  const { default: sharp } = await import('sharp')
  const { data, info } = await files.withLocal(storedAs, async original => (await openPicture(original, LARGEST))
    .flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }))
  const { width, height, channels } = info
  for (const box of boxes) {
    // Outwards to whole pixels: rather one too many than one too few.
    const [left, top] = [Math.floor(box.left * width / 100), Math.floor(box.top * height / 100)]
    const [right, bottom] = [Math.min(width, Math.ceil((box.left + box.width) * width / 100)), Math.min(height, Math.ceil((box.top + box.height) * height / 100))]
    for (let row = top; row < bottom; row += 1) data.fill(0, (row * width + left) * channels, (row * width + right) * channels)
  }
  const target = join(files.incoming, `redacted-${randomUUID()}`)
  await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toFile(target)
  return target
}
