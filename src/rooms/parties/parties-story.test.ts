// People join a case, are found, identified and leave; their page; incidents corrected; and what an officer may not see.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Page } from '#test/harness/visitor.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { partiesRoom } from './index.ts'

const open = (): Promise<Town> => openTown({ rooms: [diaryRoom, casesRoom, partiesRoom, flagsRoom, caseFileRoom] })
const linkTo = (page: Page, ends: string): string => page.document.querySelector(`#people a[href$="${ends}"]`)?.getAttribute('href') ?? ''

test('everybody in a case: a new child, their parent, a described stranger who turns out to be known, and somebody who leaves', async () => {
  const town = await open()
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const add = `${path}/parties/add`
  const bare = await officer.send(add, { role: 'witness', who: 'new', phone: '07700 900 555' })
  expect([bare.status, bare.says.includes('Enter at least one of their names'), bare.text.includes('07700 900 555')]).toEqual([422, true, true])
  expect((await officer.send(add, { role: 'harmed', who: 'new', givenName: 'Kit', familyName: 'Larkin', 'born-day': '3', 'born-month': '6', 'born-year': '2014' })).location).toBe(`${path}#people`)
  const withChild = await officer.get(add)
  const child = withChild.document.querySelector('#forParty option:not([value=""])')?.getAttribute('value') ?? ''
  await officer.send(add, { role: 'parent or guardian', who: 'new', givenName: 'Una', familyName: 'Larkin', forParty: child })
  await officer.send(add, { role: 'alleged perpetrator', who: 'described', describedAs: 'A man with a large brown dog' })
  await officer.send(add, { role: 'advocate', who: 'unknown' })
  const file = await officer.get(path)
  // Irene reports and is harmed: one line with both parts, and each part may end by itself.
  const irene = [...file.document.querySelectorAll('#people li')].filter(line => line.textContent.startsWith('Irene Larkin'))
  expect(irene.map(line => line.textContent.replaceAll(/\s+/g, ' '))).toEqual([expect.stringMatching(/reporting, harmed, 07700 900 123.*Leaves as reporting.*Leaves as harmed/)])
  for (const said of ['Kit Larkin (child)', 'parent or guardian of Kit Larkin', 'A man with a large brown dog', 'Not known', 'Suggested: child.']) expect(file.says).toContain(said)
  const identify = linkTo(file, '/identify')
  expect((await officer.send(identify, { who: 'described', describedAs: 'x' })).status).toBe(422)
  expect((await officer.send(identify, { who: 'new', givenName: 'Rex', familyName: 'Hound' })).status).toBe(303)
  const known = await officer.get(path)
  expect(known.document.querySelector('#people')?.textContent).toMatch(/Rex Hound.*Until 2 June 2026: A man with a large brown dog/s)
  const leave = linkTo(known, '/leave')
  const before = await officer.send(leave, { 'left-day': '1', 'left-month': '1', 'left-year': '2020', because: 'Moved' })
  expect([before.status, before.says.includes('They joined on')]).toEqual([422, true])
  expect((await officer.send(leave, { 'left-day': '2', 'left-month': '6', 'left-year': '2026', because: 'Moved to Leeds' })).status).toBe(303)
  expect((await officer.get(path)).says).toContain('Moved to Leeds')
  const police = await town.as('police')
  for (const door of [add, identify, leave]) expect([door, (await police.get(door)).status]).toEqual([door, 404])
})

test('somebody already written down is found by name, birth date, telephone or address, and joins once in a role', async () => {
  const town = await open()
  const [first, second] = [await caseIn(town), await caseIn(town, { title: 'Another', anonymous: true })]
  const officer = await town.as('officer')
  await town.work(work => work.db.updateTable('people').set({ bornOn: day('1984-03-14'), address: '14 Larch Walk' }).where('id', '=', first.personId).execute())
  const slips = ['larkni', 'lrkin', 'larkinn', 'lorkin', 'Irene Larkni', 'Iren Larkni', '14 lrach walk']
  for (const sought of ['larkin', 'Irene Lark', '14/3/1984', '07700 900 123', '900 123', '14 larch', 'irene 14/3/1984', ...slips]) expect([sought, (await officer.get(`/people?q=${encodeURIComponent(sought)}`)).text.includes(`/people/${first.personId}`)]).toEqual([sought, true])
  for (const nobody of ['%25', 'lrakni', 'larkin 14/3/1985', 'irene%20smith', '900%20124']) expect([nobody, (await officer.get(`/people?q=${nobody}`)).says]).toEqual([nobody, expect.stringContaining('Nobody you may see matches')])
  const add = `${second.path}/parties/add`
  expect((await officer.get(`${add}?q=14/3/1984`)).text).toContain(`person:${first.personId}`)
  await officer.send(add, { role: 'witness', who: `person:${first.personId}` })
  const again = await officer.send(add, { role: 'witness', who: `person:${first.personId}` })
  expect([again.status, again.says.includes('They are in this case in this role already')]).toEqual([422, true])
  const page = await officer.get(`/people/${first.personId}`)
  for (const said of [first.reference, second.reference, 'witness', 'By email or phone']) expect(page.says).toContain(said)
})

test('a person’s details change with who and when; two officers do not overwrite each other', async () => {
  const town = await open()
  const { personId } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const edit = `/people/${personId}/edit`
  const version = (await officer.get(edit)).document.querySelector('input[name=version]')?.getAttribute('value') ?? ''
  const details = { givenName: 'Irene', familyName: 'Larkin', phone: '07700 900 123', safeMeans: ['text'], safeTimes: 'After 6pm', mayLeaveMessage: 'no', mustNotKnow: 'My son' }
  expect((await manager.send(edit, details)).location).toBe(`/people/${personId}`)
  for (const said of ['By text, after 6pm. Leave no message. Must not know: My son.', 'Who must not know', 'by Mo Manager']) expect((await officer.get(`/people/${personId}`)).says).toContain(said)
  const late = await officer.post(edit, { ...details, version, familyName: 'Larkin-Reed' })
  expect([late.status, late.says.includes('Somebody else has changed this person'), late.text.includes('Larkin-Reed')]).toEqual([422, true, true])
})

test('a house is found by its number: who types 12 is not shown 120, unless nobody lives at 12', async () => {
  const town = await open()
  const people = [await caseIn(town), await caseIn(town), await caseIn(town)].map(({ personId }) => personId)
  await town.work(async work => {
    for (const [at, address] of ['12 Larch Walk', '120 Larch Walk', '3 Larchwood Close, 12th floor'].entries()) await work.db.updateTable('people').set({ address, familyName: 'Larkin' }).where('id', '=', people[at] ?? '').execute()
  })
  const officer = await town.as('officer')
  const found = async (words: string): Promise<readonly number[]> => { const { text } = await officer.get(`/people?q=${encodeURIComponent(words)}`); return [0, 1, 2].filter(at => text.includes(people[at] ?? '?')) }
  for (const [words, whom] of [['12 larch walk', [0]], ['Larkin 12 Larch', [0]], ['120 Larch Walk', [1]], ['12 lar', [0, 1, 2]], ['1 larch', [0, 1, 2]], ['12', [0, 1, 2]], ['larch', [0, 1, 2]], ['12 larhc walk', [0, 1]], ['13 larch walk', []]] as const) expect([words, await found(words)]).toEqual([words, whom])
})

test('people of cases one may not see are not there: not found, not opened, not joined, and never counted', async () => {
  const town = await open()
  const { path, personId, id } = await caseIn(town)
  const own = await town.work(async work => {
    const caseId = work.newId()
    await work.db.insertInto('cases').values({ partnershipId: town.partnership.id, id: caseId, reference: '234-567-89C', title: 'Theirs', categoryCode: 'noise', strand: 'nuisance', severity: 'standard', leadAgencyId: town.police.id, leadOfficerId: town.police.officerId, openedAt: work.now }).execute()
    return caseId
  })
  const [police, colleague, officer] = [await town.as('police'), await town.as('administrator'), await town.as('officer')]
  expect((await colleague.get('/people?q=larkin')).text).toContain(personId)
  await officer.send(`${path}/flags/raise`, { flag: 'domestic abuse', because: 'She told us' })
  const nowhere = '01890000-0000-7000-8000-000000000000'
  for (const outsider of [police, colleague]) {
    const nobody = await outsider.get('/people?q=zzzzzz')
    for (const sought of ['larkin', 'larkni']) expect([sought, (await outsider.get(`/people?q=${sought}`)).says]).toEqual([sought, nobody.says])
    for (const page of [`/people/${personId}`, `/people/${personId}/edit`]) {
      const [theirs, none] = [await outsider.get(page), await outsider.get(page.replace(personId, nowhere))]
      expect([page, theirs.status, theirs.says]).toEqual([page, 404, none.says])
    }
  }
  // Their key, guessed, is as good as any other that is not there.
  expect(await town.workAs(await town.actor('police'), async work => (await work.db.selectFrom('people').select('id').execute()).length)).toBe(0)
  // Seen through a case of one's own, a person shows that case alone.
  await town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: own, role: 'witness', personId, joinedAt: work.now }).execute())
  const seen = await police.get(`/people/${personId}`)
  expect([seen.status, seen.says.includes('Theirs'), seen.says.includes('Loud music'), id.length]).toEqual([200, true, false, 36])
})

test('an incident is added apart from when it was entered, and corrected beside its original, which nobody rewrites', async () => {
  const town = await open()
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const add = `${path}/incidents/add`
  const harmed = (await officer.get(add)).document.querySelector('input[name=harmed]')?.getAttribute('value') ?? ''
  const happened = { 'happened-day': '30', 'happened-month': '5', 'happened-year': '2026', 'happened-time': '23:30', category: 'noise' }
  const wrong = await officer.send(add, { description: 'Bass', 'until-day': '30', 'until-month': '5', 'until-year': '2026', 'until-time': '22:00', ...happened })
  expect([wrong.status, wrong.says.includes('It must end after it began')]).toEqual([422, true])
  expect((await officer.send(add, { description: 'Bass until two', place: 'Top flat', harmed, ...happened })).location).toBe(`${path}#incidents`)
  const file = await officer.get(path)
  for (const said of ['30 May 2026 at 11:30pm', 'Top flat', 'Harmed: Irene Larkin', 'Entered 2 June 2026']) expect(file.says).toContain(said)
  const correct = file.document.querySelector('#incidents a[href$="/correct"]')?.getAttribute('href') ?? ''
  expect((await officer.send(correct, { ...happened, description: 'Bass until three', because: '' })).status).toBe(422)
  await officer.send(correct, { ...happened, description: 'Bass until three', because: 'She had the wrong hour' })
  const after = await officer.get(path)
  for (const said of ['Bass until three', 'Corrected: She had the wrong hour', 'It said: 30 May 2026 at 11:30pm: Bass until two']) expect(after.says).toContain(said)
  expect((await officer.post(correct, { description: 'x', because: 'x', category: 'noise', about: 'x' })).status).toBe(403)
  await expect(town.workAs(await town.actor('officer'), work => work.db.updateTable('incidents').set({ description: 'rewritten' }).where('caseId', '=', id).execute())).rejects.toThrow(/never rewritten/)
  expect((await (await town.as('police')).get(add)).status).toBe(404)
})
