// Who is who in the demonstration: two teams, this quarter's check of access half answered, delegations and training near their end.
import type { SystemWork } from '#db/work.ts'
import { addDays, addMonths } from '#kernel/time.ts'
import type { Power } from '#rooms/authority/index.ts'
import { quarterNamed } from '#rooms/officers/index.ts'
import type { Staff } from './staff.ts'

export const makeAuthority = async (work: SystemWork, staff: Staff): Promise<void> => {
  await makeTeams(work, staff)
  await makeCheck(work, staff)
  await makeDelegations(work, staff)
  await makeTraining(work, staff)
}

const makeTeams = async (work: SystemWork, staff: Staff): Promise<void> => {
  for (const [name, officers] of [['Hatfield', staff.officers.slice(0, 1)], ['Welwyn Garden City', staff.officers.slice(1)]] as const) {
    const id = work.newId()
    await work.db.insertInto('teams').values({ partnershipId: work.partnership.id, id, agencyId: staff.councilId, name }).execute()
    await work.db.updateTable('posts').set({ teamId: id }).where('officerId', 'in', officers.map(officer => officer.id)).execute()
  }
}

const makeCheck = async (work: SystemWork, staff: Staff): Promise<void> => {
  const [id, partnershipId] = [work.newId(), work.partnership.id]
  await work.db.insertInto('certifiers').values({ partnershipId, agencyId: staff.councilId, officerId: staff.managerId, namedAt: work.now, namedBy: staff.managerId }).execute()
  await work.db.insertInto('certifications').values({ partnershipId, id, agencyId: staff.councilId, quarter: quarterNamed(work.today), openedAt: work.now, dueOn: addDays(work.today, 14) }).execute()
  const posts = await work.db.selectFrom('posts').select(['id', 'officerId']).where('agencyId', '=', staff.councilId).where('endedOn', 'is', null).orderBy('id').execute()
  for (const [at, post] of posts.entries()) {
    const answered = at % 3 === 0 && post.officerId !== staff.managerId
    await work.db.insertInto('certificationLines').values({ partnershipId, certificationId: id, agencyId: staff.councilId, postId: post.id, officerId: post.officerId, ...answered ? { answer: 'confirmed' as const, answeredAt: work.now, answeredBy: staff.managerId } : {} }).execute()
  }
}

const makeDelegations = async (work: SystemWork, staff: Staff): Promise<void> => {
  const give = (officerId: string, power: Power, days: number) => work.db.insertInto('delegations').values({
    partnershipId: work.partnership.id, officerId, agencyId: staff.councilId, power, delegatedBy: 'Jo Hale, chief executive', instrument: 'Scheme of delegation, part 3, 4.2', document: null,
    fromDay: addDays(work.today, days - 365), untilDay: addDays(work.today, days), recordedAt: work.now, recordedBy: officerId === staff.managerId ? staff.officers[0]?.id ?? '' : staff.managerId,
  }).execute()
  for (const [at, { id }] of staff.officers.entries()) await give(id, 'issue a community protection warning', [300, 24, 190][at] ?? 300)
  await give(staff.managerId, 'issue a community protection notice', 60)
  await give(staff.managerId, 'issue a closure notice for up to 24 hours', -12)
}

const makeTraining = async (work: SystemWork, staff: Staff): Promise<void> => {
  const kinds = await work.db.selectFrom('trainingKinds').select(['id', 'validMonths']).orderBy('name').execute()
  for (const [who, officer] of [...staff.officers, { id: staff.managerId }].entries()) for (const [at, kind] of kinds.entries()) {
    if ((who + at) % 5 === 4 || kind.validMonths === null) continue
    const doneOn = addDays(addMonths(work.today, -kind.validMonths), [200, 5, 80, -20][(who + at) % 4] ?? 100)
    await work.db.insertInto('trainingRecords').values({
      partnershipId: work.partnership.id, officerId: officer.id, agencyId: staff.councilId, kindId: kind.id, doneOn, expiresOn: addDays(addMonths(doneOn, kind.validMonths), -1),
      evidence: 'Certificate in the training record', recordedAt: work.now, recordedBy: officer.id === staff.managerId ? staff.officers[0]?.id ?? '' : staff.managerId,
    }).execute()
  }
}
