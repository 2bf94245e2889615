// All SQL on templates. The one in force for an agency is its own latest that has started, or else the one that comes with the service.
import { z } from 'zod'
import type { OfficerWork, Work } from '#db/work.ts'
import type { PaperTemplatesTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'
import type { Block } from '#ui/papers/paper.ts'
import type { PaperKind } from '#rooms/wordings/index.ts'
import { BUILT_IN, type Template } from './built-in.ts'

const contains = z.string().optional()
const blockShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text: z.string(), contains }), z.object({ kind: z.literal('paragraph'), text: z.string(), contains }),
  z.object({ kind: z.literal('list'), numbered: z.boolean(), items: z.array(z.string()), contains }), z.object({ kind: z.literal('table'), caption: z.string(), header: z.array(z.string()), rows: z.array(z.array(z.string())), contains }),
  z.object({ kind: z.literal('signature'), space: z.boolean(), contains }), z.object({ kind: z.literal('signing'), text: z.string(), contains }), z.object({ kind: z.literal('page break'), contains }),
])
/** Blocks as they rest in the database. Throws when they are not what this code once wrote. */
export const readBlocks = (stored: unknown): readonly Block[] => z.array(blockShape).parse(stored).map(({ contains: id, ...block }) => id === undefined ? block : { ...block, contains: id })

const COLUMNS = ['id', 'agencyId', 'key', 'version', 'kind', 'name', 'title', 'blocks', 'contents', 'why', 'state', 'madeAt', 'writtenBy', 'writers', 'submittedAt', 'decidedAt', 'decidedBy', 'decidedBecause', 'startsOn', 'changes'] as const
const own = (work: OfficerWork, agencyId: string) => work.db.selectFrom('paperTemplates').select(COLUMNS).where('agencyId', '=', agencyId)

/** Versions of the officer's own agency, newest first. */
export const templateVersions = async (work: OfficerWork) => (await own(work, work.actor.agencyId).orderBy('key').orderBy('version', 'desc').limit(500).execute()).map(row => ({ ...row, blocks: readBlocks(row.blocks) }))
export type TemplateVersion = Awaited<ReturnType<typeof templateVersions>>[number]

export const templateVersion = async (work: OfficerWork, id: string): Promise<TemplateVersion | undefined> => {
  const row = await own(work, work.actor.agencyId).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...row, blocks: readBlocks(row.blocks) }
}

/** What an agency may write with on a day: one of each key, by name. */
export const templatesOn = async (work: OfficerWork, agencyId: string, on: Day): Promise<readonly Template[]> => {
  const rows = await own(work, agencyId).where('state', '=', 'approved').where('startsOn', '<=', on).orderBy('startsOn', 'desc').orderBy('version', 'desc').execute()
  const theirs = new Map<string, Template>()
  for (const { key, version, kind, name, title, blocks, contents } of rows) if (!theirs.has(key)) theirs.set(key, { key, version, kind, name, title, blocks: readBlocks(blocks), contents })
  return [...BUILT_IN.filter(({ key }) => !theirs.has(key)), ...theirs.values()].toSorted((one, other) => one.name.localeCompare(other.name))
}

export type TemplateWords = { readonly kind: PaperKind; readonly name: string; readonly title: string; readonly blocks: readonly Block[]; readonly contents: readonly string[]; readonly why: string }
const stored = ({ blocks, contents, ...words }: TemplateWords) => ({ ...words, blocks: JSON.stringify(blocks), contents: [...contents] })

/** A new draft under a key: the next version. Undefined when a colleague has just made that version. */
export const insertTemplate = async (work: OfficerWork, key: string, words: TemplateWords): Promise<string | undefined> => {
  const last = await own(work, work.actor.agencyId).where('key', '=', key).orderBy('version', 'desc').limit(1).executeTakeFirst()
  const id = work.newId()
  const { numInsertedOrUpdatedRows } = await work.db.insertInto('paperTemplates').values({ partnershipId: work.partnership.id, id, agencyId: work.actor.agencyId, key, version: (last?.version ?? 0) + 1, ...stored(words), madeAt: work.now, writtenBy: work.actor.officerId })
    .onConflict(conflict => conflict.columns(['partnershipId', 'agencyId', 'key', 'version']).doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : undefined
}

/** False when it was changed or decided on meanwhile. */
export const changeTemplate = async (work: OfficerWork, { id, changes }: Pick<TemplateVersion, 'id' | 'changes'>, words: TemplateWords): Promise<boolean> =>
  (await work.db.updateTable('paperTemplates').set(stored(words)).where('id', '=', id).where('changes', '=', changes).where('state', 'in', ['draft', 'sent back']).executeTakeFirst()).numUpdatedRows === 1n

type Step = Partial<Pick<TemplateVersion, 'submittedAt' | 'decidedAt' | 'decidedBy' | 'decidedBecause' | 'startsOn'>> & { readonly state: PaperTemplatesTable['state'] extends { readonly __select__: infer S } ? S : never }
export const stepTemplate = async (work: OfficerWork, { id, changes }: Pick<TemplateVersion, 'id' | 'changes'>, step: Step): Promise<boolean> =>
  (await work.db.updateTable('paperTemplates').set(step).where('id', '=', id).where('changes', '=', changes).executeTakeFirst()).numUpdatedRows === 1n

/** Names of those who wrote or decided, for the pages that say so. */
export const officerNames = async (work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  ids.length === 0 ? new Map() : new Map((await work.db.selectFrom('officers').select(['id', 'name']).where('id', 'in', [...new Set(ids)]).execute()).map(({ id, name }) => [id, name]))
