// Names turned as a statement is written out say what Kysely's own plugin says by copying its tree.
import { CamelCasePlugin, DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type KyselyPlugin, type QueryCompiler } from 'kysely'
import { expect, test } from 'vitest'
import { camelRows, NameCompiler } from './names.ts'
import type { DB } from './tables.ts'

const speaking = (compiler: () => QueryCompiler, plugin: KyselyPlugin): Kysely<DB> => new Kysely<DB>({
  dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: db => new PostgresIntrospector(db), createQueryCompiler: compiler }, plugins: [plugin],
})
const ours = speaking(() => new NameCompiler(), camelRows)
const theirs = speaking(() => new PostgresQueryCompiler(), new CamelCasePlugin({ maintainNestedObjectKeys: true }))

const STATEMENTS: readonly ((db: Kysely<DB>) => { readonly sql: string; readonly parameters: readonly unknown[] })[] = [
  db => db.selectFrom('caseParties as cp').leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId')).select(['cp.isChild as wasChild', 'p.givenName']).where('cp.leftAt', 'is', null).orderBy('cp.joinedAt').limit(3).compile(),
  db => db.insertInto('caseParties').values({ partnershipId: 1, caseId: '1', role: 'harmed', personId: null, describedAs: 'a "title" of whoIsThere', joinedAt: new Date(0) }).onConflict(conflict => conflict.columns(['partnershipId', 'id']).doNothing()).returning('joinedAt').compile(),
  db => db.updateTable('imports').set({ rowsDone: 3 }).where('changedAt', '<', new Date(0)).compile(),
  db => db.deleteFrom('caseWords').where('caseId', 'in', inner => inner.selectFrom('cases').select('id').where('leadOfficerId', 'is', null)).compile(),
  db => sql`select ${sql.ref('leadAgencyId')}, ${sql.id('a"quotedName')} from ${sql.table('caseAccess')} where "asItStands" = ${'leftAlone'}`.compile(db),
]

test('each statement is written as by the plugin, a name with a quote in it too, and no value is touched', () => {
  for (const statement of STATEMENTS) {
    const [said, wanted] = [statement(ours), statement(theirs)]
    expect([said.sql, said.parameters]).toEqual([wanted.sql, wanted.parameters])
  }
  expect(STATEMENTS.map(statement => statement(ours).sql).join('\n')).toMatch(/"a""quoted_name"[^]*"asItStands"/)
})
