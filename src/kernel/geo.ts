// Points on the earth (WGS84 degrees), how far apart they are, and the box round one that a search starts from.

export type Point = { readonly latitude: number; readonly longitude: number }

/** In degrees. */
export type Box = { readonly south: number; readonly west: number; readonly north: number; readonly east: number }

// IUGG mean radius. Taking the earth as a ball is right to 0.5%, which is 5 metres in a kilometre.
const EARTH_RADIUS_METRES = 6_371_008.8

export function radians(inDegrees: number): number {
  return (inDegrees * Math.PI) / 180
}

export function degrees(inRadians: number): number {
  return (inRadians * 180) / Math.PI
}

/** Metres between two points by the haversine formula. */
export function metresBetween(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  const h = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The smallest box that holds every point within a radius in metres. Not for the poles or across longitude 180. */
export function boxAround(centre: Point, radiusMetres: number): Box {
  const angle = radiusMetres / EARTH_RADIUS_METRES
  const tall = degrees(angle)
  // The widest part of the circle lies a little nearer the pole than its centre, hence the arcsine.
  const wide = degrees(Math.asin(Math.sin(angle) / Math.cos(radians(centre.latitude))))
  return {
    south: centre.latitude - tall,
    west: centre.longitude - wide,
    north: centre.latitude + tall,
    east: centre.longitude + wide,
  }
}
