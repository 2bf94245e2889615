// From latitude and longitude (WGS84) to the British National Grid and back, right to about 5 metres.
//
// Method: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C: a seven-parameter Helmert
// transformation between WGS84 and OSGB36, then the transverse Mercator projection on the Airy 1830 ellipsoid. OS states
// about 5 metres for the Helmert step; the exact OSTN15 grid is not needed to place a report in a street.
import { type Point, degrees, radians } from './geo.ts'

/** Whole or part metres east and north of the grid's false origin. */
export type GridPoint = { readonly easting: number; readonly northing: number }

type Ellipsoid = { readonly a: number; readonly b: number }
type Cartesian = readonly [x: number, y: number, z: number]

const WGS84: Ellipsoid = { a: 6_378_137, b: 6_356_752.314_245 }
const AIRY_1830: Ellipsoid = { a: 6_377_563.396, b: 6_356_256.909 }

/** WGS84 to OSGB36: metres, parts, and radians (OS guide, section 6.6). Backwards with every sign turned. */
const HELMERT = {
  tx: -446.448, ty: 125.157, tz: -542.06,
  scale: 20.4894e-6,
  rx: radians(-0.1502 / 3600), ry: radians(-0.247 / 3600), rz: radians(-0.8421 / 3600),
} as const

const SCALE_ON_MERIDIAN = 0.999_601_271_7
const TRUE_ORIGIN = { latitude: radians(49), longitude: radians(-2) } as const
const FALSE_ORIGIN = { easting: 400_000, northing: -100_000 } as const

/** Grid easting and northing of a point, in metres, right to about 5 metres in Great Britain. */
export function toNationalGrid(point: Point): GridPoint {
  return project(shift(point, WGS84, AIRY_1830, 1))
}

/** The point at a grid easting and northing, right to about 5 metres in Great Britain. */
export function fromNationalGrid(grid: GridPoint): Point {
  return shift(unproject(grid), AIRY_1830, WGS84, -1)
}

/**
 * The grid reference, 'TL 2455 1286': two letters and by default 8 figures (a 10 metre square). The figures name the
 * square's south-west corner, so they are cut, not rounded. Nothing outside the grid of Great Britain.
 */
export function gridReference({ easting, northing }: GridPoint, figures: 6 | 8 | 10 = 8): string | undefined {
  if (!(easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000)) return undefined
  const column = Math.floor(easting / 100_000)
  const row = Math.floor(northing / 100_000)
  const first = 17 - Math.floor(row / 5) * 5 + Math.floor(column / 5)
  const second = 20 - (row % 5) * 5 + (column % 5)
  const digits = figures / 2
  const cut = (metres: number) =>
    String(Math.floor(metres % 100_000)).padStart(5, '0').slice(0, digits)
  return `${gridLetter(first)}${gridLetter(second)} ${cut(easting)} ${cut(northing)}`
}

/** Squares are lettered A to Z without I, in rows of five from the north-west. */
function gridLetter(place: number): string {
  return 'ABCDEFGHJKLMNOPQRSTUVWXYZ'.charAt(place)
}

function shift(point: Point, from: Ellipsoid, to: Ellipsoid, sign: 1 | -1): Point {
  const [x, y, z] = toCartesian(point, from)
  const [rx, ry, rz] = [HELMERT.rx * sign, HELMERT.ry * sign, HELMERT.rz * sign]
  const scale = 1 + HELMERT.scale * sign
  return fromCartesian(
    [
      HELMERT.tx * sign + scale * x - rz * y + ry * z,
      HELMERT.ty * sign + rz * x + scale * y - rx * z,
      HELMERT.tz * sign - ry * x + rx * y + scale * z,
    ],
    to,
  )
}

function toCartesian(point: Point, { a, b }: Ellipsoid): Cartesian {
  const [latitude, longitude] = [radians(point.latitude), radians(point.longitude)]
  const e2 = 1 - (b * b) / (a * a)
  const nu = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2)
  const out = nu * Math.cos(latitude)
  return [out * Math.cos(longitude), out * Math.sin(longitude), nu * (1 - e2) * Math.sin(latitude)]
}

function fromCartesian([x, y, z]: Cartesian, { a, b }: Ellipsoid): Point {
  const e2 = 1 - (b * b) / (a * a)
  const out = Math.hypot(x, y)
  let latitude = Math.atan2(z, out * (1 - e2))
  // Each pass is some hundred times nearer; five leave less than a millimetre.
  for (let pass = 0; pass < 5; pass += 1) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2)
    latitude = Math.atan2(z + e2 * nu * Math.sin(latitude), out)
  }
  return { latitude: degrees(latitude), longitude: degrees(Math.atan2(y, x)) }
}

/** Radii of curvature at a latitude, in the names of the OS guide: nu across the meridian, rho along it. */
function radiiAt(latitude: number): { nu: number; rho: number; eta2: number } {
  const { a, b } = AIRY_1830
  const e2 = 1 - (b * b) / (a * a)
  const bulge = 1 - e2 * Math.sin(latitude) ** 2
  const nu = (a * SCALE_ON_MERIDIAN) / Math.sqrt(bulge)
  const rho = (a * SCALE_ON_MERIDIAN * (1 - e2)) / bulge ** 1.5
  return { nu, rho, eta2: nu / rho - 1 }
}

/** Metres along the central meridian from the true origin (M in the OS guide). */
function meridianArc(latitude: number): number {
  const { a, b } = AIRY_1830
  const n = (a - b) / (a + b)
  const [difference, sum] = [latitude - TRUE_ORIGIN.latitude, latitude + TRUE_ORIGIN.latitude]
  return (
    b * SCALE_ON_MERIDIAN *
    ((1 + n + (5 / 4) * n ** 2 + (5 / 4) * n ** 3) * difference -
      (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(difference) * Math.cos(sum) +
      ((15 / 8) * n ** 2 + (15 / 8) * n ** 3) * Math.sin(2 * difference) * Math.cos(2 * sum) -
      (35 / 24) * n ** 3 * Math.sin(3 * difference) * Math.cos(3 * sum))
  )
}

/** OS guide annex C.1; the roman numerals are its own. */
function project(point: Point): GridPoint {
  const latitude = radians(point.latitude)
  const { nu, rho, eta2 } = radiiAt(latitude)
  const [sin, cos, tan2] = [Math.sin(latitude), Math.cos(latitude), Math.tan(latitude) ** 2]
  const east = radians(point.longitude) - TRUE_ORIGIN.longitude
  const I = meridianArc(latitude) + FALSE_ORIGIN.northing
  const II = (nu / 2) * sin * cos
  const III = (nu / 24) * sin * cos ** 3 * (5 - tan2 + 9 * eta2)
  const IIIA = (nu / 720) * sin * cos ** 5 * (61 - 58 * tan2 + tan2 ** 2)
  const IV = nu * cos
  const V = (nu / 6) * cos ** 3 * (nu / rho - tan2)
  const VI = (nu / 120) * cos ** 5 * (5 - 18 * tan2 + tan2 ** 2 + 14 * eta2 - 58 * tan2 * eta2)
  return {
    easting: FALSE_ORIGIN.easting + IV * east + V * east ** 3 + VI * east ** 5,
    northing: I + II * east ** 2 + III * east ** 4 + IIIA * east ** 6,
  }
}

/** OS guide annex C.2. */
function unproject({ easting, northing }: GridPoint): Point {
  const latitude = footOf(northing)
  const { nu, rho, eta2 } = radiiAt(latitude)
  const [tan, sec] = [Math.tan(latitude), 1 / Math.cos(latitude)]
  const t2 = tan ** 2
  const east = easting - FALSE_ORIGIN.easting
  const VII = tan / (2 * rho * nu)
  const VIII = (tan / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
  const IX = (tan / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t2 ** 2)
  const X = sec / nu
  const XI = (sec / (6 * nu ** 3)) * (nu / rho + 2 * t2)
  const XII = (sec / (120 * nu ** 5)) * (5 + 28 * t2 + 24 * t2 ** 2)
  const XIIA = (sec / (5040 * nu ** 7)) * (61 + 662 * t2 + 1320 * t2 ** 2 + 720 * t2 ** 3)
  const longitude = TRUE_ORIGIN.longitude + X * east - XI * east ** 3 + XII * east ** 5 - XIIA * east ** 7
  return {
    latitude: degrees(latitude - VII * east ** 2 + VIII * east ** 4 - IX * east ** 6),
    longitude: degrees(longitude),
  }
}

/** The latitude on the central meridian that has this northing. */
function footOf(northing: number): number {
  const target = northing - FALSE_ORIGIN.northing
  let latitude = TRUE_ORIGIN.latitude + target / (AIRY_1830.a * SCALE_ON_MERIDIAN)
  for (let pass = 0; pass < 8; pass += 1) {
    latitude += (target - meridianArc(latitude)) / (AIRY_1830.a * SCALE_ON_MERIDIAN)
  }
  return latitude
}
