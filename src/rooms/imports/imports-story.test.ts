// The browser's story: a file is chosen, its columns named, looked at before it goes in, brought in by the worker, stopped and gone on with.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Page, Visitor } from '#test/harness/visitor.ts'
import { carryingOn } from './carry-on.ts'
import { importsRoom } from './index.ts'

const town = () => openTown({ rooms: [importsRoom] })
const HEAD = 'Ref,Received,Words,Kind'
const csv = (rows: readonly string[]): Buffer => Buffer.from([HEAD, ...rows].join('\n'))
const COLUMNS = { key: '0', receivedAt: '1', story: '2', category: '3', dates: 'day first', otherwise: '', keep: 'no' }
const choose = (who: Visitor, content: Buffer, fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
  who.upload('/imports/choose', { kind: 'reports', source: 'Landlord', ...fields }, [{ field: 'file', name: 'old.csv', type: 'text/csv', content }])
const upTo = async (who: Visitor, content: Buffer, columns: Readonly<Record<string, string>> = COLUMNS): Promise<string> => {
  const chosen = await choose(who, content)
  expect([chosen.status, chosen.says]).toEqual([303, ''])
  const named = await who.send(chosen.location ?? '', columns)
  expect([named.status, named.location]).toEqual([303, (chosen.location ?? '').replace('columns', 'check')])
  return named.location ?? ''
}
const stories = (of: Town) => of.work(async work => (await work.db.selectFrom('reports').select('story').orderBy('externalKey').execute()).map(row => row.story))
const many = (count: number): string[] => Array.from({ length: count }, (_unused, place) => `R${place},1/5/2026,Row ${place},noise`)

test('a file is looked at before it goes in, its bad rows are saved, mended and brought in, and the map is remembered', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  const check = await upTo(ada, csv(['R1,1/5/2026,Music,Noise', 'R2,31/2/2026,=1+1,Noise', 'R3,1/5/2026,,Barking']))
  const seen = await ada.get(check)
  expect(seen.says).toContain('3 rows: 1 can be added as reports, 2 cannot')
  for (const said of ['There is no such day as “31/2/2026”', 'It is empty', '“Barking” is no category of ours']) expect(seen.says).toContain(said)
  expect(await stories(here)).toEqual([])
  const refused = await ada.send(check, { take: 'all or nothing' })
  expect([refused.status, refused.says.includes('all or nothing would add nothing')]).toEqual([422, true])
  const begun = await ada.send(check, { take: 'good rows' })
  await here.runNews()
  const after = await ada.follow(begun)
  expect(after.says).toContain('3: 1 added, 0 already there, 2 refused')
  const mend = (await ada.get(`${begun.location}/refused.csv`)).text
  expect(mend).toContain(`line,what is wrong,${HEAD}`)
  expect(mend).toContain(`'=1+1`)
  const again = await choose(ada, Buffer.from(mend.replaceAll('31/2/2026', '28/2/2026')))
  const columns = await ada.get(again.location ?? '')
  expect(columns.document.querySelector('select[name=story] option[selected]')?.textContent).toBe('Words')
  const second = await ada.send(again.location ?? '', { key: '2', receivedAt: '3', story: '4', category: '5' })
  await ada.send(second.location ?? '', { take: 'good rows' })
  await here.runNews()
  expect(await stories(here)).toEqual(['Music', `'=1+1`])
  expect((await ada.get('/imports')).says).toContain('old.csv')
})

test('the same file again adds nothing and says so; a double click begins it once', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  const content = csv(many(3))
  const check = await upTo(ada, content)
  const page = await ada.get(check)
  const once = page.document.querySelector('input[name=_once]')?.getAttribute('value') ?? ''
  const [one, two] = [await ada.post(check, { _once: once, take: 'good rows' }), await ada.post(check, { _once: once, take: 'good rows' })]
  expect([one.status, two.status, two.location]).toEqual([303, 303, one.location])
  await here.runNews()
  const again = await ada.follow(await ada.send(await upTo(ada, content), { take: 'good rows' }))
  expect(again.says).toContain('Nothing was added again')
  expect((await stories(here)).length).toBe(3)
})

test('an import that is stopped adds no more until somebody goes on with it; then every row is there once', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  const begun = await ada.send(await upTo(ada, csv(many(2_500))), { take: 'good rows' })
  const at = begun.location ?? ''
  expect((await ada.get(at)).says).toContain('It goes on by itself')
  await ada.post(`${at}/stop`, {})
  await here.runNews()
  expect(await stories(here)).toEqual([])
  await ada.post(`${at}/go-on`, {})
  await here.runNews()
  expect((await ada.get(at)).says).toContain('2500: 2500 added')
  expect((await stories(here)).length).toBe(2_500)
  // The file itself is kept no longer than it is needed.
  expect(await here.work(work => work.db.selectFrom('importFiles').select('id').execute())).toEqual([])
}, 60_000)

test('a piece whose transaction failed goes in again, and every row is there once', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  const at = (await ada.send(await upTo(ada, csv(many(900))), { take: 'good rows' })).location ?? ''
  const piece = (then: () => void = () => undefined) => here.work(async work => { await carryingOn.read(work, { importId: at.split('/').at(-1) ?? '' }); then() })
  await piece()
  await expect(piece(() => { throw new Error('the database went away') })).rejects.toThrow('went away')
  // And one that failed while it went in, when its rows had been read already.
  const failing = { value: () => { throw new Error('no more ids') } }
  await piece()
  await expect(here.work(work => carryingOn.read(Object.create(work, { newId: failing }), { importId: at.split('/').at(-1) ?? '' }))).rejects.toThrow('no more ids')
  expect(await here.work(work => work.db.selectFrom('imports').select(['rowsDone', 'state']).execute())).toEqual([{ rowsDone: 400, state: 'running' }])
  for (let more = 0; more < 3; more += 1) await piece()
  expect((await ada.get(at)).says).toContain('900: 900 added, 0 already there')
  expect(new Set(await stories(here)).size).toBe(900)
}, 60_000)

test('all or nothing: a reference that clashes on the way in leaves nothing added, and says which line', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  await ada.send(await upTo(ada, csv(many(2))), { take: 'good rows' })
  await here.runNews()
  const begun = await ada.send(await upTo(ada, csv(['R9,1/5/2026,New,noise', 'R1,1/5/2026,Other words,noise'])), { take: 'all or nothing' })
  await here.runNews()
  const said = (await ada.get(begun.location ?? '')).says
  expect(said).toContain('Nothing was added')
  expect(said).toContain('has the same reference (R1)')
  expect((await stories(here)).length).toBe(2)
})

test('what is no file, no table or no date is said at the form, with what was typed kept; nobody else sees the import', async () => {
  const here = await town()
  const ada = await here.as('administrator')
  const none = await ada.send('/imports/choose', { kind: 'reports', source: 'Landlord' })
  expect([none.status, none.says.includes('Choose the file'), none.document.querySelector('input[name=source]')?.getAttribute('value')]).toEqual([422, true, 'Landlord'])
  expect((await choose(ada, Buffer.from(''))).says).toContain('The file is empty')
  expect((await choose(ada, Buffer.from(HEAD))).says).toContain('no rows')
  expect((await choose(ada, Buffer.from([0x52, 0x81, 0xff, 0x00, 0x0a, 0x41]))).says).toContain('not in an encoding we can read')
  // A small file that unpacks into a large one is read no further than the limit.
  expect((await choose(ada, gzipSync(Buffer.alloc(60_000_000, 'a,b\n')))).says).toContain('larger than 20 MB')
  const latin = await upTo(ada, Buffer.from(`${HEAD}\nR1,1/5/2026,Caf\u00e9,noise`, 'latin1'))
  const read = (await ada.get(latin)).says
  expect([read.includes('Café'), read.includes('read as Windows-1252')]).toEqual([true, true])
  const chosen = await choose(ada, csv(['R1,1/5/2026,"never closed,noise', ...many(3)]))
  const unread = chosen.status === 303 ? await ada.follow(await ada.send(chosen.location ?? '', COLUMNS)) : chosen
  expect(unread.says).toContain('never closed')
  const wide = Array.from({ length: 1_000 }, (_unused, place) => `c${place}`)
  expect((await choose(ada, Buffer.from(`${wide.join(',')}\n${wide.join(',')}\n`))).status).toBe(303)
  const check = await upTo(ada, csv(many(1)))
  const missing = await ada.send(check.replace('check', 'columns'), { ...COLUMNS, story: '' })
  expect([missing.status, missing.says.includes('Select the column for “What happened”')]).toEqual([422, true])
  await here.database.owner.query(`update roles set acts = acts || '{import records}' where partnership_id = $1 and name = 'Case officer'`, [here.partnership.id])
  const police = await here.as('police')
  for (const path of [check, check.replace('/check', '/columns'), check.replace('/check', '/refused.csv'), check.replace('/check', '')]) expect([path, (await police.get(path)).status]).toEqual([path, 404])
  expect((await police.get('/imports')).says).not.toContain('old.csv')
})
