// Ending a case: who is asked, whose yes it needs, what the person harmed is sent, and two officers at once.
import { expect, test } from 'vitest'
import { attempted, caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { closingRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, closingRoom, caseFileRoom]
const yes = { verdict: 'yes', reason: 'resolved, informal action', summary: 'We visited, and it stopped.' }

const standing = async (town: Town, id: string) => {
  const { rows } = await town.database.owner.query<{ status: string; stage: string; closedBy: string | null; approvedBy: string | null }>('select status, stage, closed_by as "closedBy", close_approved_by as "approvedBy" from cases where id = $1', [id])
  return rows[0]
}
const sent = async (town: Town, id: string) => (await town.database.owner.query<{ purpose: string; state: string; body: string }>('select purpose, state, body from outgoing_messages where case_id = $1 order by written_at', [id])).rows

test('where nobody need agree it closes at once, and the person harmed is told how to come back', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  expect((await officer.send(`${given.path}/close`, yes)).location).toBe(given.path)
  expect(await standing(town, given.id)).toMatchObject({ status: 'closed', approvedBy: null })
  const [message] = await sent(town, given.id)
  expect(message).toMatchObject({ purpose: 'case closed', state: 'waiting' })
  expect(message?.body).toContain(`give the reference ${given.reference}`)
  expect((await officer.get(given.path)).says).toContain('Closed: resolved, informal action')
})

test('where the risk is high it waits for a manager, who sees why, sends it back, and then approves it', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town, { risk: 'high' })
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  expect((await officer.send(`${given.path}/close`, yes)).location).toBe(`${given.path}#closing`)
  expect(await standing(town, given.id)).toMatchObject({ status: 'open', stage: 'closing' })
  expect((await officer.get(`${given.path}/closing`)).status).toBe(403)
  expect([(await manager.get('/diary')).says.includes('Answer a request to close'), (await officer.get('/diary')).says.includes('Answer a request to close')]).toEqual([true, false])
  const list = await manager.get('/closings')
  expect(list.says).toContain('the risk is high')
  const page = await manager.get(`${given.path}/closing`)
  for (const said of ['It needs your agreement because the risk is high', 'Olive Officer', 'We visited, and it stopped.']) expect(page.says).toContain(said)
  const bare = await manager.send(`${given.path}/closing`, { answer: 'send back', because: '' })
  expect([bare.status, bare.says.includes('Enter why you are sending it back')]).toEqual([422, true])
  expect((await manager.send(`${given.path}/closing`, { answer: 'send back', because: 'Ask about the threats first' })).status).toBe(303)
  expect(await standing(town, given.id)).toMatchObject({ status: 'open', stage: 'investigating' })
  expect((await officer.get(given.path)).says).toContain('Sent back by Mo Manager: Ask about the threats first')
  town.clock.set('2026-06-02T09:30:00Z')
  await officer.send(`${given.path}/close`, yes)
  expect((await manager.send(`${given.path}/closing`, { answer: 'approve', because: '' })).location).toBe(given.path)
  const ended = await standing(town, given.id)
  expect(ended).toMatchObject({ status: 'closed', closedBy: town.council.officerId, approvedBy: (await town.actor('manager')).officerId })
})

test('a manager never approves their own, in the page or in the database; whoever asked may take it back', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [manager, actor] = [await town.as('manager'), await town.actor('manager')]
  await manager.send(`${given.path}/close`, { ...yes, verdict: 'no' })
  expect((await manager.get(`${given.path}/closing`)).says).toContain('nobody approves their own')
  const forced = await manager.post(`${given.path}/closing`, { answer: 'approve', because: '', seen: '' })
  expect(forced.status).toBe(422)
  await expect(town.workAs(actor, work => work.db.updateTable('caseClosings').set({ state: 'approved', answeredAt: work.now, answeredBy: actor.officerId }).execute())).rejects.toThrow(/check constraint/)
  await expect(town.workAs(actor, work => work.db.updateTable('cases').set({ status: 'closed', closedAt: work.now, closedBy: actor.officerId, harmedVerdict: 'no' }).where('id', '=', given.id).execute())).rejects.toThrow(/needs a manager/)
  await manager.post(`${given.path}/closing/withdraw`, {})
  expect(await standing(town, given.id)).toMatchObject({ status: 'open', stage: 'investigating' })
})

test('"could not reach" needs attempts on different days, by different means, a last letter and time to answer it', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const unreached = { verdict: 'could not reach', reason: 'unable to contact victim', summary: 'We tried and tried.' }
  expect((await officer.send(`${given.path}/close`, unreached)).says).toContain('3 different days first: 0 so far')
  expect((await officer.send(`${given.path}/last-letter`, { body: 'Please call' })).says).toContain('0 so far')
  await attempted(town, given, '2026-05-26T09:00:00Z', 'call', 'phone')
  await attempted(town, given, '2026-05-27T09:00:00Z', 'contact attempt', 'phone')
  await attempted(town, given, '2026-05-28T09:00:00Z', 'contact attempt', 'visit')
  expect((await officer.send(`${given.path}/close`, unreached)).says).toContain('Send the last letter first')
  expect((await officer.send(`${given.path}/last-letter`, { body: 'Please call us' })).location).toBe(given.path)
  expect((await sent(town, given.id))[0]).toMatchObject({ purpose: 'last letter', state: 'waiting', body: 'Please call us' })
  expect((await officer.get(given.path)).says).toContain('they may answer until the end of Tuesday 16 June 2026')
  const early = await officer.send(`${given.path}/close`, unreached)
  expect([early.status, early.says.includes('Wait for an answer to the last letter'), early.document.querySelector('textarea')?.textContent]).toEqual([422, true, 'We tried and tried.'])
  town.clock.set('2026-06-17T09:00:00Z')
  const later = await town.as('officer')
  expect((await later.send(`${given.path}/close`, unreached)).location).toBe(given.path)
  expect(await standing(town, given.id)).toMatchObject({ status: 'closed' })
})

test('a case of somebody who may not be written to is closed, and the officer is told to tell them another way', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town, { safeMeans: ['phone'] })
  const officer = await town.as('officer')
  await officer.send(`${given.path}/close`, yes)
  expect((await sent(town, given.id))[0]).toMatchObject({ state: 'withheld' })
  expect((await officer.get('/diary')).says).toContain('Tell Irene Larkin that the case is closed')
})

test('when somebody has died nothing is sent to their address, a manager agrees, and an officer decides whom to tell', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await officer.send(`${given.path}/close`, { verdict: 'not asked', reason: 'deceased', summary: 'We were told by the family.' })
  expect((await manager.get(`${given.path}/closing`)).says).toContain('because the person harmed was not asked')
  await manager.send(`${given.path}/closing`, { answer: 'approve', because: '' })
  expect([(await standing(town, given.id))?.status, await sent(town, given.id), (await officer.get('/diary')).says.includes('Decide who should be told')]).toEqual(['closed', [], true])
})

test('two officers on one case: the second is told what changed, nothing typed is lost, and may go on after reading', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const opened = await officer.get(`${given.path}/close`)
  const seen = opened.document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  const manager = await town.as('manager')
  await manager.send(`${given.path}/close`, { ...yes, verdict: 'no' })
  await manager.post(`${given.path}/closing/withdraw`, {})
  const late = await officer.post(`${given.path}/close`, { ...yes, summary: 'My own long words', seen })
  expect(late.status).toBe(422)
  for (const said of ['Somebody else has changed this case since you opened it', 'Mo Manager', 'Asked a manager to agree to closing']) expect(late.says).toContain(said)
  expect(late.document.querySelector('textarea')?.textContent).toBe('My own long words')
  const again = late.document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  expect((await officer.post(`${given.path}/close`, { ...yes, seen: again })).location).toBe(given.path)
})

test('another agency finds no such case to close, and no requests that wait', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town, { risk: 'high' })
  await (await town.as('officer')).send(`${given.path}/close`, yes)
  const police = await town.as('police')
  for (const door of ['close', 'last-letter']) expect((await police.get(`${given.path}/${door}`)).status).toBe(404)
  expect((await police.post(`${given.path}/close`, yes)).status).toBe(404)
  const theirs = await town.actor('police')
  expect(await town.workAs(theirs, work => work.db.selectFrom('caseClosings').selectAll().execute())).toEqual([])
})

test('neither the last letter nor the closing words may name who is said to be responsible, also when they join the case later', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-10T09:00:00Z' })
  const [plain, high] = [await caseIn(town), await caseIn(town, { risk: 'high' })]
  const accused = (caseId: string) => town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role: 'alleged perpetrator', describedAs: 'Danny from 12 Larch Walk', joinedAt: work.now }).execute())
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await accused(plain.id)
  const named = { ...yes, summary: 'Danny has signed a contract.' }
  const refused = await officer.send(`${plain.path}/close`, named)
  expect([refused.status, refused.says.includes('names or describes somebody said to be responsible'), refused.text.includes('Danny has signed')]).toEqual([422, true, true])
  for (const [day, means] of [['2026-06-03', 'call'], ['2026-06-05', 'text'], ['2026-06-08', 'call']] as const) await attempted(town, plain, `${day}T10:00:00Z`, means, means)
  const letter = await officer.send(`${plain.path}/last-letter`, { body: 'We went to 12 Larch Walk for you.' })
  expect([letter.status, letter.says.includes('gives their address')]).toEqual([422, true])
  expect([await sent(town, plain.id), (await standing(town, plain.id))?.status]).toEqual([[], 'open'])
  expect((await officer.send(`${high.path}/close`, named)).location).toBe(`${high.path}#closing`)
  await accused(high.id)
  const approval = await manager.send(`${high.path}/closing`, { answer: 'approve', because: '' })
  expect([approval.status, approval.says.includes('Send it back and say so'), (await standing(town, high.id))?.status, await sent(town, high.id)]).toEqual([422, true, 'open', []])
})
