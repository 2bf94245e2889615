// Papers for court as an officer makes them through the pages: a file with its exhibit reference, a statement, its signature, a bundle.
import sharp from 'sharp'
import { expect } from 'vitest'
import { carryOutOrdersOf } from '#rooms/bundles/index.ts'
import { lookAfterFilesOf } from '#rooms/evidence/index.ts'
import type { GivenCase } from './cases.ts'
import { dayBoxes } from './matters.ts'
import type { Town } from './town.ts'
import type { Page, Visitor } from './visitor.ts'

export const photo = (background: string): Promise<Buffer> => sharp({ create: { width: 400, height: 200, channels: 3, background } }).jpeg().toBuffer()
/** @returns the key of the file */
export const give = async (town: Town, who: Visitor, given: GivenCase, name: string, content: Buffer): Promise<string> => {
  expect((await who.upload(`${given.path}/evidence`, { says: 'What was seen', visibility: 'staff' }, [{ field: 'file', name, type: 'x/y', content }])).status).toBe(303)
  await lookAfterFilesOf({ database: town.database, files: town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
  return (await town.database.owner.query<{ id: string }>('select id from attachments where case_id = $1 order by given_at desc, id desc limit 1', [given.id])).rows[0]?.id ?? ''
}
export const exhibit = async (who: Visitor, given: GivenCase, file: string, reference: string): Promise<void> => {
  expect((await who.send(`${given.path}/exhibits/add`, { what: `file:${file}`, reference, description: `What ${reference} is` })).status).toBe(303)
}
export const SAID = { maker: 'Olive Officer', makerIs: 'community safety officer of Borough Council', number: '1', body: '1. I have worked on this since May.\n\nI produce OO/1, a picture of the door.', willBeCalled: 'yes', why: 'First version' }
/** @returns its path */
export const write = async (who: Visitor, given: GivenCase, over: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await who.send(`${given.path}/court/statements/new`, { ...SAID, ...over })
  if (answer.location === undefined) throw new Error(`${answer.status} ${answer.says}`)
  return answer.location
}
export const sign = (who: Visitor, path: string): Promise<Page> => who.send(`${path}/signed`, { signedAs: 'Olive Officer', ...dayBoxes('signedAt', '2026-06-02 10:05'), how: 'by hand on paper', proof: 'The legal file' })
export const entryIn = (town: Town, given: GivenCase, over: { readonly summary: string; readonly visibility?: 'staff' | 'restricted'; readonly kind?: 'note' | 'contact attempt' }): Promise<string> => town.work(async work => {
  const id = work.newId()
  await work.db.insertInto('entries').values({ partnershipId: town.partnership.id, id, caseId: given.id, kind: 'note', visibility: 'staff', happenedAt: new Date('2026-06-01T20:00:00Z'), enteredAt: work.now, enteredAs: 'Olive Officer', ...over }).execute()
  return id
})
/** What the worker does, for this town alone. @returns how many it took up */
export const makeOrdered = (town: Town): Promise<number> => carryOutOrdersOf({ database: town.database, files: town.files, clock: town.clock.now, looks: 20 }, town.partnership.id)
