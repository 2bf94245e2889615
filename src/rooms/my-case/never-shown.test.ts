// What the own page never shows: anything about an alleged perpetrator, and what was meant for or written by somebody else.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { alsoHarmed, comeIn, harmedCase, offered, type HarmedCase } from '#test/harness/own-page.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { myCaseRoom } from './index.ts'
import { askForCode } from './own-page-store.ts'

const NAME = 'Zzyzx'
const FILE = { mediaType: 'image/png', size: 4, sha256: 'x', kind: 'photo' as const, givenBy: 'officer' as const }

/** Puts the name everywhere an officer or a reporter might. Answers the ids of the files. */
const nameEverywhere = async (town: Town, { caseId, personId }: HarmedCase): Promise<readonly string[]> => {
  const path = join(scratchFolder('given'), 'file')
  writeFileSync(path, NAME)
  const storedAs = await town.files.keep(path)
  return town.work(async work => {
    const base = { partnershipId: town.partnership.id, caseId }
    const suspect = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id: suspect, givenName: 'Zed', familyName: NAME, knownAs: `Big ${NAME}`, ownerAgencyId: town.council.id }).execute()
    await work.db.insertInto('caseParties').values([{ ...base, role: 'alleged perpetrator', personId: suspect, joinedAt: work.now }, { ...base, role: 'alleged perpetrator', describedAs: `${NAME}, the top flat`, joinedAt: work.now }, { ...base, role: 'witness', personId: suspect, note: NAME, joinedAt: work.now }]).execute()
    await work.db.insertInto('incidents').values({ ...base, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: `${NAME} shouted`, effect: NAME, placeDescribed: NAME }).execute()
    await work.db.insertInto('reports').values({ ...base, reference: `R${caseId.slice(0, 7)}`, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: NAME, whoIsDoingIt: NAME, state: 'added to case', agencyId: town.council.id }).execute()
    const entry = { ...base, happenedAt: work.now, enteredAt: work.now, enteredAs: `Officer ${NAME}`, kind: 'note' as const }
    const wrongly = work.newId()
    await work.db.insertInto('entries').values([
      { ...entry, summary: `Visited ${NAME}`, body: NAME, visibility: 'staff' }, { ...entry, summary: `Intelligence on ${NAME}`, body: NAME, visibility: 'restricted' },
      // Made public by mistake: named outright, and put right by a correction that is for staff.
      { ...entry, summary: 'Spoke with big ZZYZX today', body: 'x', visibility: 'public' }, { ...entry, id: wrongly, summary: `${NAME}s brother called`, body: NAME.toLowerCase(), visibility: 'public' },
      { ...entry, summary: 'We have asked for the noise to be measured', body: 'It starts on Monday.', visibility: 'public' },
    ]).execute()
    await work.db.insertInto('entries').values({ ...entry, summary: 'Corrected', body: NAME, visibility: 'staff', correctsId: wrongly, correctedBecause: 'It named somebody' }).execute()
    const files = ['staff', 'restricted', 'public'] as const
    const made = files.map(visibility => ({ id: work.newId(), visibility }))
    await work.db.insertInto('attachments').values(made.map(({ id, visibility }) => ({ ...base, id, ...FILE, storedAs, fileName: `${NAME}.png`, says: NAME, givenAt: work.now, visibility, agencyId: town.council.id }))).execute()
    await work.db.insertInto('diaryItems').values([{ ...base, kind: 'first contact', title: `Visit ${NAME}`, dueAt: work.now, because: NAME, agencyId: town.council.id, madeAt: work.now }]).execute()
    expect(personId).not.toBe(suspect)
    return made.map(({ id }) => id)
  })
}

const PAGES = ['/my-case', '/my-case/messages', '/my-case/diary', '/my-case/diary/add', '/my-case/again', '/my-case/wrong', '/my-case/review']

test('a name that stands everywhere on the case stands on no page and in no file of the person harmed', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom] })
  const theCase = await harmedCase(town, { title: `${NAME} again`, summary: `${NAME} plays music` })
  const files = await nameEverywhere(town, theCase)
  const person = await comeIn(town, await offered(town, theCase))
  for (const path of [...PAGES, '/my-case/files/none', ...files.map(id => `/my-case/files/${id}`)]) {
    const page = await person.get(path)
    expect([path, page.text.toLowerCase().includes(NAME.toLowerCase()), JSON.stringify(page.headers).includes(NAME)]).toEqual([path, false, false])
  }
  const first = await person.get('/my-case')
  expect([first.says.includes('noise to be measured'), first.says.includes('There is an update'), first.says.includes('Corrected')]).toEqual([true, true, false])
  expect(first.says).toContain('Olive Officer')
  for (const path of ['/my-case/wrong', '/my-case/again', '/my-case/messages', '/my-case/diary/add']) {
    const refused = await person.send(path, {})
    expect([path, refused.status, refused.text.includes(NAME)]).toEqual([path, 422, false])
  }
})

test('even a page that is not there names nobody, ourselves included, and offers the way out', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom] })
  const person = await comeIn(town, await offered(town, await harmedCase(town)))
  const lost = await person.get('/my-case/files/none')
  expect([lost.status, lost.document.title, /partnership|council/i.test(lost.text), lost.says.length > 0, lost.document.querySelector('a[href="/my-case/leave"]') === null]).toEqual([404, 'Page not found – Your page', false, true, false])
})

test('an officer cannot send a name there by mistake, and the preview says what is held back', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom, caseFileRoom] })
  const theCase = await harmedCase(town)
  await nameEverywhere(town, theCase)
  await offered(town, theCase)
  const officer = await town.as('officer')
  const preview = await officer.get(`${theCase.path}/as-seen`)
  expect([preview.says.includes('Held back: Spoke with big ZZYZX today'), preview.says.includes('brother called')]).toEqual([true, false])
  const named = await officer.send(`${theCase.path}/answer`, { personId: theCase.personId, message: 'Mr Zzyzx has been warned' })
  expect([named.status, named.says.includes('Take it out: the person harmed'), named.says.includes('has been warned')]).toEqual([422, true, true])
})

test('the database itself gives the person’s role nothing else: not as a table, not another’s, not another case', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom] })
  const [theCase, elsewhere] = [await harmedCase(town), await harmedCase(town)]
  await nameEverywhere(town, theCase)
  const other = await alsoHarmed(town, theCase)
  const theirs = await comeIn(town, await offered(town, theCase, other))
  expect((await theirs.send('/my-case/messages', { message: 'Only for my officer' })).status).toBe(303)
  expect((await theirs.send('/my-case/diary/add', { what: 'Only for my officer', 'when-about': 'Last night' })).status).toBe(303)
  const actor = { kind: 'person' as const, caseId: theCase.caseId, personId: theCase.personId, sessionKey: 'x' }
  await town.workAs(actor, async work => {
    for (const table of ['cases', 'caseParties', 'people', 'incidents', 'reports', 'diaryItems', 'diarySheets', 'outgoingMessages', 'riskAssessments', 'officers', 'caseTransfers', 'ownPageLinks'] as const) {
      expect([table, await work.db.selectFrom(table).select('partnershipId').execute()]).toEqual([table, []])
    }
    expect((await work.db.selectFrom('entries').select('summary').execute()).map(row => row.summary).toSorted()).toEqual(['Spoke with big ZZYZX today', 'We have asked for the noise to be measured'])
    expect((await work.db.selectFrom('attachments').select('visibility').execute()).map(row => row.visibility)).toEqual(['public'])
  })
  const entry = { partnershipId: town.partnership.id, kind: 'message' as const, direction: 'in' as const, happenedAt: town.clock.now(), enteredAt: town.clock.now(), enteredAs: 'x', summary: 'x', visibility: 'public' as const }
  const forbidden = [
    { ...entry, caseId: elsewhere.caseId, personId: theCase.personId }, { ...entry, caseId: theCase.caseId, personId: other }, { ...entry, caseId: theCase.caseId, personId: theCase.personId, visibility: 'staff' as const },
    { ...entry, caseId: theCase.caseId, personId: theCase.personId, kind: 'decision' as const }, { ...entry, caseId: theCase.caseId, personId: theCase.personId, direction: 'out' as const },
  ]
  for (const values of forbidden) await expect(town.workAs(actor, work => work.db.insertInto('entries').values(values).execute())).rejects.toThrow(/row-level security|no such case/)
})

test('two people harmed on one case share what is public and nothing they wrote', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom] })
  const theCase = await harmedCase(town)
  const other = await alsoHarmed(town, theCase)
  const irene = await comeIn(town, await offered(town, theCase))
  const femi = await comeIn(town, await offered(town, theCase, other))
  await irene.send('/my-case/messages', { message: 'Irene writes alone' })
  await irene.send('/my-case/wrong', { wrong: 'Irene complains alone' })
  await irene.send('/my-case/diary/add', { what: 'Irene kept this', 'when-about': 'Today' })
  for (const path of PAGES) expect([path, (await femi.get(path)).says.includes('Irene')]).toEqual([path, false])
  expect((await irene.get('/my-case/messages')).says).toContain('Irene writes alone')
})

test('the functions that look across the wall answer only to whom they are for', async () => {
  const town = await openTown({ rooms: [casesRoom, myCaseRoom] })
  const theCase = await harmedCase(town)
  await nameEverywhere(town, theCase)
  await offered(town, theCase)
  const stranger = { kind: 'public' as const, key: null }
  const asked = await town.workAs(stranger, work => askForCode(work, 'x', 'a browser', '10.0.0.1', 10))
  for (const actor of [stranger, await town.actor('police'), await town.actor('officer')]) {
    await town.workAs(actor, async work => {
      const one = async (call: ReturnType<typeof sql<{ found: unknown }>>) => (await call.execute(work.db)).rows[0]?.found ?? null
      expect(await one(sql`select amity.my_case() as found`)).toBeNull()
      expect(await one(sql`select amity.own_page_code_due(${asked}::uuid) as found`)).toBeNull()
      expect(await one(sql`select amity.take_own_words(${asked}::uuid, '/my-case/wrong') as found`)).toBeNull()
      expect(await one(sql`select amity.enter_demonstration_page('x', 30, 12) as found`)).toBeNull()
      // An officer of the case may ask whether a text names somebody; nobody else learns who is blamed.
      expect(await one(sql`select amity.names_responsible(${theCase.caseId}::uuid, 'about Zzyzx') as found`)).toBe(actor.kind === 'officer' && actor.agencyId === town.council.id)
      // No officer can set the code themselves.
      await sql`select amity.set_own_page_code(${asked}::uuid, '123456')`.execute(work.db)
    })
    await expect(town.workAs(actor, work => sql`select amity.happened_again('{}')`.execute(work.db))).rejects.toThrow('not for you')
    await expect(town.workAs(actor, work => sql`select amity.person_wants_answer('task', 'x', now(), 'x', 'entry', null, false)`.execute(work.db))).rejects.toThrow('not for you')
    for (const hidden of ['own_page_codes', 'own_page_sessions', 'own_page_kept']) await expect(town.workAs(actor, work => sql`select 1 from ${sql.table(hidden)}`.execute(work.db))).rejects.toThrow('permission denied')
    await expect(town.workAs(actor, work => sql`select token_hash from own_page_links`.execute(work.db))).rejects.toThrow('permission denied')
  }
  const { rows } = await town.database.owner.query<{ set: boolean }>('select code_hash is not null as set from own_page_codes where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([{ set: false }])
})
