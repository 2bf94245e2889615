// A case is shared in parts with the police as a partner, previewed, worked on together, extended and ended; and what they never see.
import { expect, test } from 'vitest'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { answers, liveGrant, share } from '#test/harness/shared-cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { riskRoom } from '#rooms/risk/index.ts'
import { sharingRoom } from './index.ts'

const rooms = [diaryRoom, evidenceRoom, casesRoom, partiesRoom, flagsRoom, handlingRoom, riskRoom, sharingRoom, caseFileRoom]
const open = (): Promise<Town> => openTown({ rooms })
/** A note for staff and one that is restricted, as the officer wrote them. */
const written = async (town: Town, { path }: GivenCase): Promise<void> => {
  const officer = await town.as('officer')
  const at = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '9am', reached: 'not a contact' }
  await officer.send(`${path}/add`, { kind: 'note', summary: 'Drums again on Sunday', body: 'Until two', visibility: 'staff', ...at })
  await officer.send(`${path}/add`, { kind: 'note', summary: 'Where she is staying', body: '', visibility: 'restricted', ...at })
}
const gone = async (police: Visitor): Promise<string> => (await police.get('/cases/234-567-89C')).says

test('sharing says what is missing, shows the partner’s own view before it is given, and only then gives it', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await written(town, theCase)
  const [officer, police, manager] = [await town.as('officer'), await town.as('police'), await town.actor('manager')]
  const { path } = theCase
  expect((await officer.get(`${path}/share`)).says).toContain('County Constabulary')
  const bare = await officer.send(`${path}/share/${town.police.id}`, { parts: [], purpose: 'other', necessity: '', minimised: '', mayAdd: '', gateway: '', consent: '', authorisedBy: '', 'until-day': '', 'until-month': '', 'until-year': '' })
  expect(bare.status).toBe(422)
  for (const said of ['Select at least one part', 'Select whether they may add', 'Select what it rests on', 'Enter what it is for', 'Enter why it is necessary', 'Enter how you have kept it', 'Select whether the person agreed', 'Select who authorised it', 'Enter until when']) expect(bare.says).toContain(said)
  // Nobody authorises their own, unless they are a manager.
  const own = await officer.send(`${path}/share/${town.police.id}`, { ...answers, authorisedBy: town.council.officerId })
  expect([own.status, own.says.includes('Select who authorised it')]).toEqual([422, true])
  expect((await officer.send(`${path}/share/${town.police.id}`, { ...answers, authorisedBy: manager.officerId, consent: 'overridden' })).says).toContain('why it must be shared all the same')
  const filled = await officer.send(`${path}/share/${town.police.id}`, { ...answers, authorisedBy: manager.officerId })
  expect(filled.status).toBe(303)
  const preview = await officer.get(filled.location ?? '')
  const seen = preview.document.querySelector('#preview')?.textContent ?? ''
  for (const said of ['Drums again on Sunday', 'Shared by Borough Council until the end of Friday 3 July 2026', 'You see the chronology and the evidence']) expect(seen.replaceAll(/\s+/g, ' ')).toContain(said)
  for (const never of ['Where she is staying', 'Irene', 'Flags', 'Shared with']) expect(seen).not.toContain(never)
  // Nothing is given by looking: neither the row nor the partner's view of the case.
  expect([(await police.get(path)).says, (await police.get('/shared')).says.includes('Nothing is shared')]).toEqual([await gone(police), true])
  expect((await officer.send(filled.location ?? '', {})).says).toContain('tick that you have')
  expect((await officer.send(filled.location ?? '', { read: 'yes' })).location).toBe(`${path}#shared`)
  const theirs = await police.get(path)
  expect(theirs.status).toBe(200)
  const shown = theirs.document.querySelector('main')?.textContent ?? ''
  for (const said of ['Drums again on Sunday', 'Shared by Borough Council until the end of Friday 3 July 2026', 'You may add to it', 'Keeping her safe']) expect(theirs.says).toContain(said)
  for (const never of ['Where she is staying', 'Irene', '07700 900 123', 'What the person harmed sees', 'Close the case', 'Change who leads', 'not assessed']) expect(shown).not.toContain(never)
  expect((await police.get('/shared')).says).toContain('the chronology and the evidence')
  // The draft is spent, its maker's alone, and the manager who was named is told.
  expect([(await officer.get(filled.location ?? '')).status, (await (await town.as('manager')).get('/diary')).says.includes('named as having authorised sharing')]).toEqual([404, true])
  const file = await officer.get(path)
  for (const said of ['County Constabulary: the chronology and the evidence', 'Shared with County Constabulary until 3 July 2026']) expect(file.says).toContain(said)
})

test('the doors of a shared case: its parts and nothing more, and only the lead agency shares', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  const { path } = theCase
  const police = await town.as('police')
  const nothing = await gone(police)
  const doors = ['', '/share', `/share/${town.council.id}`, '/disclosures', '/disclosures.csv', '/gave', '/add', '/evidence', '/print', '/as-seen', '/risk', '/lead', '/close', '/flags/raise', '/parties/add', '/incidents/add', '/write', '/merge', '/hold']
  for (const door of doors) {
    const answer = await police.get(`${path}${door}`)
    if (![404].includes(answer.status)) throw new Error(`${door} answered ${answer.status}`)
    expect([door, answer.says]).toEqual([door, nothing])
  }
  await share(town, path, { parts: ['incidents'], mayAdd: 'no' })
  for (const door of ['', '/gave']) expect([door, (await police.get(`${path}${door}`)).status]).toEqual([door, 200])
  for (const door of doors.filter(one => !['', '/gave'].includes(one))) expect([door, (await police.get(`${path}${door}`)).status]).toEqual([door, 404])
  expect((await police.get(`/people/${theCase.personId}`)).status).toBe(404)
  // With the people they see them, and change nothing of the record another agency keeps.
  await share(town, path, { parts: ['people', 'chronology'], mayAdd: 'no', follows: await liveGrant(town, theCase) })
  const person = await police.get(`/people/${theCase.personId}`)
  expect([person.says.includes('Irene Larkin'), person.says.includes('Change these details'), (await police.get(`/people/${theCase.personId}/edit`)).status]).toEqual([true, false, 403])
  const read = await police.get(`${path}/add`)
  expect([read.status, read.says.includes('shared with your agency to read')]).toEqual([403, true])
})

const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

test('a partner adds entries, files and tasks of their own; the lead is told, and neither rewrites the other', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await written(town, theCase)
  const { path, reference } = theCase
  await share(town, path)
  const [officer, manager, police] = [await town.as('officer'), await town.as('manager'), await town.as('police')]
  const at = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '9pm' }
  expect((await police.send(`${path}/add`, { kind: 'note', summary: '', body: '', ...at })).says).toContain('Enter a short summary')
  // What they send of their own accord does not make it public, nor moves the promise of contact.
  expect((await police.send(`${path}/add`, { kind: 'call', summary: 'Patrol passed at nine', body: 'Quiet', visibility: 'public', reached: 'yes', ...at })).location).toBe(path)
  expect((await police.upload(`${path}/evidence`, { says: 'The door' }, [{ field: 'file', name: 'door.png', type: 'image/png', content: photo }])).location).toBe(`${path}#evidence`)
  expect((await police.get(`/diary/add?case=${reference}`)).text).toContain(`value="${reference}"`)
  expect((await police.send('/diary/add', { title: 'Patrol on Friday', 'due-day': '5', 'due-month': '6', 'due-year': '2026', case: reference, officerId: town.police.officerId })).location).toBe('/diary')
  await town.runNews()
  const file = await officer.get(path)
  for (const said of ['Patrol passed at nine', 'Added a photo: The door', 'Police added to this case: read it', 'None yet']) expect(file.says).toContain(said)
  expect(file.says).toContain('Patrol on Friday')
  const stored = await town.work(work => work.db.selectFrom('entries').select(['visibility', 'reached', 'agencyId']).where('summary', '=', 'Patrol passed at nine').executeTakeFirst())
  expect(stored).toEqual({ visibility: 'staff', reached: null, agencyId: town.police.id })
  // The council's manager may correct the council's record and not the police's; the police their own and not the council's.
  const correct = (visitor: Visitor): Promise<readonly string[]> => visitor.get(path).then(page => [...page.document.querySelectorAll('a[href$="/correct"]')].map(link => link.textContent ?? ''))
  expect((await correct(manager)).some(text => text.includes('Patrol'))).toBe(false)
  expect(await correct(police)).toEqual(['Correct Added a photo: The door', 'Correct Patrol passed at nine'])
  const gave = await police.get(`${path}/gave`)
  for (const said of ['Patrol passed at nine', 'door.png', 'No other agency can read it']) expect(gave.says).toContain(said)
  expect(gave.says).not.toContain('Drums again')
  // Shared on with a third agency, they are told with whom their words went.
  const fire = (await town.database.owner.query<{ id: string }>(`insert into agencies (partnership_id, name, short_name, kind) values ($1, 'Fire Service', 'Fire', 'fire') returning id`, [town.partnership.id])).rows[0]?.id ?? ''
  const third = await officer.send(`${path}/share/${fire}`, { ...answers, parts: ['chronology'], authorisedBy: (await town.actor('manager')).officerId })
  await officer.send(third.location ?? '', { read: 'yes' })
  expect((await police.get(`${path}/gave`)).says).toContain('Fire Service: what you gave to the chronology')
  // But their chronology does not tell them: that one agency is in a case may be what another must not know.
  expect((await police.get(path)).says).not.toContain('Fire Service')
})

test('what was shared is ended with a reason, extended by a new grant, and lapses by itself; each is in the record', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  await written(town, theCase)
  const { path } = theCase
  await share(town, path, {}, 'manager')
  const twice = await (await town.as('officer')).send(`${path}/share/${town.police.id}`, { ...answers, authorisedBy: (await town.actor('manager')).officerId })
  expect([twice.status, twice.says.includes('already sees parts')]).toEqual([422, true])
  // About to lapse: in the diary of whoever leads, a week ahead.
  town.clock.set('2026-06-27T09:00:00Z')
  await town.runChore('sharing.remind')
  await town.runChore('sharing.remind')
  expect((await (await town.as('officer')).get('/diary')).says).toContain('Sharing with County Constabulary is about to end')
  const reminders = await town.work(work => work.db.selectFrom('diaryItems').select('officerId').where('aboutKind', '=', 'grant').execute())
  expect(reminders).toEqual([{ officerId: town.council.officerId }])
  const extend = (await (await town.as('officer')).get(path)).document.querySelector('#shared a[href*="after="]')?.getAttribute('href') ?? ''
  const form = await (await town.as('officer')).get(extend)
  expect(form.says).toContain('They see the chronology and the evidence until Friday 3 July 2026')
  const longer = await (await town.as('officer')).send(extend, { ...answers, parts: ['chronology'], authorisedBy: (await town.actor('manager')).officerId, 'until-day': '1', 'until-month': '9' })
  expect((await (await town.as('officer')).send(longer.location ?? '', { read: 'yes' })).location).toBe(`${path}#shared`)
  expect((await (await town.as('officer')).get('/diary')).says).not.toContain('is about to end')
  expect((await (await town.as('police')).get(path)).says).toContain('You see the chronology, and nothing else')
  const grant = await liveGrant(town, theCase)
  expect((await (await town.as('police')).get(`${path}/grants/${grant}/end`)).status).toBe(404)
  expect((await (await town.as('officer')).send(`${path}/grants/${grant}/end`, { because: '' })).says).toContain('Enter why it ends')
  expect((await (await town.as('officer')).send(`${path}/grants/${grant}/end`, { because: 'The patrols are over' })).location).toBe(`${path}#shared`)
  const now = await town.as('police')
  expect([(await now.get(path)).says, (await now.get(`${path}/gave`)).status]).toEqual([await gone(now), 404])
  await share(town, path, { 'until-day': '28', 'until-month': '6' })
  town.clock.set('2026-06-29T09:00:00Z')
  expect((await (await town.as('police')).get(path)).status).toBe(404)
  const record = await (await town.as('officer')).get(`${path}/disclosures`)
  expect(record.says.split('These parts of the case').length).toBe(4)
  const file = await (await town.as('officer')).get(path)
  for (const said of ['The patrols are over', 'Given anew', 'Its time was over', 'Sharing with County Constabulary ended']) expect(file.says).toContain(said)
})

test('the record of disclosures: by hand, refusals too, for a spreadsheet without formulas, and for nobody else', async () => {
  const town = await open()
  const { path, reference } = await caseIn(town)
  const [officer, manager, police] = [await town.as('officer'), await town.actor('manager'), await town.as('police')]
  const at = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '9am' }
  const bare = await officer.send(`${path}/disclosures/add`, { toWhom: '', what: '', purpose: '', gateway: '', necessity: '', minimised: '', consent: '', method: '', authorisedBy: '', ...at })
  for (const said of ['Enter to whom', 'Enter what it was about', 'Select what it rested on', 'Select how', 'Enter why it was necessary']) expect(bare.says).toContain(said)
  const told = { ...at, askedBy: 'Sgt Reed', toWhom: '=HYPERLINK("http://x")', agencyId: town.police.id, what: 'Her shifts', purpose: 'Patrols', method: 'telephone', gateway: 'section 115', gatewayBecause: '', necessity: 'She walks home alone', minimised: 'Only the hours', consent: 'not asked', consentBecause: 'It could not wait', authorisedBy: manager.officerId }
  expect((await officer.send(`${path}/disclosures/add`, told)).location).toBe(`${path}/disclosures`)
  expect((await officer.send(`${path}/disclosures/refuse`, { ...at, askedBy: '', toWhom: 'A cousin', agencyId: '', what: 'Her new address', purpose: 'A visit', method: 'telephone', because: '' })).says).toContain('Enter why it was refused')
  await officer.send(`${path}/disclosures/refuse`, { ...at, askedBy: '', toWhom: 'A cousin', agencyId: '', what: 'Her new address', purpose: 'A visit', method: 'telephone', because: 'She has not agreed' })
  const page = await officer.get(`${path}/disclosures`)
  for (const said of ['Her shifts', 'section 115', 'It could not wait', 'Mo Manager', 'refused', 'She has not agreed']) expect(page.says).toContain(said)
  const file = await officer.get(`${path}/disclosures.csv`)
  expect([file.text.includes(`"'=HYPERLINK(""http://x"")"`), file.text.includes(reference), file.headers['content-disposition']?.toString().includes('attachment')]).toEqual([true, true, true])
  expect((await officer.get('/sharing/disclosures')).says).toContain('Her new address')
  expect((await police.get('/sharing/disclosures')).says).toContain('Nothing was shared and nothing refused')
  await share(town, path)
  for (const door of ['disclosures', 'disclosures.csv', 'disclosures/add', 'disclosures/refuse']) expect([door, (await police.get(`${path}/${door}`)).status]).toEqual([door, 404])
})

test('a restricted case is shared with nobody as an agency, and what was given ends when a case becomes restricted', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  const { path } = theCase
  const draft = await share(town, path)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect((await police.get(path)).status).toBe(200)
  await officer.send(`${path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })
  expect([(await police.get(path)).says, (await police.get('/shared')).says.includes('Nothing is shared')]).toEqual([await gone(police), true])
  for (const door of ['share', `share/${town.police.id}`]) expect([door, (await officer.get(`${path}/${door}`)).status]).toEqual([door, 403])
  expect((await officer.get(draft)).status).toBe(403)
  // For a colleague outside the circle its record is not there either.
  const colleague = await town.as('administrator')
  expect([(await colleague.get(`${path}/disclosures`)).status, (await colleague.get('/sharing/disclosures')).says.includes('County Constabulary')]).toEqual([404, false])
})

test('with the plan and the risk alone a partner reads both, without names and without anything to press', async () => {
  const town = await open()
  const theCase = await caseIn(town)
  const partnershipId = town.partnership.id
  const assessmentId = await town.work(async work => {
    const [planId, id] = [work.newId(), work.newId()]
    await work.db.insertInto('plans').values({ partnershipId, id: planId, caseId: theCase.id, personId: theCase.personId, wants: 'To sleep at night', madeAt: work.now, madeBy: town.council.officerId }).execute()
    await work.db.insertInto('riskAssessments').values({ partnershipId, id, caseId: theCase.id, matrixVersion: '1', answers: '{}', score: 9, band: 'standard', because: '9 of 41 is standard', assessedAt: work.now, assessedBy: town.council.officerId, reviewDueOn: '2026-07-30' as never, withThePerson: true }).execute()
    return id
  })
  await share(town, theCase.path, { parts: ['plan', 'risk'] })
  const police = await town.as('police')
  const file = await police.get(theCase.path)
  for (const said of ['The person harmed', 'To sleep at night', '9 of 41 is standard']) expect(file.says).toContain(said)
  for (const never of ['Irene', 'Add a step', 'Agree and send', 'Promise contact', 'Assess the risk', 'Chronology', 'Add to the chronology']) expect(file.says).not.toContain(never)
  expect((await police.get(`${theCase.path}/risk/${assessmentId}`)).status).toBe(200)
  await share(town, theCase.path, { parts: ['plan'], follows: await liveGrant(town, theCase) })
  expect([(await police.get(`${theCase.path}/risk/${assessmentId}`)).status, (await police.get(theCase.path)).says.includes('9 of 41')]).toEqual([404, false])
})
