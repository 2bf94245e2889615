// Who is in demonstration cases beyond who reported and who is blamed: children with a parent, witnesses, advocates, people who
// left or were identified; flags with reasons, restricted cases with a circle.
import type { SystemWork } from '#db/work.ts'
import { addDays } from '#kernel/time.ts'
import type { Chance } from './chance.ts'
import { makePerson } from './people.ts'
import type { Staff } from './staff.ts'

const DAY = 24 * 3_600_000
type Chosen = { readonly id: string; readonly openedAt: Date; readonly leadOfficerId: string; readonly status: string }
type Role = 'harmed' | 'witness' | 'alleged perpetrator' | 'parent or guardian' | 'advocate'

const chosen = (work: SystemWork, most: number): Promise<readonly Chosen[]> => work.db.selectFrom('cases').select(['id', 'openedAt', 'leadOfficerId', 'status'])
  .where('status', '=', 'open').where('circleId', 'is', null).orderBy('reference').limit(most).execute()

const join = async (work: SystemWork, one: Chosen, role: Role, who: { readonly personId?: string; readonly describedAs?: string; readonly isChild?: boolean; readonly forPartyId?: string; readonly identifiedFromId?: string; readonly leftAt?: Date; readonly leftBecause?: string }): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, id, caseId: one.id, role, ...who, joinedAt: one.openedAt, addedBy: one.leadOfficerId }).execute()
  return id
}

const NOWHERE = { placeId: null, address: null, postcode: 'AL8 6AE', vulnerable: false }

const addPeople = async (work: SystemWork, staff: Staff, luck: Chance, one: Chosen, at: number): Promise<void> => {
  const someone = () => makePerson(work, staff, luck, NOWHERE)
  if (at % 4 === 0) {
    const childId = await someone()
    await work.db.updateTable('people').set({ bornOn: addDays(work.today, -365 * luck.whole(6, 15)), isChild: true, phone: null, email: null, safeMeans: ['through someone else'] }).where('id', '=', childId).execute()
    const child = await join(work, one, 'harmed', { personId: childId, isChild: true })
    await join(work, one, 'parent or guardian', { personId: await someone(), forPartyId: child })
  }
  if (at % 4 === 1) await join(work, one, 'witness', { personId: await someone() })
  if (at % 4 === 1) await join(work, one, 'advocate', { personId: await someone() })
  if (at % 4 === 2) {
    const described = await join(work, one, 'alleged perpetrator', { describedAs: 'A young woman with a white bull terrier', leftAt: new Date(work.now.getTime() - DAY), leftBecause: 'Identified' })
    await join(work, one, 'alleged perpetrator', { personId: await someone(), identifiedFromId: described })
  }
  if (at % 4 === 3) await join(work, one, 'witness', { personId: await someone(), leftAt: new Date(work.now.getTime() - 2 * DAY), leftBecause: 'Moved away and no longer wishes to be involved' })
  if (at % 5 === 0) await join(work, one, 'alleged perpetrator', { describedAs: 'Not known' })
}

/** A child among the people harmed is flagged; the decision due the same day has been made, or is late. */
const flagChildren = async (work: SystemWork, staff: Staff, one: Chosen, at: number): Promise<void> => {
  const [flagId, raisedAt] = [work.newId(), new Date(Math.max(one.openedAt.getTime(), work.now.getTime() - 3 * DAY))]
  const { flags } = await work.db.selectFrom('cases').select('flags').where('id', '=', one.id).executeTakeFirstOrThrow()
  if (flags.includes('child')) return
  await work.db.updateTable('cases').set({ flags: [...flags, 'child'] }).where('id', '=', one.id).execute()
  const done = at % 8 === 0 ? {} : { actedAt: raisedAt, actedBy: one.leadOfficerId, actedHow: 'Spoke with the parent and the school. No referral is needed now; we look again if it goes on.' }
  await work.db.insertInto('caseFlags').values({ partnershipId: work.partnership.id, id: flagId, caseId: one.id, flag: 'child', raisedAt, raisedBy: one.leadOfficerId, raisedBecause: 'A child of the household hears and sees it', ...done }).execute()
  if (at % 8 === 0) await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind: 'task', title: 'Decide on a safeguarding referral for the child', dueAt: new Date(work.now.getTime() + DAY / 4), because: 'Flag “child”: the same day', caseId: one.id, officerId: one.leadOfficerId, agencyId: staff.councilId, aboutKind: 'case flag', aboutId: flagId, madeAt: raisedAt }).execute()
}

export const makeParties = async (work: SystemWork, staff: Staff, luck: Chance): Promise<void> => {
  for (const [at, one] of (await chosen(work, 24)).entries()) {
    await addPeople(work, staff, luck, one, at)
    if (at % 4 === 0) await flagChildren(work, staff, one, at)
  }
}
