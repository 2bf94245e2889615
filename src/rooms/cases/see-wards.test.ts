// Each officer counts the open cases they may see, and no others.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { openTown } from '#test/harness/town.ts'
import { casesRoom } from './index.ts'

test('an officer counts what they may see; another agency and a restricted case add nothing', async () => {
  const town = await openTown({ rooms: [casesRoom] })
  await town.work(async work => {
    const partnershipId = work.partnership.id
    await work.db.insertInto('wards').values([{ partnershipId, code: 'W1', name: 'Handside' }, { partnershipId, code: 'W2', name: 'Sherrards' }]).execute()
    const circle = await work.db.insertInto('circles').values({ partnershipId, name: 'The few' }).returning('id').executeTakeFirstOrThrow()
    for (const more of [{ wardCode: 'W1' }, { wardCode: 'W1' }, { wardCode: 'W2', circleId: circle.id }, { wardCode: 'W1', status: 'closed' as const, closedAt: work.now }, {}]) {
      await work.db.insertInto('cases').values({
        partnershipId, reference: newReference(randomBytes(16)), leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, title: 'Noise', categoryCode: 'noise', strand: 'nuisance', severity: 'standard', openedAt: work.now, ...more,
      }).execute()
    }
  })
  const counts = async (who: 'officer' | 'police') => [...(await (await town.as(who)).get('/places/wards')).document.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent))
  expect(await counts('officer')).toEqual([['Handside', '2'], ['Sherrards', '0'], ['Ward not known', '1']])
  expect(await counts('police')).toEqual([['Handside', '0'], ['Sherrards', '0']])
  expect((await (await town.as('adviser')).get('/places/wards')).status).toBe(403)
})
