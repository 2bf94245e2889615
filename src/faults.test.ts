// The sentence each known fault of a start is told with; an unknown one gets a reference and keeps its stack.
import { expect, test } from 'vitest'
import { CannotOpen } from '#db/cannot-open.ts'
import { explainFault, StartRefused } from './faults.ts'

const withCode = (fields: Readonly<Record<string, unknown>>, message = 'x'): Error => Object.assign(new Error(message), fields)

test.each([
  [withCode({ code: 'EADDRINUSE', syscall: 'listen', port: 3000 }), 'Port 3000 is already in use.'],
  [withCode({ code: 'EACCES', syscall: 'listen', port: 80 }), 'This user may not use port 80. Set PORT to 1024 or higher.'],
  [withCode({ code: 'EADDRNOTAVAIL', syscall: 'listen' }), 'HOST is not an address of this machine.'],
  [withCode({ code: 'EACCES', syscall: 'mkdir', path: '/etc/amity' }), '/etc/amity may not be written by this user.'],
  [withCode({ code: 'ENOSPC' }), 'The disk is full.'],
  [withCode({ code: '53100' }), 'The disk is full.'],
  [withCode({}, 'initdb: FATAL: could not extend file\nHINT:  Check free disk space.'), 'The disk is full.'],
  [withCode({ code: 'ECONNREFUSED', syscall: 'connect' }), 'No PostgreSQL answers at the address in DATABASE_URL.'],
  [new AggregateError([withCode({ code: 'ECONNREFUSED', syscall: 'connect' })]), 'No PostgreSQL answers at the address in DATABASE_URL.'],
  [withCode({ code: 'ENOTFOUND', hostname: 'db.invalid' }), 'The host in DATABASE_URL (db.invalid) is not known.'],
  [withCode({ code: '28P01' }), 'PostgreSQL refused the user or the password in DATABASE_URL.'],
  [withCode({ code: '3D000' }), 'The database named in DATABASE_URL does not exist.'],
  [withCode({ code: '42501' }), 'The user in DATABASE_URL may not create what Amity needs.'],
])('%s', (error, sentence) => {
  const fault = explainFault(error, { folder: '/data' })
  expect(fault).toMatchObject({ exitCode: 1, known: true })
  expect(fault.sentence).toContain(sentence)
  expect(fault.sentence).not.toContain('\n')
})

test('a refusal speaks for itself, with its own exit code', () => {
  expect(explainFault(new StartRefused('PORT is odd.', 2))).toEqual({ sentence: 'PORT is odd.', exitCode: 2, known: true })
  expect(explainFault(new CannotOpen('Too old.'))).toEqual({ sentence: 'Too old.', exitCode: 1, known: true })
})

test.each([new Error('surprise'), 'a bare word', undefined])('%s is unknown: a reference, never its own words', error => {
  const fault = explainFault(error)
  expect(fault.known).toBe(false)
  expect(fault.sentence).toMatch(/Quote reference [0-9a-f]{8}/)
  expect(fault.sentence).not.toContain('surprise')
})
