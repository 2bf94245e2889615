// Getting in as stories: the offer, the link, the code, a stranger who guesses, and every way a page ends.
import { expect, test } from 'vitest'
import { alsoHarmed, comeIn, harmedCase, lettersTo, newestCode, offered } from '#test/harness/own-page.ts'
import { openTown } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { myCaseRoom } from './index.ts'

const rooms = [casesRoom, myCaseRoom, caseFileRoom]

test('an officer offers the page by means that are safe and with the person’s yes; the words sent are neutral', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const officer = await town.as('officer')
  const answers = { personId: theCase.personId, linkMeans: 'post', codeMeans: 'text', agreed: 'On the phone' }
  const unsafe = await officer.send(`${theCase.path}/own-page`, { ...answers, sure: 'yes' })
  expect([unsafe.status, unsafe.says.includes('Post is not safe for Irene Larkin'), unsafe.says.includes('On the phone')]).toEqual([422, true, true])
  expect((await officer.send(`${theCase.path}/own-page`, { ...answers, linkMeans: 'email' })).says).toContain('they must have agreed')
  await offered(town, theCase)
  const [letter] = await lettersTo(town, 'own page link')
  expect([letter?.means, letter?.address]).toEqual(['email', 'irene@example.org'])
  expect(`${letter?.subject} ${letter?.body.replace(/http\S+/, '')}`).not.toMatch(/council|case|anti-social|police|officer|Irene/i)
  expect((await officer.get(theCase.path)).says).toContain('Offered, not opened yet.')
  const { rows: kept } = await town.database.owner.query<{ row: string }>('select to_jsonb(l)::text as row from own_page_links l where partnership_id = $1', [town.partnership.id])
  expect(kept[0]?.row).not.toContain(/link\/(\S+)/.exec(letter?.body ?? '')?.[1] ?? 'no link')
})

test('no page is offered where no code could safely arrive; another agency finds nothing there', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town, { safeMeans: ['phone', 'post'] })
  const officer = await town.as('officer')
  expect((await officer.get(`${theCase.path}/own-page`)).says).toContain('neither is known to be safe')
  const forced = await officer.post(`${theCase.path}/own-page`, { personId: theCase.personId, linkMeans: 'email', codeMeans: 'text', agreed: 'x', sure: 'yes' })
  expect([forced.status, (await lettersTo(town, 'own page link')).length]).toEqual([422, 0])
  const police = await town.as('police')
  for (const door of ['own-page', 'answer']) expect((await police.get(`${theCase.path}/${door}`)).status).toBe(404)
  expect((await police.post(`${theCase.path}/own-page/end`, { personId: theCase.personId })).status).toBe(404)
})

test('link and code open the page; the code works once and goes only by the agreed means', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const person = await comeIn(town, link)
  const page = await person.get('/my-case')
  expect([page.status, page.document.title, page.headers['cache-control']]).toEqual([200, 'Your page', 'private, no-store'])
  expect((await lettersTo(town, 'own page code')).map(one => one.means)).toEqual(['text'])
  const second = await town.as('nobody')
  await second.get(link)
  expect((await second.send('/my-case/code', { code: await newestCode(town) })).status).toBe(422)
  const { rows } = await town.database.owner.query<{ action: string }>(`select action from audit_events where partnership_id = $1 and action in ('own page opened', 'own page read', 'wrong code on an own page')`, [town.partnership.id])
  expect(rows.map(row => row.action).toSorted()).toEqual(['own page opened', 'own page read', 'wrong code on an own page'])
})

test('an unknown, an expired and an ended link look and behave alike, and none sends a code', async () => {
  const town = await openTown({ rooms })
  const [one, two] = [await harmedCase(town), await harmedCase(town)]
  const [ended, expired] = [await offered(town, one), await offered(town, two)]
  const officer = await town.as('officer')
  await officer.post(`${one.path}/own-page/end`, { personId: one.personId })
  town.clock.set('2027-06-10T09:00:00Z')
  const seen = []
  for (const link of ['/my-case/link/nothing-we-ever-gave-out', ended, expired]) {
    const visitor = await town.as('nobody')
    const opened = await visitor.get(link)
    const entrance = await visitor.follow(opened)
    const asked = await visitor.send('/my-case/enter', {})
    await town.runNews()
    const code = await visitor.follow(asked)
    const tries = []
    for (let n = 0; n < 6; n += 1) tries.push((await visitor.send('/my-case/code', { code: '000000' })).says)
    seen.push([opened.status, opened.location, entrance.says, asked.status, asked.location, code.says, ...tries])
  }
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
  expect((await lettersTo(town, 'own page code')).length).toBe(0)
})

test('a stranger with the link uses up only their own tries; the person still comes in', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const person = await town.as('nobody')
  await person.get(link)
  await person.send('/my-case/enter', {})
  await town.runNews()
  const theirs = await newestCode(town)
  const stranger = await town.as('nobody')
  await stranger.get(link)
  // A code belongs to the browser that asked: even the right one is no use elsewhere.
  expect((await stranger.send('/my-case/code', { code: theirs })).status).toBe(422)
  await stranger.send('/my-case/enter', {})
  await town.runNews()
  const strangers = await newestCode(town)
  for (let n = 0; n < 5; n += 1) expect((await stranger.send('/my-case/code', { code: '12345' })).status).toBe(422)
  expect((await stranger.send('/my-case/code', { code: strangers })).status).toBe(422)
  expect((await (await town.as('officer')).get(`${theCase.path}/own-page`)).says).toContain('5 wrong codes were entered, the last just now')
  expect((await person.send('/my-case/code', { code: ` ${theirs.slice(0, 3)} ${theirs.slice(3)} ` })).location).toBe('/my-case')
})

test('codes cannot be asked for without end, and run out after ten minutes', async () => {
  const town = await openTown({ rooms })
  const link = await offered(town, await harmedCase(town))
  const person = await town.as('nobody')
  await person.get(link)
  for (let n = 0; n < 3; n += 1) expect((await person.send('/my-case/enter', {})).status).toBe(303)
  const fourth = await person.send('/my-case/enter', {})
  expect([fourth.status, fourth.says.includes('Wait 15 minutes')]).toEqual([422, true])
  await town.runNews()
  const code = await newestCode(town)
  town.clock.set('2026-06-02T09:11:00Z')
  expect((await person.send('/my-case/code', { code })).status).toBe(422)
  town.clock.set('2026-06-02T09:16:00Z')
  expect((await person.send('/my-case/enter', {})).status).toBe(303)
})

test('a page closes when unused, when left quickly, when an officer ends it, and when the person leaves the case', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const idle = await comeIn(town, link)
  town.clock.set('2026-06-02T09:31:00Z')
  expect((await idle.get('/my-case')).location).toBe('/my-case/enter')
  const leaving = await comeIn(town, link)
  const gone = await leaving.follow(await leaving.get('/my-case/leave'))
  expect([gone.document.title, gone.text.includes('location.replace'), leaving.cookies.has('amity_own_page'), leaving.cookies.has('amity_own_link')]).toEqual(['Weather', true, false, false])
  expect((await leaving.get('/my-case')).location).toBe('/my-case/enter')
  town.clock.set('2026-06-02T10:00:00Z')
  const ended = await comeIn(town, link)
  const officer = await town.as('officer')
  expect((await officer.post(`${theCase.path}/own-page/end`, { personId: theCase.personId })).status).toBe(303)
  expect((await ended.get('/my-case')).location).toBe('/my-case/enter')
  town.clock.set('2026-06-02T10:30:00Z')
  const other = await alsoHarmed(town, theCase)
  const left = await comeIn(town, await offered(town, theCase, other))
  await town.work(work => work.db.updateTable('caseParties').set({ leftAt: work.now }).where('personId', '=', other).execute())
  expect((await left.get('/my-case')).location).toBe('/my-case/enter')
})

test('the demonstration’s one click opens nothing in a real service', async () => {
  const town = await openTown({ rooms })
  await offered(town, await harmedCase(town))
  expect((await (await town.as('nobody')).post('/my-case/demonstration', {})).status).toBe(404)
})

test('when cases are merged the page goes on with the one that stays, and comes back when that is undone', async () => {
  const town = await openTown({ rooms })
  const [theCase, stays] = [await harmedCase(town), await harmedCase(town)]
  const link = await offered(town, theCase)
  const person = await comeIn(town, link)
  await town.work(async work => {
    await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: stays.caseId, role: 'harmed', personId: theCase.personId, joinedAt: work.now }).execute()
    await work.db.updateTable('cases').set({ status: 'merged', mergedIntoId: stays.caseId }).where('id', '=', theCase.caseId).execute()
  })
  expect((await person.get('/my-case')).location).toBe('/my-case/enter')
  expect((await (await comeIn(town, link)).get('/my-case')).says).toContain(stays.reference)
  await town.work(work => work.db.updateTable('cases').set({ status: 'open', mergedIntoId: null }).where('id', '=', theCase.caseId).execute())
  expect((await (await comeIn(town, link)).get('/my-case')).says).toContain(theCase.reference)
})
