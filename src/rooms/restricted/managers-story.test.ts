// Managers and the circles of restricted cases: what one holds does not grow with the cases, who was taken out of one stays out of it alone,
// and who stands for a circle follows every coming and going, in the case and in all that hangs on it.
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { restrictedRoom } from './index.ts'

const rooms = [casesRoom, flagsRoom, restrictedRoom, caseFileRoom]
const restricted = async (town: Town): Promise<GivenCase> => {
  const made = await caseIn(town)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', made.id).execute())
  return made
}
/** As the gate, in one transaction. */
const asGate = async <T>(town: Town, sql: string, values: readonly unknown[]): Promise<readonly T[]> => {
  const client = await town.database.owner.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('amity.now', $1, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', $2, true)`, [town.clock.now().toISOString(), String(town.partnership.id)])
    await client.query('set local role amity_gate')
    const { rows } = await client.query(sql, [...values])
    await client.query('commit')
    return rows as readonly T[]
  } finally {
    client.release()
  }
}
const hire = async (town: Town, name: string, role: string, agencyId = town.council.id): Promise<string> => {
  const [made] = await asGate<{ id: string }>(town, 'insert into officers (partnership_id, name, email) values ($1, $2, $3) returning id', [town.partnership.id, name, `${name.replaceAll(' ', '.')}@example.test`])
  await post(town, made?.id ?? '', role, agencyId)
  return made?.id ?? ''
}
const post = (town: Town, officerId: string, role: string, agencyId = town.council.id) =>
  asGate(town, 'insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = $4', [town.partnership.id, officerId, agencyId, role])
const endPosts = (town: Town, officerId: string) => asGate(town, `update posts set ended_on = amity.now()::date - 1 where partnership_id = $1 and officer_id = $2 and ended_on is null`, [town.partnership.id, officerId])
const held = async (town: Town, officerId: string, agencyId = town.council.id): Promise<readonly number[]> =>
  (await town.database.owner.query<{ all: number[] }>('select amity.principals_of($1, $2, $3) as all', [town.partnership.id, officerId, agencyId])).rows[0]?.all ?? []
/** Of these cases, which this officer sees: the case, and its people, in the rows themselves. */
const sees = async (town: Town, officerId: string, cases: readonly GivenCase[], agencyId = town.council.id): Promise<readonly boolean[]> => {
  const mine = await held(town, officerId, agencyId)
  const { rows } = await town.database.owner.query<{ id: string; all: boolean; parts: boolean }>(`select c.id, c.visible_to && $2::int[] as all, (select bool_and(p.visible_to && $2::int[]) from case_parties p where p.case_id = c.id) as parts from cases c where c.id = any ($1)`, [cases.map(({ id }) => id), mine])
  for (const { all, parts } of rows) expect(parts).toBe(all)
  return cases.map(({ id }) => rows.find(row => row.id === id)?.all ?? false)
}
/** What stands on each restricted case is what its members say; nothing is left over from before. */
const settled = async (town: Town): Promise<void> => {
  const { rows } = await town.database.owner.query(`select q.id from circles q join cases c on c.partnership_id = q.partnership_id and c.circle_id = q.id
    where q.partnership_id = $1 and (q.seers <> amity.circle_seers(q.partnership_id, q.id) or c.visible_to <> 1 || q.seers or exists (select from case_parties p where p.case_id = c.id and p.visible_to <> c.visible_to)
      or array(select principal from case_access a where a.case_id = c.id order by 1) <> array(select unnest(q.seers) order by 1))`, [town.partnership.id])
  expect(rows).toEqual([])
}
const takeOut = (town: Town, { id }: GivenCase, officerId: string) => town.actor('officer').then(lead => town.workAs(lead, async work => work.db.selectNoFrom(e => e.fn<boolean>('amity.take_from_circle', [e.val(id), e.val(officerId), e.val('Knows the family')]).as('done')).executeTakeFirstOrThrow()))

test('a manager holds as much with thirty restricted cases as with one, and opens each', async () => {
  const town = await openTown({ rooms })
  const { officerId } = await town.actor('manager')
  const first = await restricted(town)
  const before = await held(town, officerId)
  const more = []
  for (let n = 0; n < 29; n += 1) more.push(await restricted(town))
  expect(await held(town, officerId)).toEqual(before)
  expect((await town.actor('manager')).principals).toHaveLength(before.length)
  expect(await sees(town, officerId, [first, ...more])).toEqual(Array.from({ length: 30 }, () => true))
  expect((await (await town.as('manager')).get(more[28]?.path ?? '')).status).toBe(200)
  await settled(town)
})

test('taken out of one case by name, a manager stays out of it through every post, and the others see both', async () => {
  const town = await openTown({ rooms })
  const [mo, nora] = [(await town.actor('manager')).officerId, await hire(town, 'Nora New', 'Team manager')]
  const cases = [await restricted(town), await restricted(town)]
  const [one] = cases
  if (one === undefined) throw new Error('no case')
  expect([await sees(town, mo, cases), await sees(town, nora, cases)]).toEqual([[true, true], [true, true]])
  expect(await takeOut(town, one, mo)).toEqual({ done: true })
  expect([await sees(town, mo, cases), await sees(town, nora, cases)]).toEqual([[false, true], [true, true]])
  expect([(await (await town.as('manager')).get(one.path)).status, (await (await town.as('officer')).get(one.path)).status]).toEqual([404, 200])
  await settled(town)
  // A manager who comes now sees both; what stands on the first is said one by one.
  const zoe = await hire(town, 'Zoe Later', 'Team manager')
  expect([await sees(town, zoe, cases), await sees(town, mo, cases)]).toEqual([[true, true], [false, true]])
  await settled(town)
  await endPosts(town, mo)
  expect([await sees(town, mo, cases), await sees(town, nora, cases), await sees(town, zoe, cases)]).toEqual([[false, false], [true, true], [true, true]])
  await settled(town)
  await post(town, mo, 'Team manager')
  expect([await sees(town, mo, cases), await sees(town, nora, cases)]).toEqual([[false, true], [true, true]])
  await settled(town)
})

test('a role that gains or loses what makes a manager lets its holders in and out', async () => {
  const town = await openTown({ rooms })
  const [adviser, mo] = [(await town.actor('adviser')).officerId, (await town.actor('manager')).officerId]
  const cases = [await restricted(town)]
  const change = (to: string) => asGate(town, `update roles set acts = ${to} where partnership_id = $1 and name = 'Customer adviser'`, [town.partnership.id])
  expect(await sees(town, adviser, cases)).toEqual([false])
  await change(`acts || 'see restricted'::text`)
  expect([await sees(town, adviser, cases), await sees(town, mo, cases)]).toEqual([[true], [true]])
  await settled(town)
  await change(`array_remove(acts, 'see restricted')`)
  expect([await sees(town, adviser, cases), await sees(town, mo, cases)]).toEqual([[false], [true]])
  await settled(town)
})

test('who is in a circle by name stays when their post as a manager ends; who leaves loses all', async () => {
  const town = await openTown({ rooms })
  const [mo, nora] = [(await town.actor('manager')).officerId, await hire(town, 'Nora New', 'Case officer')]
  const cases = [await restricted(town), await restricted(town)]
  const manager = await town.actor('manager')
  await town.workAs(manager, work => work.db.selectNoFrom(e => e.fn<boolean>('amity.name_in_circle', [e.val(cases[0]?.id ?? ''), e.val(nora)]).as('done')).executeTakeFirstOrThrow())
  await post(town, nora, 'Team manager')
  expect(await sees(town, nora, cases)).toEqual([true, true])
  await endPosts(town, nora)
  await post(town, nora, 'Case officer')
  expect([await sees(town, nora, cases), await sees(town, mo, cases)]).toEqual([[true, false], [true, true]])
  await settled(town)
  await asGate(town, 'select amity.end_access($1, $2)', [town.partnership.id, nora])
  expect(await sees(town, nora, cases)).toEqual([false, false])
  await settled(town)
})

test('that a case is restricted is a line in the trail of the case and of who is in its circle, and none for each row that follows; a row changed by hand is one', async () => {
  const town = await openTown({ rooms })
  const one = await caseIn(town)
  await asGate(town, `insert into entries (partnership_id, case_id, kind, happened_at, entered_at, entered_as, summary) select $1, $2, 'call', amity.now(), amity.now(), 'Olive Officer', 'Call ' || n from generate_series(1, 30) n`, [town.partnership.id, one.id])
  const lines = async (): Promise<Readonly<Record<string, number>>> => Object.fromEntries((await town.database.owner.query<{ what: string; n: number }>(`select subject_kind || ' ' || action as what, count(*)::int as n
    from audit_events where partnership_id = $1 and changes ? 'visible_to' and action = 'update' group by 1`, [town.partnership.id])).rows.map(({ what, n }) => [what, n]))
  const before = await lines()
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', one.id).execute())
  expect((await lines())['cases update']).toBe((before['cases update'] ?? 0) + 1)
  expect((await lines())['entries update']).toBeUndefined()
  const { rows } = await town.database.owner.query<{ n: number }>(`select count(*)::int as n from entries e join cases c on c.id = e.case_id where c.id = $1 and e.visible_to = c.visible_to`, [one.id])
  expect(rows[0]?.n).toBeGreaterThanOrEqual(30)
  await asGate(town, `update entries set visible_to = visible_to || 0 where id = (select id from entries where case_id = $1 limit 1)`, [one.id])
  expect((await lines())['entries update']).toBe(1)
})

test('when two agencies become one each restricted case stays with its few; a lead that moves brings the managers there', async () => {
  const town = await openTown({ rooms })
  const mo = (await town.actor('manager')).officerId
  const theirs = await hire(town, 'Ines Inspector', 'Team manager', town.police.id)
  const ours = [await restricted(town), await restricted(town)]
  await town.work(work => work.db.updateTable('cases').set({ leadAgencyId: town.police.id, leadOfficerId: town.police.officerId }).where('id', '=', ours[1]?.id ?? '').execute())
  // Whoever passed it on stays in its circle, and is named there.
  expect([await sees(town, mo, ours), await sees(town, theirs, ours, town.police.id)]).toEqual([[true, true], [false, true]])
  await settled(town)
  const administrator = await town.actor('administrator')
  await town.workAs(administrator, work => work.db.selectNoFrom(e => e.fn<string>('amity.merge_agencies', [e.val(town.police.id), e.val(town.council.id)]).as('became')).executeTakeFirstOrThrow())
  expect([await sees(town, mo, ours), await sees(town, theirs, ours)]).toEqual([[true, true], [false, true]])
  await settled(town)
})

/** A transaction as the gate that stays open until it is told to end. */
const opened = async (town: Town) => {
  const client = await town.database.owner.connect()
  await client.query('begin')
  await client.query(`select set_config('amity.now', $1, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', $2, true)`, [town.clock.now().toISOString(), String(town.partnership.id)])
  await client.query('set local role amity_gate')
  return { ask: (sql: string, values: readonly unknown[]) => client.query(sql, [...values]), ends: async () => { await client.query('commit'); client.release() } }
}
const isHeldUp = async (asking: Promise<unknown>): Promise<boolean> => Promise.race([asking.then(() => false), pause(300).then(() => true)])

test.each(['a manager comes', 'one is taken out'])('at the same moment a manager comes and another is taken out of a case by name, and %s first: whoever is later sees what the first did', async first => {
  const town = await openTown({ rooms })
  const mo = (await town.actor('manager')).officerId
  const cases = [await restricted(town), await restricted(town)]
  const [made] = await asGate<{ id: string }>(town, `insert into officers (partnership_id, name, email) values ($1, 'Zoe Later', 'zoe@example.test') returning id`, [town.partnership.id])
  const zoe = made?.id ?? ''
  const [one, other] = [await opened(town), await opened(town)]
  const comes = (by: typeof one) => by.ask(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Team manager'`, [town.partnership.id, zoe, town.council.id])
  const goes = (by: typeof one) => by.ask(`update circle_members m set ended_at = amity.now(), ended_because = 'Knows the family' from cases c where c.id = $1 and m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = $2 and m.ended_at is null`, [cases[0]?.id, mo])
  await (first === 'a manager comes' ? comes(one) : goes(one))
  const later = first === 'a manager comes' ? goes(other) : comes(other)
  expect(await isHeldUp(later)).toBe(true)
  await one.ends()
  await later
  await other.ends()
  expect([await sees(town, mo, cases), await sees(town, zoe, cases)]).toEqual([[false, true], [true, true]])
  await settled(town)
})

test('whoever has proven no second factor holds nothing of any circle', async () => {
  const town = await openTown({ rooms })
  const one = await restricted(town)
  const proven = await town.as('manager')
  expect((await proven.get(one.path)).status).toBe(200)
  await town.database.owner.query(`update sessions set assurance = 'password' where partnership_id = $1`, [town.partnership.id])
  expect((await proven.get(one.path)).status).not.toBe(200)
  const { rows } = await town.database.owner.query<{ held: boolean }>(`select bool_or((amity.find_session(s.partnership_id, s.token_hash, $2, '1 hour') -> 'principals') @> to_jsonb(x.id)) as held
    from sessions s join principals x on x.partnership_id = s.partnership_id and x.kind in ('member', 'circle') where s.partnership_id = $1`, [town.partnership.id, town.clock.now()])
  expect(rows).toEqual([{ held: false }])
})
