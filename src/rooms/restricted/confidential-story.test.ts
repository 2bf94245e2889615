// A woman who fled: her new address is read by who keeps it, and by no page, search, letter, match or print of anybody else.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { demonstrationCarrier, sendOf, type Carrier } from '#rooms/letters/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { open311Room } from '#rooms/open311/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { restrictedRoom } from './index.ts'

const rooms = [diaryRoom, lettersRoom, reportingRoom, casesRoom, partiesRoom, flagsRoom, restrictedRoom, caseFileRoom, open311Room]
const [HOUSE, POSTCODE, PHONE, EMAIL] = ['81 Hidden Lane', 'AL7 4XQ', '07700 900 777', 'new@example.test']
const REPORT = newReference(Buffer.from('a report from the refuge'))
const SECRETS = ['Hidden Lane', 'AL7 4XQ', '900 777', EMAIL]

const begin = async () => {
  const town = await openTown({ rooms })
  const theCase = await caseIn(town, { safeMeans: ['email', 'post', 'phone'], phone: PHONE, email: EMAIL })
  await town.work(work => work.db.updateTable('people').set({ address: HOUSE, postcode: POSTCODE }).where('id', '=', theCase.personId).execute())
  const earlier = await reportIn(town, { name: 'Irene Larkin', phone: PHONE })
  return { town, theCase, earlier, person: `/people/${theCase.personId}` }
}
const everythingOf = async (visitor: Visitor, paths: readonly string[]): Promise<string> => {
  const said: string[] = []
  for (const path of paths) said.push((await visitor.get(path)).text)
  return said.join('\n')
}
const rowsWith = (town: Town, who: 'officer' | 'manager' | 'administrator' | 'police', what: string): Promise<number> => town.workAs(await_(town, who), async work => {
  const like = `%${what}%`
  return (await sql`select 1 from people where concat_ws(' ', address, postcode, phone, email) ilike ${like} union all select 1 from confidential_contacts where concat_ws(' ', address, postcode, phone, email) ilike ${like}
    union all select 1 from outgoing_messages where concat_ws(' ', address, failure) ilike ${like} union all select 1 from reports where concat_ws(' ', reporter_phone, reporter_email, reporter_address) ilike ${like}`.execute(work.db)).rows.length
})
// The actor is looked up first; workAs takes one.
const actors = new WeakMap<Town, Map<string, Awaited<ReturnType<Town['actor']>>>>()
const await_ = (town: Town, who: string) => {
  const found = actors.get(town)?.get(who)
  if (found === undefined) throw new Error(`ask for ${who} first`)
  return found
}
const know = async (town: Town, who: 'officer' | 'manager' | 'administrator' | 'police'): Promise<void> => { actors.set(town, new Map([...actors.get(town) ?? [], [who, await town.actor(who)]])) }

test('once kept, a contact is read by its keepers alone, on every page and in every table', async () => {
  const { town, theCase, earlier, person } = await begin()
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const bare = await officer.send(`${person}/confidential`, { because: '' })
  expect([bare.status, bare.says.includes('Select what to keep confidential')]).toEqual([422, true])
  expect((await officer.send(`${person}/confidential`, { kinds: ['address', 'phone', 'email'], because: 'She fled' })).location).toBe(`${person}/confidential`)
  // The keeper reads them, finds her by them, and sees that the report is hers.
  const theirs = await everythingOf(officer, [person, `/people?q=${encodeURIComponent(PHONE)}`, earlier])
  for (const secret of SECRETS) expect(theirs).toContain(secret)
  expect((await officer.get(`/people?q=${encodeURIComponent('Hidden Lane')}`)).says).toContain('Irene Larkin')
  expect((await officer.get(earlier)).says).toContain(theCase.reference)
  // A colleague sees the person and that something is kept; not what, and not by searching or matching either.
  const page = await manager.get(person)
  expect(page.says).toContain('Kept confidential: address, telephone and email')
  const others = await everythingOf(manager, [person, `${person}/edit`, theCase.path, `${theCase.path}/print`, `${theCase.path}/write`, earlier, '/people?q=Larkin', '/messages', `${theCase.path}/parties/add?q=Larkin`])
  for (const secret of SECRETS) expect(others).not.toContain(secret)
  for (const sought of [PHONE, 'Hidden Lane', POSTCODE]) expect((await manager.get(`/people?q=${encodeURIComponent(sought)}`)).says).not.toContain('Irene Larkin')
  expect((await manager.get(earlier)).says).not.toContain(theCase.reference)
  for (const who of ['officer', 'manager', 'administrator', 'police'] as const) await know(town, who)
  expect([await rowsWith(town, 'officer', 'Hidden Lane'), await rowsWith(town, 'manager', 'Hidden Lane'), await rowsWith(town, 'administrator', '900 777'), await rowsWith(town, 'police', EMAIL)]).toEqual([1, 0, 0, 0])
  // Nor in the trail of what was marked.
  const trail = await town.database.owner.query(`select changes::text as said from audit_events where partnership_id = $1 and subject_kind = 'confidential_contacts'`, [town.partnership.id])
  expect([trail.rows.length > 0, trail.rows.some(({ said }) => /Hidden|900 777/.test(String(said)))]).toEqual([true, false])
  // A colleague who saves the person's page changes nothing of it, and cannot put another number in its place.
  expect((await manager.send(`${person}/edit`, { givenName: 'Irene', familyName: 'Larkin', mayLeaveMessage: 'no', phone: '07700 900 000', safeMeans: ['email', 'post', 'phone'] })).location).toBe(person)
  expect((await officer.get(person)).text).toContain(PHONE)
  await expect(town.workAs(await town.actor('manager'), work => work.db.updateTable('people').set({ phone: '07700 900 000' }).where('id', '=', theCase.personId).execute())).rejects.toThrow('kept confidential')
  await town.workAs(await town.actor('manager'), work => work.db.updateTable('people').set({ confidential: [] }).where('id', '=', theCase.personId).execute())
  expect((await manager.get(person)).says).toContain('Kept confidential')
  // A new report by the kept telephone is kept the same moment.
  const next = await reportIn(town, { name: 'Irene Larkin', phone: PHONE.replaceAll(' ', '') })
  expect([(await manager.get(next)).text.includes('900777'), (await officer.get(next)).text.includes('900777')]).toEqual([false, true])
})

test('who leads next keeps it, who no longer leads does not, and whoever is in conflict with anybody in the case never does', async () => {
  const { town, theCase, person } = await begin()
  const manager = await town.as('manager')
  const managerId = (await town.actor('manager')).officerId
  await manager.send(`${person}/confidential`, { kinds: ['address'], because: 'She fled' })
  const officer = await town.as('officer')
  expect((await officer.get(person)).text).toContain(HOUSE)
  const administrator = await town.actor('administrator')
  await town.work(work => work.db.updateTable('cases').set({ leadOfficerId: administrator.officerId }).where('id', '=', theCase.id).execute())
  expect([(await officer.get(person)).text.includes(HOUSE), (await (await town.as('administrator')).get(person)).text.includes(HOUSE)]).toEqual([false, true])
  // Nobody names themselves; named by a keeper, they read it.
  expect((await officer.get(`${person}/keepers/add`)).status).toBe(403)
  expect((await manager.send(`${person}/keepers/add`, { officerId: managerId, because: 'x' })).status).toBe(422)
  expect((await manager.send(`${person}/keepers/add`, { officerId: town.council.officerId, because: 'Visits her' })).location).toBe(`${person}/confidential`)
  expect((await officer.get(person)).text).toContain(HOUSE)
  // A conflict with the alleged perpetrator of her case: not even the case is there.
  const blamed = await town.work(async work => {
    const id = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id, givenName: 'Carl', familyName: 'Stone', ownerAgencyId: town.council.id }).execute()
    await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: theCase.id, role: 'alleged perpetrator', personId: id, joinedAt: work.now }).execute()
    await work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: town.council.officerId, subjectKind: 'person', subjectId: id, relation: 'friend', because: 'x', declaredAt: work.now, declaredBy: managerId }).execute()
    return id
  })
  const seen = await town.workAs(await town.actor('officer'), work => work.db.selectFrom('confidentialContacts').select('id').execute())
  expect([blamed !== '', seen]).toEqual([true, []])
  // Taken off, and ended: everybody reads it again.
  expect((await manager.send(`${person}/keepers/${town.council.officerId}/remove`, { because: 'Knows him' })).status).toBe(303)
  expect((await manager.send(`${person}/confidential/end`, { because: 'She says so' })).location).toBe(person)
  expect((await (await town.as('manager')).get(person)).says).not.toContain('Kept confidential')
  const row = await town.work(work => work.db.selectFrom('people').select('address').where('id', '=', theCase.personId).executeTakeFirstOrThrow())
  expect(row.address).toBe(HOUSE)
})

test('a message goes to the kept address, and its row, its letter and its failure never say where', async () => {
  const { town, theCase, person } = await begin()
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await officer.send(`${person}/confidential`, { kinds: ['address', 'email', 'phone'], because: 'She fled' })
  // Whoever does not keep it cannot write; whoever does, can.
  expect((await manager.send(`${theCase.path}/write`, { personId: theCase.personId, body: 'Hello' })).says).toContain('no safe way to write')
  expect((await officer.send(`${theCase.path}/write`, { personId: theCase.personId, body: 'Hello' })).status).toBe(303)
  const went: string[] = []
  const carrier: Carrier = { ...demonstrationCarrier, carry: parcel => { went.push(parcel.address); return Promise.resolve(went.length === 1 ? { kind: 'later', because: `no such mailbox: ${parcel.address}` } : { kind: 'sent', reference: 'x' }) } }
  await sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
  town.clock.set(new Date(town.clock.now().getTime() + 10 * 60_000))
  const tried = await town.work(work => work.db.selectFrom('outgoingMessages').select(['address', 'failure', 'toConfidential', 'state']).where('personId', '=', theCase.personId).execute())
  expect(tried).toEqual([{ address: '', failure: 'no such mailbox: [kept confidential]', toConfidential: true, state: 'waiting' }])
  await sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
  expect(went).toEqual([EMAIL, EMAIL])
  expect((await everythingOf(await town.as('manager'), ['/messages', theCase.path]))).not.toContain(EMAIL)
  // By post: the keeper prints it, the manager is told who may.
  await town.work(work => work.db.updateTable('people').set({ safeMeans: ['post'] }).where('id', '=', theCase.personId).execute())
  await (await town.as('officer')).send(`${theCase.path}/write`, { personId: theCase.personId, body: 'By post' })
  const letter = await town.work(work => work.db.selectFrom('outgoingMessages').select(['id', 'address']).where('means', '=', 'post').executeTakeFirstOrThrow())
  expect(letter.address).toBe('')
  await town.database.owner.query(`update roles set acts = acts || array['see messages sent'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  expect([(await (await town.as('officer')).get(`/messages/${letter.id}/paper`)).text.includes(HOUSE), (await (await town.as('manager')).get(`/messages/${letter.id}/paper`)).status]).toEqual([true, 403])
})

test('a refuge: what is about it, or about somebody who lives there, is restricted at once and waits with its circle alone', async () => {
  const { town, theCase, person } = await begin()
  await town.work(work => work.db.updateTable('people').set({ safeMeans: [] }).execute())
  const manager = await town.as('manager')
  const managerId = (await town.actor('manager')).officerId
  const [officer, administrator] = [await town.as('officer'), await town.as('administrator')]
  const refuge = { address: '5 Quiet Close', postcode: 'AL8 7ZZ', because: 'The refuge' }
  const open = await caseIn(town, { title: 'Prowler' })
  await town.work(work => work.db.insertInto('incidents').values({ partnershipId: town.partnership.id, caseId: open.id, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: 'Prowler', placeDescribed: '5 Quiet Close', postcode: 'AL8 7ZZ' }).execute())
  expect((await administrator.get(open.path)).status).toBe(200)
  const circle = (await manager.send('/circles/make', { name: 'Refuges', flag: 'sensitive location', purpose: 'x', keeperId: managerId })).location ?? ''
  const wrong = await manager.send(`${circle}/places/add`, { ...refuge, postcode: '' })
  expect([wrong.status, wrong.says.includes('Enter the postcode')]).toEqual([422, true])
  expect((await manager.send(`${circle}/places/add`, refuge)).location).toBe(`${circle}#places`)
  expect((await manager.send(`${circle}/places/add`, { ...refuge, address: '5, Quiet Close, Welwyn' })).status).toBe(422)
  // What was there is restricted in the same transaction.
  expect([(await administrator.get(open.path)).status, (await officer.get(open.path)).says.includes('sensitive location')]).toEqual([404, true])
  // Somebody's confidential address turns out to be there: an officer outside learns nothing, and is not let in by it.
  await officer.send(`${person}/confidential`, { kinds: ['address'], because: 'She fled' })
  expect((await administrator.get(theCase.path)).status).toBe(200)
  await officer.send(`${person}/edit`, { givenName: 'Irene', familyName: 'Larkin', mayLeaveMessage: 'no', address: '5 Quiet Close', postcode: 'AL8 7ZZ' })
  expect([(await administrator.get(theCase.path)).status, (await (await town.as('officer')).get(theCase.path)).status]).toEqual([404, 200])
  // A report from there waits with the circle alone; its keeper has it in the diary; other systems see nothing of it.
  const report = await town.work(async work => {
    await work.db.insertInto('reports').values({ partnershipId: town.partnership.id, reference: REPORT, channel: 'open311', receivedAt: new Date('2026-05-30T09:00:00Z'), enteredAt: work.now, categoryCode: 'noise', story: 'Shouting', placeDescribed: '5 Quiet Close', postcode: 'AL8 7ZZ', reporterName: 'Ann', reporterEmail: 'ann@example.test', safeMeans: ['email'], state: 'advised and closed', decidedAt: new Date('2026-05-30T12:00:00Z'), agencyId: town.council.id }).execute()
    await work.db.updateTable('settings').set({ value: JSON.stringify({ publicReads: true, showWaiting: true }) }).where('key', '=', 'open311').execute()
    return `/reports/${REPORT}`
  })
  expect([(await officer.get(report)).status, (await manager.get(report)).status]).toEqual([404, 200])
  expect((await (await town.as('manager')).get('/diary')).says).toContain('A report waits for you to take it')
  expect((await (await town.as('nobody')).get('/open311/v2/requests.json?start_date=2026-05-29T00:00:00Z')).text).not.toContain(REPORT)
  // Taken off again, reports go back to everybody who triages.
  const off = (await manager.get(circle)).document.querySelector('#places a[href*="/places/"]')?.getAttribute('href') ?? ''
  expect((await manager.send(off, { because: 'It has moved' })).status).toBe(303)
  expect((await (await town.as('officer')).get(report)).status).toBe(200)
})
