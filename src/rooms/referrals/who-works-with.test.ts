// The one question a partner may ask about a person: what it tells, what it never tells, and that nobody asks unseen or without end.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { sharingRoom } from '#rooms/sharing/index.ts'
import { referralsRoom } from './index.ts'

const open = (): Promise<Town> => openTown({ rooms: [diaryRoom, casesRoom, partiesRoom, flagsRoom, sharingRoom, referralsRoom, caseFileRoom] })
const asked = { given: 'irene', family: 'LARKIN', 'born-day': '4', 'born-month': '5', 'born-year': '1980', postcode: '', purpose: 'She rang us tonight' }
const NOTHING = 'There is nothing we can tell you'

const known = async (town: Town, open_ = true): Promise<GivenCase> => {
  const theCase = await caseIn(town)
  await town.work(work => work.db.updateTable('people').set({ bornOn: sql`date '1980-05-04'`, postcode: 'AL8 6AE' }).where('id', '=', theCase.personId).execute())
  if (open_) await town.work(work => work.db.insertInto('settings').values({ partnershipId: town.partnership.id, agencyId: town.council.id, key: 'known to others', value: JSON.stringify(true) }).execute())
  return theCase
}

test('only where the agency lets others know, and then its name and a work contact; each question is recorded and seen', async () => {
  const town = await open()
  const { personId, reference } = await known(town, false)
  const police = await town.as('police')
  const wrong = await police.send('/who-works-with', { ...asked, 'born-day': '', 'born-month': '', 'born-year': '', purpose: '' })
  for (const said of ['Enter their date of birth or their postcode', 'Enter why you ask']) expect(wrong.says).toContain(said)
  const off = await police.send('/who-works-with', asked)
  expect([off.status, off.says.includes(NOTHING)]).toEqual([200, true])
  await town.work(work => work.db.insertInto('settings').values({ partnershipId: town.partnership.id, agencyId: town.council.id, key: 'known to others', value: JSON.stringify(true) }).execute())
  const found = await police.send('/who-works-with', asked)
  for (const said of ['Borough Council', 'Olive Officer', 'olive@example.test']) expect(found.says).toContain(said)
  for (const never of [reference, 'Loud music', 'noise', 'harmed', personId, '07700']) expect(found.text).not.toContain(never)
  expect((await police.send('/who-works-with', { ...asked, 'born-day': '', 'born-month': '', 'born-year': '', postcode: 'al86ae' })).says).toContain('Borough Council')
  // Exact, and with what is known of them: nobody browses by half a name.
  for (const off_ of [{ given: 'Iren' }, { family: 'Larki' }, { family: '%' }, { 'born-day': '5' }, { postcode: 'AL8 6AF' }]) expect([off_, (await police.send('/who-works-with', { ...asked, ...off_ })).says.includes(NOTHING)]).toEqual([off_, true])
  const seen = await (await town.as('officer')).get('/who-works-with/asked')
  for (const said of ['Irene Larkin', 'Pat Police, County Constabulary', 'She rang us tonight']) expect(seen.says).toContain(said)
  expect((await police.get('/who-works-with/asked')).says).toContain('Nobody has asked')
  const { rows } = await town.database.owner.query<{ subject: string; purpose: string }>(`select subject_id as subject, purpose from audit_events where partnership_id = $1 and action = 'asked whether a person is worked with'`, [town.partnership.id])
  expect([rows.length, rows.every(row => /^[0-9a-f]{64}$/.test(row.subject)), JSON.stringify(rows).toLowerCase().includes('larkin')]).toEqual([8, true, false])
})

test('never for somebody in a restricted case, also when written down twice; nor past a conflict of interest; nor of a closed case', async () => {
  const town = await open()
  const first = await known(town)
  const police = await town.as('police')
  const says = async (): Promise<boolean> => (await police.send('/who-works-with', asked)).says.includes('Borough Council')
  expect(await says()).toBe(true)
  // Another record of the same name, with no date of birth, in a restricted case.
  const second = await caseIn(town)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', second.id).execute())
  expect(await says()).toBe(false)
  await town.work(work => work.db.updateTable('people').set({ bornOn: sql`date '1951-01-01'` }).where('id', '=', second.personId).execute())
  expect(await says()).toBe(true)
  await town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: second.id, role: 'witness', personId: first.personId, joinedAt: work.now }).execute())
  expect(await says()).toBe(false)
  // Who asked about somebody in a circle is for the circle to see.
  expect((await police.send('/who-works-with', { ...asked, 'born-day': '1', 'born-month': '1', 'born-year': '1951', purpose: 'About the one who hides' })).says).toContain(NOTHING)
  const told = async (who: 'administrator' | 'manager'): Promise<boolean> => (await (await town.as(who)).get('/who-works-with/asked')).says.includes('About the one who hides')
  expect([await told('administrator'), await told('manager')]).toEqual([false, true])
  const town2 = await open()
  const other = await known(town2)
  const police2 = await town2.actor('police')
  const ask2 = async (): Promise<boolean> => (await (await town2.as('police')).send('/who-works-with', asked)).says.includes('Borough Council')
  expect(await ask2()).toBe(true)
  await town2.work(work => work.db.insertInto('conflicts').values({ partnershipId: town2.partnership.id, officerId: police2.officerId, subjectKind: 'person', subjectId: other.personId, relation: 'family', because: 'Her brother', declaredAt: work.now, declaredBy: town2.council.officerId }).execute())
  expect(await ask2()).toBe(false)
  await town2.work(work => work.db.updateTable('conflicts').set({ endedAt: work.now, endedBecause: 'Wrong person' }).execute())
  await town2.work(work => work.db.updateTable('cases').set({ status: 'closed', closedAt: work.now, closeReason: 'x' }).where('id', '=', other.id).execute())
  expect(await ask2()).toBe(false)
})

test('none looks and costs like none: the same page, the same rows written, whoever is not told', async () => {
  const town = await open()
  const restricted = await known(town)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['safeguarding'] }).where('id', '=', restricted.id).execute())
  const police = await town.as('police')
  const written = async (): Promise<unknown> => (await town.database.owner.query(`select (select count(*)::int from person_asks where partnership_id = $1) as asks, (select count(*)::int from audit_events where partnership_id = $1 and transaction = (select transaction from audit_events where partnership_id = $1 and action = 'asked whether a person is worked with' order by id desc limit 1)) as lines`, [town.partnership.id])).rows[0]
  const there = await police.send('/who-works-with', asked)
  const after = await written()
  const nowhere = await police.send('/who-works-with', { ...asked, given: 'Nobody', family: 'Atall' })
  const strip = (says: string): string => says.replace(/You asked about .*?\./, '')
  expect([there.status, strip(there.says)]).toEqual([nowhere.status, strip(nowhere.says)])
  expect([after, await written()]).toEqual([{ asks: 1, lines: (after as { lines: number }).lines }, { asks: 2, lines: (after as { lines: number }).lines }])
})

test('nobody asks without end', async () => {
  const town = await open()
  await known(town)
  const police = await town.as('police')
  for (let n = 0; n < 10; n += 1) expect((await police.send('/who-works-with', { ...asked, purpose: `Question ${n}` })).status).toBe(200)
  const late = await police.send('/who-works-with', asked)
  expect([late.status, late.says.includes('as often as anybody may'), late.says.includes('Borough Council')]).toEqual([422, true, false])
  // Nor past the page: the function itself answers nothing more.
  expect(await town.workAs(await town.actor('police'), async work => (await sql`select * from amity.who_works_with('Irene', 'Larkin', '1980-05-04', null, 'x', 10)`.execute(work.db)).rows)).toEqual([])
  town.clock.set('2026-06-03T09:30:00Z')
  expect((await (await town.as('police')).send('/who-works-with', asked)).says).toContain('Borough Council')
})

test('asking for more is a request with a purpose, answered like a referral; a refusal is in the record of whoever refused', async () => {
  const town = await open()
  await known(town)
  const [police, officer] = [await town.as('police'), await town.as('officer')]
  const found = await police.send('/who-works-with', asked)
  const hidden = Object.fromEntries([...found.document.querySelectorAll('form[action="/who-works-with/more"] input[type=hidden]')].map(input => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']).filter(([name]) => !name?.startsWith('_')))
  expect((await police.post('/who-works-with/more', { ...hidden, asks: '', purpose: '' })).says).toContain('Enter what you need to know')
  expect((await police.post('/who-works-with/more', { ...hidden, agencyId: town.police.id, asks: 'x', purpose: 'x' })).status).toBe(422)
  const sent = await police.post('/who-works-with/more', { ...hidden, asks: 'Is she safe at home?', purpose: 'A welfare visit tonight' })
  expect(sent.location).toMatch(/^\/referrals\//)
  expect((await officer.get('/diary')).says).toContain('Answer a referral from Police')
  const theirs = await officer.get(sent.location ?? '')
  for (const said of ['Is she safe at home?', 'irene LARKIN, born 4 May 1980', 'A welfare visit tonight', 'Pat Police']) expect(theirs.says).toContain(said)
  await officer.send(`${sent.location}/declined`, { words: 'Ring me: not in writing' })
  expect((await police.get(sent.location ?? '')).says).toContain('Ring me: not in writing')
  const record = await officer.get('/sharing/disclosures')
  for (const said of ['refused', 'More about irene LARKIN', 'Ring me: not in writing', 'County Constabulary']) expect(record.says).toContain(said)
})
