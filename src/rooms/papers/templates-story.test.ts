// Templates through the pages: written, refused by name, approved by somebody else alone, in force from their day, kept for ever.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { papersRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, papersRoom]
const typed = { name: 'Hostel letter', kind: 'letter', title: 'About your stay', text: 'Dear {{person.name}}\n\nWords.\n\n[signature]', contents: '', why: 'A new house' }
const write = async (visitor: Visitor, more: Partial<typeof typed> = {}, path = '/templates/new') => visitor.send(path, { ...typed, ...more })
const decide = { what: 'approve', because: 'Plain and right', 'startsOn-day': '10', 'startsOn-month': '6', 'startsOn-year': '2026' }
const secondManager = async (town: Town) => (await town.as('administrator'))

test('a template with an unknown field, or without what it must say, is refused in words and what was typed is kept', async () => {
  const town = await openTown({ rooms })
  const manager = await town.as('manager')
  const unknown = await write(manager, { text: 'Dear {{person.nmae}}' })
  expect([unknown.status, unknown.says.includes('There is no field called “person.nmae”. Did you mean {{person.name}}?')]).toEqual([422, true])
  expect(unknown.document.querySelector('textarea[name=text]')?.textContent).toContain('person.nmae')
  expect((await write(manager, { title: 'For {{nobody}}' })).status).toBe(422)
  expect((await write(manager, { contents: 'right-to-appeal' })).says).toContain('It must say: right to appeal')
  expect((await write(manager, { contents: 'right-to-appeal', text: '[contains right-to-appeal]\nYou may appeal.\n\n[signature]' })).status).toBe(303)
  expect((await write(manager, { name: 'Warning' })).says).toContain('comes with the service')
})

test('an agency words a notice its own way, but not without what the law asks for; what is our own proposal it may drop', async () => {
  const town = await openTown({ rooms })
  const manager = await town.as('manager')
  const shown = (await manager.get('/templates/notice-absolute-ground')).says
  for (const words of ['Housing Act 1985 ss83ZA, 85ZA: stated by a source', 'Before you first use it, ask your solicitor']) expect(shown).toContain(words)
  expect((await manager.get('/templates')).says).toContain('Notice before a claim for demotion')
  const short = await write(manager, { name: 'Our CPN', kind: 'notice', contents: 'conduct', text: '[contains conduct]\nIt is loud.\n\n[signature]' }, '/templates/new?from=community-protection-notice')
  expect([short.status, short.says.includes('The law asks this paper to say: effect; requirements; when; offence; right to appeal')]).toEqual([422, true])
  expect((await write(manager, { name: 'Our warning', title: 'Stop' }, '/templates/new?from=warning')).status).toBe(303)
})

test('whoever wrote it never approves it; somebody else does, from a day on; the old words stay', async () => {
  const town = await openTown({ rooms })
  const [manager, other] = [await town.as('manager'), await secondManager(town)]
  const path = (await write(manager, { name: 'Advice letter', title: 'Ours' }, '/templates/new?from=advice')).location ?? ''
  expect((await manager.send(`${path}/edit`, { ...typed, name: 'Advice letter', title: 'Ours, better' })).status).toBe(303)
  expect((await manager.post(`${path}/submit`, {})).status).toBe(303)
  expect((await manager.get(path)).says).toContain('somebody else approves it')
  expect((await manager.get(`${path}/decide`)).status).toBe(403)
  expect((await manager.get(`${path}/edit`)).status).toBe(403)
  expect((await other.send(`${path}/decide`, { ...decide, 'startsOn-day': '1' })).says).toContain('today or later')
  expect((await other.send(`${path}/decide`, decide)).status).toBe(303)
  const given = await caseIn(town)
  const officer = await town.as('officer')
  expect((await officer.get(`${given.path}/letters/new`)).says).not.toContain('Ours, better')
  town.clock.set('2026-06-10T09:00:00Z')
  expect((await (await town.as('officer')).get(`${given.path}/letters/new`)).says).toContain('Ours, better')
  const { rows } = await town.database.owner.query<{ key: string; version: number; state: string }>('select key, version, state from paper_templates where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([{ key: 'advice', version: 1, state: 'approved' }])
})

test('who wrote part of it may not approve it either; what is sent back goes on', async () => {
  const town = await openTown({ rooms })
  const [manager, other] = [await town.as('manager'), await secondManager(town)]
  const path = (await write(manager)).location ?? ''
  expect((await other.send(`${path}/edit`, { ...typed, title: 'Mine too' })).status).toBe(303)
  await manager.post(`${path}/submit`, {})
  expect((await other.get(`${path}/decide`)).status).toBe(403)
  const second = (await write(manager, { name: 'Another' })).location ?? ''
  await manager.post(`${second}/submit`, {})
  expect((await other.send(`${second}/decide`, { what: 'send back', because: 'Too long' })).status).toBe(303)
  expect((await manager.get(`${second}/edit`)).says).toContain('It was sent back: Too long')
})

test('the database refuses what the pages never do: approving one’s own, changing what is approved, signing for another', async () => {
  const town = await openTown({ rooms })
  const [manager, other] = [await town.as('manager'), await secondManager(town)]
  const path = (await write(manager)).location ?? ''
  const id = path.split('/').at(-1) ?? ''
  await manager.post(`${path}/submit`, {})
  const [mo, ada, olive, pat] = [await town.actor('manager'), await town.actor('administrator'), await town.actor('officer'), await town.actor('police')]
  const approve = (by: string) => sql`update paper_templates set state = 'approved', decided_by = ${by}::uuid, decided_at = now(), decided_because = 'x', starts_on = current_date where id = ${id}::uuid`
  const tried = (actor: typeof mo, query: ReturnType<typeof sql>) => town.workAs(actor, async work => String((await query.execute(work.db)).numAffectedRows)).catch((problem: unknown) => problem instanceof Error && 'code' in problem ? String(problem.code) : 'other')
  expect(await tried(mo, approve(mo.officerId))).toBe('42501')
  expect(await tried(mo, approve(ada.officerId))).toBe('42501')
  expect(await tried(ada, sql`update paper_templates set title = 'Else' where id = ${id}::uuid`)).toBe('42501')
  expect(await tried(olive, approve(olive.officerId))).toBe('0')
  expect(await tried(pat, approve(pat.officerId))).toBe('0')
  expect((await other.send(`${path}/decide`, { ...decide, 'startsOn-day': '2' })).status).toBe(303)
  expect(await tried(ada, sql`update paper_templates set title = 'Else' where id = ${id}::uuid`)).toBe('42501')
  expect(await tried(ada, sql`update paper_templates set starts_on = '2020-01-01' where id = ${id}::uuid`)).toBe('42501')
  expect(await tried(mo, sql`insert into paper_templates (partnership_id, agency_id, key, version, kind, name, title, blocks, why, made_at, written_by, state, decided_by, starts_on) values (${town.partnership.id}, ${town.council.id}::uuid, 'x', 1, 'letter', 'x', 'x', '[]', 'x', now(), ${mo.officerId}::uuid, 'approved', ${ada.officerId}::uuid, current_date)`)).toBe('42501')
})

test('a preview takes a case the officer may see, as a page and as a PDF, and keeps nothing', async () => {
  const town = await openTown({ rooms })
  const [manager, given] = [await town.as('manager'), await caseIn(town)]
  const shown = await manager.get(`/templates/acknowledgement/preview?case=${given.reference}`)
  expect(shown.says).toContain('Dear Irene Larkin')
  expect(readPdf((await manager.get(`/templates/acknowledgement/preview/pdf?case=${given.reference}`)).raw).text).toContain('Dear Irene Larkin')
  expect((await manager.get('/templates/acknowledgement/preview?case=AAA-AAA-AAA')).status).toBe(403)
  expect((await manager.get('/templates/nothing')).status).toBe(404)
  expect((await (await town.as('officer')).get('/templates')).status).toBe(403)
  expect((await town.database.owner.query('select 1 from letters where case_id = $1', [given.id])).rowCount).toBe(0)
})
