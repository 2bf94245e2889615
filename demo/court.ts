// Papers for court in the demonstration: a signed statement, a chronology chosen from its case, photographs as exhibits, and the bundle of them, made as the service makes them.
import type { SystemWork } from '#db/work.ts'
import { AS_IT_IS, bundlePaper, schedulePaper } from '#rooms/bundles/index.ts'
import { bytesOf, chronologiesOf, digestOf, keepDocument, linesOf, newestOf, statementPaper, titleOf, versionsOf } from '#rooms/statements/index.ts'
import type { CourtPaper, Picture } from '#ui/papers/court-paper.ts'
import type { FileStore } from '#web/file-store.ts'
import { printPapers } from '#web/press.ts'
import type { Staff } from './staff.ts'

const HOUR = 3_600_000
const SAID = [
  'I lead this case for the council. What I say is from my own knowledge, or from the record that I and my colleagues keep as things happen.',
  'The reports began some months ago. I visited, listened to what the people next door told me, and wrote it down on the same day.',
  'I wrote to the person responsible, then warned them. The chronology in this bundle says when, and what happened after each.',
  'I ask the court to make the order because asking and warning have not stopped it, and the people next door cannot sleep.',
]
const ago = (work: SystemWork, hours: number): Date => new Date(work.now.getTime() - hours * HOUR)
type Of = { readonly matterId: string; readonly caseId: string; readonly reference: string; readonly officerId: string; readonly officer: string; readonly agency: string }

const drawn = async (files: FileStore, court: CourtPaper, at: Date, pictures: readonly Picture[] = []) => {
  const printed = await printPapers({ court, pictures, at })
  if ('wrong' in printed) throw new Error(printed.wrong)
  return { ...await keepDocument(files, printed.pdf), pages: printed.pages.at(-1)?.to ?? 1 }
}

const makeStatement = async (work: SystemWork, files: FileStore, of: Of, number: number, paragraphs: readonly string[]): Promise<void> => {
  const [partnershipId, id] = [work.partnership.id, work.newId()]
  const said = { number, version: 1, maker: of.officer, makerIs: `community safety officer of ${of.agency}`, paragraphs: [...paragraphs], exhibits: [] }
  const kept = await drawn(files, statementPaper({ ...said, signedAs: null, signedAt: null, how: null }, of.agency, of.reference), ago(work, 50))
  await work.db.insertInto('witnessStatements').values({ ...said, ...kept, partnershipId, id, caseId: of.caseId, matterId: of.matterId, statementId: id, willBeCalled: true, notCalledBecause: null, why: 'For the hearing', writtenAt: ago(work, 50), writtenBy: of.officerId }).execute()
  // The second still waits for its signature.
  if (number === 1) await work.db.insertInto('statementSignatures').values({ partnershipId, id: work.newId(), caseId: of.caseId, versionId: id, signedAs: of.officer, signedAt: ago(work, 30), how: 'by hand on paper', proof: 'The legal file', recordedAt: ago(work, 29), recordedBy: of.officerId }).execute()
}

const makeChronology = async (work: SystemWork, { caseId, officerId }: Of): Promise<void> => {
  const [partnershipId, id] = [work.partnership.id, work.newId()]
  const entries = await work.db.selectFrom('entries').select(['id', 'happenedAt', 'summary', 'body']).where('caseId', '=', caseId).where('supersededAt', 'is', null).where('visibility', '=', 'staff').where('kind', 'in', ['action', 'visit', 'decision', 'note']).orderBy('happenedAt').limit(20).execute()
  await work.db.insertInto('courtChronologies').values({ partnershipId, id, caseId, version: 1, title: 'Chronology', madeAt: ago(work, 28), madeBy: officerId }).execute()
  for (const { id: entryId, ...entry } of entries) await work.db.insertInto('courtChronologyLines').values({ partnershipId, id: work.newId(), caseId, chronologyId: id, entryId, ...entry, keptBack: [], because: null, chosenAt: ago(work, 28), chosenBy: officerId }).execute()
}

/** The case's photographs become exhibits; the last stays out of the bundle, for what it shows of a neighbour. */
const makeExhibits = async (work: SystemWork, files: FileStore, { caseId, officerId }: Of) => {
  const photos = await work.db.selectFrom('attachments').select(['id', 'says', 'shownAs', 'fileName']).where('caseId', '=', caseId).where('kind', '=', 'photo').where('diarySheetId', 'is', null).where('visibility', '=', 'staff').where('shownAs', 'is not', null).orderBy('givenAt').orderBy('fileName').limit(4).execute()
  const made: { readonly id: string; readonly reference: string; readonly description: string; readonly file: string; readonly storedAs: string; readonly sha256: string; readonly bytes: Buffer }[] = []
  for (const [at, { id, says, shownAs, fileName }] of photos.entries()) {
    const [reference, description, storedAs] = [`PN/${at + 1}`, (says === '' ? fileName : says).slice(0, 300), shownAs ?? '']
    await work.db.insertInto('exhibits').values({ partnershipId: work.partnership.id, caseId, attachmentId: id, diarySheetId: null, reference, description, givenAt: ago(work, 49), givenBy: officerId }).execute()
    const bytes = await bytesOf(files, storedAs)
    made.push({ id, reference, description, file: `exhibit-${at + 1}.jpg`, storedAs, sha256: digestOf(bytes), bytes })
  }
  return made
}

/** As it was ordered and drawn: the order, the bundle of the same key, and the schedule of what was left out. */
const makeBundle = async (work: SystemWork, files: FileStore, of: Of): Promise<void> => {
  const statements = newestOf(await versionsOf(work, of.caseId)).filter(({ signedAt }) => signedAt !== null).map(statement => ({ way: 'in', item: { kind: 'statement' as const, id: statement.id, title: titleOf(statement), ways: [], statement } }))
  const [chronology] = await chronologiesOf(work, of.caseId)
  const chosen = chronology === undefined ? [] : [{ way: 'in', item: { kind: 'chronology' as const, id: chronology.id, title: chronology.title, ways: [], chronology, lines: await linesOf(work, chronology.id) } }]
  const exhibits = await makeExhibits(work, files, of)
  const [shown, held] = [exhibits.slice(0, Math.max(1, exhibits.length - 1)), exhibits.slice(Math.max(1, exhibits.length - 1))]
  const leftOut = [{ what: `Second witness statement of ${of.officer}, version 1`, why: 'Not signed yet', by: '' }, ...held.map(({ reference, description }) => ({ what: `${reference}: ${description}`, why: 'It shows a neighbour who is no part of this', by: of.officer }))]
  const [id, partnershipId, title, madeAt] = [work.newId(), work.partnership.id, 'Bundle for the hearing', ago(work, 27)]
  const inOrder = [...statements, ...chosen, ...shown.map(one => exhibitOf(one))]
  const drawnFrom = bundlePaper(inOrder, { agency: of.agency, reference: of.reference, version: 1, title, frozenAt: madeAt, officer: of.officer })
  const bundle = await drawn(files, drawnFrom, madeAt, shown)
  const { pages: _pages, ...schedule } = await drawn(files, schedulePaper({ reference: of.reference, agency: of.agency, version: 1, title, sha256: bundle.sha256, leftOut, madeAt }), madeAt)
  const [base, used] = [{ partnershipId, id, caseId: of.caseId, matterId: of.matterId, version: 1, title }, shown.map(one => one.id)]
  await work.db.insertInto('bundleOrders').values({ ...base, orderedAt: madeAt, orderedBy: of.officerId, choices: JSON.stringify(Object.fromEntries(inOrder.map(({ item, way }) => [`put-${item.id}`, way]))), drawnFrom: null, pictures: null, leftOut: null, used, state: 'made', doing: 'drawing', done: shown.length, total: shown.length, tries: 1, endedAt: madeAt }).execute()
  await work.db.insertInto('courtBundles').values({
    ...base, madeAt, madeBy: of.officerId, drawnFrom: JSON.stringify(drawnFrom), pictures: JSON.stringify(shown.map(({ file, storedAs, sha256 }) => ({ file, storedAs, sha256 }))), leftOut: JSON.stringify(leftOut), used, ...bundle,
    scheduleStoredAs: schedule.storedAs, scheduleSha256: schedule.sha256, scheduleSize: schedule.size,
  }).execute()
}
type Shown = Awaited<ReturnType<typeof makeExhibits>>[number]
const exhibitOf = ({ id, reference, description, file, storedAs, sha256 }: Shown) => ({
  way: AS_IT_IS, drawn: { kind: 'picture' as const, picture: { file, storedAs, sha256 } },
  item: { kind: 'exhibit' as const, id, title: `${reference}: ${description}`, ways: [], file: undefined, copies: [], sheet: undefined, exhibit: { reference, description } },
})

/** On the case whose order the council asked for first. */
export const makeCourtPapers = async (work: SystemWork, staff: Staff, files: FileStore): Promise<void> => {
  const of = await work.db.selectFrom('matters as m').innerJoin('cases as c', on => on.onRef('c.partnershipId', '=', 'm.partnershipId').onRef('c.id', '=', 'm.caseId')).innerJoin('officers as o', on => on.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .innerJoin('agencies as a', on => on.onRef('a.partnershipId', '=', 'c.partnershipId').onRef('a.id', '=', 'c.leadAgencyId')).select(['m.id as matterId', 'm.caseId', 'c.reference', 'o.id as officerId', 'o.name as officer', 'a.name as agency'])
    .where('c.leadAgencyId', '=', staff.councilId).where('c.circleId', 'is', null).where('m.tool', 'like', '%injunction%').orderBy('m.beganAt').orderBy('m.id').executeTakeFirst()
  if (of === undefined) return
  await makeStatement(work, files, of, 1, SAID)
  await makeStatement(work, files, of, 2, ['Since my first statement I have visited twice more.', 'Both times I heard the music from the street.'])
  await makeChronology(work, of)
  await makeBundle(work, files, of)
}
