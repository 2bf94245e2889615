// What a photo says of itself (EXIF): when it was taken, where, and with what. Anything that cannot be read says nothing.

export type SaysItself = { readonly takenAt?: Date; readonly takenAbout?: string; readonly where?: string; readonly device?: string }

type Reader = { readonly u16: (at: number) => number; readonly u32: (at: number) => number; readonly bytes: Buffer }
type Entry = { readonly type: number; readonly count: number; readonly at: number }

const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
const MOST_ENTRIES = 200
const LONGEST = 100

const readerOf = (bytes: Buffer): Reader | undefined => {
  const order = bytes.toString('latin1', 0, 2)
  if (order === 'II') return { bytes, u16: at => bytes.readUInt16LE(at), u32: at => bytes.readUInt32LE(at) }
  return order === 'MM' ? { bytes, u16: at => bytes.readUInt16BE(at), u32: at => bytes.readUInt32BE(at) } : undefined
}

/** The entries of one directory by their tag. @throws RangeError when it points outside the bytes */
const entriesAt = ({ u16, u32 }: Reader, at: number): ReadonlyMap<number, Entry> => new Map(Array.from({ length: Math.min(u16(at), MOST_ENTRIES) }, (_, n) => {
  const here = at + 2 + n * 12
  const [type, count] = [u16(here + 2), u32(here + 4)]
  return [u16(here), { type, count, at: (SIZES[type] ?? 1) * count <= 4 ? here + 8 : u32(here + 8) }]
}))

const textIn = ({ bytes }: Reader, entry: Entry | undefined): string =>
  entry?.type !== 2 ? '' : bytes.toString('utf8', entry.at, entry.at + Math.min(entry.count, LONGEST)).split('\0', 1).join('').replaceAll(/\p{Cc}/gu, ' ').toWellFormed().trim()

/** Degrees, minutes and seconds, each a fraction. */
const degreesIn = ({ u32 }: Reader, entry: Entry | undefined): number | undefined => {
  if (entry?.type !== 5 || entry.count !== 3) return undefined
  const [degrees = 0, minutes = 0, seconds = 0] = [0, 1, 2].map(n => u32(entry.at + n * 8) / (u32(entry.at + n * 8 + 4) || 1))
  const whole = degrees + minutes / 60 + seconds / 3600
  return Number.isFinite(whole) && whole <= 180 ? whole : undefined
}

const placeIn = (reader: Reader, gps: ReadonlyMap<number, Entry>): string | undefined => {
  const [north, east] = [degreesIn(reader, gps.get(2)), degreesIn(reader, gps.get(4))]
  if (north === undefined || east === undefined || (north === 0 && east === 0)) return undefined
  const signed = (value: number, letter: string, minus: string): string => (letter.toUpperCase().startsWith(minus) ? -value : value).toFixed(5)
  return `Latitude ${signed(north, textIn(reader, gps.get(1)), 'S')}, longitude ${signed(east, textIn(reader, gps.get(3)), 'W')}`
}

/** A camera's clock has no time zone unless it says one: then it is a moment, and otherwise words. */
const whenIn = (taken: string, offset: string): Pick<SaysItself, 'takenAt' | 'takenAbout'> => {
  const [, year, month, day, time] = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(taken) ?? []
  if (year === undefined || Number(year) < 1990) return {}
  const moment = /^[+-]\d{2}:\d{2}$/.test(offset) ? new Date(`${year}-${month}-${day}T${time}${offset}`) : undefined
  return moment !== undefined && !Number.isNaN(moment.getTime()) ? { takenAt: moment } : { takenAbout: `${day}/${month}/${year} ${time} by the camera’s own clock` }
}

/** @param exif as it stands in the file, with or without its "Exif" head */
export const readExif = (exif: Buffer): SaysItself => {
  try {
    const reader = readerOf(exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif)
    if (reader === undefined) return {}
    const main = entriesAt(reader, reader.u32(4))
    const [photoAt, gpsAt] = [main.get(0x8769), main.get(0x8825)]
    const photo = photoAt === undefined ? new Map<number, Entry>() : entriesAt(reader, reader.u32(photoAt.at))
    const place = gpsAt === undefined ? undefined : placeIn(reader, entriesAt(reader, reader.u32(gpsAt.at)))
    const device = [textIn(reader, main.get(0x010f)), textIn(reader, main.get(0x0110))].filter(text => text !== '').join(' ')
    return {
      ...whenIn(textIn(reader, photo.get(0x9003)) || textIn(reader, main.get(0x0132)), textIn(reader, photo.get(0x9011))),
      ...(place === undefined ? {} : { where: place }), ...(device === '' ? {} : { device: device.slice(0, 200) }),
    }
  } catch {
    return {}
  }
}
