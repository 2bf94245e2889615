// Letters through the pages: written, refused where they would harm, made once, printed with a check, served, and seen by nobody else.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { papersRoom } from './index.ts'
import { insertTemplate, stepTemplate, templateVersion } from './template-store.ts'

const rooms = [diaryRoom, casesRoom, lettersRoom, papersRoom, caseFileRoom]

const responsible = (town: Town, given: GivenCase): Promise<string> => town.work(async work => {
  const id = work.newId()
  await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id, givenName: 'Stan', familyName: 'Quayle', address: '12 Larch Walk', postcode: 'AL8 6AE', safeMeans: ['post'], ownerAgencyId: town.council.id }).execute()
  await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: given.id, role: 'alleged perpetrator', personId: id, joinedAt: work.now }).execute()
  return id
})
const withAddress = (town: Town, { personId }: GivenCase) => town.database.owner.query(`update people set address = '3 Osier Close, Anytown', postcode = 'AL8 6AB' where id = $1`, [personId])
const lived = async (town: Town, safeMeans: ('post' | 'email' | 'phone')[] = ['post']) => {
  const given = await caseIn(town, { safeMeans })
  await withAddress(town, given)
  return given
}

/** Begins a letter and writes these words into its first gap and into the rest. @returns its path. */
const written = async (visitor: Visitor, given: GivenCase, to: string, template: string, words: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
  const begun = await visitor.send(`${given.path}/letters/new`, { template, personId: to, variant: 'standard', language: '', ...more })
  expect(begun.status).toBe(303)
  const path = (begun.location ?? '').replace(/\/edit$/, '')
  const page = await visitor.get(`${path}/edit`)
  const typed = Object.fromEntries([...page.document.querySelectorAll('main textarea, main input[type=text]')].map(box => {
    const value = box.tagName === 'TEXTAREA' ? box.textContent ?? '' : box.getAttribute('value') ?? ''
    return [box.getAttribute('name') ?? '', value.replaceAll(/\{\{write:[^}]*\}\}/g, words)]
  }))
  expect((await visitor.send(`${path}/edit`, typed)).status).toBe(303)
  return path
}
const sent = async (visitor: Visitor, path: string, channel = 'post') => visitor.send(`${path}/send`, { safe: 'yes', channel })

test('a letter is written, made once, printed in a run and served; the document is what its hash says', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const path = await written(officer, given, given.personId, 'acknowledgement', '')
  expect((await officer.send(`${path}/send`, { channel: 'post' })).says).toContain('Answer whether it is safe')
  expect((await officer.send(`${path}/send`, { safe: 'no', channel: 'post' })).says).toContain('nothing has been sent')
  expect((await sent(officer, path)).status).toBe(303)
  const seen = await officer.get(path)
  expect(seen.says).toContain('Waits to be printed')
  expect(seen.says).not.toContain('Osier')
  const document = await officer.get(`${path}/pdf`)
  const sha256 = createHash('sha256').update(document.raw).digest('hex')
  expect(seen.says).toContain(sha256)
  const read = readPdf(document.raw)
  expect(read.text).toContain('3 Osier Close')
  expect(read.text).toContain('Dear Irene Larkin')
  expect(read.text).toContain(given.reference)
  const { rows: [row] } = await town.database.owner.query<{ row: string }>('select to_jsonb(l)::text as row from letters l where case_id = $1', [given.id])
  expect(row?.row).not.toContain('Osier')
  expect((await officer.get(`${path}/edit`)).status).toBe(403)
  expect((await officer.get(`${path}/docx`)).raw.subarray(0, 2).toString()).toBe('PK')

  const list = await officer.get('/print-runs/new')
  const id = list.document.querySelector('input[name=letters]')?.getAttribute('value') ?? ''
  expect((await officer.send('/print-runs/new', {})).says).toContain('Select at least one letter')
  const run = await officer.send('/print-runs/new', { letters: id })
  expect(run.status).toBe(303)
  const runPage = await officer.follow(run)
  expect(runPage.says).toContain(`${given.reference}/13`)
  const runPdf = await officer.get(`${run.location ?? ''}/pdf`)
  expect([runPdf.status, runPdf.headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(readPdf(runPdf.raw).text).toContain('Letter 1 of 1')
  expect((await officer.get(path)).says).toContain('Printed')
  expect((await officer.get('/print-runs/new')).says).toContain('No letter waits for paper')

  town.clock.set('2026-06-02T09:50:00Z')
  expect((await officer.send(`${path}/served`, { method: 'first class post', 'servedAt-day': '1', 'servedAt-month': '6', 'servedAt-year': '2026', 'servedAt-time': '10am', proof: 'Certificate 12' })).says).toContain('cannot have been served before')
  expect((await officer.send(`${path}/served`, { method: 'first class post', 'servedAt-day': '2', 'servedAt-month': '6', 'servedAt-year': '2026', 'servedAt-time': '10:30am', proof: 'Certificate 12' })).status).toBe(303)
  expect((await officer.get(path)).says).toContain('Certificate 12')
  expect((await officer.get(given.path)).says).toContain('Acknowledgement served on Irene Larkin')

  const police = await town.as('police')
  for (const door of ['', '/pdf', '/docx', '/edit']) expect([door, (await police.get(`${path}${door}`)).status]).toEqual([door, 404])
  expect((await (await town.as('manager')).get(run.location ?? '')).status).toBe(404)
  const { rows: trail } = await town.database.owner.query<{ action: string }>(`select distinct action from audit_events where partnership_id = $1 and action in ('letter document opened', 'letter opened', 'letter printed')`, [town.partnership.id])
  expect(trail.map(({ action }) => action).toSorted()).toEqual(['letter document opened', 'letter opened', 'letter printed'])
})

test('a file that is not the document any more is refused, not handed out', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const path = await written(officer, given, given.personId, 'acknowledgement', '')
  await sent(officer, path)
  const { writeFile } = await import('node:fs/promises')
  const { rows: [row] } = await town.database.owner.query<{ at: string }>('select stored_as as at from letters where case_id = $1', [given.id])
  await writeFile(town.files.pathOf(row?.at ?? ''), 'another')
  expect((await officer.get(`${path}/pdf`)).says).toContain('not the document that was sent')
})

test('no letter goes by a means that is not safe, and one that became unsafe is not printed', async () => {
  const town = await openTown({ rooms })
  const [officer, given, byPhone] = [await town.as('officer'), await lived(town), await lived(town, ['phone'])]
  const never = await written(officer, byPhone, byPhone.personId, 'acknowledgement', '')
  expect((await officer.get(`${never}/send`)).says).toContain('It cannot go to them now')
  expect((await sent(officer, never)).says).toContain('It may not go that way')
  const path = await written(officer, given, given.personId, 'acknowledgement', '')
  expect((await sent(officer, path)).status).toBe(303)
  await town.database.owner.query(`update people set safe_means = '{phone}' where id = $1`, [given.personId])
  const list = await officer.get('/print-runs/new')
  expect(list.says).toContain('Not by post any more')
  expect(list.document.querySelector('input[name=letters]')).toBeNull()
  const { rows: [row] } = await town.database.owner.query<{ id: string }>('select id from letters where case_id = $1', [given.id])
  expect((await officer.post('/print-runs/new', { letters: row?.id ?? '' })).status).toBe(422)
  await town.database.owner.query(`update people set safe_means = '{post}', address = '9 Weir Road' where id = $1`, [given.personId])
  expect((await officer.get('/print-runs/new')).says).toContain('Their address has changed since')
})

test('a confidential address stands in the document alone, and only its keepers make or open it', async () => {
  const town = await openTown({ rooms })
  const given = await lived(town)
  const keeper = await town.actor('officer')
  await town.workAs(keeper, work => sql`select amity.keep_confidential(${given.personId}::uuid, array['address'], 'A refuge')`.execute(work.db))
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const path = await written(manager, given, given.personId, 'acknowledgement', '')
  expect((await manager.get(`${path}/send`)).says).toContain('kept confidential')
  expect((await sent(manager, path)).status).toBe(422)
  expect((await sent(officer, path)).status).toBe(303)
  expect(readPdf((await officer.get(`${path}/pdf`)).raw).text).toContain('3 Osier Close')
  const refusal = await manager.get(`${path}/pdf`)
  expect([refusal.status, refusal.says.includes('Whoever keeps it opens it')]).toEqual([403, true])
  expect((await manager.get(path)).text).not.toContain('Osier')
  expect((await manager.get('/print-runs/new')).says).toContain('kept confidential')
  const everything = await town.database.owner.query<{ n: number }>(`select (select count(*) from letters where to_jsonb(letters)::text like '%Osier%')::int + (select count(*) from audit_events where changes::text like '%letter%' and changes::text like '%Osier%' and subject_kind = 'letters')::int as n`)
  expect(everything.rows[0]?.n).toBe(0)
})

test('each side’s letter keeps the other safe: neither names the other, and both in one run ask for a look at the envelopes', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const stan = await responsible(town, given)
  const bad = await written(officer, given, stan, 'warning', 'Irene Larkin of 3 Osier Close heard you')
  expect((await officer.get(bad)).says).toContain('It gives the name')
  expect((await sent(officer, bad)).status).toBe(422)
  const worse = await written(officer, given, given.personId, 'case-closing', 'Stan Quayle has been spoken to')
  expect((await sent(officer, worse)).says).toContain('said to be responsible')
  const [toStan, toIrene] = [await written(officer, given, stan, 'community-protection-warning', 'Loud music after 11pm'), await written(officer, given, given.personId, 'case-closing', 'It has stopped')]
  expect((await sent(officer, toStan)).status).toBe(303)
  expect((await sent(officer, toIrene)).status).toBe(303)
  const ids = [...(await officer.get('/print-runs/new')).document.querySelectorAll('input[name=letters]')].map(box => box.getAttribute('value') ?? '')
  expect(ids).toHaveLength(2)
  expect((await officer.send('/print-runs/new', { letters: ids })).says).toContain('Check each envelope against its sheet')
  const run = await officer.send('/print-runs/new', { letters: ids, envelopes: 'yes' })
  expect(run.status).toBe(303)
  const printed = readPdf((await officer.get(`${run.location ?? ''}/pdf`)).raw).elements.filter(({ is }) => is === 'H1').map(({ text }) => text)
  expect(printed).toEqual(['Print run', 'Letter 1 of 2', 'Community protection warning', 'Letter 2 of 2', 'We are closing your case'])
})

test('a notice goes with every content it must have, and with no gap left', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const stan = await responsible(town, given)
  const path = await written(officer, given, stan, 'community-protection-warning', 'Loud music after 11pm')
  const page = await officer.get(`${path}/edit`)
  const box = [...page.document.querySelectorAll('main textarea')].find(one => (one.textContent ?? '').includes('We will issue you with'))?.getAttribute('name') ?? ''
  const all = Object.fromEntries([...page.document.querySelectorAll('main textarea, main input[type=text]')].map(one => [one.getAttribute('name') ?? '', one.tagName === 'TEXTAREA' ? one.textContent ?? '' : one.getAttribute('value') ?? '']))
  await officer.send(`${path}/edit`, { ...all, [box]: '' })
  expect((await sent(officer, path)).says).toContain('It must say: notice will follow')
  const gap = await written(officer, given, given.personId, 'case-closing', '{{write: still open}}')
  expect((await sent(officer, gap)).says).toContain('Put the right words in place of {{write: still open}}')
  // A prescribed form is not guessed: who begins such a notice is told what to ask, and it does not go with that gap.
  const begun = await officer.send(`${given.path}/letters/new`, { template: 'notice-secure-ground-2', personId: stan, variant: 'standard', language: '' })
  expect((await officer.get(begun.location ?? '')).says).toContain('Ask your solicitor first. The notice has a prescribed form')
  expect((await sent(officer, (begun.location ?? '').replace(/\/edit$/, ''))).says).toContain('Put the right words in place of {{write: the address}}')
  // A version an agency had approved before this was asked of it.
  const [manager, other] = [await town.actor('manager'), await town.actor('administrator')]
  const id = await town.workAs(manager, work => insertTemplate(work, 'community-protection-notice', { kind: 'notice', name: 'Our CPN', title: 'A notice', blocks: [{ kind: 'paragraph', text: 'Stop it.' }], contents: [], why: 'Shorter' })) ?? ''
  await town.workAs(manager, work => stepTemplate(work, { id, changes: 0 }, { state: 'submitted', submittedAt: work.now }))
  const row = await town.workAs(other, work => templateVersion(work, id))
  expect(await town.workAs(other, work => stepTemplate(work, { id, changes: row?.changes ?? 0 }, { state: 'approved', decidedAt: work.now, decidedBy: other.officerId, decidedBecause: 'Shorter', startsOn: work.today }))).toBe(true)
  expect((await sent(officer, await written(officer, given, stan, 'community-protection-notice', ''))).says).toContain('It must say: right to appeal')
})

test('what is typed is text in the document, on the page and in the .docx', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const hostile = '#eval("1") $x$ *b* <script>alert(1)</script> @x \\ 😀'
  const path = await written(officer, given, given.personId, 'blank', hostile)
  expect((await officer.get(path)).text).not.toContain('<script>alert')
  await sent(officer, path)
  expect(readPdf((await officer.get(`${path}/pdf`)).raw).text.replaceAll(/\s/g, '')).toContain(hostile.replaceAll(/\s/g, ''))
  const unprintable = await written(officer, given, given.personId, 'blank', 'שלום')
  expect((await sent(officer, unprintable)).says).toContain('There is no font here for these letters')
})

test('by email it goes through Messages, as words, only where email is safe; in large print and another language it says so', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town, ['email'])]
  const path = await written(officer, given, given.personId, 'acknowledgement', '', { variant: 'large print' })
  expect((await sent(officer, path, 'post')).status).toBe(422)
  expect((await sent(officer, path, 'email')).status).toBe(303)
  const { rows: [message] } = await town.database.owner.query<{ subject: string; body: string; means: string; state: string }>('select subject, body, means, state from outgoing_messages where case_id = $1', [given.id])
  expect([message?.subject, message?.means, message?.state]).toEqual(['A letter for you', 'email', 'waiting'])
  expect(message?.body).toContain('Dear Irene Larkin')
  expect(readPdf((await officer.get(`${path}/pdf`)).raw).text).not.toContain('Osier')
  const refusal = await officer.send(`${given.path}/letters/new`, { template: 'blank', personId: given.personId, variant: 'other language', language: '' })
  expect(refusal.says).toContain('Select the language')
  const polish = await written(officer, given, given.personId, 'blank', 'Dzień dobry', { variant: 'other language', language: 'pl' })
  await sent(officer, polish, 'email')
  expect(readPdf((await officer.get(`${polish}/pdf`)).raw).catalog).toContain('/Lang (pl')
})

test('the database itself: what is made is not changed, nobody else answers, and no other agency writes', async () => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await lived(town)]
  const path = await written(officer, given, given.personId, 'acknowledgement', '')
  await sent(officer, path)
  const [olive, pat, manager] = [await town.actor('officer'), await town.actor('police'), await town.actor('manager')]
  const tried = (actor: typeof olive, query: ReturnType<typeof sql>) => town.workAs(actor, async work => String((await query.execute(work.db)).numAffectedRows)).catch((problem: unknown) => problem instanceof Error && 'code' in problem ? String(problem.code) : 'other')
  expect(await tried(olive, sql`update letters set title = 'Else' where case_id = ${given.id}::uuid`)).toBe('42501')
  expect(await tried(olive, sql`update letters set sha256 = ${'0'.repeat(64)} where case_id = ${given.id}::uuid`)).toBe('42501')
  expect(await tried(olive, sql`update letters set state = 'draft' where case_id = ${given.id}::uuid`)).toBe('42501')
  expect(await tried(manager, sql`update letters set state = 'printed', printed_at = now(), printed_by = ${olive.officerId}::uuid where case_id = ${given.id}::uuid`)).toBe('42501')
  expect(await tried(olive, sql`delete from letters where case_id = ${given.id}::uuid`)).toBe('42501')
  expect(await tried(pat, sql`update letters set state = 'withdrawn', withdrawn_because = 'x' where case_id = ${given.id}::uuid`)).toBe('0')
  expect(await tried(pat, sql`insert into letters (partnership_id, case_id, number, person_id, role, template_key, template_version, template_name, kind, variant, language, title, blocks, written_at, written_by) values (${town.partnership.id}, ${given.id}::uuid, 9, ${given.personId}::uuid, 'harmed', 'x', 0, 'x', 'letter', 'standard', 'en', 'x', '[]', now(), ${pat.officerId}::uuid)`)).toBe('23503')
  expect(await tried(olive, sql`insert into letter_services (partnership_id, case_id, letter_id, method, served_at, proof, recorded_at, recorded_by) select partnership_id, case_id, id, 'e-mail', now(), 'x', now(), ${manager.officerId}::uuid from letters where case_id = ${given.id}::uuid`)).toBe('42501')
})
