// Referrals as promises: sent with what is needed and no more, seen, answered, done; declined, taken back, and not answered in time.
import { expect, test } from 'vitest'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { sharingRoom } from '#rooms/sharing/index.ts'
import { referralsRoom } from './index.ts'

const open = (): Promise<Town> => openTown({ rooms: [diaryRoom, casesRoom, partiesRoom, flagsRoom, sharingRoom, referralsRoom, caseFileRoom] })
const answers = {
  officerId: '', service: 'Neighbourhood team', asks: 'Please patrol the road', urgent: 'no', summary: 'A woman on her own is followed home', namesBecause: '', details: 'Ring her on 07700 900 123', consent: 'given', consentBecause: '',
  gateway: 'safeguarding', gatewayBecause: 'She is frightened', purpose: 'other', typedPurpose: 'Keeping her safe', necessity: 'Only they patrol', minimised: 'No names', parts: ['chronology'], mayAdd: 'yes', 'until-day': '1', 'until-month': '9', 'until-year': '2026',
}
const send = async (town: Town, path: string, more: Record<string, string | string[]> = {}): Promise<string> => {
  const sent = await (await town.as('officer')).send(`${path}/refer/${town.police.id}`, { ...answers, authorisedBy: (await town.actor('manager')).officerId, ...more })
  if (sent.status !== 303) throw new Error(sent.says)
  return sent.location ?? ''
}
const perpetrator = (town: Town, { id }: GivenCase): Promise<unknown> => town.work(async work => {
  const personId = work.newId()
  await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id: personId, givenName: 'Gary', familyName: 'Underhill', ownerAgencyId: town.council.id }).execute()
  await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: id, role: 'alleged perpetrator', personId, joinedAt: work.now }).execute()
})

test('a referral says what is missing, names nobody responsible unless chosen, and gives its parts with the yes and not before', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await perpetrator(town, theCase)
  const { path, reference } = theCase
  const [officer, police, manager] = [await town.as('officer'), await town.as('police'), await town.actor('manager')]
  const bare = await officer.send(`${path}/refer/${town.police.id}`, { asks: '', summary: '', consent: '', gateway: '', purpose: 'other', necessity: '', minimised: '', mayAdd: '', urgent: '', 'until-day': '', 'until-month': '', 'until-year': '' })
  for (const said of ['Enter what you ask of them', 'Enter what they may read before they accept', 'Select whether the person agreed', 'Select what it rests on', 'Enter what it is for', 'Select whether it is urgent']) expect(bare.says).toContain(said)
  const filled = { ...answers, authorisedBy: manager.officerId }
  const named = await officer.send(`${path}/refer/${town.police.id}`, { ...filled, summary: 'Gary Underhill follows her' })
  expect([named.status, named.says.includes('names or describes somebody said to be responsible')]).toEqual([422, true])
  expect((await officer.send(`${path}/refer/${town.police.id}`, { ...filled, consent: 'overridden' })).says).toContain('without having agreed')
  expect((await officer.send(`${path}/refer/${town.police.id}`, { ...filled, authorisedBy: '' })).says).toContain('Select who authorised sharing it')
  const referral = await send(town, path)
  // Before a yes: the typed summary, who sent it and whom to ring; nothing of the case, nor the details.
  expect((await police.get('/diary')).says).toContain('Answer a referral from Council')
  const theirs = await police.get(referral)
  for (const said of ['Please patrol the road', 'A woman on her own is followed home', 'Olive Officer', 'the chronology, until Tuesday 1 September 2026']) expect(theirs.says).toContain(said)
  for (const never of [reference, 'Irene', '07700 900 123', 'Loud music', 'Underhill']) expect(theirs.says).not.toContain(never)
  expect([(await police.get(path)).status, (await officer.get(referral)).says.includes('seen')]).toEqual([404, true])
  expect((await police.send(`${referral}/accepted`, { words: 'On Fridays' })).location).toBe(referral)
  await town.runNews()
  const accepted = await police.get(referral)
  expect([accepted.says.includes('Ring her on 07700 900 123'), accepted.says.includes('Mark')]).toEqual([true, false])
  const shared = await police.get(path)
  expect([shared.status, shared.says.includes('You see the chronology')]).toEqual([200, true])
  expect((await police.get('/diary')).says).not.toContain('Answer a referral')
  const file = await officer.get(path)
  for (const said of ['County Constabulary has accepted the referral: Please patrol the road', 'Police accepted your referral', 'Shared with County Constabulary until 1 September 2026', 'Referred to County Constabulary']) expect(file.says).toContain(said)
  // What one agency is asked is not for another to read in the chronology.
  expect(shared.says).not.toContain('Referred to')
  expect((await officer.get(`${path}/disclosures`)).says).toContain('A referral and its summary')
  await police.send(`${referral}/working`, { words: '' })
  expect((await police.send(`${referral}/done`, { words: '' })).says).toContain('Enter what came of it')
  await police.send(`${referral}/done`, { words: 'Four patrols, nothing seen' })
  await officer.get(referral)
  const done = await officer.get(referral)
  for (const said of ['Four patrols, nothing seen', 'Working on it since']) expect(done.says).toContain(said)
  for (const step of ['accepted', 'declined', 'working', 'done']) expect([step, (await police.get(`${referral}/${step}`)).location]).toEqual([step, referral])
  expect((await town.work(work => work.db.selectFrom('cases').select('leadAgencyId').where('id', '=', theCase.id).execute()))).toEqual([{ leadAgencyId: town.council.id }])
})

test('declined with a reason, taken back, and two steps at once', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  const first = await send(town, path)
  expect((await police.send(`${first}/declined`, { words: '' })).says).toContain('Enter why you decline')
  const seen = (await police.get(`${first}/accepted`)).document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  await police.send(`${first}/declined`, { words: 'Not our area' })
  const late = await police.post(`${first}/accepted`, { seen, words: 'We will' })
  expect([late.status, late.says.includes('Somebody has taken another step'), late.text.includes('We will')]).toEqual([422, true, true])
  await town.runNews()
  expect([(await police.get(path)).status, (await officer.get('/diary')).says.includes('declined your referral: decide what next'), (await officer.get(first)).says.includes('Not our area')]).toEqual([404, true, true])
  expect((await officer.get('/diary')).says).not.toContain('declined your referral')
  const second = await send(town, path, { asks: 'Please visit' })
  expect((await police.get(`${second}/recalled`)).status).toBe(403)
  expect((await officer.get(`${second}/accepted`)).status).toBe(403)
  await officer.send(`${second}/recalled`, { words: 'They have moved' })
  await town.runNews()
  expect([(await police.get(second)).says.includes('They have moved'), (await police.get('/diary')).says.includes('Answer a referral')]).toEqual([true, false])
  const [inbox, declined, outbox] = [await police.get('/referrals'), await police.get('/referrals?state=declined'), await officer.get('/referrals?box=out&state=all')]
  expect([inbox.says.includes('Please'), declined.says.includes('Please patrol the road'), outbox.says.includes('Please visit'), (await police.get('/referrals?state=nonsense&before=x_y')).status]).toEqual([false, true, true, 200])
})

test('an unanswered referral comes back with an alarm for its sender and managers on both sides; the lead stays, and a late yes still counts', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await town.database.owner.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Team manager'`, [town.partnership.id, town.police.officerId, town.police.id])
  const referral = await send(town, theCase.path)
  const urgent = await send(town, theCase.path, { asks: 'Come today', urgent: 'yes', parts: [] })
  const back = async (): Promise<number> => (await town.work(work => work.db.selectFrom('referrals').select('id').where('cameBackAt', 'is not', null).execute())).length
  await town.runChore('referrals.bring-back')
  expect(await back()).toBe(0)
  town.clock.set('2026-06-02T13:30:00Z') // four working hours after ten in the morning, London
  await town.runChore('referrals.bring-back')
  expect([await back(), (await (await town.as('officer')).get(urgent)).says.includes('not answered in time')]).toEqual([1, true])
  town.clock.set('2026-06-10T08:00:00Z')
  for (const _ of [1, 2]) await town.runChore('referrals.bring-back')
  expect(await back()).toBe(2)
  const due = await town.work(work => work.db.selectFrom('diaryItems').select(['title', 'officerId']).where('aboutId', '=', referral.split('/').at(-1) ?? '').where('kind', '=', 'task').orderBy('title').execute())
  const manager = await town.actor('manager')
  expect(due).toEqual([
    { title: 'County Constabulary has not answered a referral from us in time', officerId: manager.officerId },
    { title: 'County Constabulary has not answered a referral: decide what next', officerId: town.council.officerId },
    { title: 'We have not answered a referral from Borough Council in time', officerId: town.police.officerId },
  ])
  const file = await (await town.as('officer')).get(theCase.path)
  expect(file.says).toContain('Not answered in time, and back with us')
  expect(file.says).toContain('Olive Officer, Borough Council')
  await (await town.as('police')).send(`${referral}/accepted`, { words: '' })
  await town.runNews()
  expect((await (await town.as('manager')).get('/diary')).says).not.toContain('has not answered a referral from us in time, Please')
  expect((await (await town.as('police')).get(theCase.path)).status).toBe(200)
})

test('what was to be shared may be over by the time of a yes: it is accepted, nothing is given, and both are told', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const referral = await send(town, path, { 'until-day': '5', 'until-month': '6' })
  town.clock.set('2026-06-06T09:00:00Z')
  expect((await (await town.as('police')).send(`${referral}/accepted`, { words: '' })).location).toBe(referral)
  expect([(await (await town.as('police')).get(path)).status, (await (await town.as('officer')).get(path)).says.includes('could not be given any more')]).toEqual([404, true])
})

test('a restricted case goes to one officer by name, who is let into its circle by their yes; nobody else there learns of it', async () => {
  const town = await open()
  const theCase = await caseIn(town, { title: 'Shouting at number nine' })
  const { path } = theCase
  const waiting = await send(town, path)
  const officer = await town.as('officer')
  await officer.send(`${path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })
  // What waited with the agency as a whole is gone for them, also from their diary.
  const police = await town.as('police')
  expect([(await police.get(waiting)).status, (await police.get('/diary')).says.includes('Answer a referral'), (await police.get('/referrals?state=all')).says.includes('Please')]).toEqual([404, false, false])
  for (const [wrong, said] of [[{ officerId: '' }, 'Select the one officer it is for'], [{ officerId: town.police.officerId }, 'shared with nobody as an agency']] as const) {
    const answer = await officer.send(`${path}/refer/${town.police.id}`, { ...answers, authorisedBy: (await town.actor('manager')).officerId, ...wrong, ...(wrong.officerId === '' ? { parts: [] } : {}) })
    expect([answer.status, answer.says.includes(said)]).toEqual([422, true])
  }
  const colleague = (await town.database.owner.query<{ id: string }>(`insert into officers (partnership_id, name, email) values ($1, 'Col League', 'col@example.test') returning id`, [town.partnership.id])).rows[0]?.id ?? ''
  await town.database.owner.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id, colleague, town.police.id])
  const referral = await send(town, path, { officerId: town.police.officerId, parts: [], details: '', mayAdd: 'no' })
  const { rows } = await town.database.owner.query<{ p: number[] }>(`select array[o.principal, a.principal] as p from officers o, agencies a where o.id = $1 and a.id = $2`, [colleague, town.police.id])
  const seen = await town.workAs({ ...(await town.actor('police')), officerId: colleague, principals: rows[0]?.p ?? [] }, async work => [await work.db.selectFrom('referrals').select('id').execute(), await work.db.selectFrom('diaryItems').select('title').where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()])
  expect(seen).toEqual([[], [{ title: 'Something waits for you under Referrals' }]])
  expect((await police.get(path)).status).toBe(404)
  await police.send(`${referral}/accepted`, { words: 'I will' })
  expect([(await (await town.as('police')).get(path)).says.includes('Shouting at number nine'), (await officer.get(path)).says.includes('Pat Police')]).toEqual([true, true])
})

test('a person without a case is referred by the agency that keeps their record, and by nobody it is only shown to', async () => {
  const town = await open()
  const { personId } = await caseIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect((await officer.get(`/people/${personId}/refer`)).says).toContain('County Constabulary')
  const sent = await officer.send(`/people/${personId}/refer/${town.police.id}`, { ...answers, parts: [], mayAdd: 'no' })
  const referral = sent.location ?? ''
  const before = await police.get(referral)
  expect([before.status, before.says.includes('Irene'), before.says.includes('07700')]).toEqual([200, false, false])
  await police.send(`${referral}/accepted`, { words: '' })
  expect((await police.get(referral)).says).toContain('Ring her on 07700 900 123')
  expect([(await police.get(`/people/${personId}`)).status, (await police.get(`/people/${personId}/refer`)).status, (await officer.get(referral)).says.includes('Irene Larkin')]).toEqual([404, 404, true])
})

test('asked of the database itself: no step by the wrong side, no row written or changed by hand, and no context, no rows', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  const referral = (await send(town, theCase.path)).split('/').at(-1) ?? ''
  const [officer, police] = [await town.actor('officer'), await town.actor('police')]
  const client = await town.database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_web')
    for (const call of [`amity.move_referral('${referral}', 'accepted', '', 1)`, `amity.asks_today()`, `amity.may_change_person('${theCase.personId}')`, `amity.sees_case('${theCase.id}')`, `amity.may_add('${theCase.id}', 'chronology')`]) {
      const { rows } = await client.query<{ said: unknown }>(`select ${call} as said`)
      expect([call, ['not there', false, 0].includes(rows[0]?.said as never)]).toEqual([call, true])
    }
    for (const call of ['amity.bring_back_referrals(10)', `amity.gave_went_to('${theCase.id}')`, `amity.who_works_with('Irene', 'Larkin', null, 'AL8 6AE', 'x', 10)`]) expect([call, (await client.query(`select * from ${call}`)).rows]).toEqual([call, []])
  } finally {
    await client.query('rollback')
    client.release()
  }
  const move = (actor: typeof officer, to: string) => town.workAs(actor, async work => {
    const { sql } = await import('kysely')
    return (await sql<{ m: string }>`select amity.move_referral(${referral}::uuid, ${to}, 'x', 1) as m`.execute(work.db)).rows[0]?.m
  })
  for (const to of ['accepted', 'declined', 'done', 'seen']) expect([to, await move(officer, to)]).toEqual([to, 'not there'])
  expect([await move(police, 'recalled'), await move(police, 'done'), await move(police, 'nonsense')]).toEqual(['not there', 'changed', 'changed'])
  for (const actor of [officer, police]) await expect(town.workAs(actor, work => work.db.updateTable('referrals').set({ state: 'accepted' }).execute())).rejects.toThrow(/permission denied/)
  const row = { partnershipId: town.partnership.id, kind: 'referral' as const, caseId: theCase.id, fromAgencyId: town.council.id, fromOfficerId: officer.officerId, toAgencyId: town.police.id, asks: 'x', summary: 'x', consent: 'given' as const, purpose: 'x', gateway: 'safeguarding' as const, necessity: 'x', sentAt: new Date(), answerDueAt: new Date() }
  await expect(town.workAs(police, work => work.db.insertInto('referrals').values({ ...row, fromAgencyId: town.police.id, fromOfficerId: police.officerId, toAgencyId: town.council.id }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(officer, work => work.db.insertInto('referrals').values({ ...row, fromOfficerId: police.officerId }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(officer, work => work.db.insertInto('referrals').values({ ...row, state: 'accepted' }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(officer, work => work.db.insertInto('referrals').values({ ...row, parts: ['people'], shareUntil: new Date('2027-01-01'), authorisedBy: officer.officerId }).execute())).rejects.toThrow('authorised by a manager')
  expect(await town.workAs(police, work => work.db.selectFrom('referralDetails').select('details').execute())).toEqual([])
  await expect(town.workAs(police, work => work.db.insertInto('referralDetails').values({ partnershipId: town.partnership.id, referralId: referral, details: 'x' }).execute())).rejects.toThrow('no such referral')
  expect(await town.workAs(police, work => work.db.selectFrom('disclosures').select('id').execute())).toEqual([])
  await expect(town.workAs(police, work => work.db.insertInto('disclosures').values({ partnershipId: town.partnership.id, caseId: theCase.id, agencyId: town.police.id, decision: 'refused', toWhom: 'x', what: 'x', purpose: 'x', method: 'other', refusedBecause: 'x', disclosedAt: new Date(), writtenAt: new Date(), writtenBy: police.officerId }).execute())).rejects.toThrow('no such case')
  await expect(town.workAs(officer, work => work.db.updateTable('disclosures').set({ what: 'less' }).execute())).rejects.toThrow(/permission denied/)
})
