// Stale and shared accounts, by example.
import { expect, test } from 'vitest'
import { whyShared, whyStale, type Used } from './account-rules.ts'

const limits = { staleDays: 60, devices: 3, places: 3 }
const now = new Date('2026-06-02T09:00:00Z')
const used: Used = { name: 'Olive Officer', email: 'olive.officer@example.test', createdAt: new Date('2025-01-01T09:00:00Z'), lastSeen: new Date('2026-06-01T09:00:00Z'), atOnce: 1, places: 1 }

test.each<[string, Partial<Used>, string | undefined]>([
  ['used yesterday', {}, undefined],
  ['59 days ago', { lastSeen: new Date('2026-04-04T09:00:00Z') }, undefined],
  ['60 days ago', { lastSeen: new Date('2026-04-03T09:00:00Z') }, 'Not used for 60 days'],
  ['made yesterday, never used', { lastSeen: null, createdAt: new Date('2026-06-01T09:00:00Z') }, undefined],
  ['made in March, never used', { lastSeen: null, createdAt: new Date('2026-03-01T09:00:00Z') }, 'Never used, 93 days after it was made'],
])('stale: %s', (_what, change, says) => { expect(whyStale({ ...used, ...change }, limits, now)).toBe(says) })

test.each<[string, Partial<Used>, readonly string[]]>([
  ['one person', {}, []],
  ['two devices', { atOnce: 2, places: 2 }, []],
  ['many devices', { atOnce: 3 }, ['Used on 3 devices within the last hour']],
  ['many places', { places: 4 }, ['Signed in from 4 places within a day']],
  ['a desk', { name: 'Duty desk', email: 'asb.duty@example.test' }, ['Its name says “duty”, not a person', 'Its email address says “asb”, not a person']],
  ['a part of a word is no word', { name: 'Ada Infosino', email: 'teammore@example.test' }, []],
  ['a person with a long name', { name: 'Mary Test van Dyke', email: 'mary@example.test' }, []],
])('shared: %s', (_what, change, says) => { expect(whyShared({ ...used, ...change }, limits)).toEqual(says) })
