// What a contact was before it was kept confidential stays in the trail, for its hashes; nobody reads it there.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { recordsRoom } from '#rooms/records/index.ts'

const PHONE = '07700 900 777'

test('no page of the trail, no row and no function of it shows what a telephone was, to an officer, a manager or an administrator', async () => {
  const town = await openTown({ rooms: [authorityRoom, casesRoom, caseFileRoom, recordsRoom] })
  const theCase = await caseIn(town)
  const officer = await town.actor('officer')
  await town.workAs(officer, work => work.db.updateTable('people').set({ phone: PHONE }).where('id', '=', theCase.personId).execute())
  const { rows: held } = await town.database.owner.query<{ it: string }>(`select changes::text as it from audit_events where partnership_id = $1 and subject_kind = 'people' and changes::text like $2`, [town.partnership.id, `%${PHONE}%`])
  expect(held.length).toBeGreaterThan(0)
  for (const who of ['administrator', 'manager', 'officer', 'police'] as const) {
    const visitor = await town.as(who)
    for (const path of ['/audit?rows=yes', `/audit?rows=yes&reference=${theCase.reference}`, `${theCase.path}/looked`, '/account/trail', '/unusual']) expect([who, path, (await visitor.get(path)).text.includes('900 777')]).toEqual([who, path, false])
    await expect(town.workAs(await town.actor(who), async work => work.db.selectFrom('auditEvents').select('changes').execute())).rejects.toThrow('permission denied')
  }
  // Whatever function pages may call reads of the content only how somebody came near, what they asked for and what was emptied.
  const { rows } = await town.database.owner.query<{ name: string; uses: string[] | null }>(`select p.proname as name, array(select m[1] from regexp_matches(p.prosrc, '[a-z][.]changes([^,;)]{0,14})', 'g') m) as uses
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'amity' and p.prosrc like '%audit_events%' and p.prosrc not like '%insert into audit_events%' and p.prorettype <> 'trigger'::regtype and p.proname ~ 'trail|lines|looked'`)
  expect([rows.length > 3, rows.flatMap(({ uses }) => uses ?? []).length > 4]).toEqual([true, true])
  expect(rows.flatMap(({ name, uses }) => (uses ?? []).filter(use => !/^ ->> '@(how|asked)'?/.test(use)).map(use => `${name}: e.changes${use}`))).toEqual([])
})
