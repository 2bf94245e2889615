// The chronology an officer lives in: a quick line, found again by what is known of it, corrected while fresh, and printed.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { caseFileRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, caseFileRoom]
const when = (day: string, time = '10:15am') => ({ 'happened-day': day, 'happened-month': '6', 'happened-year': '2026', 'happened-time': time })
const correctPath = (html: string): string => /\/cases\/[\w-]+\/entries\/[0-9a-f-]{36}\/correct/.exec(html)?.[0] ?? ''
const suspect = (town: Town, caseId: string, describedAs: string) => town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role: 'alleged perpetrator', describedAs, joinedAt: work.now }).execute())

test('a quick line means now, however long its page stood open, and one that is wrong comes back whole', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const quick = { quick: 'now', visibility: 'staff', kind: 'call', reached: 'yes', ...when('2', '10:00am') }
  town.clock.set('2026-06-02T09:40:00Z')
  const empty = await officer.send(`${path}/add`, { ...quick, summary: '' })
  expect([empty.status, empty.says.includes('Enter a short summary'), empty.text.includes('value="10am"') || empty.text.includes('10:00am')]).toEqual([422, true, true])
  expect((await officer.send(`${path}/add`, { ...quick, summary: 'She is well' })).location).toBe(path)
  const file = await officer.get(path)
  expect(file.says).toContain('2 June 2026 at 10:40am')
  expect(file.text).toMatch(/<li class="amity-entry[^>]* id="entry-/)
})

test('found by words, kind, day and who; a spoiled address or day chooses nothing and breaks nothing', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  await officer.send(`${path}/add`, { kind: 'call', ...when('1'), summary: 'Rang about the drumming', body: '', reached: 'no', visibility: 'staff' })
  await officer.send(`${path}/add`, { kind: 'visit', ...when('2', '9am'), summary: 'Visited', body: 'Heard 100% of it', reached: 'not a contact', visibility: 'public' })
  const found = async (query: string): Promise<boolean[]> => { const { says } = await officer.get(`${path}?${query}`); return [says.includes('Rang about'), says.includes('Visited')] }
  expect(await found('words=DRUM')).toEqual([true, false])
  expect(await found('words=100%25')).toEqual([false, true])
  expect(await found('what=visit')).toEqual([false, true])
  expect(await found('seen=staff')).toEqual([true, false])
  expect(await found('from=2/6/2026')).toEqual([false, true])
  expect(await found('to=2026-06-01')).toEqual([true, false])
  expect(await found('who=olive&what=call')).toEqual([true, false])
  const print = (await officer.get(`${path}?words=DRUM`)).document.querySelector('a[href*="/print"]')?.getAttribute('href') ?? ''
  const paper = await officer.get(print)
  expect([paper.says.includes('Rang about'), paper.says.includes('Visited'), paper.says.includes('Only some entries are shown')]).toEqual([true, false, true])
  expect(await found('who=nobody')).toEqual([false, false])
  expect(await found('what=bogus&seen=%00&before=x_y&to=31/2/2026')).toEqual([true, true])
  const ids = [...(await officer.get(path)).document.querySelectorAll('[id]')].map(one => one.id)
  expect(ids.filter((one, at) => ids.indexOf(one) !== at)).toEqual([])
  expect((await officer.get(`${path}?from=31/2/2026`)).says).toContain('Enter a day, like 2/6/2026')
})

test('corrected by its author while fresh: the original stays beside it, and is what nobody else is shown any more', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const [officer, manager, police, adviser] = [await town.as('officer'), await town.as('manager'), await town.as('police'), await town.as('adviser')]
  await officer.send(`${path}/add`, { kind: 'call', ...when('1'), summary: 'Spoke with Ian', body: 'All agreed', reached: 'yes', visibility: 'public' })
  const door = correctPath((await officer.get(path)).text)
  const right = { ...when('1', '11am'), summary: 'Spoke with Irene', body: 'All agreed', visibility: 'public', because: 'The wrong name' }
  expect((await police.get(door)).status).toBe(404)
  expect((await adviser.get(door)).status).toBe(403)
  expect((await officer.send(door, { ...right, because: '' })).says).toContain('Enter what was wrong')
  expect((await officer.send(door, right)).location).toBe(`${path}#chronology`)
  const file = await officer.get(path)
  for (const said of ['Spoke with Irene', 'Corrected: The wrong name', 'Before: Spoke with Ian']) expect(file.says).toContain(said)
  const seen = await officer.get(`${path}/as-seen`)
  expect([seen.says.includes('Spoke with Irene'), seen.says.includes('Ian,')]).toEqual([true, false])
  // Two at once: the second is told, and keeps what they typed.
  const second = await manager.send(door, { ...right, summary: 'Spoke with I Larkin' })
  expect([second.status, second.says.includes('Somebody else has corrected this entry meanwhile'), second.text.includes('Spoke with I Larkin')]).toEqual([422, true, true])
  const { rows } = await town.database.owner.query('select count(*)::int as n from entries where case_id = $1', [id])
  expect(rows).toEqual([{ n: 2 }])
  expect((await officer.send(`${door.replace(/[0-9a-f-]{36}/, id)}`, right)).status).toBe(404)
})

test('after its window, or by a colleague without the act, an entry is not corrected but answered by a new one', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await manager.send(`${path}/add`, { kind: 'note', ...when('1'), summary: 'From the manager', body: '', reached: 'not a contact', visibility: 'staff' })
  const door = correctPath((await manager.get(path)).text)
  expect(correctPath((await officer.get(path)).text)).toBe('')
  expect((await officer.get(door)).says).toContain('corrected within 24 hours by whoever wrote it, or by a manager')
  town.clock.set('2026-06-03T09:00:01Z')
  expect(correctPath((await (await town.as('manager')).get(path)).text)).toBe('')
  expect((await (await town.as('manager')).get(door)).status).toBe(403)
})

test('what the person harmed will read never names or describes who is said to be responsible', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  await suspect(town, id, 'Danny from 12 Larch Walk')
  const officer = await town.as('officer')
  const entry = { kind: 'visit', ...when('1'), summary: 'We spoke with Danny', body: '', reached: 'not a contact' }
  const refused = await officer.send(`${path}/add`, { ...entry, visibility: 'public' })
  expect([refused.status, refused.says.includes('Take it out, or let only staff see it')]).toEqual([422, true])
  expect((await officer.send(`${path}/add`, { ...entry, visibility: 'staff' })).location).toBe(path)
  const door = correctPath((await officer.get(path)).text)
  expect((await officer.send(door, { ...when('1'), summary: 'We spoke with Danny', body: '', visibility: 'public', because: 'x' })).status).toBe(422)
  const where = await officer.send(`${path}/add`, { ...entry, summary: 'We called at 12 larch walk', visibility: 'public' })
  expect([where.status, where.says.includes('gives their address')]).toEqual([422, true])
  // Somebody known: by given name or house, but not by what they share with the person harmed.
  await town.work(async work => {
    const personId = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id: personId, givenName: 'Elsie', familyName: 'Kowalczyk', address: '7 Osier Close, Hatfield', ownerAgencyId: town.council.id }).execute()
    await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: id, role: 'alleged perpetrator', personId, joinedAt: work.now }).execute()
  })
  const said = async (summary: string) => (await officer.send(`${path}/add`, { ...entry, summary, visibility: 'public' })).status
  expect([await said('Elsie has agreed'), await said('We called at 7, Osier Close'), await said('We rang Irene about Osier Close')]).toEqual([422, 422, 303])
})

test('corrected twice: both originals stay, the window is the first one’s, and paper shows what is not restricted', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  await officer.send(`${path}/add`, { kind: 'note', ...when('1'), summary: 'The refuge she is in', body: '', reached: 'not a contact', visibility: 'restricted' })
  const right = { ...when('1'), body: '', visibility: 'staff', because: 'Too much said' }
  await officer.send(correctPath((await officer.get(path)).text), { ...right, summary: 'She is safe' })
  town.clock.set('2026-06-03T08:00:00Z')
  const again = await town.as('officer')
  await again.send(correctPath((await again.get(path)).text), { ...right, summary: 'She is safe and well', because: 'Heard since' })
  const file = await again.get(path)
  for (const said of ['She is safe and well', 'Before: She is safe,', 'Before: The refuge she is in']) expect(file.says).toContain(said)
  // Printed from the screen, the folded words that were restricted stay off the paper too.
  expect([...file.document.querySelectorAll('details.amity-not-on-paper')].some(one => one.textContent?.includes('The refuge she is in'))).toBe(true)
  const paper = await again.get(`${path}/print`)
  expect([paper.says.includes('Before: She is safe,'), paper.says.includes('refuge'), paper.document.querySelectorAll('details:not([open])').length]).toEqual([true, false, 0])
  town.clock.set('2026-06-03T09:30:00Z')
  expect(correctPath((await (await town.as('officer')).get(path)).text)).toBe('')
})

test('what is overdue stands before anything else on the file', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  await town.work(work => work.db.insertInto('diaryItems').values({ partnershipId: town.partnership.id, kind: 'first contact', title: 'Make first contact', dueAt: new Date('2026-06-01T16:00:00Z'), because: 'x', caseId: id, officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }).execute())
  const file = await (await town.as('officer')).get(path)
  expect(file.says).toContain('Overdue: Make first contact.')
  expect(file.says.indexOf('Overdue:')).toBeLessThan(file.says.indexOf('Severity'))
  for (const link of file.document.querySelectorAll('nav a[href^="#"]')) expect([link.getAttribute('href'), file.document.querySelector(link.getAttribute('href') ?? '') === null]).toEqual([link.getAttribute('href'), false])
})

test('on paper: who printed it and when, and nothing restricted', async () => {
  const town = await openTown({ rooms })
  const { path, id: caseId } = await caseIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  const file = { partnershipId: town.partnership.id, caseId, storedAs: '2026-06/01890000-0000-7000-8000-000000000000', mediaType: 'image/jpeg', size: 5, sha256: 'x', kind: 'photo', givenBy: 'officer', agencyId: town.council.id } as const
  await town.work(work => work.db.insertInto('attachments').values([{ ...file, fileName: 'open.jpg', visibility: 'staff', givenAt: work.now }, { ...file, fileName: 'secret.jpg', visibility: 'restricted', givenAt: work.now }]).execute())
  await officer.send(`${path}/add`, { kind: 'note', ...when('1'), summary: 'For staff', body: 'First\n\nSecond', reached: 'not a contact', visibility: 'staff' })
  await officer.send(`${path}/add`, { kind: 'note', ...when('1'), summary: 'The hidden address', body: '', reached: 'not a contact', visibility: 'restricted' })
  const paper = await officer.get(`${path}/print`)
  for (const said of ['Printed by Olive Officer, Council, 2 June 2026 at 10am', 'For staff', 'Restricted entries and files are left out']) expect(paper.says).toContain(said)
  expect(paper.says).not.toContain('hidden address')
  expect([paper.says.includes('open.jpg'), paper.text.includes('secret.jpg')]).toEqual([true, false])
  // What may be pressed on the screen is left out of the page for paper (styles/_print.scss).
  for (const text of ['Raise a flag', 'Add a file', 'Change who leads', 'Offer it', 'Write to somebody']) expect([text, [...paper.document.querySelectorAll('.amity-paper a')].find(link => link.textContent === text)?.closest('.amity-not-on-paper') == null]).toEqual([text, false])
  expect((await police.get(`${path}/print`)).status).toBe(404)
})

test('pages of a long chronology keep what was looked for, and never repeat or lose an entry', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  await town.work(work => work.db.insertInto('entries').values(Array.from({ length: 130 }, (_, at) => ({
    partnershipId: town.partnership.id, caseId: id, kind: at % 2 === 0 ? 'call' as const : 'note' as const, happenedAt: new Date(work.now.getTime() - Math.floor(at / 4) * 3_600_000), enteredAt: work.now, enteredBy: town.council.officerId, enteredAs: 'Olive Officer', summary: `Line ${at}.`,
  }))).execute())
  const officer = await town.as('officer')
  const seen: string[] = []
  let next: string | null | undefined = `${path}?what=call`
  for (let pages = 0; next !== null && next !== undefined && pages < 5; pages += 1) {
    const shown = await officer.get(next)
    expect(shown.document.querySelector('#chronology select[name=what] option[selected]')?.getAttribute('value')).toBe('call')
    seen.push(...[...shown.document.querySelectorAll('#chronology .amity-entry__title')].map(one => one.textContent ?? ''))
    next = shown.document.querySelector('#chronology a[rel=next]')?.getAttribute('href')
  }
  expect([seen.length, new Set(seen).size, seen.every(line => Number(/\d+/.exec(line)?.[0]) % 2 === 0)]).toEqual([65, 65, true])
})

test('two officers correct one entry in the same moment: one correction stands, the other officer is told and loses nothing', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  await officer.send(`${path}/add`, { kind: 'note', ...when('1'), summary: 'Rang twice', body: '', reached: 'not a contact', visibility: 'staff' })
  const door = correctPath((await officer.get(path)).text)
  const right = { ...when('1'), body: '', visibility: 'staff', because: 'Miscounted' }
  const answers = await Promise.all([officer.send(door, { ...right, summary: 'Rang three times' }), manager.send(door, { ...right, summary: 'Rang four times' })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  const late = answers.find(({ status }) => status === 422)
  expect([late?.says.includes('Somebody else has corrected this entry meanwhile'), /Rang (three|four) times/.test(late?.text ?? '')]).toEqual([true, true])
  const { rows } = await town.database.owner.query('select count(*)::int as n from entries where case_id = $1 and corrects_id is not null', [id])
  expect(rows).toEqual([{ n: 1 }])
})
