// Which texts name or describe somebody said to be responsible, by example: where words are typed, and in the database, which asks again.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { casesRoom } from './index.ts'
import { callsByName, describes, givesHouse, housesIn, namesIn } from './never-name.ts'

type Example = readonly [theirs: string, said: string, told: boolean]
const DESCRIBED: readonly Example[] = [
  ['Danny from 12 Larch Walk', 'We spoke with Danny', true],
  ['Danny from 12 Larch Walk', "Danny's dog", true],
  ['Danny from 12 Larch Walk', 'We visited Larch Walk', false],
  ['The top flat', 'We wrote to the top flat', true],
  ['The top flat', 'We wrote to your neighbours', false],
  ['Two boys on e-scooters', 'There were two people', false],
  ['Not known', 'It is not known when the door is mended', false],
]
const HOUSES: readonly Example[] = [
  ['12 Larch Walk, Hatfield', 'We visited 12 larch  walk today', true],
  ['12 Larch Walk, Hatfield', 'We visited 12, Larch Walk', true],
  ['12 Larch Walk, Hatfield', 'We visited 112 Larch Walk', false],
  ['12 Larch Walk, Hatfield', 'We visited Larch Walk on 12 June', false],
  ['12 Larch Walk, Hatfield', 'We visited 12 Larchmont Road', false],
  ['Flat 3, Kestrel House', 'A letter went to flat 3 Kestrel House', true],
  ['Flat 3, Kestrel House', 'A letter went to Kestrel House', false],
  ['2 The Green', 'We rang 2 the day before', false],
  ['2 The Green', 'They live at 2 The Green', true],
]
const CALLED: readonly Example[] = [['Will', 'Will’s dog barked', true], ['Will', 'WILL was there', true], ['Will', 'We will visit', false], ['Jo-Ann', 'Spoke with Jo-Ann', true], ['Elsie', 'Spoke with Else', false], ['Émile', 'Émile was there', true]]

test.each(DESCRIBED)('%s: "%s"', (describedAs, said, expected) => { expect(describes(describedAs, said)).toBe(expected) })

test('words that begin a description are nobody’s name', () => {
  expect([namesIn('Unknown man'), namesIn('Tenant called Kez')]).toEqual([[], ['kez']])
})

test.each(HOUSES)('lives at %s: "%s"', (address, said, expected) => { expect(givesHouse(new Set(housesIn(address)), said)).toBe(expected) })
test.each(CALLED)('called %s: "%s"', (name, said, expected) => { expect(callsByName([name], said)).toBe(expected) })

test('the database says the same of each, and of what others on the case share with them nothing', async () => {
  const town = await openTown({ rooms: [casesRoom] })
  const told = async (theirs: { readonly describedAs?: string; readonly givenName?: string; readonly address?: string }, said: string, sharing = false): Promise<boolean> => {
    const { id: caseId, personId } = await caseIn(town)
    return town.work(async work => {
      const partnershipId = town.partnership.id
      const { describedAs = null, ...named } = theirs
      const other = work.newId()
      if (describedAs === null) await work.db.insertInto('people').values({ partnershipId, id: other, ...named, ownerAgencyId: town.council.id }).execute()
      await work.db.insertInto('caseParties').values({ partnershipId, caseId, role: 'alleged perpetrator', personId: describedAs === null ? other : null, describedAs, joinedAt: work.now }).execute()
      if (sharing) await work.db.updateTable('people').set(named).where('id', '=', personId).execute()
      return (await sql<{ names: boolean }>`select amity.names_responsible(${caseId}::uuid, ${said}) as names`.execute(work.db)).rows[0]?.names === true
    })
  }
  for (const [describedAs, said, expected] of DESCRIBED) expect([describedAs, said, await told({ describedAs }, said)]).toEqual([describedAs, said, expected])
  for (const [address, said, expected] of HOUSES) expect([address, said, await told({ address }, said), await told({ address }, said, true)]).toEqual([address, said, expected, false])
  for (const [givenName, said, expected] of CALLED) expect([givenName, said, await told({ givenName }, said), await told({ givenName }, said, true)]).toEqual([givenName, said, expected, false])
})
