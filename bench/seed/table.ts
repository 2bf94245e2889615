// A table of the seed: its columns, which of them the triggers fill, and the text COPY takes.
import type { Office } from './office.ts'
import type { One } from './one-case.ts'

export type Cell = string | number | boolean | null
export type Table = {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns the service's triggers fill by themselves: left out when the seed goes through them. */
  readonly kept: readonly string[]
  /** Every row of it is made by a trigger of another table. */
  readonly isMade: boolean
  /** Of five cases in a row. */
  readonly rows: (office: Office, family: readonly One[]) => Iterable<readonly Cell[]>
}
export const table = (name: string, columns: string, kept: string, rows: Table['rows']): Table => ({ name, columns: columns.split(/,\s*/), kept: kept === '' ? [] : kept.split(/,\s*/), isMade: false, rows })
export const made = (name: string, columns: string, rows: Table['rows']): Table => ({ ...table(name, columns, '', rows), isMade: true })

export const ints = (all: readonly number[]): string => `{${all.join(',')}}`
/** Words without commas or quotes, which is all the seed has. */
export const texts = (all: readonly string[]): string => `{${all.map(text => text.includes(' ') ? `"${text}"` : text).join(',')}}`
const DAY = 86_400_000
const days = new Map<number, string>()
/** Few days and very many moments: each day is written once. */
const dayAt = (day: number): string => {
  const known = days.get(day)
  if (known !== undefined) return known
  const written = new Date(day * DAY).toISOString().slice(0, 10)
  days.set(day, written)
  return written
}
const two = (n: number): string => n < 10 ? `0${n}` : `${n}`
export const dayOf = (time: number): string => dayAt(Math.floor(time / DAY))
/** As toISOString, which costs the seed more than anything else. */
export const at = (time: number): string => {
  const day = Math.floor(time / DAY)
  const left = time - day * DAY
  return `${dayAt(day)}T${two(Math.floor(left / 3_600_000))}:${two(Math.floor(left / 60_000) % 60)}:${two(Math.floor(left / 1000) % 60)}.${String(left % 1000).padStart(3, '0')}Z`
}

/** One line of COPY's text format. The seed's own words hold no tab, line end or backslash. */
export const lineOf = (cells: readonly Cell[]): string => {
  let line = ''
  for (const cell of cells) line += `${line === '' ? '' : '\t'}${cell === null ? '\\N' : cell === true ? 't' : cell === false ? 'f' : cell}`
  return `${line}\n`
}
