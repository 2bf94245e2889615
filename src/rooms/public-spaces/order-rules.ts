// How an order stands on a day, how long it may be made or extended for, and its outline as somebody types it. Pure.
import { addDays, type Day } from '#kernel/time.ts'
import { deadlineOf } from '#law/deadline.ts'
import { pspoEnds, pspoExpeditedEnds, pspoExtensionEnds } from '#law/deadlines/public-spaces.ts'
import type { Law } from '#law/rule.ts'
import type { LonLat } from '#ui/map.tsx'

type Dated = { readonly effectOn: Day; readonly endsOn: Day; readonly dischargedOn: Day | null }
export const ORDER_STATES = ['in force', 'not yet in effect', 'expired', 'discharged'] as const
export type OrderNow = (typeof ORDER_STATES)[number]
/** Its last day counts whole: it has expired from the midnight after. One discharged after it had expired has expired. */
export const orderNow = ({ effectOn, endsOn, dischargedOn }: Dated, today: Day): OrderNow =>
  dischargedOn !== null && dischargedOn <= today ? 'discharged' : endsOn < today ? 'expired' : effectOn > today ? 'not yet in effect' : 'in force'

/** Why it cannot last from one day to the other; undefined when it can. */
export const whyNotLast = (kind: 'standard' | 'expedited', { madeOn, effectOn, endsOn }: { readonly madeOn: Day; readonly effectOn: Day; readonly endsOn: Day }, law: Law): { readonly field: 'effect' | 'ends'; readonly text: string } | undefined => {
  if (effectOn < madeOn) return { field: 'effect', text: 'It takes effect on the day it is made, or later' }
  if (endsOn < effectOn) return { field: 'ends', text: 'Its last day is not before its first' }
  const most = deadlineOf(kind === 'expedited' ? pspoExpeditedEnds : pspoEnds, effectOn, law)
  if (most.state !== 'known') return { field: 'ends', text: most.sentence }
  return endsOn > most.on ? { field: 'ends', text: most.sentence } : undefined
}

/** Why it cannot be extended to that day; undefined when it can. */
export const whyNotExtend = (order: Dated & { readonly kind: 'standard' | 'expedited' }, madeOn: Day, to: Day, today: Day, law: Law): string | undefined => {
  if (order.kind === 'expedited') return 'An expedited order lasts 6 months at most and is not extended: make an order'
  const now = orderNow(order, today)
  if (now === 'expired' || now === 'discharged') return 'It is no longer in force, so only a new order can bring it back'
  if (madeOn > order.endsOn) return 'An extension is made before the order expires'
  if (to <= order.endsOn) return 'An extension ends later than the order does now'
  const most = deadlineOf(pspoExtensionEnds, addDays(order.endsOn, 1), law)
  if (most.state !== 'known') return most.sentence
  return to > most.on ? most.sentence : undefined
}

const CORNER = /^(-?\d{1,3}(?:\.\d+)?)[ ,;]+(-?\d{1,3}(?:\.\d+)?)$/
/** Corners as latitude and longitude, one a line, as a map shows them; as longitude and latitude, as ours keeps them. Undefined: not an outline. */
export const readOutline = (text: string): readonly LonLat[] | undefined => {
  const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '')
  const corners = lines.map(line => { const [, lat, lon] = CORNER.exec(line) ?? []; return [Number(lon), Number(lat)] as const })
  // Somewhere in or by Great Britain: a pair the wrong way round is not.
  return corners.length >= 3 && corners.every(([lon, lat]) => lat > 49 && lat < 61 && lon > -9 && lon < 2) ? corners : undefined
}
export const sayOutline = (ring: readonly LonLat[]): string => ring.map(([lon, lat]) => `${lat}, ${lon}`).join('\n')

const isPoint = (one: unknown): one is LonLat => Array.isArray(one) && one.length === 2 && one.every(part => typeof part === 'number')
export const outlineOf = (ring: unknown): readonly LonLat[] => Array.isArray(ring) ? ring.filter(isPoint) : []

/** What it bans, one a line. */
export const readBans = (text: string): readonly string[] => text.split('\n').map(line => line.trim().replace(/^[-•*]\s*/, '')).filter(line => line !== '')
