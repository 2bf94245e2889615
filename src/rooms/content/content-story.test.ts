// What the public reads, edited: it stands at once in the public form; unreadable colours, other agencies and late savers are told.
import { expect, test } from 'vitest'
import { homeRoom } from '#rooms/home/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { openTown } from '#test/harness/town.ts'
import { contentRoom } from './index.ts'

const open = () => openTown({ rooms: [contentRoom, homeRoom, reportingRoom] })

test('a category is renamed, another added and one retired; the public form reads the same rows and nothing is deleted', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const now = await ada.get('/categories/noise')
  const seen = now.document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  const noise = { residentName: 'Loud noise', name: 'Noise', strand: 'nuisance', severity: 'standard', sensitive: 'no', restricted: 'no', position: '1', inUse: 'yes', signpostCode: 'noise' }
  expect((await ada.post('/categories/noise', { ...noise, seen })).status).toBe(303)
  const late = await ada.post('/categories/noise', { ...noise, residentName: 'Racket', seen })
  expect([late.status, late.says.includes('Somebody else has changed this')]).toEqual([422, true])
  expect(late.document.querySelector('input[name=residentName]')?.getAttribute('value')).toBe('Racket')
  expect((await ada.send('/categories/add', { ...noise, residentName: 'Fireworks', name: 'Fireworks', position: '2' })).location).toBe('/content#categories')
  const gardens = await ada.send('/categories/gardens', { residentName: 'An untidy or overgrown garden', name: 'Garden nuisance', strand: 'environmental', severity: 'standard', sensitive: 'no', restricted: 'no', position: '12', inUse: 'no' })
  expect(gardens.status).toBe(303)
  const resident = await town.as('nobody')
  await resident.send('/report', {})
  const form = await resident.get('/report/category')
  expect(form.says).toContain('Loud noise')
  expect(form.says).toContain('Fireworks')
  expect(form.says).not.toContain('overgrown garden')
  expect((await ada.get('/content')).says).toContain('overgrown garden')
})

test('an agency’s details are read on the contact page at once; a colour nobody could read is refused', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const details = { name: 'Borough Council', shortName: 'Council', kind: 'council', phone: '01632 960 111', 'hours-0': '9am to 5pm', 'hours-8': 'Call 101' }
  const pale = await ada.send(`/agencies/${town.council.id}`, { ...details, brandColour: '#ffff00' })
  expect([pale.status, pale.says.includes('too light to read')]).toEqual([422, true])
  expect((await ada.send(`/agencies/${town.council.id}`, { ...details, brandColour: '#1d4f91' })).status).toBe(303)
  const contact = (await (await town.as('nobody')).get('/contact')).says
  for (const said of ['01632 960 111', 'Monday: 9am to 5pm', 'Out of hours: Call 101']) expect(contact).toContain(said)
})

test('a signpost with a bad link is refused, a good one is added; a police administrator edits only their own agency', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const signpost = { name: 'Repairs', says: 'Report a repair to your landlord.', position: '5', inUse: 'yes' }
  expect((await ada.send('/signposts/add', { ...signpost, url: 'javascript:alert(1)' })).status).toBe(422)
  expect((await ada.send('/signposts/add', { ...signpost, url: 'https://repairs.example.org' })).status).toBe(303)
  expect((await ada.get('/signposts/repairs')).status).toBe(200)
  expect((await (await town.as('officer')).get('/content')).status).toBe(403)
  await town.database.owner.query(`update posts set role_id = (select id from roles where partnership_id = $1 and name = 'Administrator') where partnership_id = $1 and officer_id = $2`, [town.partnership.id, town.police.officerId])
  const pat = await town.as('police')
  expect((await pat.get('/categories/noise')).status).toBe(403)
  expect((await pat.get(`/agencies/${town.council.id}`)).status).toBe(403)
  expect((await pat.get(`/agencies/${town.police.id}`)).status).toBe(200)
})
