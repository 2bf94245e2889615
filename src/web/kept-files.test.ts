// Bytes a request kept stand only while its work stands: what was refused, not there or broken leaves none behind.
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { openTown } from '#test/harness/town.ts'
import { notThere, refused, seeOther, type Answer } from './answers.ts'
import { nothing, post, signedIn } from './doors.ts'
import { halvesInFolder } from './half-files.ts'
import { keptHere } from './kept-files.ts'
import type { Room } from './room.ts'

const ENDS: Readonly<Record<string, () => Answer>> = { well: () => seeOther('/'), refused: () => refused('No'), absent: () => notThere, broken: () => { throw new Error('on purpose') } }
const room: Room = {
  doors: [post('/keep/:end', {
    may: signedIn('to try'), records: nothing('a test'), largestFile: 1000,
    act: async (_work, ask) => {
      for (const { path } of ask.uploads) await ask.files.keep(path)
      return ENDS[ask.params['end'] ?? '']?.() ?? notThere
    },
  })],
}

test('only a request that succeeds leaves a file', async () => {
  const town = await openTown({ rooms: [room] })
  const officer = await town.as('officer')
  const kept = (): number => readdirSync(dirname(town.files.incoming), { recursive: true }).filter(name => /^\d{4}-\d{2}.[0-9a-f-]{36}$/.test(String(name))).length
  for (const [end, status, files] of [['refused', 403, 0], ['absent', 404, 0], ['broken', 500, 0], ['well', 303, 1], ['refused', 403, 1]] as const) {
    const answer = await officer.upload(`/keep/${end}`, {}, [{ field: 'file', name: 'a.txt', type: 'text/plain', content: Buffer.from('bytes') }])
    expect([end, answer.status, kept()]).toEqual([end, status, files])
  }
})

test('what is taken back once is not asked for again', async () => {
  const [asked, gone]: [string[], string[]] = [[], []]
  const store = { incoming: '', halves: halvesInFolder('none'), withLocal: () => Promise.reject(new Error('none')), open: () => Promise.reject(new Error('none')), keep: async (path: string) => { asked.push(path); return `kept ${path}` }, remove: async (name: string) => { gone.push(name) } }
  const { files, takeBack } = keptHere(store)
  expect(await files.keep('a')).toBe('kept a')
  await takeBack()
  await takeBack()
  expect([asked, gone]).toEqual([['a'], ['kept a']])
})
