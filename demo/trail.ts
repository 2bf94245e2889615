// A few days of who looked at what, an audit contact, and what the night's check made of it: so that those pages have something to show.
import type { Database } from '#db/open.ts'
import { keepWork, type OfficerActor, type Partnership, type SystemWork } from '#db/work.ts'
import { addDays, londonDay, londonMoment } from '#kernel/time.ts'
import { lookThrough } from '#rooms/records/index.ts'
import type { Staff } from './staff.ts'

const asSystem = <T>(database: Database, partnership: Partnership, act: (work: SystemWork) => Promise<T>): Promise<T> =>
  keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'to load the demonstration' }, act)

const actorOf = async (work: SystemWork, officerId: string): Promise<OfficerActor> => {
  const found = await work.db.selectFrom('officers as o').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
    .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'p.partnershipId').onRef('a.id', '=', 'p.agencyId'))
    .select(['o.name', 'o.principal', 'a.id', 'a.shortName', 'a.principal as agencyPrincipal']).where('o.id', '=', officerId).executeTakeFirstOrThrow()
  return { kind: 'officer', officerId, officerName: found.name, agencyId: found.id, agencyName: found.shortName, sessionId: null, assurance: 'second factor', acts: [], lapsed: [], principals: [found.principal ?? 0, found.agencyPrincipal ?? 0] }
}

type Looks = { readonly actor: OfficerActor; readonly daysAgo: number; readonly time: string; readonly cases: readonly string[]; readonly as: 'read' | 'print' | 'list' }

const look = async (database: Database, partnership: Partnership, { actor, daysAgo, time, cases, as }: Looks): Promise<void> => {
  const now = londonMoment(addDays(londonDay(new Date()), -daysAgo), time) ?? new Date()
  await keepWork(database, actor, { partnership, now, purpose: 'see cases' }, async work => {
    if (as === 'list') await work.record('case list read', { kind: 'path', id: '/cases' }, { how: 'list', as: 'list', shown: [{ kind: 'case', ids: cases }] })
    else for (const id of cases) await work.record(as === 'print' ? 'case file printed' : 'case file read', { kind: 'case', id }, { how: as })
  })
}

/** Sam printed at night and went through page after page; the police opened a case they had nothing to do with. */
export const makeTrail = async (database: Database, partnership: Partnership, staff: Staff): Promise<void> => {
  const [priya, sam] = staff.officers
  if (priya === undefined || sam === undefined) return
  const { all, actors } = await asSystem(database, partnership, async work => {
    const police = await work.db.selectFrom('posts').select('officerId').where('agencyId', '=', staff.policeId).executeTakeFirstOrThrow()
    await work.db.insertInto('settings').values({ partnershipId: partnership.id, id: work.newId(), agencyId: staff.councilId, key: 'audit contact', value: JSON.stringify({ name: 'Iris Boateng, information governance', email: 'governance@amity.example' }) }).execute()
    const rows = await work.db.selectFrom('cases').select('id').where('status', '=', 'open').where('circleId', 'is', null).where('leadOfficerId', '=', priya.id).orderBy('openedAt', 'desc').limit(40).execute()
    return { all: rows.map(({ id }) => id), actors: { priya: await actorOf(work, priya.id), sam: await actorOf(work, sam.id), manager: await actorOf(work, staff.managerId), police: await actorOf(work, police.officerId) } }
  })
  const few = all.slice(0, 3)
  for (const looks of [
    { actor: actors.priya, daysAgo: 2, time: '09:40', cases: few, as: 'read' }, { actor: actors.priya, daysAgo: 1, time: '10:10', cases: all.slice(0, 20), as: 'list' },
    { actor: actors.manager, daysAgo: 1, time: '11:05', cases: few, as: 'read' }, { actor: actors.police, daysAgo: 1, time: '15:30', cases: all.slice(0, 1), as: 'read' },
    { actor: actors.sam, daysAgo: 1, time: '22:20', cases: all.slice(0, 14), as: 'print' },
  ] as const) await look(database, partnership, looks)
  await asSystem(database, partnership, async work => { for (const back of [2, 1]) await lookThrough(work, addDays(work.today, -back)) })
}
