// Messages as they really go: through a mail server that takes, refuses or hangs up, through Notify, and never where it has become unsafe.
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom, note } from '#rooms/diary/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { mailbox, type Mailbox } from '#test/harness/mailbox.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import type { Carrier } from './carriers.ts'
import { demonstrationCarrier } from './carriers.ts'
import { lettersRoom, SECRET, writeMessage } from './index.ts'
import { notifyCarrier } from './notify-carrier.ts'
import { smtpCarrier } from './smtp-carrier.ts'
import { sendOf } from './send-waiting.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, lettersRoom, caseFileRoom]
const KEY = `amity-${'26785a09-ab16-4eb0-8407-a37497a57506'}-${'3d844edf-8d35-48ac-975b-e847b4f122b0'}`
const TEMPLATE = '8a7d2f3c-1111-4c2d-9b1e-0d2f3c4b5a69'

const byMail = ({ url }: Mailbox, timeout = 2000): Carrier => smtpCarrier({ url, from: 'Neighbourhood team <team@example.test>', timeout })
const send = (town: Town, ...carriers: Carrier[]): Promise<number> => sendOf({ database: town.database, carriers, clock: town.clock.now }, town.partnership.id)

const written = (town: Town, { id, personId }: { readonly id: string; readonly personId: string }, secret?: string) => town.work(async work => {
  const to = await addresseeOf(work, personId)
  if (to === undefined) throw new Error('nobody to write to')
  return writeMessage(work, to, { purpose: 'a test', subject: 'A message for you', body: secret === undefined ? 'Hello Irene\n.\nGood day' : `Open ${SECRET}`, ...(secret === undefined ? {} : { secret }) }, { caseId: id, reportId: null, agencyId: town.council.id })
})
const states = async (town: Town) => (await town.database.owner.query<{ state: string; tries: number; failure: string | null; carrier: string | null }>('select state, tries, failure, carrier from outgoing_messages where partnership_id = $1 order by written_at, id', [town.partnership.id])).rows

test('taken once by a real mail server, with a subject that gives nothing away; and not again', async () => {
  const [town, box] = [await openTown({ rooms }), await mailbox()]
  const given = await caseIn(town)
  await written(town, given)
  expect(await send(town, byMail(box))).toBe(1)
  expect(await send(town, byMail(box))).toBe(0)
  expect(box.got).toHaveLength(1)
  expect(box.got[0]).toMatch(/^Subject: A message for you\r?$/m)
  expect(box.got[0]).toContain('Hello Irene\r\n..\r\nGood day'.replace('..', '.'))
  expect(await states(town)).toMatchObject([{ state: 'sent', tries: 1, carrier: 'smtp' }])
  expect((await (await town.as('officer')).get(given.path)).says).toContain('sent')
})

test('put off while the server is busy, given up when it says never: then somebody is told', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  let code = 451
  const box = await mailbox({ onRcptTo: (_address, _session, done) => { done(Object.assign(new Error('Not now'), { responseCode: code })) } })
  await written(town, given)
  await send(town, byMail(box))
  expect(await states(town)).toMatchObject([{ state: 'waiting', tries: 1 }])
  expect(await send(town, byMail(box))).toBe(0)
  town.clock.set('2026-06-02T09:02:00Z')
  code = 550
  await send(town, byMail(box))
  expect(await states(town)).toMatchObject([{ state: 'failed', tries: 2, failure: expect.stringContaining('550') as unknown }])
  const officer = await town.as('officer')
  expect((await officer.get('/diary')).says).toContain('A message by email did not reach somebody')
  const door = /\/messages\/[0-9a-f-]{36}/.exec((await officer.get(given.path)).text)?.[0] ?? ''
  expect((await officer.send(`${door}/settle`, { what: 'told another way' })).location).toBe(`${given.path}#messages`)
  expect((await officer.get('/diary')).says).not.toContain('did not reach somebody')
  expect((await (await town.as('police')).get(door)).status).toBe(404)
})

test('a connection lost while the words are taken is a question for a person, not a second letter', async () => {
  const town = await openTown({ rooms })
  const box = await mailbox({ onData: stream => { stream.on('data', () => undefined) } })
  await written(town, await caseIn(town))
  await send(town, byMail(box, 4_000))
  expect(await states(town)).toMatchObject([{ state: 'unsure' }])
  town.clock.set('2026-06-03T09:00:00Z')
  expect(await send(town, byMail(box, 4_000))).toBe(0)
})

test('a server that is not there is tried again', async () => {
  const town = await openTown({ rooms })
  await written(town, await caseIn(town))
  await send(town, byMail({ url: 'smtp://127.0.0.1:1', got: [] }))
  expect(await states(town)).toMatchObject([{ state: 'waiting', failure: 'The mail server could not be reached' }])
})

test('killed between taking it up and hearing back: a carrier that knows its own is asked, of any other a person is', async () => {
  const town = await openTown({ rooms })
  const box = await mailbox()
  await written(town, await caseIn(town))
  await town.database.owner.query(`update outgoing_messages set state = 'sending', claimed_at = $2, handed_at = $2, tries = 1 where partnership_id = $1`, [town.partnership.id, town.clock.now()])
  expect(await send(town, byMail(box))).toBe(0)
  town.clock.set('2026-06-02T09:11:00Z')
  await send(town, byMail(box))
  expect([await states(town), box.got]).toMatchObject([[{ state: 'unsure' }], []])
  await town.database.owner.query(`update outgoing_messages set state = 'sending', claimed_at = '2026-06-02', handed_at = '2026-06-02' where partnership_id = $1`, [town.partnership.id])
  await send(town, demonstrationCarrier)
  expect(await states(town)).toMatchObject([{ state: 'sent' }])
})

test('what has become unsafe since it was written does not go, and the new address is used where there is one', async () => {
  const [town, box] = [await openTown({ rooms }), await mailbox()]
  const [first, second] = [await caseIn(town), await caseIn(town, { title: 'Shouting' })]
  await written(town, first)
  await written(town, second)
  await town.work(work => work.db.updateTable('people').set({ safeMeans: ['visit'] }).where('id', '=', first.personId).execute())
  await town.work(work => work.db.updateTable('people').set({ email: 'new@example.test' }).where('id', '=', second.personId).execute())
  await send(town, byMail(box))
  expect(await states(town)).toMatchObject([{ state: 'withheld', failure: expect.stringContaining('no longer a safe way') as unknown }, { state: 'sent' }])
  expect(box.got.map(mail => /^To: .*$/m.exec(mail)?.[0].trim())).toEqual(['To: new@example.test'])
  expect((await (await town.as('officer')).get('/diary')).says).toContain('tell them another safe way')
})

test('a private link is in what is sent, in nothing an officer reads, in no audit row, and gone afterwards', async () => {
  const [town, box] = [await openTown({ rooms }), await mailbox()]
  const given = await caseIn(town)
  const { id } = await written(town, given, 'https://asb.example/x/TOPSECRET')
  const manager = await town.as('manager')
  expect((await manager.get(`/messages/${id}`)).says).toContain('[private link or code]')
  await send(town, byMail(box))
  expect(box.got[0]).toContain('TOPSECRET')
  expect((await manager.get(`/messages/${id}`)).says).not.toContain('TOPSECRET')
  const { rows } = await town.database.owner.query<{ n: number }>(`select (select count(*) from message_secrets where partnership_id = $1)::int + (select count(*) from audit_events where partnership_id = $1 and changes::text like '%TOPSECRET%')::int as n`, [town.partnership.id])
  expect(rows[0]?.n).toBe(0)
})

/** Answers as GOV.UK Notify's API does: 201 with an id, or an error; and knows what it has taken by its reference. */
const notifyServer = async (answers: number[]): Promise<{ readonly url: string; readonly got: { readonly path: string; readonly body: string }[] }> => {
  const got: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => { body += part.toString() })
    request.on('end', () => {
      if (request.method === 'GET') {
        const reference = new URL(request.url ?? '', 'http://x').searchParams.get('reference') ?? ''
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ notifications: got.filter(one => one.body.includes(reference)).map(() => ({ id: 'a1' })), links: {} }))
        return
      }
      const status = answers.shift() ?? 201
      if (status !== 503) got.push({ path: request.url ?? '', body })
      // 504: it was taken, and the answer got lost.
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 201 ? { id: 'a1' } : { status_code: status, errors: [{ error: 'x', message: 'x' }] }))
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => new Promise<void>(resolve => { server.close(() => { resolve() }) }))
  const at = server.address()
  return { url: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, got }
}

test('through Notify: tried again after 503, never given twice when only the answer got lost, given up on 400', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town, { safeMeans: ['text'] })
  const notify = await notifyServer([503, 504, 400])
  const carrier = notifyCarrier({ key: KEY, url: notify.url, emailTemplate: undefined, textTemplate: TEMPLATE })
  await written(town, given)
  for (const at of ['09:00', '09:02', '09:10']) { town.clock.set(`2026-06-02T${at}:00Z`); await send(town, carrier) }
  expect(notify.got.map(({ path }) => path)).toEqual(['/v2/notifications/sms'])
  expect(JSON.parse(notify.got[0]?.body ?? '{}')).toMatchObject({ phone_number: '07700 900 123', template_id: TEMPLATE, personalisation: { body: 'Hello Irene\n.\nGood day' } })
  expect(await states(town)).toMatchObject([{ state: 'sent', tries: 3 }])
  await written(town, given)
  await send(town, carrier)
  expect((await states(town))[1]).toMatchObject({ state: 'failed', failure: 'GOV.UK Notify answered 400' })
})

test('an officer writes by a safe means only, fills every gap, names nobody; a letter waits to be posted', async () => {
  const town = await openTown({ rooms })
  const [mailed, posted, silent] = [await caseIn(town), await caseIn(town, { safeMeans: ['post'] }), await caseIn(town, { safeMeans: ['phone'] })]
  await town.database.owner.query(`update people set address = '14 Larch Walk' where id = $1`, [posted.personId])
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect((await officer.get(`${mailed.path}/write?template=Update`)).says).toContain('Since we last spoke')
  expect((await officer.send(`${mailed.path}/write`, { personId: mailed.personId, body: 'Next, {what is next}.' })).says).toContain('Put the right words in place of {what is next}')
  expect((await officer.send(`${mailed.path}/write`, { personId: mailed.personId, body: 'We visited today.' })).location).toBe(`${mailed.path}#messages`)
  expect((await officer.send(`${silent.path}/write`, { personId: silent.personId, body: 'We visited today.' })).says).toContain('There is no safe way to write to Irene Larkin')
  await officer.send(`${posted.path}/write`, { personId: posted.personId, body: 'We visited today.' })
  const door = /\/messages\/[0-9a-f-]{36}/.exec((await officer.get(posted.path)).text)?.[0] ?? ''
  expect((await officer.get(`${door}/paper`)).says).toContain('14 Larch Walk')
  await town.database.owner.query(`update people set safe_means = '{visit}' where id = $1`, [posted.personId])
  expect((await officer.send(`${door}/settle`, { what: 'arrived' })).says).toContain('Post is no longer a safe way')
  await town.database.owner.query(`update people set safe_means = '{post}' where id = $1`, [posted.personId])
  expect((await officer.send(`${door}/settle`, { what: 'arrived' })).location).toBe(`${posted.path}#messages`)
  for (const at of [door, `${door}/paper`, `${door}/settle`, `${mailed.path}/write`]) expect([at, (await police.get(at)).status]).toEqual([at, 404])
  expect((await (await town.as('manager')).get('/messages?show=printed')).says).toContain('printed and posted')
})

test('whoever reported is told that we have it and what became of it; never who wished no writing', async () => {
  const town = await openTown({ rooms })
  const [told, quiet] = [await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' }), await reportIn(town, { name: 'Femi Abara', phone: '07700 900 456' })]
  await town.database.owner.query(`update reports set safe_means = '{text}' where partnership_id = $1 and reporter_name = 'Irene Larkin'`, [town.partnership.id])
  const officer = await town.as('officer')
  for (const path of [told, quiet]) expect((await officer.send(`${path}/advise`, { isAsb: 'no', reason: 'A repair', told: 'This is a repair. Ring the repairs line.' })).status).toBe(303)
  await town.runNews()
  await town.runNews()
  const { rows } = await town.database.owner.query<{ body: string; address: string }>(`select body, address from outgoing_messages where partnership_id = $1`, [town.partnership.id])
  expect(rows).toMatchObject([{ address: '07700 900 123', body: expect.stringContaining('This is a repair. Ring the repairs line.') as unknown }])
})

test('an officer is told by work email that something waits, with nothing about anybody in it, as often as they chose', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-02T05:00:00Z' })
  const { path, id } = await caseIn(town, { title: 'Shouting at Larkin' })
  const box = await mailbox()
  const due = (title: string, kind: 'task' | 'message to answer') => town.work(work => note(work, { kind, title, dueAt: work.now, because: 'It said so', caseId: id, officerId: town.council.officerId, agencyId: town.council.id }))
  const run = async (at: string) => { town.clock.set(at); await town.runChore('letters.officer-news'); await send(town, byMail(box)); return box.got.length }
  await due('Ring Irene Larkin', 'task')
  expect(await run('2026-06-02T06:20:00Z')).toBe(0)
  expect([await run('2026-06-02T06:40:00Z'), await run('2026-06-02T06:50:00Z'), await run('2026-06-06T09:00:00Z')]).toEqual([1, 1, 1])
  expect(box.got[0]).toContain('1 thing in your diary is due by tonight.')
  expect(box.got[0]).not.toMatch(new RegExp(`Larkin|Irene|Shouting|${path.split('/').at(-1) ?? ''}`))
  town.clock.set('2026-06-06T09:00:00Z')
  const officer = await town.as('officer')
  expect((await officer.send('/account/news', { news: 'at once' })).location).toBe('/account')
  await due('Irene wrote', 'message to answer')
  expect([await run('2026-06-06T09:10:00Z'), await run('2026-06-06T09:20:00Z')]).toEqual([2, 2])
  expect(box.got[1]).toContain('waits for you since we last wrote')
  await (await town.as('officer')).send('/account/news', { news: 'never' })
  await due('Again', 'task')
  expect(await run('2026-06-08T09:00:00Z')).toBe(2)
})

test('messages that nothing takes are shown to whoever watches over them', async () => {
  const town = await openTown({ rooms })
  await written(town, await caseIn(town))
  expect((await (await town.as('manager')).get('/messages')).says).not.toContain('nothing has tried')
  town.clock.set('2026-06-02T12:00:00Z')
  expect((await (await town.as('manager')).get('/messages')).says).toContain('1 by email has waited more than half an hour and nothing has tried to take it')
})
