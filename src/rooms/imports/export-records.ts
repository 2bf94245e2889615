// Writes cases or reports out as CSV, a page at a time, as the administrator at the console. Restricted records stay unless asked for.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { keepWork, type SystemWork } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { casesAfter, EXPORTED, reportsAfter } from './export-store.ts'
import type { Kind } from './import-map.ts'
import type { Running } from './run-import.ts'

export type Exported = { readonly rows: number }
/** `restrictedBecause`: why restricted records go out too; it stands in the audit trail. */
export type WhatToExport = { readonly kind: Kind; readonly to: string; readonly restrictedBecause: string | undefined }

/** Moments as ISO in UTC, lists with semicolons. */
const plain = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.join('; ') : String(value)
}

/** Written beside its place and renamed when whole, so that half a file never looks like one. */
export const exportRecords = async ({ database, partnership, clock, signal, progress }: Running, { kind, to, restrictedBecause }: WhatToExport): Promise<Exported> => {
  const purpose = restrictedBecause === undefined ? 'export at the console' : `export at the console, restricted records too: ${restrictedBecause}`
  const part = `${to}.part`
  let rows = 0
  const lines = async function* (work: SystemWork): AsyncGenerator<string> {
    const columns = EXPORTED[kind]
    yield BYTE_ORDER_MARK + csvLine(columns.map(([name]) => name))
    for (let after: string | undefined; ;) {
      signal?.throwIfAborted()
      const withRestricted = restrictedBecause !== undefined
      const page = await work.aside<Awaited<ReturnType<typeof casesAfter>> | Awaited<ReturnType<typeof reportsAfter>>>(there => kind === 'cases' ? casesAfter(there, after, withRestricted) : reportsAfter(there, after, withRestricted))
      const last = page.at(-1)
      if (last === undefined) return
      rows += page.length
      // Which records left the house, by their keys: the export's own line only says how many.
      await work.record('part of an export', { kind: 'export', id: kind }, { how: 'export', as: 'export', shown: [{ kind: kind === 'cases' ? 'case' : 'report', ids: page.map(({ id }) => id) }] })
      progress(`${rows} ${kind}`)
      yield page.map(row => csvLine(columns.map(([, field]) => plain(Object.entries(row).find(([name]) => name === field)?.[1])))).join('')
      after = last.id
    }
  }
  try {
    await keepWork(database, { kind: 'system' }, { partnership, now: clock(), purpose }, async work => {
      await pipeline(Readable.from(lines(work)), createWriteStream(part, { mode: 0o600 }), signal === undefined ? {} : { signal })
      await work.record(restrictedBecause === undefined ? `${kind} exported` : `${kind} exported, restricted ones too`, { kind: 'export', id: `${rows} rows` })
    })
    await rename(part, to)
  } catch (problem) {
    await rm(part, { force: true })
    throw problem
  }
  return { rows }
}
