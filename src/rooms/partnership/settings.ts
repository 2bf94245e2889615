// Settings: whatever councils differ in. Each says where its default comes from and how sure that is; a page edits them.
import type { z } from 'zod'
import type { Work } from '#db/work.ts'
import { setting } from './partnership-store.ts'

/** One box on the settings page: where in the value it stands ('firstContact.high'), and what an administrator types. */
export type SettingField = {
  readonly path: string
  readonly label: string
  readonly hint?: string
  readonly input: 'whole number' | 'time' | 'line' | 'yes or no' | 'named texts'
}

export type Setting<Value> = {
  readonly key: string
  readonly title: string
  /** What it changes, in a sentence an administrator understands. */
  readonly says: string
  /** Where the default comes from. */
  readonly source: string
  /** False: a proposal, or a fact we could not confirm. The page says so until an administrator has confirmed it. */
  readonly sure: boolean
  readonly shape: z.ZodType<Value>
  readonly fallback: Value
  /** True: an agency may have its own, which stands before the partnership's for its officers. */
  readonly perAgency?: boolean
  readonly fields: readonly SettingField[]
}

/**
 * The value in force for whoever is asking: their agency's own, else the partnership's, else the default.
 * A value somebody broke must not stop a report: the default stands, and the settings page shows what is wrong.
 */
export const readSetting = async <Value>(work: Work, { key, shape, fallback }: Setting<Value>): Promise<Value> => {
  const read = shape.safeParse(await setting(work, key) ?? fallback)
  return read.success ? read.data : fallback
}
