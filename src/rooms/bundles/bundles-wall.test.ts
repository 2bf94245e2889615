// The wall round papers for court: to another agency, to a partner who sees parts, and to an officer with a conflict, it is as though there were none.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { dayBoxes } from '#test/harness/matters.ts'
import { hire, signedInAs } from '#test/harness/officers.ts'
import { makeOrdered } from '#test/harness/court.ts'
import { statementsRoom } from '#rooms/statements/index.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { bundlesRoom } from './index.ts'

const rooms = [casesRoom, exhibitsRoom, restrictedRoom, statementsRoom, bundlesRoom, caseFileRoom]
const NOTHING = '01890000-0000-7000-8000-000000000000'
const TABLES = ['witnessStatements', 'statementSignatures', 'courtChronologies', 'courtChronologyLines', 'courtBundles', 'bundleOrders'] as const
const last = (path: string | undefined): string => path?.split('/').at(-1) ?? ''

/** One of everything, on a case of the council. */
const everything = async (town: Town, officer: Visitor, given: GivenCase): Promise<{ readonly pages: readonly string[]; readonly statement: string; readonly entry: string }> => {
  const entry = await town.work(async work => { const id = work.newId(); await work.db.insertInto('entries').values({ partnershipId: town.partnership.id, id, caseId: given.id, kind: 'note', visibility: 'staff', happenedAt: work.now, enteredAt: work.now, enteredAs: 'Olive Officer', summary: 'Music until two' }).execute(); return id })
  const at = `${given.path}/court`
  const statement = (await officer.send(`${at}/statements/new`, { maker: 'Olive Officer', makerIs: 'officer', number: '1', body: 'I saw it.', willBeCalled: 'yes', why: 'First' })).location ?? ''
  await officer.send(`${statement}/signed`, { signedAs: 'Olive Officer', ...dayBoxes('signedAt', '2026-06-02 10:00'), how: 'by hand on paper', proof: 'The legal file' })
  const chronology = (await officer.send(`${at}/chronologies/new`, { title: 'Chronology', entries: [entry] })).location ?? ''
  const bundle = (await officer.send(`${at}/bundles/new`, { title: 'Hearing', [`put-${last(statement)}`]: 'in', [`put-${last(chronology)}`]: 'in' })).location ?? ''
  if (await makeOrdered(town) !== 1) throw new Error('nothing was made')
  if ([statement, chronology, bundle].some(path => last(path).length !== 36)) throw new Error(JSON.stringify([statement, chronology, bundle]))
  return { pages: [at, statement, `${statement}/pdf`, `${statement}/next`, `${statement}/signed`, `${at}/statements/new`, `${at}/chronologies/new`, chronology, `${at}/bundles/new`, bundle, `${bundle}/pdf`, `${bundle}/schedule`, `${bundle}/again`], statement: last(statement), entry }
}

test('another agency, a partner with every part and an officer with a conflict find nothing; a restricted case closes its court papers too', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  const { pages } = await everything(town, officer, given)
  for (const page of pages.slice(0, 3)) expect([page, (await officer.get(page)).status]).toEqual([page, 200])
  const found = async (who: Visitor) => (await Promise.all(pages.map(async page => (await who.get(page)).status))).filter(status => status !== 404)
  expect(await found(police)).toEqual([])
  const [lead, manager, actor] = [await town.actor('officer'), await town.actor('manager'), await town.actor('police')]
  await town.workAs(lead, work => work.db.insertInto('caseGrants').values({ partnershipId: town.partnership.id, caseId: given.id, toAgencyId: town.police.id, parts: ['chronology', 'evidence', 'people', 'risk', 'plan'], mayAdd: true, purpose: 'p', gateway: 'consent', necessity: 'n', authorisedBy: manager.officerId, givenAt: work.now, givenBy: lead.officerId, endsAt: new Date('2026-07-01T00:00:00Z') }).execute())
  const shared = await police.get(given.path)
  expect([shared.status, shared.says.includes('Papers for court')]).toEqual([200, false])
  expect(await found(police)).toEqual([])
  for (const table of TABLES) expect([table, await town.workAs(actor, work => work.db.selectFrom(table).select('id').execute())]).toEqual([table, []])

  const colleague = await hire(town, 'Connie Conflict', 'Case officer')
  const hers = await signedInAs(town, colleague)
  expect((await hers.get(pages[0] ?? '')).status).toBe(200)
  expect((await hers.send(`${given.path}/conflict`, { relation: 'family', said: 'My brother’s case', because: 'He is my brother' })).status).toBe(303)
  expect(await found(hers)).toEqual([])

  const other = await signedInAs(town, await hire(town, 'Una Outside', 'Case officer'))
  expect((await other.get(pages[0] ?? '')).status).toBe(200)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['safeguarding'] }).where('id', '=', given.id).execute())
  expect(await found(other)).toEqual([])
  expect((await officer.get(pages[0] ?? '')).status).toBe(200)
})

test('nobody writes court papers into a case they do not lead, names what is not of it, or changes what was made', async () => {
  const town = await openTown({ rooms })
  const [given, far] = [await caseIn(town), await caseIn(town)]
  const officer = await town.as('officer')
  await everything(town, officer, given)
  const there = await everything(town, officer, far)
  const [olive, pat] = [await town.actor('officer'), await town.actor('police')]
  const said = (actor: typeof olive, statement: string): Promise<string> => town.workAs(actor, work => sql.raw(statement).execute(work.db)).then(() => 'written', (problem: unknown) => problem instanceof Error ? problem.message : 'unknown')
  const p = town.partnership.id
  const version = (caseId: string, by: string, exhibits = '{}', matter = 'null') => `insert into witness_statements (partnership_id, case_id, matter_id, statement_id, version, number, maker, maker_is, paragraphs, exhibits, will_be_called, why, written_at, written_by, stored_as, sha256, size, pages) values (${p}, '${caseId}', ${matter}, '${NOTHING}', 1, 1, 'x', 'x', '{x}', '${exhibits}', true, 'x', now(), '${by}', 'x', '${'0'.repeat(64)}', 1, 1)`
  expect(await said(olive, version(given.id, olive.officerId))).toBe('written')
  expect(await said(pat, version(given.id, pat.officerId))).toBe(await said(pat, version(NOTHING, pat.officerId)))
  expect(await said(olive, version(given.id, pat.officerId))).toContain('somebody else')
  expect(await said(olive, version(given.id, olive.officerId, '{ZZ/1}'))).toBe('no such record')
  expect(await said(olive, version(given.id, olive.officerId, '{}', `'${NOTHING}'`))).toBe('no such record')
  const signature = (versionId: string) => `insert into statement_signatures (partnership_id, case_id, version_id, signed_as, signed_at, how, proof, recorded_at, recorded_by) values (${p}, '${given.id}', '${versionId}', 'x', now(), 'by hand on paper', 'x', now(), '${olive.officerId}')`
  expect([await said(olive, signature(there.statement)), await said(olive, signature(NOTHING))]).toEqual(['no such record', 'no such record'])
  const line = (entry: string) => `insert into court_chronology_lines (partnership_id, case_id, chronology_id, entry_id, happened_at, summary, body, chosen_at, chosen_by) select ${p}, '${given.id}', id, '${entry}', now(), 'x', '', now(), '${olive.officerId}' from court_chronologies where case_id = '${given.id}'`
  expect([await said(olive, line(there.entry)), await said(olive, line(NOTHING))]).toEqual(['no such record', 'no such record'])
  for (const table of ['witness_statements', 'statement_signatures', 'court_chronologies', 'court_chronology_lines', 'court_bundles']) {
    expect([table, await said(olive, `update ${table} set id = id`)]).toEqual([table, expect.stringContaining('permission denied')])
    expect([table, await said(olive, `delete from ${table}`)]).toEqual([table, expect.stringContaining('permission denied')])
  }
})
