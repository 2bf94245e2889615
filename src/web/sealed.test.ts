// What is sealed opens with the same secret, for the same purpose, unchanged; and never twice looks the same.
import { expect, test } from 'vitest'
import { seal, unseal } from './sealed.ts'

const SECRET = 'for tests only: thirty-two characters or more'

test('sealed and opened', () => {
  const sealed = seal(SECRET, 'authenticator of one', 'a key, and ünïcode')
  expect(unseal(SECRET, 'authenticator of one', sealed)).toBe('a key, and ünïcode')
  expect(seal(SECRET, 'authenticator of one', 'a key, and ünïcode')).not.toBe(sealed)
  expect(sealed).not.toContain('key')
})

test('another secret, another purpose, a changed or cut text open nothing', () => {
  const sealed = seal(SECRET, 'authenticator of one', 'a key')
  expect(unseal(`${SECRET}.`, 'authenticator of one', sealed)).toBeUndefined()
  expect(unseal(SECRET, 'authenticator of two', sealed)).toBeUndefined()
  for (const wrong of ['', 'v1.', sealed.slice(0, -4), `${sealed.slice(0, 10)}A${sealed.slice(11)}`.replace(sealed, ''), sealed.replace('v1.', 'v2.')]) expect([wrong, unseal(SECRET, 'authenticator of one', wrong)]).toEqual([wrong, undefined])
})
