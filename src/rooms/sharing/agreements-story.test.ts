// Agreements as those who run the partnership keep them: added, signed, leaned on, watched, renewed, left and ended.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { sharingRoom } from './index.ts'

const open = (): Promise<Town> => openTown({ rooms: [diaryRoom, casesRoom, sharingRoom, caseFileRoom] })
const on = (name: string, [day = '', month = '', year = '']: readonly string[]) => ({ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year })
const agreement = { name: 'Safer streets', purposes: 'Preventing disorder\nKeeping victims safe', parts: ['chronology', 'risk'], categories: 'Names, addresses', gateway: 'Section 115', document: 'ISA/1', ...on('starts', ['1', '1', '2026']), ...on('review', ['1', '12', '2026']), ...on('ends', ['31', '12', '2026']) }
const signed = { signedBy: 'A chief', ...on('signed', ['2', '1', '2026']) }

const made = async (town: Town, more: Record<string, string | string[]> = {}): Promise<string> => {
  const administrator = await town.as('administrator')
  const path = (await administrator.send('/sharing/add', { ...agreement, ...more })).location ?? ''
  for (const agencyId of [town.council.id, town.police.id]) await administrator.send(`${path}/sign`, { agencyId, ...signed })
  return path
}

test('an agreement is added with its errors said, signed by two agencies, and then offered first where a case is shared', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const [administrator, officer] = [await town.as('administrator'), await town.as('officer')]
  const bare = await administrator.send('/sharing/add', { name: '', purposes: '', parts: [], gateway: '', ...on('starts', ['', '', '']) })
  for (const said of ['Enter what it is called', 'Enter at least one purpose', 'Select at least one part', 'Enter the law it rests on', 'Enter when it starts', 'Enter when it ends']) expect(bare.says).toContain(said)
  const turned = await administrator.send('/sharing/add', { ...agreement, ...on('review', ['1', '2', '2027']) })
  expect([turned.status, turned.says.includes('between its start and its end'), turned.text.includes('Keeping victims safe')]).toEqual([422, true, true])
  const list = await administrator.get('/sharing')
  expect(list.says).toContain('Borough Council, County Constabulary')
  const kept = await made(town)
  expect((await administrator.get('/sharing')).says).not.toContain('have signed no agreement')
  const again = await administrator.send('/sharing/add', agreement)
  expect([again.status, again.says.includes('There is an agreement of this name')]).toEqual([422, true])
  expect((await administrator.send(`${kept}/sign`, { agencyId: town.police.id, ...signed })).says).toContain('Every agency of the partnership has signed it')
  const form = await officer.get(`${path}/share/${town.police.id}`)
  expect([form.says.includes('Agreement: Safer streets'), form.document.querySelector('input[name=gateway]')?.getAttribute('value')]).toEqual([true, `agreement:${kept.split('/').at(-1) ?? ''}`])
  expect([(await officer.get('/sharing')).status, (await (await town.as('police')).get(kept)).status]).toEqual([403, 403])
})

test('an agreement carries its parts, purposes and days, and nothing more; when it ends, what leaned on it ends', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const kept = await made(town)
  const [administrator, officer, police] = [await town.as('administrator'), await town.as('officer'), await town.as('police')]
  const answers = { parts: ['chronology'], mayAdd: 'yes', gateway: `agreement:${kept.split('/').at(-1) ?? ''}`, gatewayBecause: '', purpose: 'Preventing disorder', typedPurpose: '', necessity: 'They patrol', minimised: 'One part', consent: 'given', consentBecause: '', authorisedBy: (await town.actor('manager')).officerId, ...on('until', ['1', '9', '2026']) }
  for (const [wrong, said] of [[{ parts: ['people', 'chronology'] }, 'does not carry the people'], [{ purpose: 'other', typedPurpose: 'Curiosity' }, 'is for: Preventing disorder; Keeping victims safe'], [on('until', ['1', '2', '2027']), 'ends on Thursday 31 December 2026']] as const) {
    const answer = await officer.send(`${path}/share/${town.police.id}`, { ...answers, ...wrong })
    expect([answer.status, answer.says.includes(said)]).toEqual([422, true])
  }
  const filled = await officer.send(`${path}/share/${town.police.id}`, answers)
  // Meanwhile an agency leaves: the preview says so and gives nothing.
  const leave = (await administrator.get(kept)).document.querySelectorAll('a[href$="/withdraw"]')[1]?.getAttribute('href') ?? ''
  expect((await administrator.get(leave)).says).toContain('Nothing you may know of is shared')
  await administrator.send(leave, { because: 'Reorganised' })
  const late = await officer.get(filled.location ?? '')
  expect([late.says.includes('Nothing is shared yet: go back and change it'), (await officer.send(filled.location ?? '', { read: 'yes' })).status]).toEqual([true, 422])
  const agencyId = leave === '' ? '' : (await administrator.get(`${kept}/sign`)).document.querySelectorAll('select[name=agencyId] option')[1]?.getAttribute('value') ?? ''
  await administrator.send(`${kept}/sign`, { agencyId, ...signed })
  await officer.send(filled.location ?? '', { read: 'yes' })
  expect((await police.get(path)).status).toBe(200)
  const ending = await administrator.get(`${kept}/end`)
  expect(ending.says).toContain('1 case you may know of is shared under it now')
  expect((await administrator.send(`${kept}/end`, { because: '' })).says).toContain('Enter why')
  await administrator.send(`${kept}/end`, { because: 'Replaced' })
  expect([(await police.get(path)).status, (await administrator.get(`${kept}/end`)).location]).toEqual([404, kept])
})

test('what ends with an agreement is counted only as far as whoever ends it may know', async () => {
  const town = await open()
  const kept = await made(town)
  // The police lead a case of their own and share it with the council under the same agreement: an administrator of the council
  // sees that grant. One between two other agencies they do not.
  const fire = (await town.database.owner.query<{ id: string }>(`insert into agencies (partnership_id, name, short_name, kind) values ($1, 'Fire Service', 'Fire', 'fire') returning id`, [town.partnership.id])).rows[0]?.id ?? ''
  const administrator = await town.as('administrator')
  await administrator.send(`${kept}/sign`, { agencyId: fire, ...signed })
  const theirs = await caseIn(town)
  await town.work(async work => {
    await work.db.updateTable('cases').set({ leadAgencyId: town.police.id, leadOfficerId: town.police.officerId }).where('id', '=', theirs.id).execute()
    await work.db.insertInto('caseGrants').values({ partnershipId: town.partnership.id, caseId: theirs.id, toAgencyId: fire, parts: ['chronology'], purpose: 'Preventing disorder', gateway: 'agreement', agreementId: kept.split('/').at(-1) ?? '', necessity: 'x', authorisedBy: town.police.officerId, givenBy: town.police.officerId, givenAt: work.now, endsAt: new Date('2026-09-01T00:00:00Z') }).execute()
  })
  expect((await administrator.get(`${kept}/end`)).says).toContain('Nothing you may know of is shared under it now')
  await administrator.send(`${kept}/end`, { because: 'Over' })
  expect(await town.work(work => work.db.selectFrom('caseGrants').select('endedBecause').where('caseId', '=', theirs.id).execute())).toEqual([{ endedBecause: 'The agreement ended: Over' }])
})

test('review and end stand in the diary 90, 30 and 7 days ahead, once each; renewing makes a new dated agreement', async () => {
  const town = await open()
  const kept = await made(town, { ...on('review', ['1', '8', '2026']), ...on('ends', ['31', '8', '2026']) })
  const diary = async (): Promise<string> => (await (await town.as('administrator')).get('/diary')).says
  const titles = async (): Promise<string[]> => (await town.work(work => work.db.selectFrom('diaryItems').select('title').where('doneAt', 'is', null).where('cancelledAt', 'is', null).where('aboutId', '=', kept.split('/').at(-1) ?? '').orderBy('title').execute())).map(one => one.title)
  await town.runChore('sharing.remind')
  expect(await titles()).toEqual(['“Safer streets” ends within 90 days', '“Safer streets” is to be reviewed within 90 days'])
  town.clock.set('2026-07-20T09:00:00Z')
  await town.runChore('sharing.remind')
  await town.runChore('sharing.remind')
  expect(await titles()).toEqual(['“Safer streets” ends within 90 days', '“Safer streets” is to be reviewed within 30 days'])
  expect(await diary()).toContain('is to be reviewed within 30 days')
  const administrator = await town.as('administrator')
  const renewing = await administrator.get(`${kept}/renew`)
  expect(renewing.document.querySelector('input[name=starts-day]')?.getAttribute('value')).toBe('01')
  const next = await administrator.send(`${kept}/renew`, { ...agreement, ...on('starts', ['1', '9', '2026']), ...on('review', ['1', '6', '2027']), ...on('ends', ['31', '8', '2027']) })
  const renewed = await administrator.get(next.location ?? '')
  expect(renewed.says).toContain('Follows Safer streets, which ends 31 August 2026')
  expect([(await administrator.get(`${kept}/renew`)).status, (await administrator.get(kept)).says.includes('Renewed as')]).toEqual([403, true])
})
