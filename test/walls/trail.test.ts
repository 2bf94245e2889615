// Whatever page shows a case, a report or a person, the trail names that record. Generated: a new page joins by existing.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'

/** These repeat, to whoever may read it, what the trail already says of a record. */
const REPEATS = ['/account/trail', '/audit']
const doors = rooms.flatMap(room => room.doors).filter(({ method, path, may }) => method === 'GET' && !REPEATS.includes(path) && (typeof may === 'string' || may.way === 'signed in'))

const linked = async (town: Town): Promise<ReadonlySet<string>> => {
  const { rows } = await town.database.owner.query<{ id: string }>(`select record_id as id from audit_links where partnership_id = $1 and how not in ('write', 'refused')
    and event_id in (select id from audit_events where partnership_id = $1 and purpose is not null order by id desc limit 1)`, [town.partnership.id])
  return new Set(rows.map(({ id }) => id))
}

test('a page that shows a record’s reference, or a person’s name, has a line that names the record', async () => {
  const town = await openTown({ rooms })
  const theCase = await caseIn(town, { title: 'Loud music at night' })
  const report = (await reportIn(town, { name: 'Rita Reporter', phone: '07700 900 321' })).replace('/reports/', '')
  const { rows } = await town.database.owner.query<{ id: string }>('select id from reports where reference = $1', [report])
  await town.work(work => work.db.insertInto('diaryItems').values({ partnershipId: town.partnership.id, kind: 'task', title: 'Ring them', dueAt: work.now, because: 'said so', caseId: theCase.id, officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }).execute())
  const records = [{ shows: theCase.reference, id: theCase.id }, { shows: report, id: rows[0]?.id ?? '' }, { shows: 'Irene Larkin', id: theCase.personId }]
  const seen: string[] = []
  const unnamed: string[] = []
  const manager = await town.as('manager')
  for (const { path } of doors) {
    const at = path.replace('/cases/:reference', theCase.path).replace('/reports/:reference', `/reports/${report}`).replace(':person', theCase.personId).replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
    const page = await manager.get(path === '/people' ? '/people?q=Larkin' : at)
    if (page.status !== 200) continue
    const links = await linked(town)
    const shown = records.filter(({ shows }) => page.says.includes(shows))
    seen.push(...shown.map(() => path))
    // Whoever stands on a case is named by the case they stand on.
    unnamed.push(...shown.filter(({ id }) => !links.has(id) && !(id === theCase.personId && links.has(theCase.id))).map(({ shows }) => `${path} shows ${shows}: say so with about or shown`))
  }
  expect(new Set(seen).size).toBeGreaterThan(20)
  expect([...new Set(unnamed)]).toEqual([])
})
