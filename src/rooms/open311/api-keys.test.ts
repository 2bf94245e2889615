// An administrator makes a key, sees it once, sees it used, and ends it; nobody else may, and an ended key is no key.
import { expect, test } from 'vitest'
import { openTown } from '#test/harness/town.ts'
import { open311Room } from './index.ts'

test('a key is shown once, kept only as a digest, and ends at once', async () => {
  const town = await openTown({ rooms: [open311Room] })
  const administrator = await town.as('administrator')
  expect((await administrator.get('/api-keys')).says).toContain('There are no keys yet')
  const empty = await administrator.send('/api-keys/make', { name: '', agencyId: town.council.id })
  expect([empty.status, empty.says.includes('Enter which system will use the key')]).toEqual([422, true])
  expect((await administrator.send('/api-keys/make', { name: 'x', agencyId: '01890000-0000-7000-8000-000000000000' })).says).toContain('Select the agency that answers for it')
  const made = await administrator.send('/api-keys/make', { name: 'FixMyStreet <b>', agencyId: town.council.id })
  const key = made.document.querySelector('code.amity-secret')?.textContent ?? ''
  expect(key).toMatch(/^[\w-]{43}$/)
  const list = await administrator.get('/api-keys')
  expect([list.says.includes('FixMyStreet <b>'), list.says.includes('Never'), list.text.includes(key)]).toEqual([true, true, false])
  const { rows } = await town.database.owner.query('select to_jsonb(k)::text as row from api_keys k where partnership_id = $1 union all select e.changes::text from audit_events e where partnership_id = $1 and changes is not null', [town.partnership.id])
  expect(rows.filter(({ row }) => String(row).includes(key))).toEqual([])

  const system = await town.as('nobody')
  await system.get('/open311/v2/services.json', { 'x-api-key': key })
  expect((await administrator.get('/api-keys')).says).toMatch(/Ada Administrator\s*just now/)
  const href = list.document.querySelector('main a[href$="/end"]')?.getAttribute('href') ?? ''
  expect((await administrator.get(href)).says).toContain('From this moment FixMyStreet <b> can send no reports')
  expect((await administrator.send(href, {})).location).toBe('/api-keys')
  expect((await administrator.get('/api-keys')).says).toContain('Ended 2 June 2026')
  expect((await administrator.get(href)).location).toBe('/api-keys')
})

test('the keys are for whoever runs the partnership, and one that is not there is 404', async () => {
  const town = await openTown({ rooms: [open311Room] })
  for (const who of ['officer', 'police'] as const) expect((await (await town.as(who)).get('/api-keys')).status).toBe(403)
  const administrator = await town.as('administrator')
  expect((await administrator.get('/api-keys/01890000-0000-7000-8000-000000000000/end')).status).toBe(404)
  const other = await openTown({ rooms: [open311Room] })
  const theirs = await other.as('administrator')
  await theirs.send('/api-keys/make', { name: 'Theirs', agencyId: other.council.id })
  expect((await administrator.get('/api-keys')).says).not.toContain('Theirs')
  const href = (await theirs.get('/api-keys')).document.querySelector('main a[href$="/end"]')?.getAttribute('href') ?? ''
  expect([(await administrator.get(href)).status, (await theirs.get(href)).status]).toEqual([404, 200])
})
