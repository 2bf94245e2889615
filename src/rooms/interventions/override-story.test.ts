// The way round: reasoned, authorised by somebody else, marked for ever; and the database holds all of it, whatever a page may forget.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { authorityRoom } from '#rooms/authority/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import type { OfficerActor, OfficerWork } from '#db/work.ts'
import { caseIn } from '#test/harness/cases.ts'
import { begun, dayBoxes, delegate, subjectIn } from '#test/harness/matters.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { interventionsRoom } from './index.ts'
import { MOVES } from './matter-rules.ts'

const rooms = [authorityRoom, diaryRoom, casesRoom, subjectsRoom, gateRoom, interventionsRoom, caseFileRoom]
const now = (at: string) => dayBoxes('at', at)

test('asked with a reason, never answered by who asked, authorised by a manager, and marked on the matter for ever', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await delegate(town, town.council.officerId, 'issue a community protection warning')
  const subject = await subjectIn(officer, path)
  const matter = await begun(officer, path, 'cpw', subject)
  expect((await officer.send(`${matter}/to/in-force`, {})).status).toBe(403)
  expect((await officer.send(`${matter}/override`, { to: 'in force', reason: '' })).says).toContain('Enter why it cannot wait')
  await officer.send(`${matter}/override`, { to: 'in force', reason: 'Somebody is in danger tonight' })
  expect((await officer.send(`${matter}/override`, { to: 'in force', reason: 'Again' })).says).toContain('waits for its answer already')
  const waiting = await manager.get(matter)
  expect(waiting.says).toContain('Left out: No evidence yet that')
  expect((await manager.get('/diary')).says).toContain('Answer an override')
  const door = /\/overrides\/[0-9a-f-]{36}/.exec(waiting.text)?.[0] ?? ''
  expect((await officer.get(`${matter}${door}`)).status).toBe(403)
  await manager.send(`${matter}${door}`, { answer: 'authorised', words: 'The danger outweighs it' })
  expect((await officer.send(`${matter}/to/in-force`, { ...now('2026-06-02 9:30am'), starts: 'none' })).location).toBe(matter)
  for (const page of [matter, path]) expect((await officer.get(page)).says).toContain('by an override')
  await officer.send(`${matter}/to/ended`, { ...now('2026-06-02 9:40am'), outcome: 'withdrawn' })
  expect((await officer.get(matter)).says).toContain('by an override')
  expect((await officer.get(`${matter}/happened`)).status).toBe(403)
})

test('a manager who asked does not answer their own, and a refusal lets nothing through', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const subject = await subjectIn(officer, path)
  const matter = await begun(officer, path, 'cpw', subject)
  await manager.send(`${matter}/override`, { to: 'authorised', reason: 'I am sure' })
  const id = (await town.database.owner.query<{ id: string }>('select id from matter_overrides where partnership_id = $1', [town.partnership.id])).rows[0]?.id
  expect((await manager.get(`${matter}/overrides/${id}`)).says).toContain('Nobody authorises what they asked for themselves')
  const second = await town.as('administrator')
  await second.send(`${matter}/overrides/${id}`, { answer: 'refused', words: 'Gather the evidence first' })
  expect((await officer.send(`${matter}/to/authorised`, now('2026-06-02 9:30am'))).status).toBe(422)
  expect((await officer.get(matter)).says).not.toContain('by an override')
})

const refusal = async (town: Town, actor: OfficerActor, act: (work: OfficerWork) => Promise<unknown>): Promise<string> => {
  try {
    await town.workAs(actor, act)
    return 'done'
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? problem.code : undefined
    return code === '42501' || code === '23514' ? 'refused' : String(problem)
  }
}

test('the database itself: no jump, no own answer, no unmarking, no answer written at asking, no rewriting, no evidence of another case', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const other = await caseIn(town, { title: 'Another' })
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path)
  const id = (await begun(officer, path, 'cpw', subject)).slice(-36)
  const [me, manager] = [await town.actor('officer'), await town.actor('manager')]
  const set = (what: ReturnType<typeof sql>) => (work: OfficerWork) => sql`update matters set ${what} where id = ${id}::uuid`.execute(work.db)
  expect(await refusal(town, me, set(sql`state = 'in force'`))).toBe('refused')
  expect(await refusal(town, me, set(sql`overridden = true`))).toBe('refused')
  expect(await refusal(town, me, set(sql`law_on = '2020-01-01'`))).toBe('refused')
  const ask = (by: OfficerActor, extra = sql``, values = sql``) => (work: OfficerWork) => sql`insert into matter_overrides (partnership_id, case_id, matter_id, from_state, to_state, reason, asked_at, asked_by ${extra}) select partnership_id, case_id, id, 'preparing', 'in force', 'x', now(), ${by.officerId}::uuid ${values} from matters where id = ${id}::uuid`.execute(work.db)
  expect(await refusal(town, me, ask(me, sql`, answered_at, answered_by, answer`, sql`, now(), ${manager.officerId}::uuid, 'authorised'`))).toBe('refused')
  expect(await refusal(town, me, ask(manager))).toBe('refused')
  expect(await refusal(town, manager, ask(manager))).toBe('done')
  const answer = (as: OfficerActor) => (work: OfficerWork) => sql`update matter_overrides set answered_at = now(), answered_by = ${as.officerId}::uuid, answer = 'authorised', answer_words = 'x' where matter_id = ${id}::uuid`.execute(work.db)
  expect([await refusal(town, manager, answer(manager)), await refusal(town, me, answer(me)), await refusal(town, me, answer(manager))]).toEqual(['refused', 'refused', 'refused'])
  expect(await refusal(town, await town.actor('administrator'), work => answer({ ...manager, officerId: work.actor.officerId })(work))).toBe('done')
  expect(await refusal(town, me, set(sql`state = 'in force'`))).toBe('done')
  const { rows: [row] } = await town.database.owner.query<{ overridden: boolean }>('select overridden from matters where id = $1', [id])
  expect(row?.overridden).toBe(true)
  expect(await refusal(town, me, set(sql`overridden = false`))).toBe('refused')
  await town.work(work => work.db.insertInto('entries').values({ partnershipId: town.partnership.id, caseId: other.id, kind: 'note', happenedAt: work.now, enteredAt: work.now, enteredAs: 'x', summary: 'Theirs' }).execute())
  const theirs = (await town.database.owner.query<{ id: string }>('select id from entries where case_id = $1', [other.id])).rows[0]?.id
  const evidence = await refusal(town, me, work => sql`insert into matter_elements (partnership_id, case_id, matter_id, element, support, entry_ids, made_at, made_by) select partnership_id, case_id, id, 'x', 'supported', array[${theirs}::uuid], now(), ${me.officerId}::uuid from matters where id = ${id}::uuid`.execute(work.db))
  expect(evidence).toContain('no such record')
  expect((await town.database.owner.query<{ moves: string[] }>('select amity.matter_moves() as moves')).rows[0]?.moves).toEqual(MOVES.map(([from, to]) => `${from} > ${to}`))
})

test('a gate is signed once, by somebody else with the act, in their own name', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const subject = await subjectIn(officer, path)
  const [me, manager] = [await town.actor('officer'), await town.actor('manager')]
  const write = (as: OfficerActor, signed = false) => (work: OfficerWork) => work.db.insertInto('gateAssessments').values({ partnershipId: work.partnership.id, caseId: id, tool: 'cpn', subjectId: subject, stage: 'notice', questions: '1', answers: '{}', madeAt: work.now, madeBy: as.officerId, ...signed ? { signedAt: work.now, signedBy: me.officerId, verdict: 'proportionate' as const, signedWords: 'x' } : {} }).execute()
  expect(await refusal(town, me, write(manager))).toBe('refused')
  expect(await refusal(town, manager, write(manager, true))).toBe('refused')
  expect(await refusal(town, manager, write(manager))).toBe('done')
  const sign = (as: string) => (work: OfficerWork) => work.db.updateTable('gateAssessments').set({ signedAt: work.now, signedBy: as, verdict: 'proportionate', signedWords: 'x' }).where('caseId', '=', id).execute()
  expect([await refusal(town, manager, sign(manager.officerId)), await refusal(town, me, sign(me.officerId)), await refusal(town, me, sign(manager.officerId))]).toEqual(['refused', 'refused', 'refused'])
  const ada = await town.actor('administrator')
  expect([await refusal(town, ada, sign(ada.officerId)), await refusal(town, ada, sign(ada.officerId))]).toEqual(['done', 'refused'])
})
