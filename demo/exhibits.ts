// Exhibits of the demonstration, on the case whose notice was broken: photographs, a sound with what is said in it, and a diary sheet.
import type { SystemWork } from '#db/work.ts'
import type { Album, Made } from './evidence.ts'
import { casesForMatters } from './matters.ts'
import type { Staff } from './staff.ts'

const DAY = 24 * 3_600_000
const HEARD = '[0:00] Bass through a wall, no words.\n[0:09] A man: “Again, put it on again.”\n[0:14] Laughter. Somebody knocks three times; the music goes on.'
type Of = { readonly caseId: string; readonly officerId: string }
const ago = (work: SystemWork, days: number): Date => new Date(work.now.getTime() - days * DAY)
const initials = (name: string): string => name.split(' ').map(part => part.charAt(0).toUpperCase()).join('').replaceAll(/[^A-Z]/g, '').slice(0, 5) || 'A'

const addFile = async (work: SystemWork, staff: Staff, album: Album, { caseId, officerId }: Of, made: Made, days: number): Promise<string> => {
  const [partnershipId, id, givenAt] = [work.partnership.id, work.newId(), ago(work, days)]
  await work.db.insertInto('attachments').values({ partnershipId, caseId, id, ...await album.keep(made), says: made.says, givenBy: 'officer', officerId, givenAt, agencyId: staff.councilId, scan: 'clean', scannedAt: givenAt, factsReadAt: givenAt }).execute()
  await work.db.insertInto('fileFacts').values({ partnershipId, attachmentId: id, source: 'person', capturedBy: 'The person harmed', capturedAt: ago(work, days + 0.4), capturedAbout: '', capturedWhere: made.kind === 'audio' ? 'Her bedroom' : 'From her window', device: 'Her own telephone', receivedHow: 'Shown on a visit and sent by email', writtenAt: givenAt, writtenBy: officerId }).execute()
  return id
}

const addSheet = async (work: SystemWork, { caseId, officerId }: Of): Promise<string | undefined> => {
  const harmed = await work.db.selectFrom('caseParties').select('personId').where('caseId', '=', caseId).where('role', '=', 'harmed').where('personId', 'is not', null).executeTakeFirst()
  if (harmed?.personId == null) return undefined
  const id = work.newId()
  await work.db.insertInto('diarySheets').values({ partnershipId: work.partnership.id, id, caseId, personId: harmed.personId, happenedAt: ago(work, 3.4), what: 'Music from twenty to twelve until two. An officer came and heard it too.', effect: 'I slept in the chair in the kitchen.', seenBy: 'The officer', givenAt: ago(work, 3), readAt: ago(work, 2.8), readBy: officerId }).execute()
  return id
}

/** @param album open, with what it may hand out */
export const makeExhibits = async (work: SystemWork, staff: Staff, album: Album): Promise<void> => {
  const [chosen] = await casesForMatters(work, staff)
  const officer = staff.officers.find(({ id }) => id === chosen?.leadOfficerId)
  if (chosen === undefined || officer === undefined) return
  const [of, partnershipId] = [{ caseId: chosen.id, officerId: officer.id }, work.partnership.id]
  let number = 0
  const exhibit = async (what: { readonly attachmentId: string } | { readonly diarySheetId: string }, description: string): Promise<void> => {
    number += 1
    await work.db.insertInto('exhibits').values({ partnershipId, caseId: of.caseId, ...what, reference: `${initials(officer.name)}/${number}`, description, givenAt: ago(work, 2), givenBy: of.officerId }).execute()
  }
  for (const made of album.of('noise')) {
    const attachmentId = await addFile(work, staff, album, of, made, 12 - number)
    if (made.kind === 'audio') {
      await work.db.insertInto('transcripts').values({ partnershipId, attachmentId, body: HEARD, writtenAt: ago(work, 2.5), writtenBy: of.officerId }).execute()
      await work.db.insertInto('fileNotes').values({ partnershipId, attachmentId, atSecond: 14, body: 'Somebody knocks, and it goes on: they were asked to stop', writtenAt: ago(work, 2.4), writtenBy: of.officerId }).execute()
    }
    await exhibit({ attachmentId }, made.kind === 'audio' ? 'Recording made in the bedroom, with a transcript' : `Photograph: ${made.says}`)
  }
  const diarySheetId = await addSheet(work, of)
  if (diarySheetId !== undefined) await exhibit({ diarySheetId }, 'Diary sheet of the person harmed')
}
