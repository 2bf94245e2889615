// Letters of the demonstration: some being written, some that wait for the next print run, made as the service makes them.
import { createHash, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemWork } from '#db/work.ts'
import { addressedTo, BUILT_IN, digestOfAddress, filledBlocks, paperOf, recipientOf, sourceOf, writerOf } from '#rooms/papers/index.ts'
import type { Block } from '#ui/papers/paper.ts'
import type { FileStore } from '#web/file-store.ts'
import { printPapers } from '#web/press.ts'
import type { Staff } from './staff.ts'

const HOUR = 3_600_000
const [DRAFTS, WAITING] = [3, 5]
const WORDS: Readonly<Record<string, string>> = { acknowledgement: '', 'case-closing': 'The noise has stopped, and you told us that you call it resolved. We visited twice and agreed quiet hours with everybody on the landing.', blank: 'The recorder comes to you on Thursday morning. Somebody from our team shows you how it works, which takes about ten minutes. It stays for seven days.' }

const toWriteTo = (work: SystemWork, staff: Staff) => work.db.selectFrom('cases as c')
  .innerJoin('caseParties as p', on => on.onRef('p.partnershipId', '=', 'c.partnershipId').onRef('p.caseId', '=', 'c.id').on('p.role', '=', 'harmed').on('p.leftAt', 'is', null))
  .innerJoin('people as w', on => on.onRef('w.partnershipId', '=', 'p.partnershipId').onRef('w.id', '=', 'p.personId'))
  .select(['c.id as caseId', 'c.reference', 'c.openedAt', 'c.leadAgencyId', 'c.leadOfficerId', 'w.id as personId', 'w.safeMeans', 'w.address'])
  .where('c.status', '=', 'open').where('c.circleId', 'is', null).where('c.leadAgencyId', '=', staff.councilId).orderBy('c.riskBand').orderBy('c.reference').limit(120).execute()
type To = Awaited<ReturnType<typeof toWriteTo>>[number]

const writtenIn = (blocks: readonly Block[], words: string): readonly Block[] => blocks.map(block => block.kind === 'paragraph' ? { ...block, text: block.text.replaceAll(/\{\{write:[^}]*\}\}/g, words) } : block)

const writeLetter = async (work: SystemWork, to: To, key: string, made: { readonly files: FileStore; readonly secret: string } | undefined, ago: number): Promise<string | undefined> => {
  const [template, person] = [BUILT_IN.find(one => one.key === key), await recipientOf(work, to.personId)]
  if (template === undefined || person === undefined) return undefined
  const [id, writtenAt, writer] = [work.newId(), new Date(work.now.getTime() - ago * HOUR), await writerOf(work, to.leadAgencyId, to.leadOfficerId, to.leadOfficerId)]
  const filledIn = filledBlocks(template.blocks, sourceOf(work, writer, to, person))
  const blocks = made === undefined ? filledIn : writtenIn(filledIn, WORDS[key] ?? '')
  await work.db.insertInto('letters').values({
    partnershipId: work.partnership.id, id, caseId: to.caseId, number: 1, personId: to.personId, role: 'harmed', templateKey: key, templateVersion: 0, templateName: template.name, kind: template.kind, variant: 'standard', language: 'en',
    title: template.title, blocks: JSON.stringify(blocks), contents: [...template.contents], writtenAt, writtenBy: to.leadOfficerId,
  }).execute()
  if (made === undefined) return id
  const paper = paperOf({ kind: template.kind, title: template.title, blocks, variant: 'standard', language: 'en', reference: `${to.reference}/1`, madeAt: writtenAt }, writer, person, false)
  const printed = await printPapers({ papers: [addressedTo(paper, person)], at: writtenAt })
  if ('wrong' in printed) throw new Error(printed.wrong)
  const path = join(made.files.incoming, randomUUID())
  await writeFile(path, printed.pdf)
  await work.db.updateTable('letters').set({
    paper: JSON.stringify(paper), storedAs: await made.files.keep(path), sha256: createHash('sha256').update(printed.pdf).digest('hex'), size: printed.pdf.length, pages: printed.pages[0]?.to ?? 1, addressDigest: digestOfAddress(made.secret, id, person),
    state: 'waiting', channel: 'post', safeBecause: 'By post, as they asked', readyAt: new Date(writtenAt.getTime() + HOUR / 2), readyBy: to.leadOfficerId,
  }).where('id', '=', id).execute()
  await rm(path, { force: true })
  return id
}

/** The first of them was printed and posted since. */
const post = async (work: SystemWork, { caseId, leadOfficerId }: To, letterId: string): Promise<void> => {
  const printedAt = new Date(work.now.getTime() - 20 * HOUR)
  await work.db.updateTable('letters').set({ state: 'printed', printedAt, printedBy: leadOfficerId }).where('id', '=', letterId).execute()
  await work.db.insertInto('letterServices').values({ partnershipId: work.partnership.id, caseId, letterId, method: 'first class post', servedAt: new Date(printedAt.getTime() + HOUR), proof: 'Certificate of posting, kept with the file', recordedAt: new Date(printedAt.getTime() + 2 * HOUR), recordedBy: leadOfficerId }).execute()
}

export const makeLetters = async (work: SystemWork, staff: Staff, files: FileStore, secret: string): Promise<void> => {
  const people = (await toWriteTo(work, staff)).filter(({ caseId }, at, all) => all.findIndex(one => one.caseId === caseId) === at)
  const byPost = people.filter(({ address }) => (address ?? '') !== '').slice(0, WAITING)
  // They have asked for post since.
  for (const { personId, safeMeans } of byPost) if (!safeMeans.includes('post')) await work.db.updateTable('people').set({ safeMeans: [...safeMeans, 'post'] }).where('id', '=', personId).execute()
  for (const [at, to] of byPost.entries()) {
    const id = await writeLetter(work, to, ['acknowledgement', 'blank', 'case-closing'][at % 3] ?? 'blank', { files, secret }, 30 - at * 3)
    if (at === 0 && id !== undefined) await post(work, to, id)
  }
  for (const [at, to] of people.filter(one => !byPost.includes(one)).slice(0, DRAFTS).entries()) await writeLetter(work, to, ['blank', 'acknowledgement', 'contact-lost'][at % 3] ?? 'blank', undefined, 20 - at * 5)
}
