// What a police.uk street file says: one row a crime or ASB incident, no day, no key for ASB, a point moved on purpose.
import { CannotRead, rowsOf, type CsvFile } from './csv-file.ts'

export type StreetRow = {
  readonly line: number; readonly crimeId: string | null; readonly crimeType: string; readonly location: string | null
  readonly latitude: number | null; readonly longitude: number | null
  readonly areaCode: string | null; readonly areaName: string | null; readonly reportedBy: string; readonly fallsWithin: string; readonly outcome: string | null
}
/** `month`: 'YYYY-MM'. */
export type StreetFile = { readonly month: string; readonly force: string; readonly rows: readonly StreetRow[]; readonly unlocated: number }

const HEADINGS = ['Crime ID', 'Month', 'Reported by', 'Falls within', 'Longitude', 'Latitude', 'Location', 'LSOA code', 'LSOA name', 'Crime type', 'Last outcome category'] as const
type Heading = (typeof HEADINGS)[number]

/** Reads it whole or not at all: a file that breaks off half way must not stand as a month. Throws CannotRead. */
export const readStreetFile = async (file: CsvFile): Promise<StreetFile> => {
  const rows: StreetRow[] = []
  const said = new Map<'month' | 'force', string>()
  let cellOf: ((cells: readonly string[], heading: Heading) => string) | undefined
  for await (const { line, cells } of rowsOf(file)) {
    if (cellOf === undefined) {
      cellOf = columnsOf(cells)
      continue
    }
    const cell = (heading: Heading): string => cellOf?.(cells, heading) ?? ''
    sameThroughout(said, 'month', cell('Month'), line)
    sameThroughout(said, 'force', cell('Reported by'), line)
    rows.push(streetRow(line, cell))
  }
  const [month, force] = [said.get('month'), said.get('force')]
  if (month === undefined || force === undefined) throw new CannotRead('The file has headings and no rows.')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new CannotRead(`“${month}” is not a month written as 2025-01.`)
  return { month, force, rows, unlocated: rows.filter(row => row.latitude === null).length }
}

const columnsOf = (headings: readonly string[]) => {
  const places = new Map(HEADINGS.map(heading => [heading, headings.indexOf(heading)]))
  const missing = HEADINGS.filter(heading => places.get(heading) === -1)
  if (missing.length > 0) throw new CannotRead(`This is not a police.uk street file: it has no column ${missing.map(heading => `“${heading}”`).join(', ')}.`)
  return (cells: readonly string[], heading: Heading): string => (cells[places.get(heading) ?? -1] ?? '').trim()
}

const sameThroughout = (said: Map<'month' | 'force', string>, what: 'month' | 'force', value: string, line: number): void => {
  const before = said.get(what)
  if (before !== undefined && before !== value) throw new CannotRead(`Line ${line} is of the ${what} “${value}”, the rest of “${before}”. A street file holds one month of one force; use the files as they were published.`)
  said.set(what, value)
}

const streetRow = (line: number, cell: (heading: Heading) => string): StreetRow => {
  const [longitude, latitude] = [cell('Longitude'), cell('Latitude')]
  const crimeType = cell('Crime type')
  if (crimeType === '') throw new CannotRead(`Line ${line} does not say its crime type.`)
  if ((longitude === '') !== (latitude === '')) throw new CannotRead(`Line ${line} has half a point.`)
  const point = { longitude: longitude === '' ? null : Number(longitude), latitude: latitude === '' ? null : Number(latitude) }
  if (!(Math.abs(point.longitude ?? 0) <= 180 && Math.abs(point.latitude ?? 0) <= 90)) throw new CannotRead(`Line ${line} has a point that is not on Earth.`)
  return {
    line, crimeType, ...point, crimeId: cell('Crime ID') || null, location: cell('Location') || null, areaCode: cell('LSOA code') || null, areaName: cell('LSOA name') || null,
    reportedBy: cell('Reported by'), fallsWithin: cell('Falls within'), outcome: cell('Last outcome category') || null,
  }
}
