// Statements sent beside one another and plans that a connection keeps: quicker, and not a row more is seen by it.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plannedOnce } from '#db/plan-once.ts'
import { doWork, readAsPerson, type OfficerWork, type Work } from '#db/work.ts'
import { rooms } from '#src/rooms.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { tryAgain } from '#web/try-again.ts'
import { sourceFiles } from './source.ts'

let [town, theirs]: [Town | undefined, GivenCase | undefined] = [undefined, undefined]
const here = (): { readonly town: Town; readonly theirs: GivenCase } => {
  if (town === undefined || theirs === undefined) throw new Error('Nothing is open')
  return { town, theirs }
}
beforeAll(async () => {
  town = await openTown({ rooms })
  theirs = await caseIn(town)
})

const backend = async (work: Work): Promise<number> => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(work.db)).rows[0]?.pid ?? 0
const seen = async (work: Work): Promise<readonly string[]> => (await work.db.selectFrom('cases').select('reference').where('reference', '=', here().theirs.reference).execute()).map(({ reference }) => reference)
const kept = async (work: Work): Promise<number> => (await sql<{ n: number }>`select coalesce(sum(generic_plans), 0)::int as n from pg_prepared_statements where statement like '%/* planned once */'`.execute(work.db)).rows[0]?.n ?? 0

test('a plan kept from one officer’s reading shows the next one, on the same connection, only their own', async () => {
  const { town: place, theirs: { reference } } = here()
  const [officer, police] = [await place.actor('officer'), await place.actor('police')]
  const read = (actor: typeof officer) => place.workAs(actor, async work => [await backend(work), await seen(work.byKey())] as const)
  // PostgreSQL settles on one plan for everybody after five readings; here each has had it, by turns.
  const found = []
  for (let turn = 0; turn < 16; turn += 1) found.push(await read(turn % 2 === 0 ? officer : police))
  expect(new Set(found.map(([pid]) => pid)).size).toBe(1)
  expect(found.map(([, references]) => references)).toEqual(Array.from({ length: 16 }, (_, turn) => turn % 2 === 0 ? [reference] : []))
  expect(await place.workAs(officer, kept)).toBeGreaterThan(5)
  // In the context of nobody it shows nothing either.
  const nobodys = await place.database.web.transaction().execute(async work => {
    const keeps = work.withPlugin(plannedOnce)
    return [(await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(work)).rows[0]?.pid, await keeps.selectFrom('cases').select('reference').where('reference', '=', reference).execute()]
  })
  expect(nobodys).toEqual([found[0]?.[0], []])
})

test('a table that an upgrade changes while we go on: the plan kept of it is made anew, and the page is answered', async () => {
  const { town: place } = here()
  const [officer, name] = [await place.actor('officer'), `kept_${randomBytes(6).toString('hex')}`]
  const owner = (words: string) => place.database.owner.query(words)
  await owner(`create schema ${name}; create table ${name}.t as select 1 as one; grant usage on schema ${name} to amity_web; grant select on ${name}.t to amity_web`)
  try {
    const read = () => tryAgain(() => place.workAs(officer, async work => (await sql`select * from ${sql.table(`${name}.t`)}`.execute(work.byKey().db)).rows))
    expect(await read()).toEqual([{ one: 1 }])
    await owner(`alter table ${name}.t add column two int default 2`)
    expect([await read(), await read()]).toEqual([[{ one: 1, two: 2 }], [{ one: 1, two: 2 }]])
  } finally {
    await owner(`drop schema ${name} cascade`)
  }
})

test('no function that a plan could have worked out beforehand looks at who is asking, or at a table', async () => {
  const { rows } = await here().town.database.owner.query<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('amity', 'public') and p.provolatile = 'i' and p.prolang in (select oid from pg_language where lanname in ('sql', 'plpgsql'))
        and case when p.prokind = 'f' then pg_get_functiondef(p.oid) end ~* 'current_setting|amity\\.(partnership|principals|may|now|officer|agency|actor)\\(|\\mfrom\\s+(public\\.)?(${['cases', 'people', 'reports', 'entries', 'officers', 'posts', 'settings', 'case_access'].join('|')})\\M'`)
  expect(rows).toEqual([])
})

test('reads at once are answered each in its place; when one fails, the others have ended before the work does', async () => {
  const officer = await here().town.actor('officer')
  const ended: string[] = []
  const slow = (work: Work) => async () => { await sql`select pg_sleep(0.05)`.execute(work.db); ended.push('slow'); return 'slow' as const }
  await here().town.workAs(officer, async work => {
    expect(await work.together(() => seen(work), slow(work), () => 7)).toEqual([[here().theirs.reference], 'slow', 7])
  })
  await expect(here().town.workAs(officer, work => work.together(() => sql`select 1 / 0`.execute(work.db), async () => { await new Promise(go => { setTimeout(go, 80) }); ended.push('late') }))).rejects.toThrow('division by zero')
  expect(ended).toEqual(['slow', 'late'])
})

test('of several reads the one that failed is heard, and not one that came after it: so an outdated plan is made anew, a lost connection is away', async () => {
  const { town: place } = here()
  const officer = await place.actor('officer')
  const ask = (work: Work, words: string) => sql.raw(words).execute(work.db)
  // The first read's second statement is sent once the other has failed: PostgreSQL says of it only that the transaction is over.
  const first = (work: Work) => async () => { await ask(work, 'select 1'); await new Promise(go => { setTimeout(go, 80) }); return ask(work, 'select 2') }
  await expect(place.workAs(officer, work => work.together(first(work), () => ask(work, 'select 1 / 0')))).rejects.toThrow('division by zero')
  await expect(place.workAs(officer, work => work.together(() => work.together(first(work), first(work)), () => ask(work, 'select 1 / 0')))).rejects.toThrow('division by zero')
})

test('nobody else’s view is read beside other reads, whichever way the work is held', async () => {
  const { town: place, theirs: { id, personId } } = here()
  const officer = await place.actor('officer')
  const asThem = (work: OfficerWork) => readAsPerson(work, { caseId: id, personId }, async () => 'seen')
  for (const way of [(work: OfficerWork) => work, (work: OfficerWork) => work.byKey()]) {
    expect(await place.workAs(officer, work => asThem(way(work)))).toBe('seen')
    await expect(place.workAs(officer, work => work.together(() => seen(work), () => asThem(way(work))))).rejects.toThrow('beside other reads')
  }
})

test('when the work is over its way to the database is closed: the connection is somebody else’s', async () => {
  const officer = await here().town.actor('officer')
  const over: Work[] = []
  await here().town.workAs(officer, async work => { over.push(work, work.byKey()) })
  await expect(here().town.workAs(officer, async work => { over.push(work, work.byKey()); throw new Error('undone') })).rejects.toThrow('undone')
  const said = await Promise.all(over.map(work => seen(work).then(() => 'answered', (problem: unknown) => String(problem))))
  expect(said.map(words => /already (committed|rolled back)/i.test(words))).toEqual([true, true, true, true])
})

test('what was sent last and nobody waited for is kept with the rest; where it fails nothing is, and it says why', async () => {
  const { town: place, theirs: { id } } = here()
  const actor = await place.actor('officer')
  const options = { partnership: place.partnership, now: new Date('2026-06-02T12:00:00Z'), purpose: 'to see' }
  const summary = () => place.work(async work => (await work.db.selectFrom('cases').select('summary').where('id', '=', id).executeTakeFirstOrThrow()).summary)
  const told = async (action: string) => Number((await place.database.owner.query<{ n: string }>('select count(*) as n from audit_events where action = $1', [action])).rows[0]?.n)
  const write = (words: string, last: (work: OfficerWork) => Promise<unknown>) => doWork(place.database, actor, options, async work => {
    await work.db.updateTable('cases').set({ summary: words }).where('id', '=', id).execute()
    return { keep: true, answer: 'done', last: last(work) }
  })
  // More keys than one line of the trail holds: each of its lines was sent before the commit.
  const ids = Array.from({ length: 1_200 }, () => id)
  expect([await write('kept', work => work.record('seen last', undefined, { shown: [{ kind: 'case', ids }] })), await summary(), await told('seen last')]).toEqual(['done', 'kept', 3])
  // A line the trail does not take: its failure is told, and not that the commit became a rollback.
  await expect(write('undone', work => work.record('not seen \u{0}'))).rejects.toThrow(/0x00/)
  await expect(write('undone', work => sql`select 1 / 0`.execute(work.db).finally(() => work.record('too late')))).rejects.toThrow(/division by zero|already/)
  expect([await summary(), await told('not seen'), await told('too late')]).toEqual(['kept', 0, 0])
})

test('a context that PostgreSQL does not take fails the work as itself, and nothing that was asked behind it was answered', async () => {
  const { town: place } = here()
  const actor = await place.actor('officer')
  const asked: string[] = []
  const bad = { partnership: place.partnership, now: new Date('2026-06-02T12:00:00Z'), purpose: 'to see' }
  await expect(doWork(place.database, { ...actor, officerId: 'nul \u{0}' }, bad, async work => {
    await Promise.allSettled([seen(work).then(() => asked.push('answered'))])
    return { keep: true, answer: 'done' }
  })).rejects.toThrow(/0x00/)
  expect(asked).toEqual([])
  expect(await place.workAs(actor, seen)).toEqual([here().theirs.reference])
})

test('rooms ask at once by `together` alone: beside a Promise.all of their own somebody else’s view could be read', () => {
  expect(sourceFiles('src/rooms').filter(({ path, text }) => /Promise\.(all|allSettled|race|any)\(/.test(text) && !/\.test\.tsx?$/.test(path)).map(({ path }) => path)).toEqual([])
})

test('only these keep plans: a list that is filtered wants a plan for what is asked', () => {
  const callers = sourceFiles('src').filter(({ path, text }) => /\.byKey\(\)/.test(text) && !/\.test\.tsx?$/.test(path) && !path.startsWith('src/db/')).map(({ path }) => path)
  expect(callers.toSorted()).toEqual(['src/rooms/case-file/see-case-file.tsx', 'src/rooms/cases/case-store.ts', 'src/rooms/cases/list-store.ts', 'src/rooms/diary/absence-store.ts', 'src/rooms/diary/diary-store.ts', 'src/rooms/interventions/see-tools.tsx', 'src/rooms/law-book/law-store.ts', 'src/rooms/parties/parties-store.ts', 'src/rooms/parties/see-people.tsx', 'src/rooms/partnership/partnership-store.ts', 'src/rooms/performance/performance-store.ts', 'src/rooms/referrals/see-referrals.tsx', 'src/rooms/reporting/reporting-store.ts'])
})
