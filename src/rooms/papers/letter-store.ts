// All SQL on letters: drafts, the documents made of them, and how these were served.
import { z } from 'zod'
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { Paper, Variant } from '#ui/papers/paper.ts'
import type { Block } from '#ui/papers/paper.ts'
import type { PartyRole } from '#rooms/cases/index.ts'
import type { PaperKind } from '#rooms/wordings/index.ts'
import { readBlocks } from './template-store.ts'

const words = z.object({ page: z.string(), closing: z.string(), signed: z.string(), dated: z.string(), date: z.string(), reference: z.string(), confidential: z.string() })
const signed = z.object({ name: z.string(), lines: z.array(z.string()) })
const paperShape = z.object({
  variant: z.enum(['standard', 'large print', 'easy read', 'other language']), language: z.string(), direction: z.enum(['ltr', 'rtl']), title: z.string(), colour: z.string(), sender: signed, delivery: z.string(), addressed: z.boolean(),
  recipient: z.array(z.string()), particulars: z.array(z.tuple([z.string(), z.string()])), blocks: z.unknown(), signatory: signed, footer: z.string(), words,
})
/** A paper as it rests in the database: whole, but for the address. */
const readPaper = (stored: unknown): Paper | undefined => {
  if (stored === null) return undefined
  const paper = paperShape.parse(stored)
  return { ...paper, blocks: readBlocks(paper.blocks) }
}

const COLUMNS = ['l.id', 'l.caseId', 'l.number', 'l.personId', 'l.role', 'l.templateKey', 'l.templateVersion', 'l.templateName', 'l.kind', 'l.variant', 'l.language', 'l.title', 'l.blocks', 'l.contents', 'l.state', 'l.channel', 'l.writtenAt', 'l.writtenBy', 'l.changes',
  'l.safeBecause', 'l.readyAt', 'l.readyBy', 'l.paper', 'l.storedAs', 'l.sha256', 'l.size', 'l.pages', 'l.addressDigest', 'l.messageId', 'l.runId', 'l.printedAt', 'l.withdrawnAt', 'l.withdrawnBecause', 'c.reference', 'c.leadAgencyId', 'p.givenName', 'p.familyName', 'p.confidential'] as const
const read = (work: OfficerWork) => work.db.selectFrom('letters as l').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'l.partnershipId').onRef('c.id', '=', 'l.caseId'))
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'l.partnershipId').onRef('p.id', '=', 'l.personId')).select(COLUMNS)
type Row = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]
const whole = (row: Row) => ({ ...row, blocks: readBlocks(row.blocks), paper: readPaper(row.paper), to: `${row.givenName ?? ''} ${row.familyName ?? ''}`.trim() || 'Somebody no longer on record', fullReference: `${row.reference}/${row.number}` })
export type Letter = ReturnType<typeof whole>

export const lettersOf = async (work: OfficerWork, caseId: string): Promise<readonly Letter[]> => (await read(work).where('l.caseId', '=', caseId).orderBy('l.number', 'desc').limit(100).execute()).map(whole)
export const letterWith = async (work: OfficerWork, caseId: string, id: string): Promise<Letter | undefined> => {
  const row = await read(work).where('l.caseId', '=', caseId).where('l.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : whole(row)
}
const MOST_AT_ONCE = 100
/** What waits for paper in cases our agency leads, oldest first. */
export const lettersToPrint = async (work: OfficerWork): Promise<readonly Letter[]> =>
  (await read(work).where('l.state', '=', 'waiting').where('l.channel', '=', 'post').where('c.leadAgencyId', '=', work.actor.agencyId).orderBy('l.readyAt').orderBy('l.id').limit(MOST_AT_ONCE).execute()).map(whole)
export const lettersOfRun = async (work: OfficerWork, runId: string): Promise<readonly Letter[]> => (await read(work).where('l.runId', '=', runId).execute()).map(whole)

export type NewLetter = { readonly caseId: string; readonly personId: string; readonly role: PartyRole; readonly templateKey: string; readonly templateVersion: number; readonly templateName: string; readonly kind: PaperKind; readonly variant: Variant; readonly language: string; readonly title: string; readonly blocks: readonly Block[]; readonly contents: readonly string[] }
export const insertLetter = async (work: OfficerWork, { blocks, contents, ...letter }: NewLetter): Promise<string> => {
  // The case's row is held meanwhile, so that two letters begun at once have two numbers.
  await sql`select 1 from cases where partnership_id = ${work.partnership.id} and id = ${letter.caseId}::uuid for update`.execute(work.db)
  const last = await work.db.selectFrom('letters').select(({ fn }) => fn.max('number').as('number')).where('caseId', '=', letter.caseId).executeTakeFirst()
  const id = work.newId()
  await work.db.insertInto('letters').values({ partnershipId: work.partnership.id, id, number: (last?.number ?? 0) + 1, ...letter, blocks: JSON.stringify(blocks), contents: [...contents], writtenAt: work.now, writtenBy: work.actor.officerId }).execute()
  return id
}
/** False when a colleague changed the draft meanwhile. */
export const changeLetter = async (work: OfficerWork, { id, changes }: Letter, title: string, blocks: readonly Block[]): Promise<boolean> =>
  (await work.db.updateTable('letters').set({ title, blocks: JSON.stringify(blocks), changes: changes + 1 }).where('id', '=', id).where('state', '=', 'draft').where('changes', '=', changes).executeTakeFirst()).numUpdatedRows === 1n

export type Made = { readonly paper: Paper; readonly storedAs: string; readonly sha256: string; readonly size: number; readonly pages: number; readonly addressDigest: string | null; readonly channel: 'post' | 'email' | 'by hand'; readonly safeBecause: string; readonly messageId: string | null }
export const letterIsReady = async (work: OfficerWork, { id, changes }: Letter, { paper, ...made }: Made): Promise<boolean> => {
  const state = made.channel === 'post' ? { state: 'waiting' as const } : made.channel === 'email' ? { state: 'sent' as const } : { state: 'printed' as const, printedAt: work.now, printedBy: work.actor.officerId }
  return (await work.db.updateTable('letters').set({ ...made, paper: JSON.stringify(paper), ...state, readyAt: work.now, readyBy: work.actor.officerId }).where('id', '=', id).where('state', '=', 'draft').where('changes', '=', changes).executeTakeFirst()).numUpdatedRows === 1n
}
export const withdrawLetter = async (work: OfficerWork, { id, state }: Letter, because: string): Promise<boolean> =>
  (await work.db.updateTable('letters').set({ state: 'withdrawn', withdrawnAt: work.now, withdrawnBy: work.actor.officerId, withdrawnBecause: because }).where('id', '=', id).where('state', '=', state).executeTakeFirst()).numUpdatedRows === 1n

export const SERVICE_METHODS = ['first class post', 'recorded delivery', 'by hand to them', 'left at their address', 'e-mail', 'given to their representative', 'not served: returned'] as const
/** A method in words: its name in the database is older than our spelling. */
export const sayMethod = (method: (typeof SERVICE_METHODS)[number]): string => (method === 'e-mail' ? 'email' : method)
export type Service = { readonly method: (typeof SERVICE_METHODS)[number]; readonly servedAt: Date; readonly proof: string }
export const insertService = async (work: OfficerWork, { id, caseId }: Letter, service: Service): Promise<void> => {
  await work.db.insertInto('letterServices').values({ partnershipId: work.partnership.id, caseId, letterId: id, ...service, recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
}
export const servicesOf = (work: OfficerWork, letterId: string) => work.db.selectFrom('letterServices as s').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 's.partnershipId').onRef('o.id', '=', 's.recordedBy'))
  .select(['s.id', 's.method', 's.servedAt', 's.proof', 's.recordedAt', 'o.name as recordedBy']).where('s.letterId', '=', letterId).orderBy('s.servedAt').orderBy('s.id').execute()

/** The person's parts in a case, and whose parent, guardian or advocate they are. */
export const partsIn = (work: OfficerWork, caseId: string, personId: string) => work.db.selectFrom('caseParties as cp').leftJoin('caseParties as f', join => join.onRef('f.partnershipId', '=', 'cp.partnershipId').onRef('f.id', '=', 'cp.forPartyId'))
  .select(['cp.role', 'cp.isChild', 'f.role as forRole']).where('cp.caseId', '=', caseId).where('cp.personId', '=', personId).where('cp.leftAt', 'is', null).execute()

/** Prints what waits: false when one of them was printed or withdrawn meanwhile. */
export const markPrinted = async (work: OfficerWork, ids: readonly string[], runId: string): Promise<boolean> =>
  Number((await work.db.updateTable('letters').set({ state: 'printed', printedAt: work.now, printedBy: work.actor.officerId, runId }).where('id', 'in', [...ids]).where('state', '=', 'waiting').executeTakeFirst()).numUpdatedRows) === ids.length
