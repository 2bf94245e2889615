// Agencies: added, renamed with their history kept, and two that become one; nobody gains or loses sight by accident.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { hire, promote, signedInAs } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { contentRoom } from '#rooms/content/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { peopleRoom } from '#rooms/people/index.ts'
import { officersRoom } from './index.ts'

const open = () => openTown({ rooms: [officersRoom, authorityRoom, contentRoom, peopleRoom, diaryRoom, casesRoom, flagsRoom, caseFileRoom] })
const one = async <T>(town: Town, query: string, values: readonly unknown[]): Promise<T> => {
  const [row] = (await town.database.owner.query<{ it: T }>(query, [...values])).rows
  if (row === undefined) throw new Error('no row')
  return row.it
}
const addLandlord = async (town: Town): Promise<string> => {
  expect((await (await town.as('administrator')).send('/agencies/add', { name: 'Hill Homes', shortName: 'Hill', kind: 'landlord' })).location).toBe('/content')
  return one(town, 'select id as it from agencies where partnership_id = $1 and name = $2', [town.partnership.id, 'Hill Homes'])
}

test('an agency is added and renamed; what was written then says the name of then, and nobody takes a name somebody had', async () => {
  const town = await open()
  const hill = await addLandlord(town)
  const ada = await town.as('administrator')
  const sam = await hire(town, 'Sam Second', 'Case officer', hill)
  const mo = await hire(town, 'Moira Hill', 'Case officer', hill)
  await ada.send(`/officers/${sam.id}/leave`, { agencyId: hill, toId: mo.id, because: 'Resigned' })
  town.clock.set('2026-06-09T09:00:00Z')
  const later = await town.as('administrator')
  expect((await later.send(`/agencies/${hill}`, { name: 'Hill and Dale Homes', shortName: 'Hill', kind: 'landlord' })).status).toBe(303)
  expect((await later.get(`/agencies/${hill}`)).says).toContain('Hill Homes9 Jun 2026')
  expect((await later.get(`/officers/${sam.id}`)).says).toContain('Hill HomesCase officer')
  expect((await later.send('/agencies/add', { name: 'County Constabulary', shortName: 'C', kind: 'police' })).says).toContain('Another agency here has, or had, this name')
  await promote(town, town.police.officerId, 'Administrator')
  expect((await (await town.as('police')).get('/agencies/add')).status).toBe(403)
  expect((await (await town.as('police')).get(`/agencies/${hill}/merge`)).status).toBe(403)
})

test('two agencies become one: what moves is shown first; cases, people and officers go along, and each restricted case keeps its few', async () => {
  const town = await open()
  const hill = await addLandlord(town)
  const [hana, harry, polly] = [await hire(town, 'Hana Hill', 'Case officer', hill), await hire(town, 'Harry Hill', 'Team manager', hill), await hire(town, 'Polly Police', 'Team manager', town.police.id)]
  const [plain, secret] = [await caseIn(town), await caseIn(town, { title: 'At her door' })]
  for (const { id } of [plain, secret]) await town.database.owner.query('update cases set lead_agency_id = $1, lead_officer_id = $2 where id = $3', [hill, hana.id, id])
  await town.work(work => work.db.insertInto('people').values({ partnershipId: town.partnership.id, givenName: 'Only', familyName: 'Hillperson', ownerAgencyId: hill }).execute())
  const asHana = await signedInAs(town, hana)
  expect((await asHana.send(`${secret.path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })).status).toBe(303)
  const asPat = await town.as('police')
  expect([(await asPat.get(plain.path)).status, (await asPat.get(secret.path)).status]).toEqual([404, 404])

  const ada = await town.as('administrator')
  const path = `/agencies/${hill}/merge`
  const shown = await ada.get(`${path}?into=${town.police.id}`)
  for (const says of ['Open cases it leads11', 'What is restricted stays with the few', 'This cannot be undone']) expect(shown.says).toContain(says.replace('11', '1'))
  expect(shown.says).toMatch(/Open cases it leads\s*1\s*0/)
  expect(shown.says).not.toContain(secret.reference)
  expect((await ada.send(path, { intoId: town.police.id, why: 'Merged', sure: [] })).says).toContain('Tick to say that you have read what moves')
  const hidden = (name: string): string => [...shown.document.querySelectorAll(`input[name=${name}]`)].map(input => input.getAttribute('value') ?? '').join('')
  await hire(town, 'Late Comer', 'Case officer', hill)
  expect((await ada.post(path, { intoId: town.police.id, seen: hidden('seen'), why: 'Merged', sure: 'sure' })).says).toContain('What would move has changed')
  const again = await ada.get(`${path}?into=${town.police.id}`)
  const seen = [...again.document.querySelectorAll('input[name=seen]')].map(input => input.getAttribute('value') ?? '').join('')
  const merged = await ada.post(path, { intoId: town.police.id, seen, why: 'Merged', sure: 'sure' })
  expect([merged.status, merged.location]).toEqual([303, '/content#agencies'])

  // Both agencies' officers see what either agency saw; the session of the old agency's officer goes on.
  expect([(await asHana.get(plain.path)).status, (await asPat.get(plain.path)).status]).toEqual([200, 200])
  // The few of the restricted case are the same few: neither Pat nor the new agency's manager joins them, and nobody is let out.
  const [asHarry, asPolly] = [await signedInAs(town, { id: harry.id, agencyId: town.police.id }), await signedInAs(town, polly)]
  expect([(await asHana.get(secret.path)).status, (await asHarry.get(secret.path)).status, (await asPolly.get(secret.path)).status, (await asPat.get(secret.path)).status]).toEqual([200, 200, 404, 404])
  expect(await one(town, `select visible_to @> array[(select principal from agencies where id = $2)] as it from people where partnership_id = $1 and family_name = 'Hillperson'`, [town.partnership.id, town.police.id])).toBe(true)
  // The old agency is history: its principal still says what it was, and nobody can pick it.
  expect(await one(town, `select count(*)::int as it from principals p join agencies a on a.partnership_id = p.partnership_id and a.principal = p.id where a.id = $1 and a.ended_on is not null and a.merged_into_id = $2`, [hill, town.police.id])).toBe(1)
  expect((await ada.get('/agencies/add')).status).toBe(200)
  expect((await ada.get('/content')).says).not.toContain('Hill Homes')
  expect((await ada.get(path)).status).toBe(404)
  expect((await ada.get(`/officers/${hana.id}`)).says).toContain('Hill Homes became part of County Constabulary')
})

test('the agency that runs the partnership is not merged away, and an administrator of the other does not begin to run everything', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  expect((await ada.get(`/agencies/${town.council.id}/merge`)).status).toBe(403)
  await promote(town, town.police.officerId, 'Administrator')
  expect((await town.actor('police')).acts).not.toContain('run the partnership')
  const page = await ada.get(`/agencies/${town.police.id}/merge?into=${town.council.id}`)
  expect(page.says).toContain('may change settings that stand for all')
  const seen = [...page.document.querySelectorAll('input[name=seen]')].map(input => input.getAttribute('value') ?? '').join('')
  expect((await ada.post(`/agencies/${town.police.id}/merge`, { intoId: town.council.id, seen, why: 'Merged', sure: 'sure' })).status).toBe(303)
  const now = await town.database.owner.query<{ acts: string[] }>(`select r.acts from posts p join roles r on r.partnership_id = p.partnership_id and r.id = p.role_id where p.officer_id = $1 and p.ended_on is null`, [town.police.officerId])
  expect(now.rows.map(({ acts }) => [acts.includes('run the agency'), acts.includes('run the partnership')])).toEqual([[true, false]])
})
