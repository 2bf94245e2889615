// Real wards and postcodes into the places room's tables.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { readPostcode } from '#kernel/postcode.ts'
import type { SystemWork } from '#db/work.ts'

export type Spot = { readonly postcode: string; readonly latitude: number; readonly longitude: number; readonly wardCode: string }
export type Borough = { readonly spots: readonly Spot[] }

// The bundle stands in dist/, this file in demo/: both one step below the project's root.
const folder = join(import.meta.dirname, '..', 'demo', 'borough')

const wardsShape = z.object({ features: z.array(z.object({
  properties: z.object({ WD25CD: z.string(), WD25NM: z.string() }),
  geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
})) })
const rowShape = z.object({ postcode: z.string(), latitude: z.coerce.number(), longitude: z.coerce.number(), lsoa21_code: z.string(), ward25_code: z.string() })

const AT_ONCE = 1000

export const loadBorough = async (work: SystemWork): Promise<Borough> => {
  const partnershipId = work.partnership.id
  const wards = wardsShape.parse(JSON.parse(readFileSync(join(folder, 'ward25.geojson'), 'utf8')))
  await work.db.insertInto('wards').values(wards.features.map(({ properties, geometry }) => ({
    partnershipId, code: properties.WD25CD, name: properties.WD25NM,
    rings: JSON.stringify(geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()),
  }))).execute()
  const rows = z.array(rowShape).parse(parse(readFileSync(join(folder, 'welwyn-hatfield-postcodes.csv')), { columns: true, bom: true }))
  const spots = rows.flatMap(row => {
    const postcode = readPostcode(row.postcode)
    return postcode === undefined ? [] : [{ postcode, latitude: row.latitude, longitude: row.longitude, wardCode: row.ward25_code, areaCode: row.lsoa21_code }]
  })
  for (let from = 0; from < spots.length; from += AT_ONCE) {
    await work.db.insertInto('postcodes').values(spots.slice(from, from + AT_ONCE).map(spot => ({ partnershipId, ...spot }))).execute()
  }
  return { spots }
}
