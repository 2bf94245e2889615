// An officer orders what their agency wrote; the worker writes it through their eyes, says how far it is, stops when told, and hands it to nobody else.
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openWithPoliceManager, policeRecords, writeOut } from '#test/harness/agency-records.ts'
import { caseIn } from '#test/harness/cases.ts'
import { later } from '#test/harness/factors.ts'
import type { Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

const order = async (who: Visitor, because = 'Our own audit'): Promise<void> => { expect((await who.send('/our-records', { because })).location).toBe('/our-records') }
const linkOf = async (who: Visitor): Promise<string> => (await who.get('/our-records')).document.querySelector('a[href^="/our-records/0"]')?.getAttribute('href') ?? ''
const stands = async (town: Town): Promise<readonly unknown[]> => (await town.database.owner.query<{ one: unknown }>(`select array[state, tries::text, coalesce(problem, '')] as one from agency_exports where partnership_id = $1 order by ordered_at`, [town.partnership.id])).rows.map(({ one }) => one)
/** Everything in the archive, or nothing where there is none to be had. */
const saved = async (who: Visitor): Promise<string> => {
  const link = await linkOf(who)
  return link === '' ? '' : (await who.get(link)).raw.toString('latin1')
}
/** The store, which waits at the first file until it is told; and what is known then. */
const held = (town: Town) => {
  const [reached, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  return { reached: reached.promise, goOn: () => goOn.resolve(undefined), files: { ...town.files, open: async (storedAs: string) => { reached.resolve(undefined); await goOn.promise; return town.files.open(storedAs) } } }
}
const leftIn = (town: Town): readonly string[] => readdirSync(town.files.incoming).filter(name => name.startsWith('export-'))
/** A case of the police for the eyes of its circle, in which their manager is as long as nobody takes him out. */
const restricted = async (town: Town): Promise<string> => {
  const { id, reference } = await caseIn(town, { title: 'Kept to its circle' })
  await town.work(work => work.db.updateTable('cases').set({ leadAgencyId: town.police.id, leadOfficerId: town.police.officerId, flags: ['safeguarding'] }).where('id', '=', id).execute())
  return reference
}
/** Ordered by somebody of the police who holds what a session without a second factor does, and says otherwise. */
const withoutCircles = async (town: Town): Promise<void> => {
  const [police, { rows }] = [await town.actor('police'), await town.database.owner.query<{ principal: number }>('select principal from officers where partnership_id = $1 and id = $2 union select principal from agencies where partnership_id = $1 and id = $3', [town.partnership.id, town.police.officerId, town.police.id])]
  await town.workAs({ ...police, principals: rows.map(({ principal }) => principal) }, work => work.db.insertInto('agencyExports').values({ partnershipId: town.partnership.id, agencyId: town.police.id, orderedBy: town.police.officerId, orderedAt: town.clock.now(), because: 'x', proven: true }).execute())
}

test('written out by the worker: what their agency wrote and they may see, safe for a spreadsheet; taken away while it lasts, by nobody else', async () => {
  const town = await openWithPoliceManager()
  const { theirs } = await policeRecords(town)
  const hidden = await restricted(town)
  await town.work(work => work.db.updateTable('circleMembers').set({ endedAt: work.now, endedBecause: 'x' }).execute())
  const police = await town.as('police')
  expect((await police.send('/our-records', { because: '' })).says).toContain('Enter why you need it')
  await order(police)
  expect([(await police.get('/our-records')).says.includes('It waits its turn'), await linkOf(police)]).toEqual([true, ''])
  // One at a time, and what was typed is answered.
  const again = await police.send('/our-records', { because: 'And once more' })
  expect([again.status, again.says.includes('Wait until the one you ordered is written, or stop it')]).toEqual([422, true])
  expect([await writeOut(town), await writeOut(town)]).toEqual([1, 0])
  expect((await police.get('/our-records')).says).toContain('written')
  const link = await linkOf(police)
  const answer = await police.get(link)
  expect(answer.headers['content-disposition']).toContain('our-records-2026-06-02.tar')
  const archive = answer.raw.toString('latin1')
  for (const said of ['manifest.json', 'Knife behind the shops', 'Stopped two of them', 'Patrol saw nothing', theirs.reference, `'=Victor`, 'what Pat Police may see']) expect(archive).toContain(said)
  // Neither what others wrote nor a case this officer may not see, nor how the wall is kept.
  for (const never of ['Council cut the hedge', 'Loud music at night', 'Kept to its circle', hidden, 'visible_to', 'stored_as']) expect(archive).not.toContain(never)
  for (const who of ['officer', 'manager', 'administrator'] as const) expect([who, (await (await town.as(who)).get(link)).status]).toEqual([who, who === 'officer' ? 403 : 404])
  // Which records left the house stands in the trail, in the name of whoever ordered them.
  const { rows } = await town.database.owner.query<{ how: string; officer: string }>(`select how, officer_id as officer from audit_links where partnership_id = $1 and kind = 'case' and record_id = $2 and how = 'export'`, [town.partnership.id, theirs.id])
  expect(rows).toEqual([{ how: 'export', officer: town.police.officerId }])
  expect(leftIn(town)).toEqual([])
  town.clock.set('2026-06-11T09:00:00Z')
  await town.runChore('leaving.carry-out')
  const after = await town.as('police')
  expect([(await after.get(link)).status, (await after.get('/our-records')).says.includes('gone')]).toEqual([404, true])
})

test('a circle is written out for whoever had proven a second factor when they ordered, and for nobody else', async () => {
  const town = await openWithPoliceManager()
  await restricted(town)
  const police = await town.as('police')
  await withoutCircles(town)
  await writeOut(town)
  expect(await saved(police)).not.toContain('Kept to its circle')
  later(town, 60)
  await order(police)
  await writeOut(town)
  expect(await saved(police)).toContain('Kept to its circle')
  // And not once somebody took them out of it, though they had ordered before.
  later(town, 60)
  await order(police)
  await town.work(work => work.db.updateTable('circleMembers').set({ endedAt: work.now, endedBecause: 'x' }).execute())
  await writeOut(town)
  expect(await saved(police)).not.toContain('Kept to its circle')
})

test('many rows come once each, over every edge between two pieces', async () => {
  const town = await openWithPoliceManager()
  const { ours } = await policeRecords(town)
  const police = await town.actor('police')
  const partnershipId = town.partnership.id
  const [first] = await Promise.all([caseIn(town), town.work(async work => {
    const lead = { partnershipId, strand: 'nuisance', severity: 'standard', leadAgencyId: town.police.id, leadOfficerId: town.police.officerId, openedBy: town.police.officerId } as const
    for (let n = 0; n < 103; n += 1) {
      const id = work.newId()
      await work.db.insertInto('cases').values({ ...lead, id, reference: `ASB-T${String(n).padStart(3, '0')}-${town.host.slice(5, 12)}`, title: `Many ${n}.`, categoryCode: 'noise', openedAt: work.now }).execute()
      await work.db.insertInto('incidents').values({ partnershipId, caseId: id, happenedAt: work.now, enteredAt: work.now, categoryCode: 'noise', description: `Incident ${n}.` }).execute()
    }
  })])
  expect(first.id).not.toBe('')
  // All at the same moment, in a case of the council's: their order is by their keys alone.
  await town.workAs(police, async work => {
    for (let n = 0; n < 520; n += 1) await work.db.insertInto('entries').values({ partnershipId, caseId: ours.id, kind: 'note', happenedAt: work.now, enteredAt: work.now, enteredBy: police.officerId, enteredAs: 'Pat', summary: `Said ${n}.`, visibility: 'staff' }).execute()
  })
  const visitor = await town.as('police')
  await order(visitor)
  await writeOut(town)
  const archive = await saved(visitor)
  const counted = (word: string, most: number): readonly number[] => Array.from({ length: most }, (_, n) => archive.split(`${word} ${n}.`).length - 1)
  expect([new Set(counted('Many', 103)), new Set(counted('Incident', 103)), new Set(counted('Said', 520))]).toEqual([new Set([1]), new Set([1]), new Set([1])])
})

test('stopped by whoever ordered it while it is being written, and by nobody else: nothing of it is kept, and another may be ordered', async () => {
  const town = await openWithPoliceManager()
  await policeRecords(town)
  const [police, manager] = [await town.as('police'), await town.as('manager')]
  await order(police)
  const store = held(town)
  const writing = writeOut(town, store.files)
  await store.reached
  await expect.poll(async () => (await police.get('/our-records')).says, { timeout: 10_000 }).toContain('Files are being put in: 0 of 1')
  const stop = (await police.get('/our-records')).document.querySelector('form[action$="/stop"]')?.getAttribute('action') ?? ''
  await manager.post(stop, {})
  expect(await stands(town)).toEqual([['writing', '1', '']])
  await police.post(stop, {})
  store.goOn()
  await writing
  expect([await stands(town), leftIn(town), await linkOf(police)]).toEqual([[['stopped', '1', '']], [], ''])
  later(town, 60)
  await order(police, 'Now in earnest')
  await writeOut(town)
  expect(await saved(police)).toContain('Stopped two of them')
})

test('whoever may no longer have it gets nothing, though it was all but written', async () => {
  const town = await openWithPoliceManager()
  await policeRecords(town)
  const police = await town.as('police')
  await order(police)
  const store = held(town)
  const writing = writeOut(town, store.files)
  await store.reached
  // His post as a manager ends; that of a case officer stays, which may not order it.
  await town.database.owner.query(`update posts x set ended_on = $3::date - 1 from roles r where x.partnership_id = $1 and x.officer_id = $2 and r.partnership_id = x.partnership_id and r.id = x.role_id and r.name = 'Team manager'`, [town.partnership.id, town.police.officerId, '2026-06-02'])
  store.goOn()
  await writing
  expect([await stands(town), leftIn(town), (await police.get('/our-records')).status]).toEqual([[['failed', '1', 'Whoever ordered it may no longer have it']], [], 403])
  expect(await writeOut(town)).toBe(0)
})

test('a worker that ends hands it back; one that died is missed after a minute, and after three it is given up and said so', async () => {
  const town = await openWithPoliceManager()
  await policeRecords(town)
  const police = await town.as('police')
  await order(police)
  const [store, ending] = [held(town), new AbortController()]
  const writing = writeOut(town, store.files, ending.signal)
  await store.reached
  ending.abort()
  store.goOn()
  expect([await writing, await stands(town), leftIn(town)]).toEqual([1, [['waiting', '0', '']], []])
  const broken = { ...town.files, keep: async () => { throw new Error('no space left on device') } }
  for (const tries of ['1', '2', '3']) {
    await expect(writeOut(town, broken)).rejects.toThrow('no space left')
    // Not at once: whoever had it may only be slow.
    expect([await writeOut(town), await stands(town), leftIn(town)]).toEqual([0, [['writing', tries, '']], []])
    later(town, 61)
  }
  expect(await writeOut(town)).toBe(0)
  expect((await police.get('/our-records')).says).toContain('It could not be written to its end, three times')
  await order(police, 'Again, now that there is room')
  await writeOut(town)
  expect(await saved(police)).toContain('Stopped two of them')
})

test('the database holds it too: ordered in one’s own name, stopped by oneself, made by the service for who still may', async () => {
  const town = await openWithPoliceManager()
  const [police, manager] = [await town.actor('police'), await town.actor('manager')]
  const values = { partnershipId: town.partnership.id, agencyId: town.police.id, orderedBy: town.police.officerId, orderedAt: town.clock.now(), because: 'x' }
  const archive = { state: 'made', madeAt: town.clock.now(), endedAt: town.clock.now(), storedAs: 'x', size: 1, sha256: 'x', endsAt: town.clock.now() } as const
  for (const [actor, over] of [[manager, {}], [police, { agencyId: town.council.id }], [police, { orderedBy: town.council.officerId }], [police, archive]] as const) {
    await expect(town.workAs(actor, work => work.db.insertInto('agencyExports').values({ ...values, ...over }).execute())).rejects.toThrow('no such agency')
  }
  // Proven is what they hold, and not what is said.
  await withoutCircles(town)
  const set = (over: Readonly<Record<string, unknown>>) => town.workAs(police, work => work.db.updateTable('agencyExports').set(over).execute())
  for (const over of [archive, { because: 'y' }, { state: 'failed', problem: 'x', endedAt: town.clock.now() }, { state: 'stopped', endedAt: town.clock.now(), proven: true }]) await expect(set(over)).rejects.toThrow('An export is stopped by whoever ordered it')
  expect(await town.work(work => work.db.selectFrom('agencyExports').select(['proven', 'state']).execute())).toEqual([{ proven: false, state: 'waiting' }])
  // Not taken up, nobody is its writer; and the service makes none for anybody it may not be for.
  await expect(town.work(work => work.db.updateTable('agencyExports').set(archive).execute())).rejects.toThrow('written for whoever ordered it')
  await expect(town.work(work => work.db.updateTable('agencyExports').set({ orderedBy: town.council.officerId }).execute())).rejects.toThrow('written for whoever ordered it')
  expect((await town.workAs(manager, work => work.db.updateTable('agencyExports').set({ state: 'stopped', endedAt: work.now }).executeTakeFirst())).numUpdatedRows).toBe(0n)
  await set({ state: 'stopped', endedAt: town.clock.now() })
  await expect(town.work(work => work.db.updateTable('agencyExports').set({ state: 'waiting', endedAt: null }).execute())).rejects.toThrow('stands as it was made')
})
