// What keeps restricted records, asked of the database as the web role itself: each new table and function, by nobody, by a stranger
// with no right to it, and by an officer of another agency. None may say more than it says of nothing.
import { randomUUID } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { Actor, WorkOf } from '#db/work.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'

type Set = { readonly town: Town; readonly caseId: string; readonly reference: string; readonly personId: string; readonly circleId: string; readonly conflictId: string; readonly markerId: string; readonly reportId: string; readonly breakId: string }

/** A council's circle, a restricted case with a kept contact, a conflict, a marker, a refuge and a broken glass. */
const everything = async (): Promise<Set> => {
  const town = await openTown({ rooms: [] })
  const theCase = await caseIn(town)
  const manager = await town.actor('manager')
  const one = async (query: RawBuilder<{ id: string | null }>, actor = manager): Promise<string> => town.workAs(actor, async work => (await query.execute(work.db)).rows[0]?.id ?? '')
  const circleId = await one(sql`select amity.make_circle('Refuges', 'sensitive location', 'x', ${manager.officerId}::uuid, '2026-08-01') as id`)
  const keeper = await town.actor('manager')
  await town.workAs(keeper, work => work.db.insertInto('sensitivePlaces').values({ partnershipId: town.partnership.id, circleId, address: '5 Quiet Close', postcode: 'AL8 7ZZ', addressKey: '', because: 'x', markedAt: work.now }).execute())
  await town.work(async work => {
    await work.db.updateTable('people').set({ address: '5 Quiet Close', postcode: 'AL8 7ZZ' }).where('id', '=', theCase.personId).execute()
  })
  const officer = await town.actor('officer')
  const markerId = randomUUID()
  await town.workAs(officer, async work => {
    await sql`select amity.keep_confidential(${theCase.personId}::uuid, array['phone', 'address'], 'She fled')`.execute(work.db)
    await work.db.insertInto('markers').values({ partnershipId: town.partnership.id, id: markerId, personId: theCase.personId, kind: 'weapons', says: 'A knife', whatToDo: ['visit in pairs'], toldOn: day('2026-05-01'), madeAt: work.now, madeBy: officer.officerId, agencyId: town.council.id, reviewedOn: day('2026-06-02'), reviewOn: day('2026-12-01') }).execute()
    await work.db.insertInto('markerEvidence').values({ partnershipId: town.partnership.id, markerId, kind: 'entry in a case', reference: theCase.reference, caseId: theCase.id }).execute()
  })
  const [conflictId, breakId, reportId] = [randomUUID(), randomUUID(), randomUUID()]
  await town.work(async work => {
    await work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, id: conflictId, officerId: (await town.actor('adviser')).officerId, subjectKind: 'case', subjectId: theCase.id, relation: 'family', because: 'x', declaredAt: work.now, declaredBy: manager.officerId }).execute()
    await work.db.insertInto('glassBreaks').values({ partnershipId: town.partnership.id, id: breakId, caseId: theCase.id, officerId: (await town.actor('adviser')).officerId, agencyId: town.council.id, reason: 'Somebody is in danger now', brokenAt: work.now, until: new Date(work.now.getTime() + 3_000_000) }).execute()
    await work.db.insertInto('reports').values({ partnershipId: town.partnership.id, id: reportId, reference: '222-222-222', channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: 'x', placeDescribed: '5 Quiet Close', postcode: 'AL8 7ZZ', reporterName: 'Irene', reporterPhone: '07700 900 123', agencyId: town.council.id }).execute()
  })
  return { town, caseId: theCase.id, reference: theCase.reference, personId: theCase.personId, circleId, conflictId, markerId, reportId, breakId }
}

/** Every function of ours the web role may call, asked about what is there. */
const asked = ({ town, caseId, reference, personId, circleId, conflictId, markerId, reportId }: Set): Readonly<Record<string, RawBuilder<unknown>>> => ({
  keeps_circle: sql`select amity.keeps_circle(${circleId}::uuid) as said`,
  circle_let: sql`select amity.circle_let(${circleId}::uuid, ${town.police.officerId}::uuid, 'x') as said`,
  circle_take: sql`select amity.circle_take(${circleId}::uuid, ${town.council.officerId}::uuid, 'x') as said`,
  circle_hand: sql`select amity.circle_hand(${circleId}::uuid, ${town.council.officerId}::uuid) as said`,
  circle_reviewed: sql`select amity.circle_reviewed(${circleId}::uuid, 'x', '2026-08-01') as said`,
  circle_end: sql`select amity.circle_end(${circleId}::uuid, 'x') as said`,
  circles_without_keeper: sql`select id as said from amity.circles_without_keeper()`,
  in_circle: sql`select officer_id as said from amity.in_circle(${circleId}::uuid)`,
  make_circle: sql`select amity.make_circle('Mine', 'marac', 'x', ${town.police.officerId}::uuid, '2026-08-01') as said`,
  may_keep_circle: sql`select amity.may_keep_circle(${caseId}::uuid) as said`,
  name_in_circle: sql`select amity.name_in_circle(${caseId}::uuid, ${town.police.officerId}::uuid) as said`,
  matter_concerns: sql`select amity.matter_concerns(${caseId}::uuid, ${town.council.officerId}::uuid, 'x') as said`,
  conflict_register: sql`select id as said from amity.conflict_register()`,
  conflicts_unconfirmed: sql`select name as said from amity.conflicts_unconfirmed(now())`,
  end_conflict: sql`select amity.end_conflict(${conflictId}::uuid, 'x') as said`,
  open_glass: sql`select amity.open_glass(${reference}, null, null, 'Somebody is in danger now', 10, now()) as said`,
  break_glass: sql`select amity.break_glass(${reference}, 'Somebody is in danger now', 10) as said`,
  sees_by_glass: sql`select amity.sees_by_glass(${caseId}::uuid) as said`,
  glass_report: sql`select id as said from amity.glass_report('2026-01-01', '2027-01-01')`,
  keeps_contact: sql`select amity.keeps_contact(${personId}::uuid) as said`,
  keep_confidential: sql`select amity.keep_confidential(${personId}::uuid, array['email'], 'x') as said`,
  set_confidential: sql`select amity.set_confidential(${personId}::uuid, 'x', 'x', 'x', 'x') as said`,
  end_confidential: sql`select amity.end_confidential(${personId}::uuid, 'x') as said`,
  name_keeper: sql`select amity.name_keeper(${personId}::uuid, ${town.police.officerId}::uuid, 'x') as said`,
  take_keeper: sql`select amity.take_keeper(${personId}::uuid, ${town.council.officerId}::uuid, 'x') as said`,
  keepers_of: sql`select officer_id as said from amity.keepers_of(${personId}::uuid)`,
  cases_like_report_in_confidence: sql`select id as said from amity.cases_like_report_in_confidence(${reportId}::uuid)`,
  markers_at: sql`select id as said from amity.markers_at(array['AL87ZZ 5'])`,
  marker_manager: sql`select amity.marker_manager(${markerId}::uuid) as said`,
})
const TABLES = ['circles', 'circle_members', 'sensitive_places', 'confidential_contacts', 'conflicts', 'conflict_confirmations', 'glass_breaks', 'markers', 'marker_reviews', 'marker_evidence', 'people', 'cases', 'reports', 'outgoing_messages'] as const

const said = async (work: WorkOf<Actor>, query: RawBuilder<unknown>): Promise<unknown> => {
  const { rows } = await (query as RawBuilder<{ said: unknown }>).execute(work.db)
  return rows.map(row => row.said).filter(one => one !== null && one !== false && one !== undefined)
}

test('no function and no table answers anybody who has no right to it', async () => {
  const set = await everything()
  const { town } = set
  const nobody: Actor = { kind: 'public', key: null }
  const person: Actor = { kind: 'person', caseId: randomUUID(), personId: randomUUID(), sessionKey: '' }
  const key: Actor = { kind: 'key', keyId: null, agencyId: town.police.id, principals: [] }
  for (const [name, actor] of [['nobody', nobody], ['a person', person], ['a system', key], ['police', await town.actor('police')], ['adviser in conflict', await town.actor('adviser')]] as const) {
    for (const [called, query] of Object.entries(asked(set))) {
      const answer = await town.workAs(actor, work => said(work, query))
      // An adviser of the council has no act that opens anything; where the register is empty, so is the answer.
      expect([name, called, answer]).toEqual([name, called, []])
    }
    for (const table of TABLES) {
      const rows = await town.workAs(actor, async work => (await sql`select 1 from ${sql.table(table)}`.execute(work.db)).rows.length)
      expect([name, table, rows]).toEqual([name, table, 0])
    }
  }
  // They answer somebody, or the test would prove nothing.
  const manager = await town.actor('manager')
  const answers = Object.fromEntries(await Promise.all(['keeps_circle', 'in_circle', 'may_keep_circle', 'conflict_register', 'keepers_of', 'marker_manager', 'cases_like_report_in_confidence'].map(async called => [called, JSON.stringify(await town.workAs(called === 'marker_manager' ? await town.actor('officer') : manager, work => said(work, asked(set)[called] ?? sql`select 1`)))])))
  for (const [called, answer] of Object.entries(answers)) expect([called, answer === '[]']).toEqual([called, false])
})

test('nobody writes past the functions: not a circle, a member, a keeper, a kept contact, a mark or a verdict', async () => {
  const { town, circleId, personId, breakId } = await everything()
  const partnershipId = town.partnership.id
  for (const who of ['police', 'administrator', 'manager'] as const) {
    const actor = await town.actor(who)
    const refused = async (act: (work: WorkOf<typeof actor>) => Promise<unknown>): Promise<void> => { await expect(town.workAs(actor, act)).rejects.toThrow(/row-level security|permission denied|no such/) }
    await refused(work => work.db.insertInto('circles').values({ partnershipId, name: 'Mine' }).execute())
    await refused(work => work.db.updateTable('circles').set({ keeperId: actor.officerId }).execute())
    await refused(work => work.db.insertInto('circleMembers').values({ partnershipId, circleId, officerId: actor.officerId }).execute())
    await refused(work => work.db.insertInto('confidentialContacts').values({ partnershipId, personId, phone: 'x', because: 'x', markedAt: work.now }).execute())
    await refused(work => work.db.updateTable('confidentialContacts').set({ phone: '07700 900 000' }).execute())
    await refused(work => work.db.insertInto('confidentialKeepers').values({ partnershipId, personId, officerId: actor.officerId, because: 'x', addedAt: work.now }).execute())
    if (who !== 'manager') await refused(work => work.db.insertInto('sensitivePlaces').values({ partnershipId, circleId, address: '1 A Road', postcode: 'AL8 7ZZ', addressKey: '', because: 'x', markedAt: work.now }).execute())
  }
  // The lead officer, who is no manager, gives no verdict; nor does anybody lengthen the hour.
  const officer = await town.actor('officer')
  await expect(town.workAs(officer, work => work.db.updateTable('glassBreaks').set({ verdict: 'justified', reviewWords: 'x', reviewedAt: work.now, reviewedBy: officer.officerId }).where('id', '=', breakId).execute())).rejects.toThrow('What was done stands')
  await expect(town.workAs(officer, work => work.db.updateTable('glassBreaks').set({ until: new Date(work.now.getTime() + 9_000_000) }).execute())).rejects.toThrow('What was done stands')
})

test('declaring an address, or breaking the glass with a postcode, is no way to guess where somebody fled', async () => {
  const { town, caseId, personId } = await everything()
  const ordinary = await caseIn(town)
  await town.work(work => work.db.updateTable('people').set({ address: '9 New Street', postcode: 'AL7 2BB', familyName: 'Fled' }).where('id', '=', ordinary.personId).execute())
  await town.workAs(await town.actor('officer'), work => sql`select amity.keep_confidential(${ordinary.personId}::uuid, array['address'], 'She fled')`.execute(work.db))
  const sees = async (): Promise<number> => town.workAs(await town.actor('administrator'), async work => (await work.db.selectFrom('cases').select('id').where('id', '=', ordinary.id).execute()).length)
  const guesser = await town.actor('administrator')
  const declare = (address: string, postcode: string) => town.workAs(guesser, async work => {
    const id = work.newId()
    await work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, id, officerId: guesser.officerId, subjectKind: 'address', subjectId: id, addressKey: (await sql<{ key: string }>`select amity.building_key(${address}, ${postcode}) as key`.execute(work.db)).rows[0]?.key ?? '', relation: 'other', because: 'x', declaredAt: work.now, declaredBy: guesser.officerId }).execute()
  })
  await declare('9 New Street', 'AL7 2BB')
  expect(await sees()).toBe(1)
  // The restricted case of the first person: her kept postcode opens nothing.
  await town.database.owner.query(`update roles set acts = acts || array['break the glass'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  const tried = await town.workAs(await town.actor('police'), async work => (await sql<{ id: string | null }>`select amity.open_glass(null, 'Larkin', 'AL8 7ZZ', 'Somebody is in danger now', 10, now()) as id`.execute(work.db)).rows[0]?.id ?? null)
  expect([caseId !== '', personId !== '', tried]).toEqual([true, true, null])
})

test.each([
  ['14 Larch Walk', 'AL8 6AE', 'AL86AE 14'], ['14, larch walk, Welwyn', 'al86ae', 'AL86AE 14'], ['Flat 3, 14 Larch Walk', 'AL8 6AE', 'AL86AE 14'], ['14 Larch Walk, Flat 3', 'AL8 6AE', 'AL86AE 14'], ['14a Larch Walk', 'AL8 6AE', 'AL86AE 14a'],
  ['14 Larch Walk, AL8 6AE', null, 'AL86AE 14'], ['The Old Forge, Mill Lane', 'AL8 6AE', 'AL86AE theoldforge'], ['Flatbush House', 'AL8 6AE', 'AL86AE flatbushhouse'], ['14 Larch Walk', null, null], ['', 'AL8 6AE', null], [null, null, null],
])('a building is known by its number and postcode: %s, %s', async (address, postcode, key) => {
  const town = await openTown({ rooms: [] })
  expect((await town.database.owner.query('select amity.building_key($1, $2) as key', [address, postcode])).rows).toEqual([{ key }])
})
