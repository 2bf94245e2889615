// In which ward a point lies.
import { z } from 'zod'
import type { Point } from '#kernel/geo.ts'
import type { Work } from '#db/work.ts'
import { outlines } from './places-store.ts'

export type Ward = { readonly code: string; readonly name: string }

const ringsShape = z.array(z.array(z.array(z.number()).min(2)))
type Rings = z.infer<typeof ringsShape>

/** The ward a point is in; undefined outside all of them, or when no outlines have been loaded. */
export const wardAt = async (work: Work, point: Point): Promise<Ward | undefined> => {
  const found = (await outlines(work)).find(({ rings }) => {
    const read = ringsShape.safeParse(rings)
    return read.success && isInside(point, read.data)
  })
  return found === undefined ? undefined : { code: found.code, name: found.name }
}

/** Even-odd rule over all rings of [longitude, latitude]: holes and islands come out right whatever their direction. */
export const isInside = ({ latitude, longitude }: Point, rings: Rings): boolean => {
  let inside = false
  for (const ring of rings) {
    for (const [at, [x = 0, y = 0]] of ring.entries()) {
      const [lastX = 0, lastY = 0] = ring[at === 0 ? ring.length - 1 : at - 1] ?? []
      if (y > latitude !== lastY > latitude && longitude < ((lastX - x) * (latitude - y)) / (lastY - y) + x) inside = !inside
    }
  }
  return inside
}
