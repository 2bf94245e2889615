// Own pages of the demonstration: private links, messages both ways, and diary sheets with pictures and sound made for it.
import { createHash } from 'node:crypto'
import type { SystemWork } from '#db/work.ts'
import type { Chance } from './chance.ts'
import type { Album } from './evidence.ts'
import type { Staff } from './staff.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const PAGES = 14

const SHEETS = [
  { what: 'Bass through the wall from about ten until ten past two. I could feel it in the bed frame.', effect: 'Up at six for work. I rang in late.', seenBy: 'My daughter, who was staying', daysAgo: 2, clock: 22, file: 'noise' },
  { what: 'Shouting in the stairwell and somebody kicked my door twice. I did not open it.', effect: 'I pushed a chair against the door and did not sleep.', seenBy: '', daysAgo: 4, clock: 23, file: 'harassment' },
  { what: 'Quiet evening. First one this week.', effect: '', seenBy: '', daysAgo: 5, clock: 21, file: null },
  { what: 'Bottles and food thrown from the balcony on to my washing.', effect: 'I have stopped using the line.', seenBy: 'The lady at number 9', daysAgo: 8, clock: 16, file: 'alcohol' },
  { what: 'Called names on the way in from the bus. I kept walking.', effect: 'My son asked me what the words meant.', seenBy: 'Two people at the bus stop', daysAgo: 11, clock: 17, file: null },
] as const

const TALKS = [
  [['in', 'It was bad again last night. Is anything happening?'], ['out', 'Thank you for telling me. I have asked for the recordings and I am visiting on Thursday. I will write to you after that.'], ['in', 'Thank you. Please do not ring before 6, I am at work.']],
  [['out', 'You can write to me here at any time. I read this every working day.'], ['in', 'I have put three things in the diary.'], ['out', 'I have read them, thank you. They help. I will phone you on Friday after 6pm, as we agreed.']],
  [['in', 'Two quiet weeks. I am nearly afraid to say it.'], ['out', 'That is good to hear. I will check with you once more at the end of the month before we talk about closing this.']],
] as const

type Home = { readonly id: string; readonly reference: string; readonly openedAt: Date; readonly officerId: string; readonly officer: string; readonly severity: string; readonly personId: string; readonly text: boolean; readonly email: boolean }

/** Pages on open cases whose person harmed can safely be sent a code; the first is the one the sign-in page offers. */
export const makeOwnPages = async (work: SystemWork, staff: Staff, album: Album, luck: Chance): Promise<number> => {
  const homes = await homesOf(work, staff)
  for (const [number, home] of homes.entries()) {
    await offer(work, home, number)
    await talk(work, staff, home, number)
    for (const sheet of SHEETS.slice(0, number === 0 ? SHEETS.length : luck.whole(1, 4))) await keep(work, staff, home, sheet, album, number === 0 ? false : luck.happens(0.6))
  }
  return homes.length
}

const homesOf = async (work: SystemWork, staff: Staff): Promise<readonly Home[]> => {
  const rows = await work.db.selectFrom('cases as c')
    .innerJoin('caseParties as cp', on => on.onRef('cp.partnershipId', '=', 'c.partnershipId').onRef('cp.caseId', '=', 'c.id'))
    .innerJoin('people as p', on => on.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
    .innerJoin('officers as o', on => on.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .select(['c.id', 'c.reference', 'c.openedAt', 'c.leadOfficerId as officerId', 'o.name as officer', 'c.severity', 'p.id as personId', 'p.phone', 'p.email', 'p.safeMeans'])
    .where('cp.role', '=', 'harmed').where('c.status', '=', 'open').where('c.leadAgencyId', '=', staff.councilId).where('c.circleId', 'is', null).where('c.openedAt', '<', new Date(work.now.getTime() - 15 * DAY)).orderBy('c.reference').execute()
  return rows.map(({ phone, email, safeMeans, ...row }) => ({ ...row, text: phone !== null && safeMeans.includes('text'), email: email !== null && safeMeans.includes('email') }))
    .filter(row => row.text || row.email).toSorted((a, b) => Number(b.officerId === staff.officers[0]?.id) - Number(a.officerId === staff.officers[0]?.id)).slice(0, PAGES)
}

const offer = async (work: SystemWork, home: Home, number: number): Promise<void> => {
  const means = home.text ? 'text' : 'email'
  await work.db.insertInto('ownPageLinks').values({
    partnershipId: work.partnership.id, id: work.newId(), caseId: home.id, personId: home.personId, tokenHash: createHash('sha256').update(`demonstration own page ${number}`).digest('hex'), linkMeans: means, codeMeans: means,
    agreed: 'Asked on the first visit. Phone has a lock; nobody else reads it.', offeredAt: new Date(work.now.getTime() - (14 * DAY - number * HOUR)), offeredBy: home.officerId,
    expiresAt: new Date(work.now.getTime() + 350 * DAY), lastEnteredAt: new Date(work.now.getTime() - (number + 1) * 9 * HOUR),
  }).execute()
}

const talk = async (work: SystemWork, staff: Staff, home: Home, number: number): Promise<void> => {
  const lines = TALKS[number % TALKS.length] ?? []
  const base = { partnershipId: work.partnership.id, caseId: home.id, personId: home.personId, kind: 'message' as const, visibility: 'public' as const }
  const at = (line: number): Date => new Date(work.now.getTime() - ((lines.length - line) * 40 - 20 + number) * HOUR)
  await work.db.insertInto('entries').values(lines.map(([direction, body], line) => ({
    ...base, direction, body, happenedAt: at(line), enteredAt: at(line), enteredBy: direction === 'out' ? home.officerId : null, enteredAs: direction === 'out' ? home.officer : 'The person harmed',
    summary: direction === 'out' ? 'Message to the person harmed' : 'Message from the person harmed',
  }))).execute()
  const waits = lines.at(-1)?.[0] === 'in'
  await work.db.updateTable('cases').set({ harmedSpokeLast: waits }).where('id', '=', home.id).execute()
  if (!waits) return
  await work.db.insertInto('diaryItems').values({
    partnershipId: work.partnership.id, kind: 'message to answer', title: 'Answer the message of the person harmed', dueAt: new Date(work.now.getTime() + 9 * DAY), because: 'Within the time for an update (service standard)',
    caseId: home.id, officerId: home.officerId, agencyId: staff.councilId, madeAt: at(lines.length - 1),
  }).execute()
}

const keep = async (work: SystemWork, staff: Staff, home: Home, sheet: (typeof SHEETS)[number], album: Album, read: boolean): Promise<void> => {
  const id = work.newId()
  const base = { partnershipId: work.partnership.id, caseId: home.id, personId: home.personId }
  const happenedAt = new Date(work.now.getTime() - sheet.daysAgo * DAY)
  happenedAt.setUTCHours(sheet.clock, 20, 0, 0)
  const givenAt = new Date(Math.min(work.now.getTime(), happenedAt.getTime() + 10 * HOUR))
  await work.db.insertInto('diarySheets').values({ ...base, id, happenedAt, what: sheet.what, effect: sheet.effect, seenBy: sheet.seenBy, givenAt, ...(read ? { readAt: givenAt, readBy: home.officerId } : {}) }).execute()
  const made = sheet.file === null ? undefined : album.of(sheet.file)[0]
  if (made !== undefined) await work.db.insertInto('attachments').values({ ...base, id: work.newId(), diarySheetId: id, ...await album.keep(made), givenBy: 'person harmed', givenAt, visibility: 'public', scan: 'clean', scannedAt: givenAt, agencyId: staff.councilId }).execute()
}
