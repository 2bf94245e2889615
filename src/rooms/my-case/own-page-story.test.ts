// What the person harmed does on their page, and what becomes of it with the officers.
import { expect, test } from 'vitest'
import { alsoHarmed, comeIn, harmedCase, lettersTo, newestCode, offered } from '#test/harness/own-page.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { caseClosed, casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { myCaseRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, myCaseRoom, caseFileRoom]
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const close = (town: Town, caseId: string) => town.work(async work => {
  await work.db.updateTable('cases').set({ status: 'closed', closedAt: work.now, closeReason: 'resolved, informal action' }).where('id', '=', caseId).execute()
  await work.announce(caseClosed, { caseId })
})
const itemsOf = async (town: Town, caseId: string) => (await town.database.owner.query<{ kind: string; title: string; officer: string | null; due: string }>(
  `select d.kind, d.title, o.name as officer, to_char(d.due_at at time zone 'Europe/London', 'YYYY-MM-DD') as due from diary_items d left join officers o on o.partnership_id = d.partnership_id and o.id = d.officer_id
   where d.partnership_id = $1 and d.case_id = $2 and d.done_at is null and d.cancelled_at is null order by d.made_at, d.id`, [town.partnership.id, caseId])).rows

test('messages go both ways: the victim spoke last, a clock runs, the answer waits behind a neutral notice', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const person = await comeIn(town, await offered(town, theCase))
  const empty = await person.send('/my-case/messages', { message: ' ' })
  expect([empty.status, empty.document.title]).toEqual([422, 'Error: Messages – Your page'])
  const sent = await person.send('/my-case/messages', { message: 'Is anything happening? <b>שלום</b>' })
  expect((await person.follow(sent)).says).toContain('We will answer by Tuesday 16 June 2026.')
  expect(await itemsOf(town, theCase.caseId)).toEqual([{ kind: 'message to answer', title: 'Answer the message of the person harmed', officer: 'Olive Officer', due: '2026-06-16' }])
  town.clock.set('2026-06-02T09:10:00Z')
  await person.send('/my-case/messages', { message: 'Please' })
  expect((await itemsOf(town, theCase.caseId)).map(item => item.due)).toEqual(['2026-06-16'])
  const officer = await town.as('officer')
  const file = await officer.get(theCase.path)
  for (const said of ['The victim spoke last', 'They wrote last', 'Answer their message']) expect(file.says).toContain(said)
  expect((await officer.get(`${theCase.path}/answer`)).says).toContain('Is anything happening? <b>שלום</b>')
  expect((await officer.send(`${theCase.path}/answer`, { personId: theCase.personId, message: 'We visit on Friday' })).location).toBe(theCase.path)
  const [notice] = await lettersTo(town, 'a message waits')
  expect(`${notice?.subject} ${notice?.body}`).not.toMatch(/Friday|case|council|officer/i)
  expect((await person.get('/my-case/messages')).says).toContain('We visit on Friday')
  expect(await itemsOf(town, theCase.caseId)).toEqual([])
  expect((await officer.get(theCase.path)).says).not.toContain('The victim spoke last')
  const police = await town.as('police')
  expect((await police.post(`${theCase.path}/answer`, { personId: theCase.personId, message: 'x' })).status).toBe(404)
})

test('a diary sheet with a photo: wrong files say what to do and lose nothing; one click makes it an incident, once', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const person = await comeIn(town, await offered(town, theCase))
  const typed = { what: 'Shouting on the stairs', 'when-day': '1', 'when-month': '6', 'when-year': '2026', 'when-time': '9:30pm', effect: 'I could not sleep', seenBy: 'My sister' }
  const lie = await person.upload('/my-case/diary/add', typed, [{ field: 'files', name: 'photo.png', type: 'image/png', content: Buffer.from('MZ this is no photo') }])
  expect([lie.status, lie.says.includes('photo.png is not a photo'), lie.text.includes('Shouting on the stairs'), lie.text.includes('9:30pm'), lie.says.includes('choose them again')]).toEqual([422, true, true, true, true])
  const future = await person.send('/my-case/diary/add', { ...typed, 'when-year': '2027' })
  expect([future.status, future.says.includes('must be in the past')]).toEqual([422, true])
  expect((await person.send('/my-case/diary/add', { what: 'x' })).says).toContain('say about when')
  const kept = await person.upload('/my-case/diary/add', typed, [{ field: 'files', name: 'stairs.png', type: 'text/plain', content: PNG }])
  const diary = await person.follow(kept)
  for (const said of ['1 June 2026 at 9:30pm', 'Shouting on the stairs', 'My sister', 'Photo 1']) expect(diary.says).toContain(said)
  const photo = await person.get(diary.document.querySelector('main a[href^="/my-case/files/"]')?.getAttribute('href') ?? '')
  expect([photo.status, photo.headers['content-type'], photo.headers['cache-control'], photo.raw.equals(PNG)]).toEqual([200, 'image/png', 'private, no-store', true])
  const officer = await town.as('officer')
  const file = await officer.get(theCase.path)
  for (const said of ['1 not read yet', 'Shouting on the stairs', 'stairs.png']) expect(file.says).toContain(said)
  const forms = [...file.document.querySelectorAll('form')].map(one => one.getAttribute('action') ?? '').filter(action => action.includes('/diary-sheets/'))
  const make = forms.find(action => action.endsWith('/incident')) ?? ''
  const stored = file.document.querySelector('a[href*="/diary-sheets/files/"]')?.getAttribute('href') ?? ''
  const police = await town.as('police')
  // Until a scanner has looked it is in quarantine, on its own page.
  expect((await officer.get(stored)).location).toBe(`/evidence/file/${stored.split('/').at(-1) ?? ''}`)
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('id', '=', stored.split('/').at(-1) ?? '').execute())
  expect([(await police.post(make, {})).status, (await police.get(stored)).status, (await officer.get(stored)).raw.equals(PNG)]).toEqual([404, 404, true])
  for (const again of [1, 2]) expect([again, (await officer.post(make, {})).status]).toEqual([again, 303])
  const { rows } = await town.database.owner.query<{ description: string; effect: string }>('select description, effect from incidents where partnership_id = $1 and case_id = $2', [town.partnership.id, theCase.caseId])
  expect(rows).toEqual([{ description: 'Shouting on the stairs', effect: 'I could not sleep' }])
  expect((await officer.get(theCase.path)).says).toContain('all read')
})

test('it has happened again: on an open case a report and an incident, on a closed one a report that follows it', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const person = await comeIn(town, link)
  expect((await person.get('/my-case/again')).says).toContain('call 999')
  const again = await person.follow(await person.send('/my-case/again', { danger: 'yes', what: 'He was at the door', 'when-about': 'Just now' }))
  expect(again.says).toContain('We will be in touch by Wednesday 3 June 2026')
  const reports = async () => (await town.database.owner.query<{ state: string; channel: string; follows: boolean; agency: string }>(
    'select state, channel, follows_case_id is not null as follows, agency_id as agency from reports where partnership_id = $1 order by received_at', [town.partnership.id])).rows
  expect(await reports()).toEqual([{ state: 'added to case', channel: 'own page', follows: false, agency: town.council.id }])
  expect((await (await town.as('officer')).get(theCase.path)).says).toContain('He was at the door')
  town.clock.set('2026-06-03T09:00:00Z')
  await close(town, theCase.caseId)
  await town.runNews()
  const back = await comeIn(town, link)
  expect((await back.get('/my-case')).says).toContain('We closed this on Wednesday 3 June 2026')
  expect((await back.send('/my-case/again', { danger: 'no', what: 'It started again', 'when-about': 'Last night' })).status).toBe(303)
  expect(await reports()).toContainEqual({ state: 'waiting', channel: 'own page', follows: true, agency: town.council.id })
  const officer = await town.as('officer')
  expect((await officer.get('/reports')).says).toContain('by own page')
  expect((await (await town.as('police')).get('/reports')).says).not.toContain('by own page')
  const { rows } = await town.database.owner.query<{ reference: string }>(`select reference from reports where partnership_id = $1 and state = 'waiting'`, [town.partnership.id])
  const opened = await officer.send(`/reports/${rows[0]?.reference}/open-case`, { title: 'Noise again', summary: 'It started again', category: 'noise', severity: 'standard', leadOfficerId: town.council.officerId, follows: theCase.reference })
  const linked = await town.database.owner.query<{ follows: string | null; people: number }>(`select c.follows_case_id as follows, (select count(*) from people where partnership_id = $1) as people from cases c where c.partnership_id = $1 and c.title = 'Noise again'`, [town.partnership.id])
  expect([opened.status, linked.rows[0]?.follows, linked.rows[0]?.people]).toEqual([303, theCase.caseId, 1])
  town.clock.set('2026-09-02T09:00:00Z')
  expect((await (async () => { const late = await town.as('nobody'); await late.get(link); await late.send('/my-case/enter', {}); await town.runNews(); return lettersTo(town, 'own page code') })()).length).toBe(2)
})

test('a complaint and a case review go to a manager and never to the lead officer, each with a day', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const person = await comeIn(town, await offered(town, theCase))
  expect((await person.get('/my-case/wrong')).says).toContain('A manager deals with it, not your officer')
  expect((await person.send('/my-case/wrong', { wrong: '' })).status).toBe(422)
  expect((await person.follow(await person.send('/my-case/wrong', { wrong: 'Nobody rang back' }))).says).toContain('A manager will answer you by Tuesday 9 June 2026')
  expect((await person.follow(await person.send('/my-case/review', { more: '' }))).says).toContain('Friday 5 June 2026')
  const items = await itemsOf(town, theCase.caseId)
  expect(items.map(item => [item.officer, item.due])).toEqual([['Mo Manager', '2026-06-09'], ['Mo Manager', '2026-06-05']])
  expect((await (await town.as('manager')).get('/diary')).says).toContain('Answer a complaint of the person harmed')
  expect((await (await town.as('officer')).get('/diary')).says).not.toContain('complaint')
  const manager = await town.as('manager')
  const answering = await manager.get(`${theCase.path}/answer`)
  const complaint = [...answering.document.querySelectorAll('.govuk-checkboxes__item')].find(item => item.textContent?.includes('complaint'))?.querySelector('input')?.getAttribute('value') ?? ''
  expect((await (await town.as('officer')).get(`${theCase.path}/answer`)).document.querySelectorAll('input[name=answers]').length).toBe(0)
  expect((await manager.send(`${theCase.path}/answer`, { personId: theCase.personId, message: 'I am sorry. I will phone you.', answers: [complaint] })).status).toBe(303)
  expect((await itemsOf(town, theCase.caseId)).map(item => item.title)).toEqual(['Acknowledge the request for an ASB case review'])
  const home = await person.get('/my-case')
  expect([home.says.includes('Nobody rang back'), home.says.includes('Asked for an ASB case review')]).toEqual([true, true])
})

test('a double click sends once, and a forged form sends nothing', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const person = await comeIn(town, await offered(town, theCase))
  const page = await person.get('/my-case/messages')
  const [csrf, once] = ['_csrf', '_once'].map(name => page.document.querySelector(`form[action="/my-case/messages"] input[name=${name}]`)?.getAttribute('value') ?? '')
  const posts = await Promise.all([1, 2].map(() => person.post('/my-case/messages', { _csrf: csrf ?? '', _once: once ?? '', message: 'Only once' })))
  expect(posts.map(post => post.status)).toEqual([303, 303])
  expect((await person.post('/my-case/messages', { _csrf: 'forged', message: 'Never' })).status).toBe(403)
  const { rows } = await town.database.owner.query<{ n: number }>(`select count(*) as n from entries where partnership_id = $1 and kind = 'message'`, [town.partnership.id])
  expect(rows[0]?.n).toBe(1)
})

test('what was typed when the page closed by itself comes back after a new code, and only to the same person', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const person = await comeIn(town, link)
  const csrf = (await person.get('/my-case/wrong')).document.querySelector('form[action="/my-case/wrong"] input[name=_csrf]')?.getAttribute('value') ?? ''
  town.clock.set('2026-06-02T09:40:00Z')
  expect((await person.post('/my-case/wrong', { _csrf: csrf, wrong: 'Three pages of it' })).location).toBe('/my-case/enter')
  const another = await comeIn(town, await offered(town, theCase, await alsoHarmed(town, theCase)))
  expect((await another.get('/my-case/wrong')).text).not.toContain('Three pages of it')
  await person.send('/my-case/enter', {})
  await town.runNews()
  const entered = await person.send('/my-case/code', { code: await newestCode(town) })
  expect(entered.location).toContain('/my-case/wrong?kept=')
  expect((await another.get(entered.location ?? '')).text).not.toContain('Three pages of it')
  expect((await person.get(entered.location ?? '')).text).toContain('Three pages of it')
  expect((await person.get(entered.location ?? '')).text).not.toContain('Three pages of it')
})
