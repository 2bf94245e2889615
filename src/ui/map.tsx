// A locator map as server SVG: outlines and points from longitude and latitude, no outside tiles. A table goes with it.
import type { Html } from '#ui/html.ts'

/** Longitude, then latitude, in degrees (WGS 84). */
export type LonLat = readonly [number, number]

export type MapArea = {
  readonly name: string
  /** The outer ring first, then holes; GeoJSON order. */
  readonly rings: readonly (readonly LonLat[])[]
  /** Shade, 0 (none) to 5 (most). */
  readonly level?: 0 | 1 | 2 | 3 | 4 | 5 | undefined
  readonly href?: string | undefined
}

export type MapPoint = { readonly at: LonLat; readonly label: string; readonly tone?: 'red' | 'blue' | 'grey' | undefined; readonly href?: string | undefined }

export type LocatorMapProps = {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly areas: readonly MapArea[]
  readonly points?: readonly MapPoint[] | undefined
  readonly showNames?: boolean | undefined
  readonly width?: number | undefined
}

type Place = (at: LonLat) => readonly [number, number]
const round = (value: number): number => Math.round(value * 10) / 10

/** Equirectangular, true at the middle latitude: right to the eye for anything the size of a borough. */
function project(all: readonly LonLat[], width: number): { readonly place: Place; readonly height: number } {
  const west = Math.min(...all.map(([lon]) => lon))
  const east = Math.max(...all.map(([lon]) => lon))
  const south = Math.min(...all.map(([, lat]) => lat))
  const north = Math.max(...all.map(([, lat]) => lat))
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180))
  const margin = 12
  const tallest = 0.75 * width
  const scale = Math.min((width - 2 * margin) / Math.max((east - west) * squeeze, 1e-6), (tallest - 2 * margin) / Math.max(north - south, 1e-6))
  const left = (width - (east - west) * squeeze * scale) / 2
  return {
    place: ([lon, lat]) => [round(left + (lon - west) * squeeze * scale), round(margin + (north - lat) * scale)],
    height: round((north - south) * scale + 2 * margin),
  }
}

const ringPath = (ring: readonly LonLat[], place: Place): string => `M${ring.map((at) => place(at).join(',')).join('L')}Z`

/** The middle of the outer ring's box: good enough for a short name. */
function middle(area: MapArea, place: Place): readonly [number, number] {
  const ring = (area.rings[0] ?? []).map(place)
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return [round((Math.min(...xs) + Math.max(...xs)) / 2), round((Math.min(...ys) + Math.max(...ys)) / 2)]
}

function Area({ area, place }: { readonly area: MapArea; readonly place: Place }): Html {
  const shape = (
    <path class={`amity-area amity-area--${area.level ?? 0}`} fill-rule="evenodd" d={area.rings.map((ring) => ringPath(ring, place)).join('')}>
      <title>{area.name}</title>
    </path>
  )
  return area.href === undefined ? shape : <a href={area.href}>{shape}</a>
}

function Name({ area, place }: { readonly area: MapArea; readonly place: Place }): Html {
  const [x, y] = middle(area, place)
  return <text class="amity-area__name" x={x} y={y} text-anchor="middle">{area.name}</text>
}

function Pin({ point, place }: { readonly point: MapPoint; readonly place: Place }): Html {
  const [x, y] = place(point.at)
  const dot = (
    <circle class={`amity-pin amity-pin--${point.tone ?? 'red'}`} cx={x} cy={y} r="7">
      <title>{point.label}</title>
    </circle>
  )
  return point.href === undefined ? dot : <a href={point.href}>{dot}</a>
}

/** Outlines and points on a plain ground. Draws nothing when there is nothing to place. */
export function LocatorMap({ id, title, description, areas, points = [], showNames, width = 640 }: LocatorMapProps): Html | null {
  const all = [...areas.flatMap(({ rings }) => rings.flat()), ...points.map(({ at }) => at)]
  if (all.length === 0) return null
  const { place, height } = project(all, width)
  const links = areas.some(({ href }) => href !== undefined) || points.some(({ href }) => href !== undefined)
  return (
    <svg class="amity-map" viewBox={`0 0 ${width} ${height}`} role={links ? 'group' : 'img'} aria-labelledby={`${id}-title`} aria-describedby={`${id}-desc`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {areas.map((area) => <Area area={area} place={place} />)}
      {points.map((point) => <Pin point={point} place={place} />)}
      {showNames === true ? areas.map((area) => <Name area={area} place={place} />) : null}
    </svg>
  )
}
