// Opens a picture to be drawn anew, unless its first bytes promise more than any camera makes: a few hundred bytes can ask for gigabytes.
import type { Sharp } from 'sharp'

/** A small file may unfold into a picture that fills the memory: more pixels than any camera makes are not opened. */
const MOST_PIXELS = 120_000_000
/** Nor is one longer than any panorama: one row of pixels is held whole, with all that drawing needs around it. Measured: 300 bytes that promise 3,000,000 by 30 took 8 s and 1.4 GB. */
const LONGEST_SIDE = 40_000

/** @returns it turned upright, no larger than `largest` pixels wide or high. @throws when it is no picture that can be read, or too large a one */
export const openPicture = async (path: string, largest: number): Promise<Sharp> => {
  const { default: sharp } = await import('sharp')
  const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
  // Reads the head of the file alone.
  const { width, height } = await picture.metadata()
  if (Math.max(width, height) > LONGEST_SIDE) throw new Error(`A picture of ${width} by ${height} is not opened`)
  return picture.rotate().resize({ width: largest, height: largest, fit: 'inside', withoutEnlargement: true })
}
