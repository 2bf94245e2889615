// The desk of the toolkit's stories: an officer in a real browser who begins matters, ticks what a notice must say, and whose manager is beside.
import { afterAll, beforeAll } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { dayBoxes, SUBJECT } from './matters.ts'
import { openDesk, type Desk } from './story.ts'
import { openTown, type Town } from './town.ts'
import type { Visitor } from './visitor.ts'

/** A story is told step by step in a real browser, each kind of page looked at: on a busy machine longer than a test usually takes. */
export const STORY = 240_000
let [town, desk]: [Town | undefined, Desk | undefined] = [undefined, undefined]
export const here = (): { readonly town: Town; readonly desk: Desk } => {
  if (town === undefined || desk === undefined) throw new Error('Nothing is open')
  return { town, desk }
}

/** Opens town and desk for the stories of one file, and closes them behind it. */
export const openToolkit = (): void => {
  beforeAll(async () => {
    town = await openTown({ rooms, built: true, startAt: '2025-12-24T15:00:00Z' })
    const port = new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port
    desk = await openDesk(town, `http://${town.host}:${port}`)
  })
  afterAll(async () => {
    await desk?.close()
    await town?.server.close()
    ;[town, desk] = [undefined, undefined]
  })
}

/** It is now this moment, and the officer and the manager sign in: the officer at the desk. */
export const now = async (at: string): Promise<{ readonly olive: Visitor; readonly mo: Visitor }> => {
  const { town: place, desk: table } = here()
  place.clock.set(at)
  return { olive: await table.signIn('officer'), mo: await place.as('manager') }
}
export const at = (moment: string) => dayBoxes('at', moment)
export const idIn = (address: string): string => /[0-9a-f-]{36}/.exec(address)?.[0] ?? ''
export const whereNow = (): string => { const { pathname, search } = new URL(here().desk.page.url()); return pathname + search }

const BEGIN = { reason: 'It has gone on for months', skipped: 'Too serious for less' }
/** Begins a tool at the desk. @returns the matter's path */
export const begin = async (path: string, tool: string, subject: string, { skips }: { readonly skips: boolean }): Promise<string> => {
  await here().desk.done(`${path}/tools/${tool}/${subject}`, skips ? BEGIN : { reason: BEGIN.reason })
  return whereNow()
}
export const nobodyBornHere = { party: '', 'born-day': '', 'born-month': '', 'born-year': '', age: 'not known' }
export const typedSubject = (over: Readonly<Record<string, string | readonly string[]>>) => ({ ...SUBJECT, ...over })
export const everyContent = async (matter: string): Promise<void> => {
  const table = here().desk
  await table.read(`${matter}/contents`)
  const all = await table.page.evaluate<string[]>(`[...document.querySelectorAll('input[name=contents]')].map(box => box.value)`)
  await table.done(`${matter}/contents`, { contents: all })
}
