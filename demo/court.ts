// Papers for court in the demonstration: a signed statement, a chronology chosen from its case, and the bundle of both, made as the service makes them.
import type { SystemWork } from '#db/work.ts'
import { bundlePaper, chronologiesOf, keepDocument, linesOf, newestOf, statementPaper, versionsOf } from '#rooms/bundles/index.ts'
import type { CourtPaper } from '#ui/papers/court-paper.ts'
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
type Of = { readonly caseId: string; readonly reference: string; readonly officerId: string; readonly officer: string; readonly agency: string }

const drawn = async (files: FileStore, court: CourtPaper, at: Date) => {
  const printed = await printPapers({ court, pictures: [], at })
  if ('wrong' in printed) throw new Error(printed.wrong)
  return { ...await keepDocument(files, printed.pdf), pages: printed.pages.at(-1)?.to ?? 1 }
}

const makeStatement = async (work: SystemWork, files: FileStore, of: Of, number: number, paragraphs: readonly string[]): Promise<void> => {
  const [partnershipId, id] = [work.partnership.id, work.newId()]
  const said = { number, version: 1, maker: of.officer, makerIs: `community safety officer of ${of.agency}`, paragraphs: [...paragraphs], exhibits: [] }
  const kept = await drawn(files, statementPaper({ ...said, signedAs: null, signedAt: null, how: null }, of.agency, of.reference), ago(work, 50))
  await work.db.insertInto('witnessStatements').values({ ...said, ...kept, partnershipId, id, caseId: of.caseId, matterId: null, statementId: id, willBeCalled: true, notCalledBecause: null, why: 'For the hearing', writtenAt: ago(work, 50), writtenBy: of.officerId }).execute()
  // The second still waits for its signature.
  if (number === 1) await work.db.insertInto('statementSignatures').values({ partnershipId, id: work.newId(), caseId: of.caseId, versionId: id, signedAs: of.officer, signedAt: ago(work, 30), how: 'by hand on paper', proof: 'The legal file', recordedAt: ago(work, 29), recordedBy: of.officerId }).execute()
}

const makeChronology = async (work: SystemWork, { caseId, officerId }: Of): Promise<void> => {
  const [partnershipId, id] = [work.partnership.id, work.newId()]
  const entries = await work.db.selectFrom('entries').select(['id', 'happenedAt', 'summary', 'body']).where('caseId', '=', caseId).where('supersededAt', 'is', null).where('visibility', '=', 'staff').where('kind', 'in', ['action', 'visit', 'decision', 'note']).orderBy('happenedAt').limit(20).execute()
  await work.db.insertInto('courtChronologies').values({ partnershipId, id, caseId, version: 1, title: 'Chronology', madeAt: ago(work, 28), madeBy: officerId }).execute()
  for (const { id: entryId, ...entry } of entries) await work.db.insertInto('courtChronologyLines').values({ partnershipId, id: work.newId(), caseId, chronologyId: id, entryId, ...entry, keptBack: [], because: null, chosenAt: ago(work, 28), chosenBy: officerId }).execute()
}

const makeBundle = async (work: SystemWork, files: FileStore, of: Of): Promise<void> => {
  const statements = newestOf(await versionsOf(work, of.caseId)).filter(({ signedAt }) => signedAt !== null).map(statement => ({ way: 'in', item: { kind: 'statement' as const, id: statement.id, title: 'Witness statement', ways: [], statement } }))
  const [chronology] = await chronologiesOf(work, of.caseId)
  const chosen = chronology === undefined ? [] : [{ way: 'in', item: { kind: 'chronology' as const, id: chronology.id, title: chronology.title, ways: [], chronology, lines: await linesOf(work, chronology.id) } }]
  const [title, madeAt] = ['Bundle for the hearing', ago(work, 27)]
  const drawnFrom = bundlePaper([...statements, ...chosen], { agency: of.agency, reference: of.reference, version: 1, title, frozenAt: madeAt, officer: of.officer })
  await work.db.insertInto('courtBundles').values({ partnershipId: work.partnership.id, id: work.newId(), caseId: of.caseId, matterId: null, version: 1, title, madeAt, madeBy: of.officerId, drawnFrom: JSON.stringify(drawnFrom), pictures: '[]', leftOut: JSON.stringify([{ what: `Second witness statement of ${of.officer}, version 1`, why: 'Not signed yet', by: '' }]), ...await drawn(files, drawnFrom, madeAt) }).execute()
}

/** On the case whose order the council asked for first. */
export const makeCourtPapers = async (work: SystemWork, staff: Staff, files: FileStore): Promise<void> => {
  const of = await work.db.selectFrom('matters as m').innerJoin('cases as c', on => on.onRef('c.partnershipId', '=', 'm.partnershipId').onRef('c.id', '=', 'm.caseId')).innerJoin('officers as o', on => on.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .innerJoin('agencies as a', on => on.onRef('a.partnershipId', '=', 'c.partnershipId').onRef('a.id', '=', 'c.leadAgencyId')).select(['m.caseId', 'c.reference', 'o.id as officerId', 'o.name as officer', 'a.name as agency'])
    .where('c.leadAgencyId', '=', staff.councilId).where('c.circleId', 'is', null).where('m.tool', 'like', '%injunction%').orderBy('m.beganAt').orderBy('m.id').executeTakeFirst()
  if (of === undefined) return
  await makeStatement(work, files, of, 1, SAID)
  await makeStatement(work, files, of, 2, ['Since my first statement I have visited twice more.', 'Both times I heard the music from the street.'])
  await makeChronology(work, of)
  await makeBundle(work, files, of)
}
