// The preview an officer checks is the very page the person harmed reads: the same words for each of them, nothing more.
import { expect, test } from 'vitest'
import { alsoHarmed, comeIn, harmedCase, offered } from '#test/harness/own-page.ts'
import { openTown } from '#test/harness/town.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { myCaseRoom } from '#rooms/my-case/index.ts'
import { supportRoom } from '#rooms/support/index.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { caseFileRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, supportRoom, myCaseRoom, caseFileRoom]
const when = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '10:15am' }
const wordsAt = async (visitor: Visitor, path: string, id: string): Promise<string> => (await visitor.get(path)).document.querySelector(`#${id}`)?.textContent?.trim() ?? 'nothing there'

test('for two people harmed on one case the preview says word for word what each reads, and the case file stays the officer’s', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const other = await alsoHarmed(town, theCase)
  const officer = await town.as('officer')
  const add = (summary: string, visibility: string) => officer.send(`${theCase.path}/add`, { kind: 'visit', ...when, summary, body: 'At their door', reached: 'not a contact', visibility })
  await add('For both of them', 'public')
  await add('For staff', 'staff')
  await add('Hidden from most', 'restricted')
  const people = [[theCase.personId, await comeIn(town, await offered(town, theCase))], [other, await comeIn(town, await offered(town, theCase, other))]] as const
  await people[0][1].send('/my-case/messages', { message: 'Only my officer reads this' })
  for (const [personId, person] of people) {
    const preview = `${theCase.path}/as-seen?person=${personId}`
    const own = await wordsAt(person, '/my-case', 'own-view')
    expect(own).toContain('For both of them')
    expect(await wordsAt(officer, preview, 'own-view')).toBe(own)
    expect(await wordsAt(officer, preview, 'own-messages')).toBe(await wordsAt(person, '/my-case/messages', 'own-messages'))
    for (const hidden of ['For staff', 'Hidden from most']) expect((await officer.get(preview)).says).not.toContain(hidden)
  }
  expect(await wordsAt(officer, `${theCase.path}/as-seen?person=${other}`, 'own-messages')).not.toContain('Only my officer')
  // Looking as somebody else leaves nothing behind: the same officer reads and writes as before.
  await add('Afterwards', 'staff')
  expect((await officer.get(theCase.path)).says).toContain('Afterwards')
})

test('not yours, nobody’s page, and somebody who is not on the case', async () => {
  const town = await openTown({ rooms })
  const [theCase, elsewhere] = [await harmedCase(town), await harmedCase(town, { title: 'Elsewhere' })]
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect((await police.get(`${theCase.path}/as-seen?person=${theCase.personId}`)).status).toBe(404)
  // A person of another case is no reader of this one: their own person is shown instead.
  expect(await wordsAt(officer, `${theCase.path}/as-seen?person=${elsewhere.personId}`, 'own-view')).toContain(theCase.reference)
  await town.database.owner.query(`update case_parties set left_at = $1 where case_id = $2`, [town.clock.now(), theCase.caseId])
  expect((await officer.get(`${theCase.path}/as-seen`)).says).toContain('Nobody on this case can have a page of their own')
})

test('nothing can be written while looking as somebody else, and an error gives the officer back', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const { readAsPerson } = await import('#db/work.ts')
  await town.workAs(await town.actor('officer'), async work => {
    const writing = readAsPerson(work, theCase, asThem => asThem.db.insertInto('entries').values({ partnershipId: town.partnership.id, caseId: theCase.caseId, personId: theCase.personId, kind: 'message', direction: 'in', happenedAt: work.now, enteredAt: work.now, enteredAs: 'x', summary: 'x', visibility: 'public' }).execute())
    await expect(writing).rejects.toThrow(/read-only transaction/)
    expect(await work.db.selectFrom('cases').select('id').execute()).toEqual([{ id: theCase.caseId }])
    await work.db.updateTable('cases').set({ summary: 'Written after' }).where('id', '=', theCase.caseId).execute()
  })
})
