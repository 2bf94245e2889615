// Who may import whom (docs: the house, section 3). Each failure says what to do instead.
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { roomsInOrder } from '#src/rooms.ts'
import { sourceFiles, type SourceFile } from './source.ts'

const LAYERS: Readonly<Record<string, readonly string[]>> = {
  kernel: ['kernel'], law: ['kernel', 'law'], db: ['kernel', 'law', 'db'], ui: ['kernel', 'ui'],
  web: ['kernel', 'law', 'db', 'ui', 'web', 'jobs'], jobs: ['kernel', 'law', 'db', 'jobs'],
}
const BELOW_ROOMS = new Set(['kernel', 'law', 'db', 'ui', 'web', 'jobs'])
const ORDER = roomsInOrder.map(({ name }) => name)

/** Where an import leads inside src/, as a path such as 'rooms/cases/index.ts'; undefined for packages. */
const target = (file: SourceFile, imported: string): string | undefined => {
  if (imported.startsWith('#src/')) return imported.slice(5)
  if (/^#(kernel|law|db|ui|web|jobs|rooms)\//.test(imported)) return imported.slice(1)
  if (imported.startsWith('.')) return posix.join(posix.dirname(file.path), imported).replace(/^src\//, '')
  return undefined
}

const faultOf = (file: SourceFile, imported: string): string | undefined => {
  const to = target(file, imported)
  const from = file.path.replace(/^src\//, '').split('/')
  const isTest = /\.test\.tsx?$/.test(file.path)
  if (from[0] === 'kernel' && to === undefined && !isTest) return 'the kernel imports nothing: pass it in'
  if (to === undefined || from[0] === undefined) return undefined
  const [layer, room, inside] = to.split('/')
  const allowed = LAYERS[from[0]]
  if (allowed !== undefined) return layer !== undefined && (allowed.includes(layer) || isTest) ? undefined : `${from[0]} may not know ${to}: move it down or pass it in`
  if (from[0] !== 'rooms') return undefined
  if (layer !== 'rooms') return layer !== undefined && BELOW_ROOMS.has(layer) ? undefined : `a room may not import ${to}: only app.ts puts rooms together`
  if (room === from[1] || isTest) return undefined
  if (inside !== 'index.ts') return `${to} is inside another room: import its index.ts`
  const [mine, theirs] = [ORDER.indexOf(from[1] ?? ''), ORDER.indexOf(room ?? '')]
  return theirs >= 0 && theirs < mine ? undefined : `${room} is not above ${from[1]} in rooms.ts: announce news instead, or move the room`
}

test('every import goes down the house, and into a room only by its front door', () => {
  const files = sourceFiles('src')
  expect(files.length).toBeGreaterThan(50)
  const faults = files.flatMap(file => file.imports.map(imported => faultOf(file, imported)).filter(fault => fault !== undefined).map(fault => `${file.path}: ${fault}`))
  expect(faults).toEqual([])
})

test('only db holds the root handle, and a room never opens its own connection', () => {
  const faults = sourceFiles('src/rooms').filter(file => !/\.test\.tsx?$/.test(file.path) && file.imports.some(imported => imported === 'pg' || imported === 'fastify')).map(file => file.path)
  expect(faults).toEqual([])
})
