// A resident reports, from the first question to the reference; an officer finds it in the pot; another agency does not.
import { expect, test } from 'vitest'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { reportingRoom } from './index.ts'

const ANSWERS: readonly (readonly [string, Record<string, string | string[]>])[] = [
  ['category', { category: 'noise' }], ['danger', { danger: 'no' }], ['story', { story: 'Bass until two. <script>alert(1)</script> 🎧 שלום #import' }],
  ['when', { 'when-day': '29', 'when-month': 'Feb', 'when-year': '2024', often: 'Most days' }], ['where', { place: '14 Larch Walk', postcode: 'al8 6ae' }],
  ['effect', { harmed: 'Me', effect: 'No sleep' }], ['who', { who: '' }], ['because', { because: ['race', 'disability'] }], ['vulnerable', { children: 'yes', vulnerability: '' }],
  ['contact', { named: 'yes', name: 'Irene Larkin', phone: '07700 900 123', email: '', means: ['phone'], message: '', mustNotKnow: 'My son' }], ['needs', { share: 'yes' }],
]

const answerAll = async (visitor: Visitor): Promise<void> => {
  await visitor.follow(await visitor.get('/report'))
  for (const [page, answers] of ANSWERS) expect([page, (await visitor.send(`/report/${page}`, answers)).status]).toEqual([page, 303])
}
const sent = async (town: Town): Promise<{ visitor: Visitor; reference: string }> => {
  const visitor = await town.as('nobody')
  await answerAll(visitor)
  const done = await visitor.follow(await visitor.send('/report/check', {}))
  return { visitor, reference: done.document.querySelector('.govuk-panel strong')?.textContent ?? '' }
}

test('a resident reports, is told what happens by when, and an officer reads exactly what was typed', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const { visitor, reference } = await sent(town)
  expect(reference).toMatch(/^[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}$/)
  expect((await visitor.get('/report/sent')).says).toContain('Tuesday 9 June 2026')
  const officer = await town.as('officer')
  expect((await officer.get('/reports')).says).toContain(reference)
  const read = await officer.get(`/reports/${reference}`)
  expect(read.says).toContain('Bass until two. <script>alert(1)</script> 🎧 שלום #import')
  expect(read.text).not.toContain('<script>alert')
  expect(read.says).toContain('Must not know: My son')
})

test('another agency finds no such report, in the list or by its address', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const { reference } = await sent(town)
  const police = await town.as('police')
  expect((await police.get('/reports')).says).not.toContain(reference)
  const [theirs, none] = [await police.get(`/reports/${reference}`), await police.get('/reports/234-567-89C')]
  expect([theirs.status, none.status]).toEqual([404, 404])
  expect(theirs.says).toBe(none.says)
})

test('an empty or impossible answer is asked again with what was typed, and going back shows it', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const visitor = await town.as('nobody')
  await visitor.follow(await visitor.get('/report'))
  const wrong = await visitor.send('/report/when', { 'when-day': '30', 'when-month': '2', 'when-year': '2026', often: 'Most days' })
  expect([wrong.status, wrong.says.includes('must be a real date')]).toEqual([422, true])
  expect(wrong.document.querySelector('input[name=when-day]')?.getAttribute('value')).toBe('30')
  expect((await visitor.send('/report/story', { story: 'x'.repeat(100_001) })).says).toContain('20,000 characters or fewer')
  await visitor.send('/report/story', { story: 'with a NUL \0 inside' })
  expect((await visitor.get('/report/story')).document.querySelector('textarea')?.textContent).toBe('with a NUL  inside')
})

test('sending twice makes one report, and a phone that was closed goes on with the private link', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const visitor = await town.as('nobody')
  await answerAll(visitor)
  const other = await town.as('nobody')
  expect((await other.follow(await other.get(`/report/resume/${visitor.cookies.get('amity_draft') ?? ''}`))).says).toContain('14 Larch Walk')
  const form = (await visitor.get('/report/check')).document.querySelector('main form')
  const hidden = Object.fromEntries(['_csrf', '_once'].map(name => [name, form?.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? '']))
  const answers = await Promise.all([visitor.post('/report/check', hidden), visitor.post('/report/check', hidden)])
  expect(answers.map(answer => answer.location)).toEqual(['/report/sent', '/report/sent'])
  const { rows } = await town.database.owner.query('select from reports where partnership_id = $1', [town.partnership.id])
  expect(rows.length).toBe(1)
})

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0'), Buffer.alloc(200)])

test('a photo travels with its report; a file that lies about its type is refused and nothing else is lost', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const visitor = await town.as('nobody')
  await answerAll(visitor)
  const lie = await visitor.upload('/report/files', {}, [{ field: 'file', name: '../../evil.jpg', type: 'image/jpeg', content: Buffer.from('<svg onload=alert(1)>') }])
  expect([lie.status, lie.says.includes('evil.jpg is not a photo')]).toEqual([422, true])
  expect((await visitor.upload('/report/files', {}, [{ field: 'file', name: 'big.jpg', type: 'image/jpeg', content: Buffer.concat([JPEG, Buffer.alloc(26 * 1024 * 1024)]) }])).says).toContain('larger than 25 MB')
  expect((await visitor.upload('/report/files', {}, [{ field: 'file', name: 'door.jpg', type: 'image/jpeg', content: JPEG }])).location).toBe('/report/files')
  const done = await visitor.follow(await visitor.send('/report/check', {}))
  await town.runNews()
  const officer = await town.as('officer')
  expect((await officer.get(`/reports/${done.document.querySelector('.govuk-panel strong')?.textContent ?? ''}`)).says).toContain('door.jpg not scanned')
})

test('advising and closing keeps the reason; two officers cannot both decide', async () => {
  const town = await openTown({ rooms: [reportingRoom] })
  const { reference } = await sent(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const page = await manager.get(`/reports/${reference}/advise`)
  const hidden = Object.fromEntries(['_csrf', '_once'].map(name => [name, page.document.querySelector(`main input[name=${name}]`)?.getAttribute('value') ?? '']))
  const closed = await officer.send(`/reports/${reference}/advise`, { isAsb: 'no', reason: 'Everyday living noise', told: 'We explained what we can do.' })
  expect(closed.location).toBe('/reports')
  const late = await manager.post(`/reports/${reference}/advise`, { ...hidden, isAsb: 'yes', reason: 'Mine', told: 'x' })
  expect(late.location).toBe(`/reports/${reference}`)
  expect((await officer.get(`/reports/${reference}`)).says).toContain('Decided: advised and closed. Everyday living noise')
})

test('a half-made report goes with its files when its time is over, and is counted; one that was sent stays', async () => {
  const town = await openTown({ rooms: [evidenceRoom, reportingRoom] })
  const visitor = await town.as('nobody')
  await answerAll(visitor)
  await visitor.upload('/report/files', {}, [{ field: 'file', name: 'door.jpg', type: 'image/jpeg', content: JPEG }])
  const { rows: [file] } = await town.database.owner.query<{ stored_as: string }>('select stored_as from attachments where partnership_id = $1', [town.partnership.id])
  const days = async (at: string) => { town.clock.set(at); await town.runChore('reporting.drafts') }
  await days('2026-06-16T08:00:00Z')
  expect((await town.database.owner.query('select 1 from report_drafts where partnership_id = $1', [town.partnership.id])).rowCount).toBe(1)
  await days('2026-06-16T10:00:00Z')
  await days('2026-06-16T10:00:00Z')
  for (const table of ['report_drafts', 'attachments']) expect([table, (await town.database.owner.query(`select 1 from ${table} where partnership_id = $1`, [town.partnership.id])).rowCount]).toEqual([table, 0])
  // The bytes outlive the transaction that took their row away, so that one that fails loses nothing.
  const { stream } = await town.files.open(file?.stored_as ?? '')
  stream.destroy()
  await town.runChore('evidence.remove')
  await town.runChore('evidence.remove')
  expect((await town.database.owner.query('select 1 from files_to_remove where partnership_id = $1', [town.partnership.id])).rowCount).toBe(0)
  await expect(town.files.open(file?.stored_as ?? '')).rejects.toThrow('no such file')
  expect((await (await town.as('officer')).get('/reports')).says).toContain('one report was begun and not finished')
})
