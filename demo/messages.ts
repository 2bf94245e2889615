// What has been written to people of the demonstration: letters that went, one to print, one that came back; a report for few eyes; a file without a home.
import type { SystemWork } from '#db/work.ts'
import type { Chance } from './chance.ts'
import type { Album } from './evidence.ts'
import type { Staff } from './staff.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WORDS = [
  ['report received', 'We have your message', 'Thank you for telling us. We have read it and an officer will be in touch in the way you asked. If anyone is in danger, call 999.'],
  ['action plan', 'What we agreed', 'This is what we agreed: we visit the block and speak to everybody on the landing, and you keep the diary for two weeks. We look at it together after that.'],
  ['update', 'Since we last spoke', 'Since we last spoke we have visited twice, and we have asked for the recorder. Next, we read what it heard and ring you on Friday after 6pm.'],
] as const

type To = { readonly caseId: string; readonly agencyId: string; readonly officerId: string; readonly personId: string; readonly given: string; readonly email: string | null; readonly phone: string | null; readonly address: string | null; readonly means: readonly string[] }
const peopleToWriteTo = async (work: SystemWork, staff: Staff): Promise<readonly To[]> => work.db.selectFrom('cases as c')
  .innerJoin('caseParties as p', join => join.onRef('p.partnershipId', '=', 'c.partnershipId').onRef('p.caseId', '=', 'c.id').on('p.role', '=', 'harmed').on('p.leftAt', 'is', null))
  .innerJoin('people as w', join => join.onRef('w.partnershipId', '=', 'p.partnershipId').onRef('w.id', '=', 'p.personId'))
  .select(['c.id as caseId', 'c.leadAgencyId as agencyId', 'c.leadOfficerId as officerId', 'w.id as personId', 'w.givenName as given', 'w.email', 'w.phone', 'w.address', 'w.safeMeans as means'])
  .where('c.status', '=', 'open').where('c.circleId', 'is', null).where('c.leadAgencyId', '=', staff.councilId).orderBy('c.reference').limit(40).execute()

const writeTo = async (work: SystemWork, to: To, number: number, luck: Chance): Promise<void> => {
  const means = to.means.includes('email') && to.email !== null ? 'email' as const : to.means.includes('text') && to.phone !== null ? 'text' as const : undefined
  if (means === undefined) return
  const [purpose, subject, body] = luck.pick(WORDS)
  const writtenAt = new Date(work.now.getTime() - luck.whole(1, 400) * HOUR)
  const failed = number % 11 === 7
  await work.db.insertInto('outgoingMessages').values({
    partnershipId: work.partnership.id, caseId: to.caseId, personId: to.personId, purpose, means, address: (means === 'email' ? to.email : to.phone) ?? '', subject, body: `Hello ${to.given}\n\n${body}\n\nWelwyn Hatfield Borough Council`,
    safeBecause: `By ${means}, as they asked`, state: failed ? 'failed' : 'sent', writtenAt, writtenBy: to.officerId, sentAt: failed ? null : new Date(writtenAt.getTime() + 40_000), tries: 1, carrier: 'the demonstration', failure: failed ? 'The mailbox does not exist' : null, agencyId: to.agencyId,
  }).execute()
}

export const makeMessages = async (work: SystemWork, staff: Staff, luck: Chance): Promise<void> => {
  for (const [number, to] of (await peopleToWriteTo(work, staff)).entries()) await writeTo(work, to, number, luck)
}

/** Those who may see it have it in their diary, as when it comes in by itself. */
export const tellFewEyes = async (work: SystemWork, staff: Staff): Promise<void> => {
  for (const { id, reference, receivedAt } of await work.db.selectFrom('reports').select(['id', 'reference', 'receivedAt']).where('restricted', '=', true).where('state', '=', 'waiting').execute()) {
    await work.db.insertInto('diaryItems').values({
      partnershipId: work.partnership.id, kind: 'manager review', title: `Report ${reference} is for few eyes: take it, or give it to somebody`, dueAt: new Date(receivedAt.getTime() + DAY), because: 'It tells of domestic abuse and stands in nobody else’s list. First contact: 1 working day from receipt (service standard, high)',
      officerId: staff.managerId, agencyId: staff.councilId, aboutKind: 'report', aboutId: id, madeAt: receivedAt,
    }).execute()
  }
}

/** Somebody was still sending a photo when their half-made report had run out. */
export const makeHomeless = async (work: SystemWork, staff: Staff, album: Album): Promise<void> => {
  const [made] = album.of('litter')
  if (made === undefined) return
  const [id, givenAt] = [work.newId(), new Date(work.now.getTime() - 26 * HOUR)]
  await work.db.insertInto('attachments').values({ partnershipId: work.partnership.id, id, draftId: work.newId(), ...await album.keep(made), givenBy: 'public', givenAt, unhomedAt: new Date(givenAt.getTime() + HOUR), agencyId: staff.councilId, scan: 'clean', scannedAt: givenAt }).execute()
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'evidence to home', title: 'A file (photo) belongs to no report and no case', dueAt: new Date(work.now.getTime() - 2 * HOUR), because: 'Given to us yesterday; the report it came with is not here', officerId: staff.managerId, agencyId: staff.councilId, aboutKind: 'attachment', aboutId: id, madeAt: givenAt }).execute()
}
